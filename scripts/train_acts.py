"""Fit the models that judge what the network reads: writes src/dragoman/extract/weights/act_*.npz.

    python -m scripts.train_acts [--out DIR]

Fitted to the "judge" part of evals/standoff, which the network was not trained on: of its own training texts it is too
sure.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract import linear
from dragoman.extract.act_circumstances import choose_date, weigh_dates, weigh_places
from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import keep_features, rank_drafts
from dragoman.extract.act_reading import ActReading, read_acts
from dragoman.extract.act_status import status_features
from dragoman.extract.acts import Act, find_acts
from dragoman.extract.coders.network import draft_acts
from dragoman.extract.network import Network, load_network
from evals.standoff import read_standoff
from scripts.coded_rows import Coded, Labelled, find_trigger, read_article, share_words
from scripts.dispatch_examples import share_days
from scripts.fit_linear import fit_model, use_models, write_models

_TIED_FROM = 0.1
"""An act that the coder passes over by its probability still tells what days and places of acts look like."""


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


def tie_acts(reading: ActReading, codings: Sequence[Coded], network: Network) -> list[tuple[Act, Coded]]:
    """Return each coding that an act of the network's stands for, with that act."""
    text = reading.article.full_text
    acts = find_acts(reading.reads, network, _TIED_FROM)
    tied = []
    for coded in codings:
        trigger = find_trigger(text, coded)
        act = next((act for act in acts if act.span.overlaps(trigger)), None)
        if act is not None:
            tied.append((act, coded))
    return tied


def circumstance_rows(
    reading: ActReading, tied: Sequence[tuple[Act, Coded]], network: Network
) -> Iterator[tuple[str, Labelled]]:
    """Yield one row for each day and each place that may be an act's: the model's name, and whether it is."""
    name = reading.article.id
    for act, coded in tied:
        when, place = coded["date"], coded["place"]
        for day, features in weigh_dates(reading, act, network):
            right = when is not None and share_days(day.start, day.end, *_days_of(when)) >= 0.5
            yield "act_dates", Labelled(name, frozenset(features), "yes" if right else "no")
        for match, features in weigh_places(reading, act, network):
            right = place is not None and any(
                _share_words(match.text, place[key]) >= 0.5 for key in ("text", "name") if place[key]
            )
            yield "act_places", Labelled(name, frozenset(features), "yes" if right else "no")


def _days_of(when: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(when["start"]), date.fromisoformat(when["end"] or when["start"])


def _share_words(left: str, right: str) -> float:
    words = [set(re.findall(r"[a-z0-9]+", text.lower())) for text in (left, right)]
    return len(words[0] & words[1]) / max(min(map(len, words)), 1)


def status_rows(reading: ActReading, tied: Sequence[tuple[Act, Coded]], network: Network) -> Iterator[Labelled]:
    """One row a coding: its status, with the day that the coder reads, right or wrong."""
    for act, coded in tied:
        features = frozenset(status_features(reading, act, choose_date(reading, act, network)))
        yield Labelled(reading.article.id, features, coded["status"])


def _best_coding(reading: ActReading, draft: Draft, codings: Sequence[Coded]) -> Coded | None:
    """Return the coding of the draft's type told in its sentence; of several, the one whose trigger is nearest."""
    text = reading.article.full_text
    sentence = reading.sentences[draft.act.sentence].quote(text)
    found = []
    for coded in codings:
        if coded["event"] == draft.act.event and share_words(coded["quote"], sentence) >= 0.7:
            found.append((abs(find_trigger(text, coded).start - draft.act.span.start), len(found), coded))
    return min(found)[2] if found else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    network = load_network()
    read: list[tuple[ActReading, list[Coded]]] = []
    for line, codings in read_standoff(Path(os.environ.get("DRAGOMAN_SHARED", "../shared")), "judge"):
        reading = read_acts(read_article(line), network, SHIPPED)
        if reading is not None:
            read.append((reading, codings))
    tied = [tie_acts(reading, codings, network) for reading, codings in read]
    rows: dict[str, list[Labelled]] = {"act_dates": [], "act_places": []}
    for (reading, _), pairs in zip(read, tied, strict=True):
        for name, row in circumstance_rows(reading, pairs, network):
            rows[name].append(row)
    models = {name: fit_model(name, rows[name], 0.1, 4) for name in rows}
    use_models(models)
    each = zip(read, tied, strict=True)
    statuses = [row for (r, _), t in each for row in status_rows(r, t, network)]
    models["act_status"] = fit_model("act_status", statuses, 0.1, 3)
    use_models(models)
    kept = [row for r, codings in read for row in keep_rows(r, draft_acts(r, network), codings)]
    models["act_keep"] = fit_model("act_keep", kept, 0.01, 4)
    write_models(models, options.out)


if __name__ == "__main__":
    main()
