"""One entry of the gazetteer that a name may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

from dragoman.model import Place

EARTH_RADIUS_KM = 6371.0

PRIMARY, ALTERNATE, STRIPPED = 0, 1, 2
"""How a name stands in the gazetteer: as the main name, as another name, or as a district's without its type word."""

GREAT_CITY = 1_000_000

FAMOUS = 60
FAME_WEIGHT = 0.4
"""A place that many languages have a name for is meant more often than its size tells: Geneva, Venice, Bethlehem."""

KNOWN_CITY, KNOWN_BY_OTHER_NAME, PROMINENT_CITY = 100_000, 500_000, 300_000
"""People from which on a city's name alone is enough: its main name, another name, any in text without capitals."""

WIDE_KINDS = frozenset({"country", "continent", "world", "sea"})
"""Kinds that are larger than any place that an article can be local to."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for.

    `kind`: city, capital, district, admin1, country, or a kind of regions.csv and place_sites.csv.
    `admin1_code`: GeoNames' code as "PK.03", "" where unknown. `precision`: as `Place.precision`.
    `rank`: PRIMARY, ALTERNATE or STRIPPED. `district`: row of its second-level division in the pack, or -1.
    `fame`: how many names in how many languages GeoNames has for it, at most 255.
    `minor`: an administrative namesake of a large city in it ("Kabul" the province): meant only where a word says so.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin1_code: str
    latitude: float | None
    longitude: float | None
    population: int
    precision: int
    geoname_id: int | None
    source: str
    rank: int = PRIMARY
    district: int = -1
    minor: bool = False
    fame: int = 0

    @property
    def key(self) -> tuple[str, str, str | None, float | None]:
        """What makes it one place: two names of it give equal keys."""
        return (self.kind, self.name, self.country, self.latitude)

    def place(self, precision: int | None = None, confidence: float = 1.0) -> Place:
        """Return it as the model's value, at the precision given or its own."""
        return Place(
            self.name, self.admin1, self.country, self.latitude, self.longitude,
            self.precision if precision is None else precision, self.geoname_id, self.source, round(confidence, 3),
        )  # fmt: skip


_BASE = {"country": 9.0, "continent": 8.5, "world": 8.5, "sea": 7.5, "capital": 1.6, "admin1": 0.3, "district": -1.2}

_VILLAGES = "place_towns"
_SMALL = frozenset({"geonames", _VILLAGES})
"""Tables whose places are known by name alone only where they are large; the others hold what news names bare."""
_VILLAGE = 3.6
"""Weight of an entry of our villages: a town of some 4,000."""

_OWN = {"town": 5.5, "district": 6.3, "neighbourhood": 6.0, "crossing": 6.0}


def prior(candidate: Candidate) -> float:
    """Return how likely news means this place by its name, before any context: tenfold people count as one more.

    Our own tables hold what news speaks of, so their entries weigh as a town of millions. Another name counts as a
    tenth of the main one, less so for a great city, whose other names are English ones as often as not (Mecca, Kiev).
    """
    kind = candidate.kind
    penalty = 0.0
    if candidate.source == "geonames" and kind != "admin1":
        great = candidate.population >= GREAT_CITY or candidate.fame >= FAMOUS
        penalty = (0.0, 0.7 if great else 1.0, 1.5)[candidate.rank] - FAME_WEIGHT * log10(1 + candidate.fame)
    if kind in ("country", "continent", "world", "sea"):
        return _BASE[kind]
    if candidate.source == _VILLAGES:
        return _VILLAGE
    if candidate.source != "geonames":
        return _OWN.get(kind, 7.0)
    size = log10(candidate.population + 300)
    if kind == "capital" and candidate.rank != PRIMARY:
        # An old name of a capital (Philadelphia was Amman) shares nothing of its standing.
        penalty += _BASE["capital"]
    return size + _BASE.get(kind, 0.0) - penalty - (0.0 if not candidate.minor else 4.0 if kind == "capital" else 1.5)


def is_known(candidate: Candidate) -> bool:
    """Tell whether the name alone, in a text with capitals, is enough to take it for this place."""
    if candidate.source not in _SMALL or candidate.kind in ("capital", "admin1"):
        return True
    needed = KNOWN_CITY if candidate.rank == PRIMARY else KNOWN_BY_OTHER_NAME
    return candidate.kind != "district" and candidate.population >= needed


def is_known_abroad(candidate: Candidate) -> bool:
    """Tell whether news of another state would name it: a known city by its main name, a division, an entry of ours."""
    if candidate.source not in _SMALL or candidate.kind == "admin1":
        return True
    return candidate.rank == PRIMARY and is_known(candidate)


def is_small(candidate: Candidate) -> bool:
    """Tell whether it is a town that news beyond its state seldom names."""
    return candidate.kind == "city" and candidate.population < KNOWN_CITY


def is_prominent(candidate: Candidate) -> bool:
    """Tell whether the name alone is enough in a text all in capitals or without any."""
    if candidate.source not in _SMALL or candidate.kind in ("capital", "admin1"):
        return True
    return candidate.population >= PROMINENT_CITY


def distance_km(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Return the great-circle distance between two (latitude, longitude) points."""
    lat1, lat2 = radians(left[0]), radians(right[0])
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(right[1] - left[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
