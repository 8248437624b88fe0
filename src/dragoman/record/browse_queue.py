"""What awaits review, that first which matters most.

An event's priority is the sum of

- its toll, if it is actual: 1.5 x log10(1 + killed) + 0.5 x log10(1 + injured): a hundred dead weigh 3, ten 1.6;
- its doubt: 3 x (1 - confidence);
- 2 where its reports differ, or leave a range for its toll;
- 1 / witnesses: what one witness tells weighs 1, what four tell 0.25.

So a large toll that is told once and doubtfully comes first, and a well-attested handshake last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.record.browse import EventRow, Key, read_row
from dragoman.record.event_query import EventQuery, write_condition
from dragoman.record.mirror import Mirror

_TOLL = (
    "CASE WHEN status = 'actual' THEN 1.5 * log10(1 + coalesce(killed_n, 0)) + 0.5 * log10(1 + coalesce(injured_n, 0)) "
    "ELSE 0 END"
)
_PARTS = {
    "toll": _TOLL,
    "doubt": "3 * (1 - confidence)",
    "conflict": "CASE WHEN differs THEN 2 ELSE 0 END",
    "witnesses": "1 / greatest(witnesses, 1)",
}
_PRIORITY = f"round({' + '.join(f'({part})' for part in _PARTS.values())}, 4)"
_SHOWN = ", ".join(f"round({part}, 2)::DOUBLE AS {name}" for name, part in _PARTS.items())


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that awaits review. `parts`: what its priority is made of, by name; see the module."""

    event: EventRow
    priority: float
    parts: dict[str, float]

    @property
    def key(self) -> Key:
        """Where in the queue it stands."""
        return self.priority, self.event.id


def list_settled(mirror: Mirror, coding_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the events that stand and hold none but these codings, sorted."""
    rows = mirror.read_rows(
        """
        WITH settled AS (SELECT unnest($codings) AS coding_id),
        held AS (SELECT id, unnest(coding_ids) AS coding_id FROM event),
        touched AS (SELECT DISTINCT id FROM held SEMI JOIN settled USING (coding_id))
        SELECT id FROM touched EXCEPT SELECT id FROM held ANTI JOIN settled USING (coding_id) ORDER BY id
        """,
        {"codings": list(coding_ids)},
    )
    return tuple(str(event_id) for (event_id,) in rows)


def find_asking(mirror: Mirror, questions: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return of these sets of codings (ids in order) those that are just what an event holds, with the event."""
    rows = mirror.read_rows(
        """
        WITH held AS (SELECT id, unnest(coding_ids) AS coding_id FROM event),
        touched AS (SELECT DISTINCT id FROM held WHERE coding_id IN (SELECT unnest($firsts)))
        SELECT id, list_sort(coding_ids) FROM event SEMI JOIN touched USING (id) ORDER BY id
        """,
        {"firsts": [question[0] for question in questions]},
    )
    holding = {tuple(codings): str(event_id) for event_id, codings in rows if isinstance(codings, list)}
    return {question: holding[question] for question in questions if question in holding}


def read_queue(
    mirror: Mirror, query: EventQuery, done: Sequence[str], after: Key | None = None, limit: int = 1
) -> list[Waiting]:
    """Return what awaits review and fits the question, the highest priority first. `done`: events to leave out."""
    condition, values = _condition(query, done)
    if after is not None:
        condition += " AND (priority < $after OR (priority = $after AND id > $after_id))"
        values |= {"after": after[0], "after_id": after[1]}
    rows = mirror.read(
        f"WITH weighed AS (SELECT *, {_PRIORITY} AS priority, {_SHOWN} FROM event) "
        f"FROM weighed WHERE {condition} ORDER BY priority DESC, id LIMIT $limit",
        {**values, "limit": limit},
    ).to_pylist()
    return [Waiting(read_row(row), float(row["priority"]), {name: row[name] for name in _PARTS}) for row in rows]


def count_queue(mirror: Mirror, query: EventQuery, done: Sequence[str]) -> int:
    """Count what awaits review and fits the question."""
    condition, values = _condition(query, done)
    ((number,),) = mirror.read_rows(f"SELECT count(*) FROM event WHERE {condition}", values)
    return int(str(number))


def _condition(query: EventQuery, done: Sequence[str]) -> tuple[str, dict[str, object]]:
    condition, values = write_condition(query)
    if done:
        return f"({condition}) AND id NOT IN (SELECT unnest($done))", {**values, "done": list(done)}
    return condition, values
