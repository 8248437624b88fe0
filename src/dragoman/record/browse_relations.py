"""Reading the mirror for two actors: plain tallies and lists of what one does to the other, nothing concluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dragoman.codebook import SCORES
from dragoman.errors import BadSetting
from dragoman.model.arrow import shape_of
from dragoman.record.mirror import Mirror

Span = Literal["month", "quarter", "year"]
SPANS: tuple[Span, ...] = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors, `left` and `right`, by the keys of EventQuery; events of other `statuses` are left out.

    An event is a dealing of the two where one acts and the other is acted upon: "forth" where `left` acts. Where each
    stands on both sides it is one in either direction.
    """

    left: str
    right: str
    statuses: tuple[str, ...] = ("actual",)

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise BadSetting(f"expected two different actors; found '{self.left}' twice. Choose another for one side.")

    @property
    def turned(self) -> Pair:
        """The same two, looked at from the other side."""
        return Pair(self.right, self.left, self.statuses)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dealings of one type began in one period in one direction; `witnesses`: the sum over them."""

    period: date
    forth: bool
    event: str
    events: int
    witnesses: int


@dataclass(frozen=True, slots=True)
class Dealing:
    """One event between the two, in one direction. `size`: |score| of its type times its independent witnesses."""

    id: str
    forth: bool
    event: str
    mode: str | None
    status: str
    start: date | None
    end: date | None
    day: date
    first_reported: date
    witnesses: int
    killed_n: int | None
    size: float
    quote: str


@dataclass(frozen=True, slots=True)
class Act:
    """An event between the two in as few words as a comparison needs; `until`: the last day that it may be on."""

    id: str
    forth: bool
    event: str
    status: str
    day: date
    until: date
    told: date


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Somebody else in events of the two. `key`: a state by its code, others by id.

    `between`: named in dealings of the two. `on_left`, `on_right`: events in which it acts on each.
    `by_left`, `by_right`: in which each acts on it.
    """

    key: str
    between: int
    on_left: int
    on_right: int
    by_left: int
    by_right: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sources reach over: first and last day of any event, and the last day of a report; None where empty."""

    first: date | None
    last: date | None
    reported: date | None
    events: int = field(default=0)


_DEALING = """
    dealing AS (
        SELECT *, true AS forth FROM event
        WHERE list_contains(actor_keys, $left) AND list_contains(recipient_keys, $right)
        UNION ALL
        SELECT *, false AS forth FROM event
        WHERE list_contains(actor_keys, $right) AND list_contains(recipient_keys, $left)
    ),
    counted AS (SELECT * FROM dealing WHERE list_contains($statuses, status)),
    score(event, score) AS (VALUES {scores})
""".format(scores=", ".join(f"('{event}', {score})" for event, score in SCORES.items()))
_COLUMNS = (
    'id, forth, event, mode, status, "start", "end", day, first_reported, witnesses, killed_n::BIGINT AS killed_n, '
    "abs(score) * witnesses AS size, quote"
)


def read_coverage(mirror: Mirror) -> Coverage:
    """Return how far the record's events reach."""
    (row,) = mirror.read_rows("SELECT min(day), max(day), max(last_reported), count(*) FROM event")
    return Coverage(*row)  # type: ignore[arg-type]  # DuckDB's types are those of the columns.


def tally_dealings(mirror: Mirror, pair: Pair, span: Span) -> tuple[Tally, ...]:
    """Count the dealings by period of their first day, direction and type; periods without any are left out."""
    rows = mirror.read_rows(
        f"""
        WITH {_DEALING}
        SELECT date_trunc($span, day)::DATE, forth, event, count(*), sum(witnesses)::BIGINT
        FROM counted GROUP BY ALL ORDER BY ALL
        """,
        {**_values(pair), "span": _check_span(span)},
    )
    return tuple(Tally(*row) for row in rows)  # type: ignore[arg-type]


def count_dealings(mirror: Mirror, pair: Pair) -> int:
    """Return how many different events the dealings are: one of both directions counts once."""
    sql = f"WITH {_DEALING} SELECT count(DISTINCT id) FROM counted"
    ((number,),) = mirror.read_rows(sql, _values(pair))
    return int(str(number))


def list_largest(mirror: Mirror, pair: Pair, span: Span, each: int = 1) -> tuple[Dealing, ...]:
    """Return the `each` largest dealings of every period, by size, then by those killed; in order of their days."""
    return _read_dealings(
        mirror,
        f"""
        WITH {_DEALING}
        SELECT {_COLUMNS} FROM counted JOIN score USING (event)
        QUALIFY row_number() OVER (
            PARTITION BY date_trunc($span, day) ORDER BY size DESC, killed_n DESC NULLS LAST, id, forth DESC
        ) <= $each
        ORDER BY day, id
        """,
        {**_values(pair), "span": _check_span(span), "each": each},
    )


