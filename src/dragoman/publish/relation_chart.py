"""What the chart of one or two actors over time is drawn from: plain values that become JSON in the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dragoman.assess.figures import CLASSES, Figure, Period, name_period
from dragoman.assess.leaders import Term
from dragoman.codebook import EVENTS, QUADS
from dragoman.publish.questions import write_question
from dragoman.record import EventQuery
from dragoman.record.browse_relations import Dealing, Span

Measure = Literal["events", "weight", "score"]
MEASURES: tuple[Measure, ...] = ("events", "weight", "score")
"""What a bar's length stands for: events, their independent witnesses, or PLOVER's scores weighted with these."""

TYPES_OF: Mapping[str, tuple[str, ...]] = {
    name: tuple(event for event in EVENTS if QUADS[event] == name) for name in CLASSES
}
"""The event types of each class of act."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A dealing that the chart marks with a number."""

    number: int
    dealing: Dealing
    period: date


def choose_noted(largest: Iterable[Dealing], periods: Sequence[Period], count: int = 8) -> tuple[Noted, ...]:
    """Choose the largest dealings of all, numbered by day."""
    top = sorted(largest, key=lambda dealing: (-dealing.size, -(dealing.killed_n or 0), dealing.id))[:count]
    chosen = sorted(top, key=lambda dealing: (dealing.day, dealing.id))
    return tuple(
        Noted(number, dealing, next(p.start for p in periods if p.start <= dealing.day <= p.end))
        for number, dealing in enumerate(chosen, 1)
    )


def read_measure(figure: Figure, measure: Measure) -> float:
    """Return how long a bar is, never below 0."""
    return {"events": figure.events, "weight": figure.witnesses, "score": abs(figure.weighted)}[measure]


def plot_panel(
    periods: Sequence[Period],
    *,
    forth: bool,
    span: Span,
    measure: Measure,
    asked: EventQuery,
    noted: Iterable[Noted] = (),
    terms: Iterable[Term] = (),
) -> dict[str, object]:
    """Return one panel: its bars (cooperation above the axis, conflict below), numbered events and terms of office.

    `asked`: the question whose events the panel counts; every bar carries the address of its own.
    """
    bars = []
    for period in periods:
        for name, figure in (period.forth if forth else period.back).items():
            if figure.events:
                up = 1 if name.endswith("cooperation") else -1
                bars.append(
                    {
                        "start": period.start.isoformat(),
                        "end": (period.end + timedelta(1)).isoformat(),
                        "label": name_period(period.start, span),
                        "class": name,
                        "value": up * read_measure(figure, measure),
                        "events": figure.events,
                        "href": address_of(asked, period, name),
                    }
                )
    return {"bars": bars, "noted": [_plot_noted(each) for each in noted], "terms": _plot_terms(terms, periods)}


def address_of(asked: EventQuery, period: Period | None = None, name: str | None = None) -> str:
    """Return the address of the events that are asked for: of a class of act, of a period as the figures count it."""
    query = replace(asked, events=TYPES_OF[name]) if name is not None else asked
    if period is not None:
        query = replace(query, start=period.start, end=period.end, begins=True)
    return "/events?" + write_question(query)


def _plot_noted(noted: Noted) -> dict[str, object]:
    dealing = noted.dealing
    return {
        "number": noted.number,
        "period": noted.period.isoformat(),
        "class": QUADS[dealing.event],
        "title": f"{dealing.day}: {dealing.quote}",
        "href": f"/event/{dealing.id}",
    }


def _plot_terms(terms: Iterable[Term], periods: Sequence[Period]) -> list[dict[str, object]]:
    if not periods:
        return []
    first, last = periods[0].start, periods[-1].end
    return [
        {
            "name": term.name,
            "office": term.office,
            "lane": term.lane,
            "start": max(term.start, first).isoformat(),
            "end": min(term.end or last, last).isoformat(),
            "href": f"/actor/{term.actor_id}",
        }
        for term in terms
        if term.start < last and (term.end is None or term.end > first)
    ]
