"""What the record holds at a glance: tolls by year, and what calls for a second look."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.event_query import EventQuery, write_condition
from dragoman.record.mirror import Mirror

LARGE_TOLL = 10
"""So many killed make an event one that a person should have looked at."""
LOW_CONFIDENCE = 0.4
"""About one event in ten of what the default coder finds lies below."""


@dataclass(frozen=True, slots=True)
class YearToll:
    """What is reported of one year, by best or lowest figures."""

    year: int
    events: int
    killed: int
    injured: int


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many events call for a second look, and why; one event may be in several."""

    large_toll: int
    low_confidence: int
    conflicting: int


def read_tolls(mirror: Mirror, query: EventQuery) -> tuple[YearToll, ...]:
    """Return the tolls of a question by year, in order; years without events are left out."""
    condition, values = write_condition(query)
    rows = mirror.read_rows(
        "SELECT year(day), count(*), coalesce(sum(killed_n), 0)::BIGINT, coalesce(sum(injured_n), 0)::BIGINT "
        f"FROM event WHERE {condition} GROUP BY 1 ORDER BY 1",
        values,
    )
    return tuple(YearToll(*row) for row in rows)  # type: ignore[arg-type]  # As the statement above selects them.


def count_doubts(mirror: Mirror) -> Doubts:
    """Count the events that call for a second look, by the reason."""
    ((large, low, conflicting),) = mirror.read_rows(
        f"""
        SELECT count(*) FILTER (killed_n >= {LARGE_TOLL}), count(*) FILTER (confidence < {LOW_CONFIDENCE}),
               count(*) FILTER (killed.high > killed.low OR injured.high > injured.low)
        FROM event
        """
    )
    return Doubts(int(str(large)), int(str(low)), int(str(conflicting)))
