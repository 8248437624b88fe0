"""Fit the models that judge what the network reads: writes src/dragoman/extract/weights/act_*.npz.

    python -m scripts.train_acts [--out DIR]

Fitted to the "judge" part of evals/standoff, which the network was not trained on: of its own training texts it is too
sure.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract import linear
from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import keep_features, rank_drafts
from dragoman.extract.act_reading import ActReading, read_acts
from dragoman.extract.coders.network import draft_acts
from dragoman.extract.network import load_network
from evals.standoff import read_standoff
from scripts.reader_examples import Coded, Labelled, _find_trigger, _jaccard, read_article
from scripts.train_reader import SETTINGS, fit_model, write_models


def keep_rows(reading: ActReading, drafts: Sequence[Draft], codings: Sequence[Coded]) -> Iterator[Labelled]:
    """One row a draft, the likeliest first: whether it is a coding that no likelier draft has taken."""
    ranked = rank_drafts(drafts)
    left = list(codings)
    for n, draft in enumerate(ranked):
        features = keep_features(reading, draft, ranked[:n], len(ranked))
        match = _best_coding(reading, draft, left)
        if match is not None:
            left.remove(match)
        yield Labelled(reading.article.id, frozenset(features), "yes" if match is not None else "no")


def _best_coding(reading: ActReading, draft: Draft, codings: Sequence[Coded]) -> Coded | None:
    """Return the coding of the draft's type told in its sentence; of several, the one whose trigger is nearest."""
    text = reading.article.full_text
    sentence = reading.sentences[draft.act.sentence].quote(text)
    found = []
    for coded in codings:
        if coded["event"] == draft.act.event and _jaccard(coded["quote"], sentence) >= 0.7:
            found.append((abs(_find_trigger(text, coded).start - draft.act.span.start), len(found), coded))
    return min(found)[2] if found else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    network = load_network()
    rows = []
    for line, codings in read_standoff(Path(os.environ.get("DRAGOMAN_SHARED", "../shared")), "judge"):
        reading = read_acts(read_article(line), network, SHIPPED)
        if reading is not None:
            rows.extend(keep_rows(reading, draft_acts(reading, network), codings))
    SETTINGS["act_keep"] = (0.03, 4)
    write_models({"act_keep": fit_model("act_keep", rows)}, options.out)


if __name__ == "__main__":
    main()
