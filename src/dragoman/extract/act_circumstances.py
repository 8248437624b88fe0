"""What speaks for a day or a place being an act's own: what the network says of its words, and where they stand."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.codebook import QUADS
from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.model import Span

_REMEMBERED = 16
"""Acts whose likeliest status is kept: every day and place is weighed by it."""
_FARTHEST = 4
"""Sentences from the trigger within which a place is weighed; the title, the dateline and all days always are."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How words stand to an act.

    `where`: "here" (the trigger's sentence), "before1" to "before4", "after1", "after2" (and further), "title",
    "dateline" or "far". `probability`: the network's, None where it did not read them with the act.
    """

    span: Span
    where: str
    probability: float | None


def locate(reading: ActReading, act: Act, span: Span, dateline: bool) -> str:
    """Tell where words stand, seen from an act's trigger."""
    if dateline:
        return "dateline"
    number = bisect_right(reading.sentences, span.start, key=lambda sentence: sentence.start) - 1
    away = number - act.sentence
    if away == 0:
        return "here"
    if number == 0 and reading.titled:
        return "title"
    if abs(away) > _FARTHEST:
        return "far"
    return f"before{-away}" if away < 0 else f"after{min(away, 2)}"


def standing_features(act: Act, standing: Standing, best: float, here: int) -> Iterator[str]:
    """Yield what days and places have in common.

    `best`: the network's probability of the likeliest of all; `here`: how many stand in the trigger's sentence.
    """
    probability, where = standing.probability, standing.where
    strength = "unread" if probability is None else str(bin_odds(probability))
    rank = "best" if probability is not None and probability == best else f"best={bin_odds(best)}"
    yield from (f"p={strength}", f"p={strength}:{where}", f"p={strength}:{rank}", f"rank={rank}")
    yield from (f"where={where}", f"where={where}:{act.event}", f"where={where}:{QUADS[act.event]}", f"e={act.event}")
    yield f"here={min(here, 3)}:{where}"
    if where == "here":
        side = "before" if standing.span.end <= act.span.start else "after"
        yield f"gap={side}:{min(gap_between(act, standing.span) // 20, 6)}"
    yield f"status={likeliest_status(act)}:{where}"


@lru_cache(maxsize=_REMEMBERED)
def likeliest_status(act: Act) -> str:
    """Return the status that the network gives."""
    return max(act.status, key=lambda name: act.status[name])


def gap_between(act: Act, span: Span) -> int:
    """Return the characters between a trigger and other words, 0 where they touch."""
    return max(span.start - act.span.end, act.span.start - span.end, 0)


def bin_odds(probability: float) -> int:
    """Return the logarithm of the odds, rounded, from -6 to 6."""
    clipped = min(max(probability, 0.002), 0.998)
    return round(math.log(clipped / (1 - clipped)))
