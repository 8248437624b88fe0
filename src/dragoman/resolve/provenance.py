"""For each field of an event the coding that it was taken from, and the rule that took it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.model.actor import ResolvedActor
from dragoman.model.coding import Toll
from dragoman.model.event import Event, Provenance, ResolvedCoding

Fits = Callable[[ResolvedCoding], bool]

RULES = {
    "event": "the type that most reports give; of several, the first",
    "mode": "the mode that most reports give; of several, the first",
    "status": "actual if any report tells it as news, else what most say",
    "date": "of the tightest intervals, that which most witnesses support",
    "place": "the most precise; of several, that which most witnesses give",
    "killed": "what those say who counted last, in their own voice first",
    "injured": "what those say who counted last, in their own voice first",
    "actors": "all that are named, those first that most witnesses name",
    "recipients": "all that are named, those first that most witnesses name",
    "quote": "the sentence that tells most; then the surest",
}
"""Why each field says what it says (resolve/reconciling.py, reconcile_tolls.py)."""


def trace_fields(event: Event, reports: Sequence[ResolvedCoding]) -> tuple[Provenance, ...]:
    """Return where each field that says something is from: the first report that gives its value, of a toll the last.

    `reports` in order of publication. Nothing for an event of one report: all is from there.
    """
    if len(reports) == 1:
        return ()
    return tuple(_trace(event, reports))


def _trace(event: Event, reports: Sequence[ResolvedCoding]) -> Iterator[Provenance]:
    for field, fits in _list_marks(event):
        ordered = reversed(reports) if field in ("killed", "injured") else iter(reports)
        coding_id = next((resolved.coding.id for resolved in ordered if fits(resolved)), None)
        if coding_id is not None:
            yield Provenance(field, coding_id, RULES[field])


def _list_marks(event: Event) -> list[tuple[str, Fits]]:
    """For each field how to know a report that gives what the event says."""
    return [
        ("event", lambda r: r.coding.event == event.event),
        ("mode", lambda r: event.mode is not None and r.coding.mode == event.mode),
        ("status", lambda r: r.coding.status == event.status),
        ("actors", lambda r: _names_first(event.actors, r.actors)),
        ("recipients", lambda r: _names_first(event.recipients, r.recipients)),
        ("date", lambda r: r.coding.date is not None and (r.coding.date.start, r.coding.date.end) == _days(event)),
        ("place", lambda r: r.place is not None and r.place == event.place),
        ("killed", lambda r: _gives(r.coding.killed, event.killed)),
        ("injured", lambda r: _gives(r.coding.injured, event.injured)),
        ("quote", lambda r: r.coding.quote.text == event.quote),
    ]


def _days(event: Event) -> tuple[object, object]:
    return event.start, event.end


def _names_first(chosen: Sequence[ResolvedActor], told: Sequence[ResolvedActor]) -> bool:
    return bool(chosen) and any(actor.actor_id == chosen[0].actor_id for actor in told)


def _gives(toll: Toll | None, chosen: tuple[int | None, int | None, int | None] | None) -> bool:
    """Tell whether a toll gives the event's best figure, or its bounds where it has none."""
    if toll is None or chosen is None:
        return False
    return toll.best == chosen[0] if chosen[0] is not None else (toll.low, toll.high) == chosen[1:]
