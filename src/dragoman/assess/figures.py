"""Tallies of dealings to figures by period, direction and class of act; the sums are those of the tallies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.codebook import QUADS, SCORES
from dragoman.record.browse_relations import Span, Tally

CLASSES: tuple[str, ...] = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The codebook's quad classes, in the order of charts and tables."""

_MONTHS: Mapping[Span, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Figure:
    """How much there was of something.

    `events`: how many. `witnesses`: independent witnesses, summed over them. `score`: PLOVER's scores of their types,
    summed (each -10 to +10). `weighted`: the same, each times the event's witnesses.
    """

    events: int = 0
    witnesses: int = 0
    score: float = 0.0
    weighted: float = 0.0

    def __add__(self, other: Figure) -> Figure:
        return Figure(
            self.events + other.events,
            self.witnesses + other.witnesses,
            round(self.score + other.score, 6),
            round(self.weighted + other.weighted, 6),
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year, both days included, and the figures of each class in either direction."""

    start: date
    end: date
    forth: Mapping[str, Figure]
    back: Mapping[str, Figure]

    @property
    def events(self) -> int:
        """All events in it; one of both directions counts in either."""
        return sum(figure.events for side in (self.forth, self.back) for figure in side.values())


def figure_of(tallies: Iterable[Tally]) -> Figure:
    """Sum tallies up."""
    total = Figure()
    for tally in tallies:
        score = SCORES[tally.event]
        total += Figure(tally.events, tally.witnesses, score * tally.events, score * tally.witnesses)
    return total


def lay_out_periods(tallies: Iterable[Tally], span: Span) -> tuple[Period, ...]:
    """Return every period from the first tally's to the last's, those without an event too; () for no tally."""
    found: dict[date, dict[tuple[bool, str], list[Tally]]] = {}
    for tally in tallies:
        found.setdefault(tally.period, {}).setdefault((tally.forth, QUADS[tally.event]), []).append(tally)
    if not found:
        return ()
    periods, start = [], min(found)
    while start <= max(found):
        after = add_months(start, _MONTHS[span])
        here = found.get(start, {})
        sides = [{name: figure_of(here.get((forth, name), ())) for name in CLASSES} for forth in (True, False)]
        periods.append(Period(start, after - timedelta(1), sides[0], sides[1]))
        start = after
    return tuple(periods)


def period_of(day: date, span: Span) -> date:
    """Return the first day of the period that a day lies in."""
    months = _MONTHS[span]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def add_months(first: date, months: int) -> date:
    """Return the first of a month so many months later (or earlier)."""
    month = first.year * 12 + first.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def name_period(start: date, span: Span) -> str:
    """Name a period: "2024", "2024 Q3", "2024-07"."""
    if span == "year":
        return f"{start.year}"
    return f"{start.year} Q{(start.month + 2) // 3}" if span == "quarter" else f"{start:%Y-%m}"
