"""Events as a table, as JSON lines, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from dragoman.model import Event
from dragoman.publish.wording import word_actors, word_days, word_place, word_toll

HEADERS = ("id", "when", "type", "status", "who", "to whom", "where", "killed", "injured", "seen", "quote")
NUMBERS = frozenset({9})
SHORT_HEADERS = ("id", "when", "what", "who", "to whom", "where", "killed", "seen")
"""What fits on a terminal; the card tells the rest."""
SHORT_NUMBERS = frozenset({7})
SHORT_WHOLE = frozenset({0, 1, 6})
CSV_FIELDS = (
    *("id", "event", "mode", "status", "start", "end", "actor_ids", "actors", "recipient_ids", "recipients"),
    *("place", "admin1", "country", "latitude", "longitude", "precision"),
    *("killed_best", "killed_low", "killed_high", "injured_best", "injured_low", "injured_high"),
    *("claimed_by", "attributed_to", "witnesses", "first_reported", "last_reported", "confidence", "quote"),
)


def make_rows(events: Iterable[Event], quote_width: int = 60) -> list[tuple[str, ...]]:
    """Return the cells of the table; the quote is cut to `quote_width` characters."""
    return [
        (
            event.id,
            word_days(event.start, event.end),
            event.event + (f"/{event.mode}" if event.mode else ""),
            event.status,
            word_actors(event.actors),
            word_actors(event.recipients),
            word_place(event.place),
            word_toll(event.killed),
            word_toll(event.injured),
            str(event.witnesses),
            _cut(event.quote, quote_width),
        )
        for event in events
    ]


def make_short_rows(events: Iterable[Event]) -> list[tuple[str, ...]]:
    """Return the cells of the table for a terminal: a status is told where it is not `actual`."""
    return [
        (
            event.id,
            word_days(event.start, event.end),
            event.event + (f" {event.mode}" if event.mode else "") + _unless_actual(event),
            word_actors(event.actors),
            word_actors(event.recipients),
            word_place(event.place),
            word_toll(event.killed),
            str(event.witnesses),
        )
        for event in events
    ]


def _unless_actual(event: Event) -> str:
    return "" if event.status == "actual" else f" ({event.status})"


def format_json(events: Iterable[Event]) -> str:
    """Return one JSON object a line, with every field of the event."""
    return "\n".join(json.dumps(asdict(event), ensure_ascii=False, default=_write_day) for event in events)


def format_csv(events: Iterable[Event]) -> str:
    """Return CSV with a header; lists are separated by `|`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_FIELDS)
    for event in events:
        writer.writerow(_csv_row(event))
    return out.getvalue().rstrip("\n")


def _csv_row(event: Event) -> Sequence[Any]:
    place = event.place
    return (
        *(event.id, event.event, event.mode, event.status, event.start, event.end),
        *("|".join(actor.actor_id for actor in event.actors), "|".join(actor.name for actor in event.actors)),
        *("|".join(actor.actor_id for actor in event.recipients), "|".join(actor.name for actor in event.recipients)),
        *((place.name, place.admin1, place.country) if place else (None, None, None)),
        *((place.latitude, place.longitude, place.precision) if place else (None, None, None)),
        *(event.killed or (None, None, None)),
        *(event.injured or (None, None, None)),
        *("|".join(event.claimed_by), "|".join(event.attributed_to), event.witnesses),
        *(event.first_reported, event.last_reported, event.confidence, " ".join(event.quote.split())),
    )


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _write_day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"an event holds values, days and lists of them; found {value!r}")
