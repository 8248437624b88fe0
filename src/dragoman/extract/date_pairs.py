"""Stretches that neighbouring dates tell together: "between Tuesday and Thursday", "2010, 2012 and 2014"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from dragoman.extract.dates import DateMention
from dragoman.model.span import Span

_JOINED = re.compile(
    r"\s*(?:,?\s+(?:and|to|until|till|through|or)\s+(?:(?:in|on|at|the)\s+)*|[-–—]|,\s+)", re.IGNORECASE
)
_LONGEST = {"day": 31, "week": 62, "month": 366, "year": 3660}
"""Days below which the stretch must stay, by the unit that its dates are told in."""
_WEEK = timedelta(days=7)


def join_dates(text: str, mentions: Sequence[DateMention]) -> Iterator[DateMention]:
    """Yield the stretches from one date to a later one of the same unit beside it, as mentions of kind "span".

    `mentions`: in text order, none overlapping. Of three or more in a row each stretch begins at the first.
    """
    begun: DateMention | None = None
    for left, right in pairwise(mentions):
        first, begun = begun or left, None
        if "dateline" in (left.kind, right.kind) or left.granularity != right.granularity:
            continue
        if not _JOINED.fullmatch(text, left.span.end, right.span.start):
            continue
        # "Tomorrow and Friday": a weekday read as the last one is the next one here.
        end = right.end + _WEEK if right.kind == "weekday" and right.end < first.start else right.end
        if first.end < end and (end - first.start).days < _LONGEST.get(left.granularity, 0):
            begun = replace(first, span=Span(first.span.start, right.span.end), end=end, kind="span")
            yield begun
