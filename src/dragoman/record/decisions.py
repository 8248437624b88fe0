"""The log of what persons decided, and the codings as their decisions amend them. Both only grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from dragoman.errors import NotFound
from dragoman.model.arrow import batch_to_codings, batch_to_events, codings_to_batch, pack_batch, unpack_batch
from dragoman.model.coding import Coding
from dragoman.model.event import Event
from dragoman.model.judgement import Decision
from dragoman.record.store import Store

_FEW = 50


def append_decision(store: Store, decision: Decision, run: int) -> Decision:
    """Record a decision under the next number and return it; its own `number` does not count."""
    return store.transact(lambda: _append(store, decision, run))


def _append(store: Store, decision: Decision, run: int) -> Decision:
    number = int(str(store.read_value("SELECT coalesce(max(number), 0) + 1 FROM decision")))
    numbered = replace(decision, number=number)
    with store.lending(now_decided=pack_batch(Decision, [numbered])):
        store.connection.execute(
            "INSERT INTO decision BY NAME SELECT now_decided.*, $run AS run FROM now_decided", {"run": run}
        )
    return numbered


def read_decisions(store: Store) -> list[Decision]:
    """Return the whole log, in order of its numbers."""
    return unpack_batch(Decision, store.read("FROM decision ORDER BY number"))


def write_amendment(store: Store, coding: Coding, rejected: bool, run: int) -> None:
    """Record what a coding has become, unless it says so already. `rejected`: it is no event."""
    store.transact(lambda: _amend(store, coding, rejected, run))


def _amend(store: Store, coding: Coding, rejected: bool, run: int) -> None:
    if (coding, rejected) == _read_amendment(store, coding.id):
        return
    with store.lending(now_amended=codings_to_batch([coding])):
        store.connection.execute(
            "INSERT INTO amended BY NAME SELECT now_amended.*, $rejected AS rejected, $run AS run FROM now_amended",
            {"rejected": rejected, "run": run},
        )


def _read_amendment(store: Store, coding_id: str) -> tuple[Coding, bool] | None:
    rows = store.read("FROM standing_amendment WHERE id = $id", {"id": coding_id})
    return (batch_to_codings(rows)[0], rows["rejected"][0].as_py()) if rows.num_rows else None


def read_originals(store: Store, coding_ids: Sequence[str]) -> list[Coding]:
    """Return codings as the coder read them, in the order of their ids; ids that the record lacks are passed over."""
    # Of the few that a decision is about DuckDB 1.5.5 reads the few rows alone by list_contains; many want a join.
    among = "list_contains($ids, id)" if len(coding_ids) <= _FEW else "id IN (SELECT unnest($ids))"
    return batch_to_codings(store.read(f"FROM coding WHERE {among} ORDER BY id", {"ids": list(coding_ids)}))


def read_standing_ids(store: Store, article_ids: Sequence[str]) -> list[str]:
    """Return the ids of the codings that stand of these articles, sorted."""
    with store.lending(wanted=pa.table({"id": pa.array(article_ids, pa.string())})):
        rows = store.read("SELECT id FROM standing_coding WHERE article_id IN (SELECT id FROM wanted) ORDER BY id")
    ids: list[str] = rows["id"].to_pylist()
    return ids


def find_coding_id(store: Store, given: str) -> str:
    """Return the id of the coding that goes by this id or the beginning of it; NotFound where none or several do."""
    rows = store.read("SELECT id FROM coding WHERE starts_with(id, $id) ORDER BY id LIMIT 5", {"id": given})
    ids: list[str] = rows["id"].to_pylist()
    if len(ids) == 1 or given in ids:
        return given if given in ids else ids[0]
    if ids:
        raise NotFound(f"'{given}' is the beginning of several codings: {', '.join(ids[:4])}, ... Give more of the id.")
    raise NotFound(f"no coding '{given}' in the record. 'dragoman event ID' shows the codings of an event.")


def find_holding(store: Store, coding_ids: Sequence[str]) -> list[Event]:
    """Return the events that stand and hold any of these codings, by id."""
    codings = list(coding_ids)
    ever = store.read_rows(
        "SELECT DISTINCT id FROM event_version WHERE list_has_any(coding_ids, $codings)", {"codings": codings}
    )
    if not ever:
        return []
    # Of those few alone all columns are read: the view of what stands would sort every version of every event first.
    return batch_to_events(
        store.read(
            """
            WITH last_version AS (
                SELECT * FROM event_version WHERE id IN (SELECT unnest($ids))
                QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC) = 1
            )
            FROM last_version WHERE NOT withdrawn AND list_has_any(coding_ids, $codings) ORDER BY id
            """,
            {"ids": [event_id for (event_id,) in ever], "codings": codings},
        )
    )


def find_before(store: Store, event_ids: Sequence[str], run: int) -> list[Event]:
    """Return those of these events that stood before a run, as they did, by id."""
    return batch_to_events(
        store.read(
            """
            WITH last_version AS (
                SELECT * FROM event_version WHERE list_contains($ids, id) AND run < $run
                QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC) = 1
            )
            FROM last_version WHERE NOT withdrawn ORDER BY id
            """,
            {"ids": list(event_ids), "run": run},
        )
    )


def find_former_events(store: Store) -> dict[str, str]:
    """Return coding -> the event that held it last, for all codings that a person ever reviewed.

    A coding that was rejected, and is not any more, belongs where it was.
    """
    rows = store.read_rows(
        """
        WITH reviewed AS (SELECT DISTINCT id FROM amended),
        held AS (SELECT unnest(coding_ids) AS coding_id, id AS event_id, run FROM event_version)
        SELECT coding_id, max_by(event_id, run) FROM held
        WHERE coding_id IN (SELECT id FROM reviewed) GROUP BY coding_id ORDER BY coding_id
        """
    )
    return {str(coding_id): str(event_id) for coding_id, event_id in rows}
