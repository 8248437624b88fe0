"""Rows from single sentences whose event type, source and target are marked (laid out as gold/plv): types and roles."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dragoman.extract.drafts import candidate_features
from dragoman.extract.reading import Reading, read_articles
from dragoman.extract.role_features import Option, dependency_path, role_features
from dragoman.extract.roles import list_options
from dragoman.extract.triggers import Candidate
from dragoman.model import Article
from scripts.parse_cache import cached_parses
from scripts.reader_examples import Labelled, best_option

_WEIGHT = 0.5
"""Of a row: the sentences are not news articles, and their trigger is guessed from where source and target stand."""
_TYPES = {"YIELD": ("RETREAT", "CONCEDE")}


def sentence_rows(path: Path, cache: Path | None) -> dict[str, list[Labelled]]:
    """Return rows for the models "types" and "roles"."""
    with path.open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.DictReader(stream, delimiter="\t") if line["gold_root"]]
    articles = [Article(f"plv{line['sentence_id']}", None, date(2019, 1, 1), "", line["sentence"]) for line in lines]
    with cached_parses(cache):
        readings = list(read_articles(articles, everything=True))
    rows: dict[str, list[Labelled]] = defaultdict(list)
    for line, reading in zip(lines, readings, strict=True):
        for name, row in _rows_of(line, reading):
            rows[name].append(row)
    return rows


def _rows_of(line: dict[str, str], reading: Reading) -> Iterator[tuple[str, Labelled]]:
    name = reading.article.id
    wanted = _TYPES.get(line["gold_root"], (line["gold_root"],))
    for position in range(len(reading.sentences)):
        options = [option for option in list_options(reading, position) if option.where == "here"]
        source = best_option({"text": line["source"], "name": line["source"]}, options)
        target = best_option({"text": line["target"], "name": line["target"]}, options)
        if source is None or target is None:
            continue
        ranked = [
            (_distance(candidate, source, target), candidate.token.i, candidate, features, event)
            for at, candidate, features in candidate_features(reading)
            if at == position
            for event in wanted
            if event in candidate.events
        ]
        if not ranked:
            continue
        _, _, candidate, features, event = min(ranked, key=lambda r: r[:2])
        yield "types", Labelled(name, features, event, _WEIGHT)
        for option in options:
            label = "actor" if option is source else "recipient" if option is target else "none"
            if option.mention.head.i != candidate.token.i:
                pair = frozenset(role_features(candidate.token, event, option))
                yield "roles", Labelled(name, pair, label, _WEIGHT)


def _distance(candidate: Candidate, source: Option, target: Option) -> int:
    """Return the steps in the parse from a candidate to source and target together."""
    paths = [dependency_path(candidate.token, option.mention.head) for option in (source, target)]
    return sum(20 if path is None else path.count("<") + path.count(">") for path in paths)
