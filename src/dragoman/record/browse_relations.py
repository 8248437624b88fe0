"""Reading the mirror for two actors: plain tallies and lists of what one does to the other, nothing concluded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.codebook import SCORES
from dragoman.errors import BadSetting
from dragoman.model.arrow import shape_of
from dragoman.record.mirror import Mirror, Sitting

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
    events: int


_TOUCHING = """
    WITH told AS (
        SELECT id, event, mode, status, "start", "end", day, first_reported, witnesses, killed_n::BIGINT AS killed_n,
               quote, actor_keys, recipient_keys,
               list_contains(actor_keys, $left) AS by_left, list_contains(actor_keys, $right) AS by_right,
               list_contains(recipient_keys, $left) AS on_left, list_contains(recipient_keys, $right) AS on_right
        FROM event
    )
    FROM told WHERE by_left OR by_right OR on_left OR on_right
"""
_DEALING = """
    SELECT * EXCLUDE (actor_keys, recipient_keys), true AS forth FROM touching WHERE by_left AND on_right
    UNION ALL
    SELECT * EXCLUDE (actor_keys, recipient_keys), false AS forth FROM touching WHERE by_right AND on_left
"""
_SCORES = ", ".join(f"('{event}', {score})" for event, score in SCORES.items())
_SCORE = f"SELECT * FROM (VALUES {_SCORES}) AS given(event, score)"
_COUNTED = "(SELECT * FROM dealing WHERE list_contains($statuses, status))"
_COLUMNS = (
    'id, forth, event, mode, status, "start", "end", day, first_reported, witnesses, killed_n, '
    "abs(score) * witnesses AS size, quote"
)


def read_coverage(mirror: Mirror) -> Coverage:
    """Return how far the record's events reach."""
    (row,) = mirror.read_rows("SELECT min(day), max(day), max(last_reported), count(*) FROM event")
    return Coverage(*row)  # type: ignore[arg-type]  # DuckDB's types are those of the columns.


@contextmanager
def open_dealings(mirror: Mirror, pair: Pair) -> Iterator[Dealings]:
    """Lay out the events that touch one of a pair, once for all questions about the two."""
    with mirror.sitting() as sitting:
        sitting.lay_out("touching", _TOUCHING, {"left": pair.left, "right": pair.right})
        sitting.lay_out("dealing", _DEALING)
        sitting.lay_out("score", _SCORE)
        yield Dealings(sitting, pair)


class Dealings:
    """What is asked of the dealings of a pair; make it with `open_dealings`."""

    def __init__(self, sitting: Sitting, pair: Pair) -> None:
        self.pair = pair
        self._sitting = sitting

    def tally(self, span: Span, statuses: Sequence[str] | None = None) -> tuple[Tally, ...]:
        """Count the dealings by period of their first day, direction and type; periods without any are left out."""
        rows = self._sitting.read_rows(
            f"""
            SELECT date_trunc($span, day)::DATE, forth, event, count(*), sum(witnesses)::BIGINT
            FROM {_COUNTED} GROUP BY ALL ORDER BY ALL
            """,
            {"statuses": list(statuses or self.pair.statuses), "span": _check_span(span)},
        )
        return tuple(Tally(*row) for row in rows)  # type: ignore[arg-type]

    def count(self) -> int:
        """Return how many different events the dealings are: one of both directions counts once."""
        ((number,),) = self._sitting.read_rows(f"SELECT count(DISTINCT id) FROM {_COUNTED}", self._statuses)
        return int(str(number))

    def list_largest(self, span: Span, each: int = 1) -> tuple[Dealing, ...]:
        """Return the `each` largest dealings of every period, by size, then by those killed; in order of their days."""
        return self._read(
            f"""
            SELECT {_COLUMNS} FROM {_COUNTED} JOIN score USING (event)
            QUALIFY row_number() OVER (
                PARTITION BY date_trunc($span, day) ORDER BY size DESC, killed_n DESC NULLS LAST, id, forth DESC
            ) <= $each
            """,
            {**self._statuses, "span": _check_span(span), "each": each},
        )

    def list_latest(self, each: int = 3) -> tuple[Dealing, ...]:
        """Return the `each` latest dealings of every type and direction, the latest first."""
        found = self._read(
            f"""
            SELECT {_COLUMNS} FROM {_COUNTED} JOIN score USING (event)
            QUALIFY row_number() OVER (PARTITION BY forth, event ORDER BY day DESC, id) <= $each
            """,
            {**self._statuses, "each": each},
        )
        return found[::-1]

    def find(self, ids: Sequence[str]) -> tuple[Dealing, ...]:
        """Return dealings by their events' ids, whatever their status, by day."""
        sql = f"SELECT {_COLUMNS} FROM dealing JOIN score USING (event) WHERE id IN (SELECT unnest($ids))"
        return self._read(sql, {"ids": list(ids)})

    def list_acts(self, events: Sequence[str]) -> tuple[Act, ...]:
        """Return all dealings of these types that are told as actual or as planned, by day."""
        rows = self._sitting.read_rows(
            f"""
            SELECT id, forth, event, status, day, coalesce("end", day), first_reported FROM {_COUNTED}
            WHERE list_contains($events, event) ORDER BY day, id, forth
            """,
            {"statuses": ["actual", "future"], "events": list(events)},
        )
        return tuple(Act(*row) for row in rows)  # type: ignore[arg-type]

    def list_third_parties(self, limit: int = 12) -> tuple[ThirdParty, ...]:
        """Return who else is most often named in dealings of the two, and how each of the two deals with them.

        Nameless actors ("gunmen") are left out. Bodies and persons of a state count as the state.
        """
        rows = self._sitting.read_rows(
            f"""
            WITH named AS (
                SELECT id, unnest(actors || recipients) AS party FROM event SEMI JOIN {_COUNTED} USING (id)
            ),
            other AS (
                SELECT coalesce(party.country, party.actor_id) AS key, count(DISTINCT id) AS between FROM named
                WHERE NOT list_contains(
                    [split_part($left, ':', 1), split_part($right, ':', 1)], coalesce(party.country, party.actor_id))
                  AND NOT list_contains([$left, $right], party.actor_id)
                  AND (party.country IS NOT NULL OR contains(party.actor_id, '.'))
                GROUP BY 1
            ),
            chosen AS (FROM other ORDER BY between DESC, key LIMIT $limit),
            faced AS (SELECT * FROM touching WHERE list_contains($statuses, status)),
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
            {**self._statuses, "left": self.pair.left, "right": self.pair.right, "limit": limit},
        )
        return tuple(ThirdParty(*row) for row in rows)  # type: ignore[arg-type]

    @property
    def _statuses(self) -> dict[str, object]:
        return {"statuses": list(self.pair.statuses)}

    def _read(self, sql: str, values: dict[str, object]) -> tuple[Dealing, ...]:
        """The dealings of a query, in order of day and id."""
        rows = self._sitting.read(f"FROM ({sql}) ORDER BY day, id, forth", values)
        return tuple(_ROW.unpack(row) for row in rows.to_pylist())


def _check_span(span: str) -> str:
    if span not in SPANS:
        raise BadSetting(f"by: expected one of {', '.join(SPANS)}; found '{span}'.")
    return span


_ROW = shape_of(Dealing)
