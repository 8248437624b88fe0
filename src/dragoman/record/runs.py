"""The log of runs: which command, of which version, wrote what, and when. Its times never leave the record."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dragoman import __version__
from dragoman.record.store import Store


def begin_run(store: Store, command: str, detail: Mapping[str, object] | None = None) -> int:
    """Log that a run begins and return its number, counted from 1 over the whole record."""
    return store.transact(lambda: _insert_start(store, command, detail or {}))


def _insert_start(store: Store, command: str, detail: Mapping[str, object]) -> int:
    run = last_run(store) + 1
    _insert(store, run, "begin", command, detail)
    return run


def last_run(store: Store) -> int:
    """Return the number of the run that began last; 0 where none has."""
    return int(str(store.read_value("SELECT coalesce(max(run), 0) FROM run_log")))


def end_run(store: Store, run: int, command: str, detail: Mapping[str, object] | None = None) -> None:
    """Log that a run came to its end; a run that was killed has no such row."""
    store.transact(lambda: _insert(store, run, "end", command, detail or {}))


def _insert(store: Store, run: int, moment: str, command: str, detail: Mapping[str, object]) -> None:
    store.connection.execute(
        "INSERT INTO run_log VALUES (?, ?, now(), ?, ?, ?)",
        [run, moment, command, __version__, json.dumps(dict(detail), sort_keys=True, default=str)],
    )
