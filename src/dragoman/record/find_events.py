"""Finding events: by id (aliases followed, short ids completed) and by what the user asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.errors import NotFound
from dragoman.model.arrow import batch_to_events
from dragoman.model.event import Event
from dragoman.record.store import Store


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to look for; an empty field asks for nothing. All that is given must hold.

    `actor`: an actor's id, name or ISO country code, on either side; case does not matter.
    `pair`: two such, one acting on the other, in either direction. `event`, `mode`, `status`: codebook terms.
    `place`: part of the name of the place or of its first-level division. `country`: ISO code of where it happened.
    `start`, `end`: the event's dates touch this interval. `text`: words in the event's quote or in a report's.
    `limit`: at most so many, None for all.
    """

    actor: str | None = None
    pair: tuple[str, str] | None = None
    event: str | None = None
    mode: str | None = None
    status: str | None = None
    place: str | None = None
    country: str | None = None
    start: date | None = None
    end: date | None = None
    text: str | None = None
    limit: int | None = None


def _names(side: str, parameter: str) -> str:
    """SQL: one of the actors on a side goes by the id, name or country in the parameter."""
    return (
        f"len(list_filter({side}, lambda actor: lower(${parameter}) IN "
        "(lower(actor.actor_id), lower(actor.name), lower(actor.country)))) > 0"
    )


_CONDITIONS = {
    "actor": f"({_names('actors', 'actor')} OR {_names('recipients', 'actor')})",
    "left": (
        f"(({_names('actors', 'left')} AND {_names('recipients', 'right')})"
        f" OR ({_names('actors', 'right')} AND {_names('recipients', 'left')}))"
    ),
    "event": "lower(event) = lower($event)",
    "mode": "lower(mode) = lower($mode)",
    "status": "lower(status) = lower($status)",
    "place": "(contains(lower(place.name), lower($place)) OR contains(lower(place.admin1), lower($place)))",
    "country": "lower(place.country) = lower($country)",
    "start": '"end" >= $start',
    "end": '"start" <= $end',
    "text": (
        "(contains(lower(quote), lower($text)) OR len(list_intersect(coding_ids, "
        '(SELECT list(id) FROM coding WHERE contains(lower(quote."text"), lower($text))))) > 0)'
    ),
}


def find_events(store: Store, wanted: EventFilter) -> list[Event]:
    """Return the events that stand and fit the filter, by first day, then id; those without a day last."""
    given = _given(wanted)
    conditions = [_CONDITIONS[name] for name in given if name in _CONDITIONS]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = "LIMIT $limit" if wanted.limit is not None else ""
    sql = f'FROM standing_event {where} ORDER BY "start" NULLS LAST, id {limit}'
    return batch_to_events(store.read(sql, given))


def _given(wanted: EventFilter) -> dict[str, object]:
    names = ("actor", "event", "mode", "status", "place", "country", "start", "end", "text", "limit")
    given = {name: getattr(wanted, name) for name in names if getattr(wanted, name) is not None}
    if wanted.pair is not None:
        given["left"], given["right"] = wanted.pair
    return given


def find_event(store: Store, event_id: str) -> Event:
    """Return the event by its id, an older id of it, or the beginning of either where only one event fits.

    NotFound where no event stands by that id, or more than one begins so.
    """
    for condition in ("name = $id", "starts_with(name, $id)"):
        found = store.read(_BY_NAME.format(condition=condition), {"id": _full_prefix(event_id)})
        events = batch_to_events(found)
        if len(events) == 1:
            return events[0]
        if events:
            some = ", ".join(event.id for event in events[:4])
            raise NotFound(f"'{event_id}' is the beginning of {len(events)} events: {some}, ... Give more of the id.")
    raise NotFound(f"no event '{event_id}' in the record. 'dragoman events' lists those that stand.")


def _full_prefix(event_id: str) -> str:
    return event_id if event_id.startswith("ev-") else f"ev-{event_id}"


_BY_NAME = """
    WITH RECURSIVE step AS (
        SELECT alias AS name, event_id AS id, 1 AS hops FROM standing_alias
        UNION
        SELECT step.name, standing_alias.event_id, hops + 1
        FROM step JOIN standing_alias ON standing_alias.alias = step.id WHERE hops < 50
    ),
    name_of AS (SELECT name, id FROM step UNION SELECT id, id FROM standing_event)
    FROM standing_event SEMI JOIN (SELECT id FROM name_of WHERE {condition}) AS named USING (id)
    ORDER BY id
"""


def list_members(store: Store) -> list[tuple[str, list[str], list[str]]]:
    """Return of each event that stands its id, its aliases and its codings, by id."""
    rows = store.read("SELECT id, aliases, coding_ids FROM standing_event ORDER BY id")
    return list(zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True))
