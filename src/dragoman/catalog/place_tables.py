"""The tables of places that we keep ourselves: countries, first-level divisions, regions, sites."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dragoman.catalog.place_candidate import ALTERNATE, PRIMARY, Candidate
from dragoman.catalog.place_fold import fold_name
from dragoman.errors import BadTable, suggest_name

REGION_COLUMNS = ("name", "aliases", "kind", "country", "admin1", "lat", "lon", "precision")
REGION_KINDS = frozenset(
    {"region", "district", "admin1", "border", "line", "sea", "strait", "river", "lake", "island", "mountain", "desert"}
    | {"valley", "forest", "continent", "world", "airport", "base", "camp", "building", "square", "street", "bridge"}
    | {"mosque", "prison", "neighbourhood", "town", "crossing", "park", "dam", "plant"}
)

_TYPE_WORDS = re.compile(
    r"^(?:province|state|department|region|governorate) of "
    r"| (?:province|governorate|oblast|krai|region|state|territory|department|district|prefecture|county)$"
    r"| (?:voivodeship|(?:autonomous )?republic|division|canton|autonomous region)$"
)


@dataclass(slots=True)
class OwnPlaces:
    """Entries of our own tables by folded name; names written in capitals only ("US"); demonyms by folded word.

    `abbreviations`: short forms that stand only after a comma. `admin1_codes`: code by (country, folded name).
    `study_names`: folded names that a study has a place of its own for, which then means that one.
    """

    by_name: dict[str, list[Candidate]] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)
    demonyms: dict[str, str] = field(default_factory=dict)
    admin1_names: dict[str, str] = field(default_factory=dict)
    admin1_codes: dict[tuple[str, str], str] = field(default_factory=dict)
    abbreviations: set[str] = field(default_factory=set)
    countries: dict[str, Candidate] = field(default_factory=dict)
    study_names: set[str] = field(default_factory=set)

    def put_first(self, shipped: dict[str, int]) -> None:
        """Let a study's own entries stand alone under their names; `shipped`: how many others each name had before."""
        for name, found in self.by_name.items():
            if len(found) > shipped.get(name, 0):
                self.by_name[name] = found[shipped.get(name, 0) :]
                self.study_names.add(name)

    def add(self, candidate: Candidate, aliases: list[str]) -> None:
        """File the candidate under its name and its aliases."""
        seen: set[str] = set()
        for name in [candidate.name, *aliases]:
            folded = fold_name(name)
            if not folded or folded in seen:
                continue
            seen.add(folded)
            if name.isupper() and len(folded) <= 4:
                self.acronyms.add(folded)
            entry = candidate if len(seen) == 1 else replace(candidate, rank=ALTERNATE)
            self.by_name.setdefault(folded, []).append(entry)


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV table below its comment lines; BadTable where it is not of these columns."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadTable(f"{path}: expected a table in UTF-8, found {error!r}.") from error
    skipped = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[skipped:])
    header = tuple(next(reader, ()))
    if header != columns:
        raise BadTable(f"{path}:{skipped + 1}: expected the columns {', '.join(columns)}, found {', '.join(header)}.")
    for cells in reader:
        line = skipped + reader.line_num
        if len(cells) != len(columns):
            raise BadTable(
                f"{path}:{line}: expected {len(columns)} cells, found {len(cells)}. Quote cells with commas."
            )
        yield line, dict(zip(columns, cells, strict=True))


