"""Recording what a link run made of the codings: events as versions, resolutions, judgements, aliases.

A link run computes all events anew. What is the same as before is not written again; what differs is a new version;
what is gone is a version marked `withdrawn`. Nothing is overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from dragoman.model.arrow import events_to_batch, pack_batch, pack_row, resolved_to_batch
from dragoman.model.event import Event, ResolvedCoding
from dragoman.model.judgement import Judgement
from dragoman.record.store import Store


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """What a link run changed: numbers of events."""

    added: int
    modified: int
    withdrawn: int


def write_events(
    store: Store,
    events: Sequence[Event],
    resolved: Sequence[ResolvedCoding],
    judgements: Sequence[Judgement],
    run: int,
) -> LinkChanges:
    """Record the outcome of a link run over the whole study, in one transaction.

    `events` are all events that now stand: an event of the record that is not among them is withdrawn.
    """
    tables = {
        "now_events": _with_digest(events_to_batch(events), events),
        "now_resolved": _resolution_table(resolved),
        "now_judgements": pack_batch(Judgement, judgements),
        "now_aliases": _alias_table(events),
    }
    with store.lending(**tables):
        return store.transact(lambda: _insert(store, run))


def _with_digest(batch: pa.RecordBatch, values: Sequence[object]) -> pa.Table:
    """Add the column that tells in one comparison whether a row says the same as before."""
    digests = [_digest(pack_row(value)) for value in values]
    return pa.table(batch).append_column("digest", pa.array(digests, pa.string()))


def _digest(row: dict[str, object]) -> str:
    text = json.dumps(row, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _resolution_table(resolved: Sequence[ResolvedCoding]) -> pa.Table:
    """Return the resolutions with the coding's id in place of the coding, which the record holds already."""
    whole = pa.table(resolved_to_batch(resolved))
    ids = pa.array([each.coding.id for each in resolved], pa.string())
    rows = [{k: v for k, v in pack_row(each).items() if k != "coding"} for each in resolved]
    digests = pa.array([_digest(row) for row in rows], pa.string())
    return whole.drop_columns(["coding"]).append_column("coding_id", ids).append_column("digest", digests)


def _alias_table(events: Sequence[Event]) -> pa.Table:
    pairs = [(alias, event.id) for event in events for alias in event.aliases]
    return pa.table(
        {
            "alias": pa.array([alias for alias, _ in pairs], pa.string()),
            "event_id": pa.array([event_id for _, event_id in pairs], pa.string()),
        }
    )


def _insert(store: Store, run: int) -> LinkChanges:
    added = _count(store, "now_events ANTI JOIN standing_event USING (id)")
    changed = _count(store, "now_events ANTI JOIN standing_event USING (id, digest)")
    withdrawn = _count(store, "standing_event ANTI JOIN now_events USING (id)")
    for statement in _STATEMENTS:
        store.connection.execute(statement, {"run": run})
    return LinkChanges(added=added, modified=changed - added, withdrawn=withdrawn)


def _count(store: Store, rows: str) -> int:
    return int(str(store.read_value(f"SELECT count(*) FROM {rows}")))


# Withdrawals come first: they compare with the state before this run.
_STATEMENTS = (
    """
    INSERT INTO event_version BY NAME
    SELECT standing_event.* REPLACE (true AS withdrawn, $run AS run)
    FROM standing_event ANTI JOIN now_events USING (id) ORDER BY id
    """,
    """
    INSERT INTO event_version BY NAME
    SELECT now_events.*, false AS withdrawn, $run AS run
    FROM now_events ANTI JOIN standing_event USING (id, digest) ORDER BY id
    """,
    """
    INSERT INTO resolution BY NAME
    SELECT now_resolved.*, $run AS run
    FROM now_resolved ANTI JOIN standing_resolution USING (coding_id, digest) ORDER BY coding_id
    """,
    """
    INSERT INTO judgement BY NAME
    WITH named AS (SELECT "left" AS left_id, "right" AS right_id, same, judge, score, reason FROM now_judgements)
    SELECT named.*, $run AS run FROM named
    ANTI JOIN standing_judgement USING (left_id, right_id, same, judge, score, reason)
    ORDER BY left_id, right_id, judge
    """,
    """
    INSERT INTO alias BY NAME
    SELECT now_aliases.*, $run AS run FROM now_aliases ANTI JOIN standing_alias USING (alias, event_id) ORDER BY alias
    """,
)
