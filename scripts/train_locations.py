"""Fit the linear model of extract/act_locations.py: which name in a sentence is where a verb's act happened.

    python -m scripts.train_locations [--data DIR] [--out DIR]

Fitted to gold/event_location less the tenth of the documents that evals/event_location.py holds out, and less the
verbs whose mark may be missing (scripts/event_location_examples.py).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from dragoman.catalog.places import Gazetteer
from dragoman.extract import linear
from dragoman.extract.act_location_features import Words, list_candidates, location_features
from evals.event_location import Marked, read_marked
from evals.fitted import write_fitted
from scripts.event_location_examples import may_be_unmarked
from scripts.train_dyads import Fit, Labelled, fit_linear

LOCATIONS = Fit(strength=0.3, rows=3, least=0.03)


def location_rows(marked: Marked, gazetteer: Gazetteer) -> Iterator[Labelled]:
    """Yield a row a name: "yes" for the one that is marked, or that overlaps a mark which no name has exactly."""
    words = Words.of(marked.sentence)
    candidates = list_candidates(marked.sentence, words, gazetteer)
    exact = {candidate.span for candidate in candidates} & set(marked.places)
    for candidate in candidates:
        near = [place for place in marked.places if place.overlaps(candidate.span)]
        features = frozenset(location_features(marked.sentence, words, marked.verb, candidate, candidates))
        if candidate.span in exact:
            yield Labelled(features, "yes")
        elif near and exact.isdisjoint(near):
            yield Labelled(features, "yes", 0.5)
        else:
            yield Labelled(features, "no")


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "gold" / "event_location")
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    gazetteer = Gazetteer.load()
    train = [marked for marked in read_marked([options.data / "train.jsonl"]) if not marked.held_out]
    rows = [row for m in train if not may_be_unmarked(m, gazetteer) for row in location_rows(m, gazetteer)]
    file = options.out / "act_locations.npz"
    file.write_bytes(fit_linear(rows, LOCATIONS).dump())
    write_fitted("event_location", [marked.sentence for marked in train])
    print(f"act_locations: {len(rows)} rows, {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
