"""What the latest runs and decisions changed: events that are new, that became another, that were withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dragoman.record.connection import LAKE
from dragoman.record.mirror import Mirror

Change = Literal["new", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class RunChanges:
    """A run that changed events: its number and command, when it ended (None where it was cut short), and counts."""

    run: int
    command: str
    ended: datetime | None
    new: int
    changed: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event as a run left it."""

    run: int
    change: Change
    id: str
    event: str
    mode: str | None
    quote: str
    killed: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The latest runs that changed anything, newest first, and some events of the newest of them."""

    runs: tuple[RunChanges, ...]
    events: tuple[EventChange, ...]


_CHANGED = f"""
    WITH latest AS (
        SELECT run FROM (SELECT DISTINCT run FROM {LAKE}.event_version) ORDER BY run DESC LIMIT $runs
    ),
    versions AS (
        SELECT id, run, event, mode, quote, withdrawn, killed FROM {LAKE}.event_version
        WHERE run >= (SELECT min(run) FROM latest)
    ),
    earlier AS (SELECT id, min(run) AS run FROM {LAKE}.event_version GROUP BY id),
    changed AS (
        SELECT versions.*,
               CASE WHEN withdrawn THEN 'withdrawn'
                    WHEN versions.run = earlier.run THEN 'new'
                    ELSE 'changed' END AS change
        FROM versions JOIN earlier USING (id)
    )
"""


def read_changes(mirror: Mirror, runs: int, events: int) -> Changes:
    """Return the latest `runs` runs that changed anything, and `events` events of them, the deadliest of each first."""
    counted = mirror.read_rows(
        f"""
        {_CHANGED},
        told AS (
            SELECT run, min(command) AS command, max(logged_at) FILTER (moment = 'end') AS ended
            FROM {LAKE}.run_log GROUP BY run
        )
        SELECT run, coalesce(min(command), ''), min(ended), count(*) FILTER (change = 'new'),
               count(*) FILTER (change = 'changed'), count(*) FILTER (change = 'withdrawn')
        FROM changed LEFT JOIN told USING (run) GROUP BY run ORDER BY run DESC
        """,
        {"runs": runs},
    )
    named = mirror.read_rows(
        f"""
        {_CHANGED}
        SELECT run, change, id, event, mode, quote, coalesce(killed.best, killed.low, killed.high) AS killed_n
        FROM changed ORDER BY run DESC, killed_n DESC NULLS LAST, id LIMIT $events
        """,
        {"runs": runs, "events": events},
    )
    return Changes(
        tuple(RunChanges(*row) for row in counted),  # type: ignore[arg-type]  # As the statements above select them.
        tuple(EventChange(*row) for row in named),  # type: ignore[arg-type]
    )
