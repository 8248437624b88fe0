"""Place names to places: `python -m evals.geo --data DIR [--json]`, DIR laid out as gold/geo (lgl.xml, GeoVirus.xml).

The gold spans and the article's text are given; asked is where each name is. accuracy_161: share of the names with gold
coordinates that are put within 161 km (100 miles) of them, names without an answer counted as wrong. With
`--dispatches DIR` (laid out as gold/dispatches-train) also: how often a coding's place gets its country and division.
"""

from __future__ import annotations

import argparse
import json
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.catalog.place_candidate import distance_km
from dragoman.catalog.places import Gazetteer

REACH_KM = 161.0
COUNTRY_NAMES = {"Palestinian Territory": "PSE", "Democratic Republic of the Congo": "COD", "Cote d'Ivoire": "CIV"}


@dataclass(frozen=True, slots=True)
class GoldName:
    """A marked name with what the gold says of it."""

    start: int
    end: int
    lat: float
    lon: float
    geoname_id: int | None
    country: str | None


def read_lgl(path: Path) -> Iterator[tuple[str, list[GoldName]]]:
    for article in ElementTree.parse(path).iter("article"):
        names = []
        for toponym in article.iter("toponym"):
            gaztag = toponym.find("gaztag")
            if gaztag is not None:
                names.append(
                    GoldName(
                        int(toponym.findtext("start", "0")),
                        int(toponym.findtext("end", "0")),
                        float(gaztag.findtext("lat", "0")),
                        float(gaztag.findtext("lon", "0")),
                        int(gaztag.get("geonameid", "0")) or None,
                        gaztag.findtext("country"),
                    )
                )
        yield article.findtext("text", ""), names


def read_geovirus(path: Path) -> Iterator[tuple[str, list[GoldName]]]:
    for article in ElementTree.parse(path).iter("article"):
        names = []
        text = article.findtext("text", "")
        for location in article.iter("location"):
            # Offsets of this set count from 1.
            start, end = int(location.findtext("start", "1")) - 1, int(location.findtext("end", "1")) - 1
            lat, lon = float(location.findtext("lat", "0")), float(location.findtext("lon", "0"))
            names.append(GoldName(start, end, lat, lon, None, None))
        yield text, names


def score_set(
    articles: Iterator[tuple[str, list[GoldName]]], gazetteer: Gazetteer, errors: Counter[str]
) -> dict[str, float]:
    total = near = exact = with_id = same = with_country = answered = 0
    codes = {c.name: c.country for c in gazetteer.index.own.countries.values()} | COUNTRY_NAMES
    for text, names in articles:
        places = gazetteer.resolve_spans(text, [(name.start, name.end) for name in names])
        for name, place in zip(names, places, strict=True):
            total += 1
            with_id += name.geoname_id is not None
            with_country += name.country in codes
            if place is None:
                errors[f"none: {text[name.start : name.end]}"] += 1
                continue
            answered += 1
            if place.latitude is not None and place.longitude is not None:
                hit = distance_km((name.lat, name.lon), (place.latitude, place.longitude)) <= REACH_KM
                near += hit
                if not hit:
                    found = f"{place.name}, {place.admin1}, {place.country} {place.precision}"
                    errors[f"{text[name.start : name.end]} -> {found} [{name.lat},{name.lon}]"] += 1
            exact += place.geoname_id is not None and place.geoname_id == name.geoname_id
            same += name.country in codes and codes[name.country] == place.country
    scores = {"names": total, "answered": answered / max(total, 1), "accuracy_161": near / max(total, 1)}
    if with_id:
        scores["exact_id"] = exact / with_id
    if with_country:
        scores["country"] = same / with_country
    return scores


def score_dispatches(folder: Path, gazetteer: Gazetteer, errors: Counter[str]) -> dict[str, float]:
    total = country = divisions = division = wrong = 0
    for split in ("train", "val"):
        articles = {a["id"]: a for a in map(json.loads, (folder / f"articles_{split}.jsonl").open(encoding="utf-8"))}
        contexts = {key: gazetteer.countries_of(a["title"] + "\n\n" + a["text"]) for key, a in articles.items()}
        for coding in map(json.loads, (folder / f"codings_{split}.jsonl").open(encoding="utf-8")):
            gold = coding["place"]
            if not gold or not gold["country"]:
                continue
            total += 1
            weights = contexts[coding["article_id"]]
            place = gazetteer.resolve(gold["text"], list(weights))
            if place is None or place.country != gold["country"]:
                wrong += place is not None
                errors[f"{gold['text']} ({gold['country']}) -> {place and (place.name, place.country)}"] += 1
            else:
                country += 1
            if gold["admin1"]:
                divisions += 1
                hit = bool(place and place.admin1 and gazetteer.same_division(gold["admin1"], place))
                division += hit
                if not hit and place and place.country == gold["country"]:
                    errors[f"ADM {gold['text']} ({gold['admin1']}) -> {place.name}, {place.admin1}"] += 1
    return {"places": total, "country": country / total, "wrong_country": wrong / total, "admin1": division / divisions}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dispatches", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0, help="print this many of the commonest mistakes")
    args = parser.parse_args()
    begun = time.perf_counter()
    gazetteer = Gazetteer.load()
    result: dict[str, object] = {"load_s": round(time.perf_counter() - begun, 3)}
    for name, articles in (
        ("lgl", read_lgl(args.data / "lgl.xml")),
        ("geovirus", read_geovirus(args.data / "GeoVirus.xml")),
    ):
        errors: Counter[str] = Counter()
        result[name] = score_set(articles, gazetteer, errors)
        for error, count in errors.most_common(args.errors):
            print(f"{name} {count:4d} {error}")
    if args.dispatches:
        errors = Counter()
        result["dispatches"] = score_dispatches(args.dispatches, gazetteer, errors)
        for error, count in errors.most_common(args.errors):
            print(f"dispatches {count:4d} {error}")
    print(json.dumps(result) if args.json else json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
