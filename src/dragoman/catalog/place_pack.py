"""GeoNames' cities and second-level divisions, packed as arrays (scripts/pack_gazetteer.py writes them)."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.catalog.place_candidate import Candidate
from dragoman.catalog.place_fold import name_key
from dragoman.errors import BadTable

_KINDS = ("city", "capital", "district")
_PRECISION = (1, 1, 3)
_NOWHERE = 0xFFFFFFFF


class PlacePack:
    """Some 235,000 cities and 33,000 districts by name; nothing but a name that is asked for becomes an object."""

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as file:
                columns = {name: file[name] for name in file.files}
            self._fill(columns)
        except (OSError, KeyError, ValueError) as error:
            raise BadTable(f"{path}: expected a place pack, found {error!r}. Install Dragoman anew.") from error

    def _fill(self, columns: dict[str, NDArray[np.generic]]) -> None:
        self._keys = array("Q", np.cumsum(columns["key_gaps"].astype(np.uint64)).tobytes())
        self._starts = array("I", np.cumsum(np.concatenate(([0], columns["counts"]))).astype(np.uint32).tobytes())
        self._postings = array("I", columns["postings"].tobytes())
        self._lat, self._lon = (_read_degrees(columns[name]) for name in ("lat", "lon"))
        self._population = array("I", columns["population"].tobytes())
        self._geoname_id = array("I", columns["geoname_id"].tobytes())
        self._fame = array("B", columns["fame"].tobytes())
        self._kind = array("B", columns["kind"].tobytes())
        self._district = array("I", columns["district"].tobytes())
        self._country = array("B", columns["country"].tobytes())
        self._admin1 = array("H", columns["admin1"].tobytes())
        self._countries = columns["countries"].tobytes().decode().split("\n")
        self.admin1_codes = columns["admin1s"].tobytes().decode().split("\n")
        self._names = columns["names"].tobytes()
        sizes = np.concatenate(([0], columns["name_sizes"])).astype(np.uint32)
        self._name_starts = array("I", np.cumsum(sizes).astype(np.uint32).tobytes())

    def __len__(self) -> int:
        return len(self._kind)

    def rows(self, folded: str) -> list[tuple[int, int]]:
        """Return (row, rank) of every place of this folded name."""
        key = name_key(folded)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return []
        return [(posting >> 2, posting & 3) for posting in self._postings[self._starts[at] : self._starts[at + 1]]]

    def nearest_code(self, latitude: float, longitude: float, country: str | None) -> str | None:
        """Return the code of the first-level division of the town nearest to a point (degrees), in this state."""
        if country not in self._countries:
            return None
        lat, lon = (np.frombuffer(degrees, dtype=np.float64) for degrees in (self._lat, self._lon))
        here = np.frombuffer(self._country, dtype=np.uint8) == self._countries.index(country)
        gap = (lat - latitude) ** 2 + ((lon - longitude) * np.cos(np.radians(latitude))) ** 2
        best = int(np.argmin(np.where(here, gap, np.inf)))
        return self.admin1_codes[self._admin1[best]] if here[best] else None

    def capital_rows(self) -> list[int]:
        """Return the rows of the capitals."""
        return [row for row, kind in enumerate(self._kind) if kind == 1]

    def name(self, row: int) -> str:
        """Return the main name of the place in this row."""
        return self._names[self._name_starts[row] : self._name_starts[row + 1]].decode()

    def candidate(self, row: int, rank: int, admin1_names: dict[str, str]) -> Candidate:
        """Return the place in this row; `admin1_names`: name of a first-level division by its code."""
        kind = self._kind[row]
        code = self.admin1_codes[self._admin1[row]]
        district = self._district[row]
        return Candidate(
            self.name(row), _KINDS[kind], self._countries[self._country[row]], admin1_names.get(code), code,
            self._lat[row], self._lon[row], self._population[row], _PRECISION[kind], self._geoname_id[row] or None,
            "geonames", rank, row if kind == 2 else (-1 if district == _NOWHERE else district),
            fame=self._fame[row],
        )  # fmt: skip


def _read_degrees(planes: NDArray[np.generic]) -> array[float]:
    """Thousandths of a degree as int32, stored byte plane by byte plane since that packs smaller."""
    thousandths = np.ascontiguousarray(planes.T).view(np.int32).ravel()
    return array("d", (thousandths / 1000.0).tobytes())