def list_latest(mirror: Mirror, pair: Pair, each: int = 3) -> tuple[Dealing, ...]:
    """Return the `each` latest dealings of every type and direction, the latest first."""
    return _read_dealings(
        mirror,
        f"""
        WITH {_DEALING}
        SELECT {_COLUMNS} FROM counted JOIN score USING (event)
        QUALIFY row_number() OVER (PARTITION BY forth, event ORDER BY day DESC, id) <= $each
        ORDER BY day DESC, id
        """,
        {**_values(pair), "each": each},
    )


def find_dealings(mirror: Mirror, pair: Pair, ids: Sequence[str]) -> tuple[Dealing, ...]:
    """Return dealings by their events' ids, whatever their status."""
    return _read_dealings(
        mirror,
        f"""
        WITH {_DEALING}
        SELECT {_COLUMNS} FROM dealing JOIN score USING (event) WHERE list_contains($ids, id) ORDER BY day, id
        """,
        {"left": pair.left, "right": pair.right, "ids": list(ids), "statuses": list(pair.statuses)},
    )


def list_acts(mirror: Mirror, pair: Pair, events: Sequence[str]) -> tuple[Act, ...]:
    """Return all dealings of these types that are told as actual or as planned, by day."""
    rows = mirror.read_rows(
        f"""
        WITH {_DEALING}
        SELECT id, forth, event, status, day, coalesce("end", day), first_reported FROM counted
        WHERE list_contains($events, event) ORDER BY day, id
        """,
        {**_values(pair), "statuses": ["actual", "future"], "events": list(events)},
    )
    return tuple(Act(*row) for row in rows)  # type: ignore[arg-type]


def list_third_parties(mirror: Mirror, pair: Pair, limit: int = 12) -> tuple[ThirdParty, ...]:
    """Return who else is most often named in dealings of the two, and how each of the two deals with them.

    Nameless actors ("gunmen") are left out. Bodies and persons of a state count as the state.
    """
    rows = mirror.read_rows(
        f"""
        WITH {_DEALING},
        other AS (
            SELECT coalesce(party.country, party.actor_id) AS key, count(DISTINCT id) AS between
            FROM (SELECT id, unnest(actors || recipients) AS party FROM counted)
            WHERE NOT list_contains(
                [split_part($left, ':', 1), split_part($right, ':', 1)], coalesce(party.country, party.actor_id))
              AND NOT list_contains([$left, $right], party.actor_id)
              AND (party.country IS NOT NULL OR contains(party.actor_id, '.'))
            GROUP BY 1
        ),
        chosen AS (FROM other ORDER BY between DESC, key LIMIT $limit),
        faced AS (
            SELECT actor_keys, recipient_keys,
                   list_contains(actor_keys, $left) AS by_left, list_contains(actor_keys, $right) AS by_right,
                   list_contains(recipient_keys, $left) AS on_left, list_contains(recipient_keys, $right) AS on_right
            FROM event WHERE list_contains($statuses, status)
        ),
        facing AS (
            SELECT unnest(actor_keys) AS key, on_left, on_right, false AS by_left, false AS by_right
            FROM faced WHERE on_left OR on_right
            UNION ALL
            SELECT unnest(recipient_keys), false, false, by_left, by_right FROM faced WHERE by_left OR by_right
        )
        SELECT key, any_value(between),
               count_if(on_left), count_if(on_right), count_if(by_left), count_if(by_right)
        FROM chosen JOIN facing USING (key) GROUP BY key ORDER BY any_value(between) DESC, key
        """,
        {**_values(pair), "limit": limit},
    )
    return tuple(ThirdParty(*row) for row in rows)  # type: ignore[arg-type]


def _values(pair: Pair) -> dict[str, object]:
    return {"left": pair.left, "right": pair.right, "statuses": list(pair.statuses)}


def _check_span(span: str) -> str:
    if span not in SPANS:
        raise BadSetting(f"by: expected one of {', '.join(SPANS)}; found '{span}'.")
    return span


_ROW = shape_of(Dealing)


def _read_dealings(mirror: Mirror, sql: str, values: dict[str, object]) -> tuple[Dealing, ...]:
    return tuple(_ROW.unpack(row) for row in mirror.read(sql, values).to_pylist())
