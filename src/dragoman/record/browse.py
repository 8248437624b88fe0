"""Reading the mirror for pages: events page by page, how many there are, and how they spread over months and types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.errors import BadSetting
from dragoman.model.actor import ResolvedActor
from dragoman.model.arrow import shape_of
from dragoman.model.place import Place
from dragoman.record.event_query import EventQuery, Order, write_condition, write_sum
from dragoman.record.mirror import Mirror

Toll = tuple[int | None, int | None, int | None]
Key = tuple[str | float | int, str]
"""Where a page ends: the value that the order sorts by, and the event's id."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a table shows it. `day`: the first day, or that of the first report where the text tells none."""

    id: str
    event: str
    mode: str | None
    status: str
    start: date | None
    end: date | None
    day: date
    place: Place | None
    killed: Toll | None
    injured: Toll | None
    actors: tuple[ResolvedActor, ...]
    recipients: tuple[ResolvedActor, ...]
    claimed_by: tuple[str, ...]
    witnesses: int
    reports: int
    first_reported: date
    last_reported: date
    confidence: float
    quote: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some events in order, and the key to ask for the next ones by; None at the end."""

    events: tuple[EventRow, ...]
    next: Key | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many events a question finds, and what they add up to; `killed` counts best or lowest figures."""

    events: int
    killed: int
    injured: int
    first: date | None
    last: date | None


_ORDERS: dict[str, tuple[str, str]] = {
    "newest": ("epoch_us(day::TIMESTAMP) // 86400000000", "DESC"),
    "oldest": ("epoch_us(day::TIMESTAMP) // 86400000000", "ASC"),
    "deadliest": ("coalesce(killed_n, -1)", "DESC"),
    "latest-change": ("run", "DESC"),
    "surest": ("confidence", "DESC"),
    "least-sure": ("confidence", "ASC"),
}
ORDERS: tuple[str, ...] = tuple(_ORDERS)
"""Names of the orders; each is made whole by the event's id."""

_COLUMNS = (
    'id, event, mode, status, "start", "end", day, place, killed, injured, actors, recipients, claimed_by, '
    "witnesses, reports, first_reported, last_reported, confidence, quote"
)
_ROW = shape_of(EventRow)


def read_page(
    mirror: Mirror, query: EventQuery, order: Order = "newest", after: Key | None = None, limit: int = 50
) -> Page:
    """Return the first `limit` events that the question finds, after the key if one is given.

    The key names a place in the order and not a row number: what is added meanwhile neither repeats nor hides a row.
    """
    if order not in _ORDERS:
        raise BadSetting(f"order: expected one of {', '.join(_ORDERS)}; found '{order}'.")
    value, direction = _ORDERS[order]
    condition, values = write_condition(query)
    if after is not None:
        beyond = "<" if direction == "DESC" else ">"
        condition += f" AND (({value}) {beyond} $after OR (({value}) = $after AND id > $after_id))"
        values |= {"after": after[0], "after_id": after[1]}
    # Sorted by number of row: only the rows of the page are read whole, which halves the time.
    found = mirror.read(
        f"""
        WITH chosen AS (SELECT rowid FROM event WHERE {condition} ORDER BY {value} {direction}, id LIMIT $limit)
        SELECT {_COLUMNS}, {value} AS key FROM event WHERE rowid IN (FROM chosen) ORDER BY key {direction}, id
        """,
        {**values, "limit": limit + 1},
    ).to_pylist()
    rows = tuple(read_row(row) for row in found[:limit])
    more = len(found) > limit
    return Page(rows, (found[limit - 1]["key"], rows[-1].id) if more else None)


def read_row(row: dict[str, object]) -> EventRow:
    """Return one row of the mirror's events as a value."""
    event: EventRow = _ROW.unpack(row)
    return event


def count_events(mirror: Mirror, query: EventQuery) -> Totals:
    """Count what the question finds; the tolls are those of actual events, unless it asks for a status."""
    condition, values = write_condition(query)
    (row,) = mirror.read(
        f"SELECT count(*) AS events, {write_sum(query, 'killed_n')} AS killed, "
        f"{write_sum(query, 'injured_n')} AS injured, min(day) AS first, max(day) AS last "
        f"FROM event WHERE {condition}",
        values,
    ).to_pylist()
    return Totals(**row)


def count_by(mirror: Mirror, query: EventQuery, columns: Sequence[str]) -> list[dict[str, object]]:
    """Count events by columns of the mirror or `month`, `quarter`, `year`; rows in order of the columns.

    Each row holds the columns, `events`, and `killed`: in actual events, unless a status is asked for or a column.
    """
    known = {
        "month": "date_trunc('month', day)::DATE",
        "quarter": "date_trunc('quarter', day)::DATE",
        "year": "date_trunc('year', day)::DATE",
        **{name: name for name in ("event", "mode", "status", "country", "admin1", "day")},
    }
    unknown = [name for name in columns if name not in known]
    if unknown:
        raise BadSetting(f"expected columns of {', '.join(known)}; found {', '.join(unknown)}.")
    condition, values = write_condition(query)
    chosen = ", ".join(f"{known[name]} AS {name}" for name in columns)
    numbers = ", ".join(str(i + 1) for i in range(len(columns)))
    killed = "coalesce(sum(killed_n), 0)::BIGINT" if "status" in columns else write_sum(query, "killed_n")
    rows: list[dict[str, object]] = mirror.read(
        f"SELECT {chosen}, count(*) AS events, {killed} AS killed FROM event "
        f"WHERE {condition} GROUP BY {numbers} ORDER BY {numbers}",
        values,
    ).to_pylist()
    return rows
