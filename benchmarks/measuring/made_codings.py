"""Codings made up in the shape of a real study's: kinds, days, places, actors, tolls as data/coding_shapes.json counts.

Each is of an event that several articles report, a few mostly and sometimes very many, as UCDP lists sources: with
revised tolls, and with some of the event's words. Twenty years whatever the number, so that more codings are denser.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from dragoman.model import Article, Coding, Participant, PlaceMention, Quote, Span, Toll, When, article_id, coding_id
from measuring.shapes import FILE

CODER = "made/1"
REPORTS = 0.45
"""One in so many events that have a report has another: 1.8 reports an event, the odd one dozens."""
MANY = 0.01
WORDS = 20_000


class _Counts:
    """Rows with counts in the last column, drawn as often as they were counted."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self._rows = [row[:-1] for row in rows]
        self._sums = list(accumulate(row[-1] for row in rows))

    def draw(self, chance: random.Random) -> list[Any]:
        return chance.choices(self._rows, cum_weights=self._sums)[0]


class CodingMaker:
    """Makes articles with one coding each; the same seed and number give the same."""

    def __init__(self, seed: int = 7) -> None:
        tables = json.loads(FILE.read_text(encoding="utf-8"))
        self._chance = random.Random(seed)
        self._kinds, self._days = _Counts(tables["kinds"]), _Counts(tables["days"])
        self._killed, self._months = _Counts(tables["killed"]), _Counts(tables["months"])
        self._countries, self._parties = _Counts(tables["countries"]), _Counts(tables["parties"])
        self._names = _Counts(tables["names"])
        self._places = _group(tables["places"], 1)
        self._actors = _group(tables["actors"], 3)

    def make(self, number: int) -> Iterator[tuple[Article, Coding]]:
        """Yield so many articles, each with its coding."""
        made = 0
        while made < number:
            for pair in self._report_event(made):
                yield pair
                made += 1
                if made == number:
                    return

    def _report_event(self, start: int) -> Iterator[tuple[Article, Coding]]:
        chance = self._chance
        kind, (country,) = self._kinds.draw(chance), self._countries.draw(chance)
        year, month = self._months.draw(chance)
        told = date(year, month, 1) + timedelta(days=chance.randrange(28))
        place = self._places[country].draw(chance) if country in self._places else None
        sides = [self._draw_parties(country, number) for number in self._parties.draw(chance)]
        words = [f"word{chance.randrange(WORDS)}" for _ in range(12)]
        words += [f"Name{chance.randrange(WORDS)}" for _ in range(self._names.draw(chance)[0])]
        span_ago, (killed,) = self._days.draw(chance), self._killed.draw(chance)
        reports = 1
        while chance.random() < (REPORTS if reports < 4 else 0.8):
            reports += 1
        reports += chance.randrange(60) if chance.random() < MANY else 0
        for i in range(reports):
            published = told + timedelta(days=int(chance.expovariate(0.8)))
            toll = None if killed is None else max(0, killed + i // 3 - chance.choice((0, 0, 0, 1)))
            sentence = " ".join(chance.sample(words, max(6, len(words) - 5)))
            yield _make(start + i, sentence, published, kind, place, sides, span_ago, toll)

    def _draw_parties(self, country: str | None, number: int) -> list[list[Any]]:
        known = self._actors.get(country) or self._actors[None]
        return [known.draw(self._chance) for _ in range(number)]


def _group(rows: list[list[Any]], column: int) -> dict[Any, _Counts]:
    keys = {row[column] for row in rows}
    return {key: _Counts([row for row in rows if row[column] == key]) for key in keys}


def _make(
    number: int,
    sentence: str,
    published: date,
    kind: list[Any],
    place: list[Any] | None,
    sides: list[list[list[Any]]],
    span_ago: list[Any],
    killed: int | None,
) -> tuple[Article, Coding]:
    (event, mode, status), (span, ago) = kind, span_ago
    parties = [party for side in sides for party in side]
    text = " ".join([sentence, *(party[0] for party in parties), *([place[0]] if place else [])]) + "."
    key = article_id(f"outlet {number % 50}", published, f"{number} {text}")
    quote = Quote(Span(0, len(text)), text)
    cue = Quote(Span(0, len(sentence.split(maxsplit=1)[0])), sentence.split(maxsplit=1)[0])
    end = None if span is None else published - timedelta(days=ago)
    actors, recipients = (tuple(_take_part(party, text) for party in side) for side in sides)
    coding = Coding(
        id=coding_id(key, CODER, event, status, cue),
        article_id=key,
        coder=CODER,
        event=event,
        mode=mode,
        contexts=(),
        status=status,
        trigger=cue,
        quote=quote,
        actors=actors,
        recipients=recipients,
        targets=(),
        weapons=(),
        date=When(end - timedelta(days=span), end, cue, 0.9) if end is not None else None,
        place=PlaceMention(_mark(place[0], text), place[0], None, place[1], 0.9) if place else None,
        killed=Toll(killed, None, None, cue, 0.9) if killed is not None else None,
        injured=None,
        attribution=None,
        claimed_by=None,
        confidence=0.8,
    )
    return Article(key, f"outlet {number % 50}", published, "", text, language="en"), coding


def _take_part(party: list[Any], text: str) -> Participant:
    name, country, sector, _ = party
    return Participant(_mark(name, text), name, country, sector, 0.8)


def _mark(words: str, text: str) -> Quote:
    start = text.index(words)
    return Quote(Span(start, start + len(words)), words)