def read_degrees(path: Path, line: int, row: dict[str, str]) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a row, both None where both cells are empty."""
    if not row["lat"] and not row["lon"]:
        return None, None
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        lat, lon = 999.0, 999.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadTable(f"{path}:{line}: expected degrees, found lat '{row['lat']}' and lon '{row['lon']}'.")
    return lat, lon


def load_countries(path: Path, own: OwnPlaces) -> None:
    """Read place_countries.csv."""
    columns = ("country", "name", "aliases", "demonyms", "lat", "lon", "population", "geoname_id")
    for line, row in read_table(path, columns):
        lat, lon = read_degrees(path, line, row)
        country = Candidate(
            row["name"], "country", row["country"], None, "", lat, lon,
            int(row["population"]), 6, int(row["geoname_id"]), "countries",
        )  # fmt: skip
        own.countries[row["country"]] = country
        own.add(country, _split(row["aliases"]))
        for demonym in _split(row["demonyms"]):
            own.demonyms.setdefault(fold_name(demonym), row["country"])


def load_admin1(path: Path, own: OwnPlaces) -> None:
    """Read admin1.csv."""
    columns = ("code", "country", "name", "aliases", "kind", "lat", "lon", "population", "geoname_id")
    for line, row in read_table(path, columns):
        lat, lon = read_degrees(path, line, row)
        division = Candidate(
            row["name"], "admin1", row["country"], row["name"], row["code"], lat, lon,
            int(row["population"]), 4, int(row["geoname_id"]) or None, "geonames", PRIMARY,
        )  # fmt: skip
        own.admin1_names[row["code"]] = row["name"]
        aliases = _split(row["aliases"])
        for name in [row["name"], *aliases]:
            own.admin1_codes[row["country"], fold_name(name)] = row["code"]
            own.admin1_codes.setdefault((row["country"], division_key(name)), row["code"])
        own.add(division, aliases)


def division_key(name: str) -> str:
    """Return the folded name of a division without the word for its type: "Perm Krai", "Perm Territory" and "Perm"."""
    folded = fold_name(name)
    return _TYPE_WORDS.sub("", folded) or folded


def load_abbreviations(path: Path, own: OwnPlaces) -> None:
    """Read place_abbreviations.csv: short forms of first-level divisions ("Ga."), which stand after a comma."""
    divisions = {e.admin1_code: e for entries in own.by_name.values() for e in entries if e.kind == "admin1"}
    for line, row in read_table(path, ("code", "abbreviations")):
        if row["code"] not in divisions:
            raise BadTable(f"{path}:{line}: expected a code of admin1.csv, found '{row['code']}'.")
        for short in _split(row["abbreviations"]):
            folded = fold_name(short)
            own.abbreviations.add(folded)
            own.by_name.setdefault(folded, []).append(replace(divisions[row["code"]], rank=ALTERNATE))


def load_regions(path: Path, own: OwnPlaces) -> None:
    """Read a table of the form of regions.csv: ours, our sites, or a study's own places."""
    for line, row in read_table(path, REGION_COLUMNS):
        lat, lon = read_degrees(path, line, row)
        _check_region(path, line, row, own)
        country, admin1 = row["country"] or None, row["admin1"] or None
        code = _division_code(country or "", admin1 or "", own)
        region = Candidate(
            row["name"], row["kind"], country, admin1, code, lat, lon, 0, int(row["precision"]), None, path.stem
        )
        own.add(region, _split(row["aliases"]))


def _division_code(country: str, name: str, own: OwnPlaces) -> str:
    """Return the code of a first-level division by any of its names, with or without the word for its type."""
    codes = own.admin1_codes
    return codes.get((country, fold_name(name))) or codes.get((country, division_key(name)), "")


def _check_region(path: Path, line: int, row: dict[str, str], own: OwnPlaces) -> None:
    if row["kind"] not in REGION_KINDS:
        hint = suggest_name(row["kind"], REGION_KINDS)
        raise BadTable(f"{path}:{line}: unknown kind '{row['kind']}'. Known: {', '.join(sorted(REGION_KINDS))}.{hint}")
    if row["country"] and row["country"] not in own.countries:
        hint = suggest_name(row["country"], own.countries)
        raise BadTable(f"{path}:{line}: expected an ISO 3166-1 alpha-3 code, found '{row['country']}'.{hint}")
    if row["precision"] not in tuple("1234567"):
        raise BadTable(f"{path}:{line}: expected a precision from 1 to 7, found '{row['precision']}'.")
    if not row["name"].strip():
        raise BadTable(f"{path}:{line}: expected a name, found none.")


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
