"""A place on the map, with how precisely it is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place.

    `precision`: UCDP GED `where_prec`: 1 exact, 2 near (within about 25 km), 3 second-level division, 4 first-level
    division, 5 line or area (border, river), 6 country, 7 international waters or airspace, unknown.
    `latitude`, `longitude`: degrees, WGS 84; None where precision is 7. `source`: the table it was found in.
    """

    name: str
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: int
    geoname_id: int | None
    source: str
    confidence: float
