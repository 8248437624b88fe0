"""A process that decides again and again, beside others that do.

Usage: log_writer.py STUDY_FOLDER CATALOG AUTHOR NUMBER_OF_DECISIONS. Prints "ready", and begins on a line of input.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from dragoman.model import Decision
from dragoman.record import Record


def decide(record: Record, author: str, reason: str) -> None:
    """Append a decision in a run of its own, as `dragoman review` does."""
    at = datetime(2026, 11, 22, tzinfo=UTC)
    made = Decision(0, "review", author, at, reason, ("a" * 12,), field="coding", verdict="accept")
    record.transact_run("review", lambda: record.append_decision(made))


if __name__ == "__main__":
    with Record.open(Path(sys.argv[1]), sys.argv[2]) as record:
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(int(sys.argv[4])):
            decide(record, sys.argv[3], str(number))
