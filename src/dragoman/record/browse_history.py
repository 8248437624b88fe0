"""Reading how an event came to be what it is: the runs that changed it, and what persons decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dragoman.model.arrow import unpack_batch
from dragoman.model.judgement import Decision
from dragoman.record.connection import METADATA
from dragoman.record.mirror import Mirror


@dataclass(frozen=True, slots=True)
class Run:
    """A command that wrote to the record: when it began (UTC), and by which version of Dragoman."""

    number: int
    at: datetime
    command: str
    version: str


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision and the run that carried it out. `undone_by`: number of the decision that took it back, or None."""

    decision: Decision
    run: int
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A numbered, frozen state of the record. `snapshot`: of the lake. `at`: UTC."""

    number: int
    snapshot: int
    at: datetime


def read_runs(mirror: Mirror) -> dict[int, Run]:
    """Return all runs by number."""
    rows = mirror.read(
        "SELECT run, min(logged_at) AS at, min(command) AS command, min(version) AS version FROM study.main.run_log "
        "GROUP BY run"
    ).to_pylist()
    return {row["run"]: Run(row["run"], row["at"], row["command"], row["version"]) for row in rows}


def read_log(mirror: Mirror) -> tuple[LoggedDecision, ...]:
    """Return the whole log of decisions, the oldest first."""
    rows = mirror.read(
        """
        WITH taken_back AS (
            SELECT undoes, max(number) AS undone_by FROM study.main.decision WHERE undoes IS NOT NULL GROUP BY undoes
        )
        SELECT decision.*, undone_by FROM study.main.decision
        LEFT JOIN taken_back ON taken_back.undoes = decision.number
        ORDER BY number
        """
    )
    facts = rows.select(["run", "undone_by"]).to_pylist()
    return tuple(
        LoggedDecision(decision, row["run"], row["undone_by"])
        for decision, row in zip(unpack_batch(Decision, rows), facts, strict=True)
    )


def read_releases(mirror: Mirror) -> tuple[ReleaseRow, ...]:
    """Return the releases, the first one first."""
    rows = mirror.read(
        "SELECT number, snapshot_id AS snapshot, released_at AS at FROM study.main.release ORDER BY number"
    ).to_pylist()
    return tuple(ReleaseRow(**row) for row in rows)


def read_snapshot_time(mirror: Mirror, snapshot: int) -> datetime | None:
    """Return when a snapshot of the lake was made (UTC); None for one that is none."""
    rows = mirror.read_rows(
        # Not ducklake_snapshots(): it reads the changes of every snapshot for the one.
        f"SELECT snapshot_time::TIMESTAMPTZ FROM {METADATA}.ducklake_snapshot WHERE snapshot_id = $snapshot",
        {"snapshot": snapshot},
    )
    at = rows[0][0] if rows else None
    return at if isinstance(at, datetime) else None
