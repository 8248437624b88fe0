"""Places told by a distance: "30 km (19 miles) north of Kandahar", "some 400 kilometres east of the city of Quetta"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin

from dragoman.catalog.place_candidate import EARTH_RADIUS_KM

_KM_OF_UNIT = {"k": 1.0, "m": 1.609}
_BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_BEARINGS |= {"northeast": 45.0, "southeast": 135.0, "southwest": 225.0, "northwest": 315.0}
_DISTANCE = re.compile(
    r"^(?:\w+ ){0,2}?(?P<number>\d[\d,]*(?:\.\d+)?)[ -]?(?P<unit>k(?:m|ms|ilomet(?:er|re)s?)|mi(?:les?)?)\b\.?"
    r"(?: ?\([^)]*\))?,? (?:(?:to the|due) )?"
    r"(?P<direction>(?:north|south|east|west)(?:[ -]?(?:east|west))?)(?:ern)?(?: part)? (?:of|from) (?:the )?",
    re.IGNORECASE,
)
_FARTHEST = 800.0
"""Farther off, a distance tells of the journey and not of the place."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How far (km) and in which direction (degrees from north) a place lies from the one named."""

    km: float
    bearing: float

    def move(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return the point that lies so from another, degrees WGS 84."""
        lat, lon, angle = radians(latitude), radians(longitude), self.km / EARTH_RADIUS_KM
        way = radians(self.bearing)
        there = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(way))
        across = atan2(sin(way) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(there))
        return round(degrees(there), 4), round((degrees(lon + across) + 540.0) % 360.0 - 180.0, 4)


def read_distance(text: str) -> tuple[Offset, str] | None:
    """Return the distance that a mention opens with and what it is measured from; None where it opens otherwise."""
    found = _DISTANCE.match(text)
    if found is None:
        return None
    km = float(found["number"].replace(",", "")) * _KM_OF_UNIT[found["unit"][0].lower()]
    bearing = _BEARINGS[re.sub(r"[ -]", "", found["direction"].lower())]
    return (Offset(km, bearing), text[found.end() :]) if 0.0 < km <= _FARTHEST else None
