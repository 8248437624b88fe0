"""Events over time: how many of each type in each month or year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.codebook import EVENTS, QUADS
from dragoman.record.browse import count_by
from dragoman.record.browse_map import QUAD_ORDER
from dragoman.record.event_query import EventQuery
from dragoman.record.mirror import Mirror

Unit = Literal["month", "year"]

_MONTHS_DRAWN_YEARS = 40
"""A time line of more years than this is drawn by year: a month would be narrower than two pixels."""
_STRAGGLERS = 0.01
"""The share of events that may stand long before the others without stretching the time line."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month or year on the time line: its first day, and its events of each type, in the order of `EVENTS`."""

    first: date
    types: tuple[int, ...]

    @property
    def quads(self) -> tuple[int, ...]:
        """Events by quad class, in `QUAD_ORDER`."""
        of = dict(zip(EVENTS, self.types, strict=True))
        return tuple(sum(of[event] for event in EVENTS if QUADS[event] == quad) for quad in QUAD_ORDER)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events over time; periods without any are left out. `before`: events long before the first period."""

    unit: Unit
    periods: tuple[Period, ...]
    before: int


def read_timeline(mirror: Mirror, query: EventQuery) -> Timeline:
    """Return the events of a question by month, or by year where they span many.

    A few events long before all others (a text that recalls a battle of 1757) are counted in `before` and not drawn.
    """
    months: dict[date, list[int]] = {}
    for row in count_by(mirror, query, ["month", "event"]):
        month = row["month"]
        assert isinstance(month, date)
        months.setdefault(month, [0] * len(EVENTS))[EVENTS.index(str(row["event"]))] += int(str(row["events"]))
    before = _drop_stragglers(months)
    if not months or max(months).year - min(months).year < _MONTHS_DRAWN_YEARS:
        return Timeline("month", tuple(Period(first, tuple(types)) for first, types in months.items()), before)
    years: dict[date, list[int]] = {}
    for month, types in months.items():
        year = years.setdefault(month.replace(month=1), [0] * len(EVENTS))
        for number, events in enumerate(types):
            year[number] += events
    return Timeline("year", tuple(Period(first, tuple(types)) for first, types in years.items()), before)


def _drop_stragglers(months: dict[date, list[int]]) -> int:
    """Take away the first months that together hold hardly any events, where that halves the line at the least."""
    allowed = int(sum(sum(types) for types in months.values()) * _STRAGGLERS)
    early: list[date] = []
    count = 0
    for month, types in months.items():
        count += sum(types)
        if count > allowed:
            break
        early.append(month)
    kept = [month for month in months if month not in early]
    if not early or max(kept).year - early[0].year < 2 * (max(kept).year - kept[0].year + 1):
        return 0
    return sum(sum(months.pop(month)) for month in early)
