"""Every place by its name: our own tables before GeoNames."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from dragoman.catalog.place_candidate import Candidate, prior
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_pack import PlacePack
from dragoman.catalog.place_tables import (
    OwnPlaces,
    load_abbreviations,
    load_admin1,
    load_countries,
    load_regions,
)

DATA = Path(__file__).parent / "data"

_REMEMBERED = 50_000
"""Names kept looked up: a worker meets the same few thousand again and again; the bound keeps memory level."""

_CITY_SHARE = 0.1
"""A city with this share of its namesake division's people is what the bare name means (Kabul, not Kabul province)."""


class PlaceIndex:
    """Looks names up; the same name always gives the same candidates in the same order."""

    def __init__(self, own: OwnPlaces, pack: PlacePack) -> None:
        self.own = own
        self.pack = pack
        self._known: dict[str, tuple[Candidate, ...]] = {}

    @classmethod
    def load(cls, extra: Path | None = None) -> PlaceIndex:
        """Read the shipped tables and, where given, a study's own places (columns as regions.csv).

        The shipped tables alone are read once a process.
        """
        return _load_shipped() if extra is None else cls._read(extra)

    @classmethod
    def _read(cls, extra: Path | None) -> PlaceIndex:
        own = OwnPlaces()
        load_countries(DATA / "place_countries.csv", own)
        load_admin1(DATA / "admin1.csv", own)
        load_abbreviations(DATA / "place_abbreviations.csv", own)
        for name in ("regions.csv", "place_sites.csv", "place_towns.csv"):
            load_regions(DATA / name, own)
        if extra is not None:
            shipped = {name: len(found) for name, found in own.by_name.items()}
            load_regions(extra, own)
            own.put_first(shipped)
        return cls(own, PlacePack(DATA / "place_pack.npz"))

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return what the name may stand for, the most likely first; empty where it is unknown."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            spelt_out = name.replace("&", " and ")
            known = self._gather(fold_name(name)) or self._gather(fold_name(spelt_out))
            self._known[name] = known
        return known

    def nearest_division(self, latitude: float, longitude: float, country: str | None) -> str | None:
        """Return the first-level division of the state's town nearest to a point, or None where none is known."""
        code = self.pack.nearest_code(latitude, longitude, country)
        return self.own.admin1_names.get(code) if code else None

    @cached_property
    def capitals(self) -> dict[str, Candidate]:
        """The capital of each state by its alpha-3 code."""
        found = [self.pack.candidate(row, 0, self.own.admin1_names) for row in self.pack.capital_rows()]
        return {capital.country: capital for capital in found if capital.country}

    def _gather(self, folded: str) -> tuple[Candidate, ...]:
        if not folded:
            return ()
        if folded in self.own.study_names:
            return tuple(self.own.by_name[folded])
        found = list(self.own.by_name.get(folded, ()))
        found += [self.pack.candidate(row, rank, self.own.admin1_names) for row, rank in self.pack.rows(folded)]
        marked = [replace(c, minor=True) if _is_minor(c, found) else c for c in found]
        return tuple(sorted(marked, key=lambda c: (-prior(c), c.country or "", c.geoname_id or 0)))


def _is_minor(entry: Candidate, found: list[Candidate]) -> bool:
    """Tell whether a bare name that the entry shares with a greater place means that one.

    A division gives way to the city in it that most of its people live in, a capital to its state (Mexico, Kuwait).
    """
    if entry.kind == "capital":
        return any(other.kind == "country" and other.country == entry.country for other in found)
    if entry.kind not in ("admin1", "district"):
        return False
    cities = [c for c in found if c.kind in ("city", "capital") and c.admin1_code == entry.admin1_code]
    if entry.kind == "district":
        cities = [c for c in cities if c.district == entry.district]
    return any(city.population >= _CITY_SHARE * entry.population for city in cities)


@cache
def _load_shipped() -> PlaceIndex:
    return PlaceIndex._read(None)
