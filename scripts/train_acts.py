"""Fit the models that judge what the network reads: writes src/dragoman/extract/weights/act_*.npz.

    python -m scripts.train_acts [--held DIR] [--out DIR]

Fitted to the "judge" part of evals/standoff, which the network was not trained on: of its own training texts it is too
sure. They learn from the training texts as well: as networks read them that were not trained on them, which
scripts/train_folds.py leaves in the folder `--held`; where there is no such network, those of dates, places, status and
recipients learn all but what the network says there. Takes a minute on one core, and another with `--held`.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract import linear
from dragoman.extract.act_dates import choose_date, weigh_dates
from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import keep_features, rank_drafts
from dragoman.extract.act_places import weigh_places
from dragoman.extract.act_reading import ActReading, read_acts
from dragoman.extract.act_recipients import weigh_recipients
from dragoman.extract.act_status import status_features
from dragoman.extract.acts import Act, find_acts
from dragoman.extract.coders.network import draft_acts
from dragoman.extract.linear import LinearModel
from dragoman.extract.network import Network, load_network
from dragoman.model import Article
from evals.standoff import read_standoff
from scripts.coded_rows import Coded, Labelled, find_trigger, part_of, read_article, read_coded, share_words
from scripts.dispatch_examples import share_days
from scripts.fit_linear import fit_choice, fit_model, use_models, write_models
from scripts.train_folds import PARTS

Reads = tuple[ActReading, list[Coded], Network]
"""An article, its codings, and the network that read it."""
SEEN_WEIGHT, HELD_WEIGHT = 0.3, 0.5
_VIEW = re.compile(
    r"(?:p|a|best|lead|rank|name|parts|whole|actual|historical|future|hypothetical|negated)=|date=\w+:\w+="
)
"""Features that hold the network's probabilities, which are too sure in a text that it has learnt."""
# Inverse strength of the L2 penalty and the number of times that a feature must be seen, by cross-validation.
SETTINGS = {
    "act_dates": (0.3, 4), "act_places": (0.1, 4), "act_status": (0.1, 3), "act_recipients": (0.1, 4),
    "act_keep": (0.03, 4),
}  # fmt: skip
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
    for case, (act, coded) in enumerate(tied):
        when, place = coded["date"], coded["place"]
        for day, features in weigh_dates(reading, act, network):
            right = when is not None and share_days(day.start, day.end, *_days_of(when)) >= 0.5
            yield "act_dates", Labelled(name, frozenset(features), "yes" if right else "no", case=case)
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


def recipient_rows(reading: ActReading, tied: Sequence[tuple[Act, Coded]], network: Network) -> Iterator[Labelled]:
    """One row for each party around an act: whether the act was done to it."""
    drafts = draft_acts(reading, network)
    by_span = {draft.act.span: draft for draft in drafts}
    for act, coded in tied:
        draft = by_span.get(act.span)
        if draft is None:
            continue
        for party, features in weigh_recipients(draft, drafts, network):
            told = [words for words in (party.who.name, party.who.mention.text) if words]
            right = any(
                _share_words(words, value) >= 0.5
                for who in coded["recipients"]
                for words in told
                for value in (who["name"], who["text"])
                if value
            )
            yield Labelled(reading.article.id, frozenset(features), "yes" if right else "no")


def _best_coding(reading: ActReading, draft: Draft, codings: Sequence[Coded]) -> Coded | None:
    """Return the coding of the draft's type told in its sentence; of several, the one whose trigger is nearest."""
    text = reading.article.full_text
    sentence = reading.sentences[draft.act.sentence].quote(text)
    found = []
    for coded in codings:
        if coded["event"] == draft.act.event and share_words(coded["quote"], sentence) >= 0.7:
            found.append((abs(find_trigger(text, coded).start - draft.act.span.start), len(found), coded))
    return min(found)[2] if found else None


def fit_acts(read: Sequence[Reads], held: Sequence[Reads], seen: Sequence[Reads]) -> dict[str, LinearModel]:
    """Fit every model, in the order in which the coder asks them.

    `read`: articles that the network has not seen; `held`: its training texts, as others read them that have not;
    `seen`: the rest of them, as it reads them itself, which teach what is not its view.
    """
    tied = [
        (reading, tie_acts(reading, codings, network), network, mark)
        for part, mark in ((read, None), (held, mark_held), (seen, mark_seen))
        for reading, codings, network in part
    ]
    rows: dict[str, list[Labelled]] = defaultdict(list)
    for reading, pairs, network, mark in tied:
        for name, row in circumstance_rows(reading, pairs, network):
            rows[name].append(mark(row, shared=True) if mark else row)
    fits = {"act_dates": fit_choice, "act_places": fit_model}
    models = {name: fit(name, rows[name], *SETTINGS[name]) for name, fit in fits.items()}
    use_models(models)
    for name, make_rows in (("act_status", status_rows), ("act_recipients", recipient_rows)):
        marked = [mark(row) if mark else row for r, pairs, net, mark in tied for row in make_rows(r, pairs, net)]
        models[name] = fit_model(name, marked, *SETTINGS[name])
        use_models(models)
    kept = [row for r, codings, net in read for row in keep_rows(r, draft_acts(r, net), codings)]
    # Articles of the training parts hold more events than others: that much is told apart.
    kept += [
        replace(row, features=row.features | {"held:yes"}, weight=HELD_WEIGHT)
        for r, codings, net in held
        for row in keep_rows(r, draft_acts(r, net), codings)
    ]
    models["act_keep"] = fit_model("act_keep", kept, *SETTINGS["act_keep"])
    use_models(models)
    return models


def mark_held(row: Labelled, shared: bool = True) -> Labelled:
    """Return a row as another network reads it: what it says may also weigh otherwise than what the coder's says."""
    views = {f"held:{name}" for name in row.features if _VIEW.match(name)}
    return replace(row, features=row.features | views, weight=HELD_WEIGHT)


def mark_seen(row: Labelled, shared: bool = False) -> Labelled:
    """Return a row of a text that the network has learnt, with what it says there under names of its own.

    `shared`: it also keeps the names that it has elsewhere, so that only what is different there is learnt apart.
    """
    views = {name for name in row.features if _VIEW.match(name)}
    kept = row.features if shared else row.features - views
    return replace(row, features=kept | {f"seen:{name}" for name in views}, weight=SEEN_WEIGHT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", type=Path, help="networks of scripts/train_folds.py")
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    network = load_network()
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    gold = shared / "gold" / "dispatches-train"
    unseen = [(read_article(line), codings) for line, codings in read_standoff(shared, "judge")]
    given = read_coded(gold / "articles_train.jsonl", gold / "codings_train.jsonl")
    added = [(read_article(line), codings) for line, codings in read_standoff(shared)]
    held, rest = [], given
    for folder in sorted(options.held.glob("part*")) if options.held else ():
        part = int(folder.name.removeprefix("part"))
        inside = [pair for pair in (*given, *added) if part_of(pair[0].id, PARTS) == part]
        held.extend(_read_all(inside, Network(folder)))
        rest = [pair for pair in rest if part_of(pair[0].id, PARTS) != part]
    models = fit_acts(_read_all(unseen, network), held, _read_all(rest, network))
    write_models(models, options.out)


def _read_all(coded: Sequence[tuple[Article, list[Coded]]], network: Network) -> list[Reads]:
    readings = ((read_acts(article, network, SHIPPED), codings) for article, codings in coded)
    return [(reading, codings, network) for reading, codings in readings if reading is not None]


if __name__ == "__main__":
    main()
