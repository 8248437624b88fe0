"""What the record holds at a glance: tolls by year, and what calls for a second look."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.connection import LAKE
from dragoman.record.event_query import EventQuery, write_condition
from dragoman.record.mirror import Mirror

LARGE_TOLL = 10
"""So many killed make an event one that a person should have looked at."""
LOW_CONFIDENCE = 0.4
"""About one event in ten of what the default coder finds is no surer."""


@dataclass(frozen=True, slots=True)
class YearToll:
    """What is reported of one year, by best or lowest figures."""

    year: int
    events: int
    killed: int
    injured: int


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many events that nobody has reviewed call for a second look: in all, and by reason; one may have several."""

    events: int
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
    """Count the events that call for a second look, none of whose reports a person has reviewed."""
    (row,) = mirror.read_rows(
        f"""
        WITH reviewed AS (
            SELECT DISTINCT unnest(codings) AS coding_id FROM {LAKE}.decision
            WHERE action = 'review' AND number NOT IN (SELECT undoes FROM {LAKE}.decision WHERE undoes IS NOT NULL)
        ),
        looked_at AS (
            SELECT DISTINCT id FROM (SELECT id, unnest(coding_ids) AS coding_id FROM event)
            SEMI JOIN reviewed USING (coding_id)
        ),
        doubted AS (
            SELECT killed_n >= {LARGE_TOLL} AS large, confidence <= {LOW_CONFIDENCE} AS low,
                   differs AS conflicting
            FROM event ANTI JOIN looked_at USING (id)
        )
        SELECT count(*) FILTER (large OR low OR conflicting), count(*) FILTER (large), count(*) FILTER (low),
               count(*) FILTER (conflicting)
        FROM doubted
        """
    )
    return Doubts(*row)  # type: ignore[arg-type]  # As the statement above selects them.
