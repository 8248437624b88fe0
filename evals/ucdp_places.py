"""Names of places in Pakistan against UCDP: `python -m evals.ucdp_places --data DIR [--json] [--errors N]`.

DIR is laid out as world/ucdp (ged_pakistan_1989_2021.csv.gz). Each event's place is resolved as that of a coding whose
state is known to be Pakistan, from four wordings in turn:

    named        UCDP's name of the spot ("Quetta town", "Dera Bugti district")
    described    the report's own words, as UCDP noted them ("Sariab Road, near Quetta")
    district     the second-level division
    division     the first-level division

`answered`: share that is put in a place smaller than the state. `division`: share put in the first-level division that
UCDP has; the Tribal Areas, merged with Khyber Pakhtunkhwa in 2018, count as that, and Kashmir's two names as one.
`km_50`: share put within 50 km of UCDP's point. Events that UCDP knows no closer than the state are left out.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.catalog.place_candidate import distance_km
from dragoman.catalog.places import Gazetteer
from dragoman.model import Place, PlaceMention, Quote, Span
from dragoman.resolve.places import resolve_place

REACH_KM = 50.0
WORDINGS = {"named": "where_coordinates", "described": "where_description", "district": "adm_2", "division": "adm_1"}
STATE = "PAK"
DIVISIONS = {
    "federally administered tribal areas": "Khyber Pakhtunkhwa",
    "khyber pakhtunkwa province": "Khyber Pakhtunkhwa",
    "azad jammu & kashmir": "Azad Kashmir",
    "islamabad capital territory": "Islamabad",
}


def read_events(path: Path) -> list[dict[str, str]]:
    """Return the rows of events known closer than the state; the first row below the header is one of tags."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if row["adm_1"] and row["where_prec"] in tuple("12345")]


def resolve_words(words: str, gazetteer: Gazetteer) -> Place | None:
    """Resolve words as the place of a coding in Pakistan."""
    quote = Quote(Span(0, len(words)), words)
    return resolve_place(PlaceMention(quote, None, None, STATE, 1.0), (STATE,), gazetteer)


def same_division(place: Place, division: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the place lies in UCDP's division."""
    wanted = DIVISIONS.get(division.lower(), division.removesuffix(" province"))
    return gazetteer.same_division(wanted, place)


def score_wording(
    events: Iterable[dict[str, str]], column: str, gazetteer: Gazetteer, errors: Counter[str]
) -> dict[str, Any]:
    """Return the shares over the events whose column is not empty."""
    total = answered = division = near = 0
    known: dict[str, Place | None] = {}
    for event in events:
        words = " ".join(event[column].split())
        if not words:
            continue
        if words not in known:
            known[words] = resolve_words(words, gazetteer)
        place = known[words]
        total += 1
        if place is None or place.precision == 6:
            errors[f"none: {words}"] += 1
            continue
        answered += 1
        point = (float(event["latitude"]), float(event["longitude"]))
        hit = place.latitude is not None and distance_km((place.latitude, place.longitude or 0.0), point) <= REACH_KM
        near += hit
        right = same_division(place, event["adm_1"], gazetteer)
        division += right
        if not (hit and right):
            errors[f"{words} [{event['adm_1']}] -> {place.name}, {place.admin1} {place.precision}"] += 1
    count = max(total, 1)
    shares = {"answered": answered / count, "division": division / count, "km_50": near / count}
    return {"events": total, **{name: round(share, 4) for name, share in shares.items()}}


def main() -> None:
    """Print the shares by wording."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N commonest mistakes of each")
    args = parser.parse_args()
    gazetteer = Gazetteer.load()
    events = read_events(args.data / "ged_pakistan_1989_2021.csv.gz")
    result: dict[str, Any] = {}
    for wording, column in WORDINGS.items():
        errors: Counter[str] = Counter()
        result[wording] = score_wording(events, column, gazetteer, errors)
        for words, count in errors.most_common(args.errors):
            print(f"{wording} {count:4d} {words}")
    print(json.dumps(result) if args.json else json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
