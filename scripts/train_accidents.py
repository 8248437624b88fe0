"""Fit the judge of accidents to the sections of a news digest: writes weights/accidents.npz.

    python -m scripts.train_accidents [--most N] [--out DIR]

The digest's editors put each item in a section. What the coder takes for violence under "Disasters and accidents",
health, science or sport is mostly none; under "Armed conflicts and attacks" and "Law and crime" it mostly is. The
labels are so as good as the editors' sections, and cost nobody's reading. Prints what thresholds would drop: of the
acts in sections kept apart, and of the attacks that people coded in the validation and judge parts.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract import linear
from dragoman.extract.accidents import accident_features
from dragoman.extract.act_reading import read_acts
from dragoman.extract.acts import find_acts
from dragoman.extract.network import load_network
from dragoman.extract.sentences import split_sentences
from evals.standoff import read_lines, read_standoff
from scripts.coded_rows import Labelled, find_trigger, read_article, read_coded
from scripts.fit_linear import fit_model, write_models

NOBODYS = frozenset(
    ("Disasters and accidents", "Disasters", "Health and environment", "Health", "Sport", "Sports", "Science",
     "Science and technology", "Arts and culture", "Business and economy", "Business and economics")
)  # fmt: skip
SOMEBODYS = frozenset(("Armed conflicts and attacks", "Armed conflict and attacks", "Law and crime"))
LIKELY = 0.2
HELD_OUT = 5
"""One item in so many is kept apart."""


def read_acts_of_violence(shared: Path, most: int) -> Iterator[Labelled]:
    """Yield one row an act of violence that the network sees in an item of the sections; weighed by its probability."""
    network = load_network()
    for name, sections in (("accident", NOBODYS), ("attack", SOMEBODYS)):
        lines = read_lines(shared / "corpus" / "current_events_2002_2026.jsonl.gz")
        chosen = [line for line in lines if line["category"] in sections]
        for line in chosen[:: max(len(chosen) // most, 1)]:
            article = read_article(line)
            reading = read_acts(article, network, SHIPPED)
            for act in find_acts(reading.reads, network) if reading else ():
                if act.event == "ASSAULT" and act.probability >= LIKELY:
                    text = article.full_text
                    sentence = reading.sentences[act.sentence].quote(text)
                    yield Labelled(article.id, frozenset(accident_features(sentence, act.span.quote(text))), name)


def list_attacks(shared: Path) -> Iterator[frozenset[str]]:
    """Yield the features of each attack that people coded where nothing is fitted."""
    dispatches = shared / "gold" / "dispatches-train"
    parts = read_coded(dispatches / "articles_val.jsonl", dispatches / "codings_val.jsonl")
    parts += [(read_article(line), codings) for line, codings in read_standoff(shared, "judge")]
    for article, codings in parts:
        text = article.full_text
        for coded in codings:
            if coded["event"] == "ASSAULT":
                trigger = find_trigger(text, coded)
                for span in split_sentences(article):
                    if span.contains(trigger):
                        yield frozenset(accident_features(span.quote(text), trigger.quote(text)))


def report(model: linear.LinearModel, rows: Sequence[Labelled], attacks: Sequence[frozenset[str]]) -> None:
    """Print the share that each threshold drops."""
    scores = {
        name: np.array([model.probability(row.features, "accident") for row in rows if row.label == name])
        for name in ("accident", "attack")
    }
    scores["coded attack"] = np.array([model.probability(features, "accident") for features in attacks])
    for least in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        told = ", ".join(f"{name} {np.mean(found >= least):.3f} of {len(found)}" for name, found in scores.items())
        print(f"from {least}: drops {told}")


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=12000, help="items of each kind")
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    rows = list(read_acts_of_violence(shared, options.most))
    model = fit_model("accidents", [row for row in rows if row.fold(HELD_OUT) != 0], 0.3, 3)
    report(model, [row for row in rows if row.fold(HELD_OUT) == 0], list(list_attacks(shared)))
    write_models({"accidents": model}, options.out)


if __name__ == "__main__":
    main()
