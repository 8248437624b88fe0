"""Requests that were answered with a decision: one that is repeated must not be decided twice.

A note of each stands in the log of runs, written in the same transaction as the decision: both are there, or neither.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from dragoman import __version__
from dragoman.record.store import Store


@dataclass(frozen=True, slots=True)
class RequestNote:
    """`key`: what the caller named the request by. `digest`: of what was asked. `decision`: the number it was given."""

    key: str
    digest: str
    decision: int = 0


def find_request(store: Store, key: str) -> RequestNote | None:
    """Return the note of the request of this key, or None where there is none."""
    sql = "SELECT detail FROM run_log WHERE moment = 'request' AND contains(detail, $key)"
    rows = store.read_rows(sql, {"key": json.dumps(key)})
    notes = (RequestNote(**json.loads(str(detail))) for (detail,) in rows)
    return next((note for note in notes if note.key == key), None)


def note_request(store: Store, note: RequestNote, decision: int) -> None:
    """Note that a request was answered by this decision."""
    detail = json.dumps({"key": note.key, "digest": note.digest, "decision": decision}, sort_keys=True)
    store.transact(
        lambda: store.connection.execute(
            "INSERT INTO run_log SELECT max(run), 'request', now(), 'api', ?, ? FROM run_log", [__version__, detail]
        )
    )
