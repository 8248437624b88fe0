"""What the linker remembers: the outline of each coding, the pairs that look like one event, and what both rest on.

Outlines and pairs are Arrow tables in the columns of the migration `20261122_link_memory`; what they mean is the
linker's affair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pyarrow as pa

from dragoman.model.arrow import batch_to_events
from dragoman.model.event import Event
from dragoman.record.store import Store

_FEW = 50


class LinkMemory:
    """What the last link run left for the next one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def fingerprint(self) -> str | None:
        """Return what the last link run rested on; None where none was recorded."""
        value = self._store.read_value("SELECT max_by(fingerprint, run) FROM link_basis")
        return None if value is None else str(value)

    def last_run(self) -> int:
        """Return the number of the last run that linked and left its memory; 0 for none."""
        return int(str(self._store.read_value("SELECT coalesce(max(run), 0) FROM link_basis")))

    def count_standing(self) -> int:
        """Return how many codings stand, linked or not."""
        return int(str(self._store.read_value("SELECT count(*) FROM standing_coding")))

    def changed_articles(self) -> list[str]:
        """Return the articles whose standing codings are not those that were linked, sorted.

        They are new, or another coder has read them since, or a person rejected a coding of theirs.
        """
        rows = self._store.read(
            """
            WITH stands AS (SELECT id AS coding_id, article_id FROM standing_coding),
            linked AS (SELECT coding_id, article_id FROM standing_outline),
            differs AS (
                (FROM stands ANTI JOIN linked USING (coding_id)) UNION ALL
                (FROM linked ANTI JOIN stands USING (coding_id))
            )
            SELECT DISTINCT article_id FROM differs ORDER BY article_id
            """
        )
        return list_values(rows, "article_id")

    def outlines(self, partitions: Collection[str]) -> pa.Table:
        """Return the outlines that stand in these partitions."""
        return self._store.read(
            'FROM standing_outline WHERE list_contains($partitions, "partition")', {"partitions": list(partitions)}
        )

    def outlines_of(self, article_ids: Iterable[str]) -> pa.Table:
        """Return the outlines that stand of these articles."""
        return read_among(self._store, "FROM standing_outline", "article_id", article_ids)

    def articles_of(self, coding_ids: Iterable[str]) -> dict[str, str]:
        """Return coding -> article for those of these codings that are linked."""
        rows = read_among(self._store, "SELECT coding_id, article_id FROM standing_outline", "coding_id", coding_ids)
        return dict(zip(list_values(rows, "coding_id"), list_values(rows, "article_id"), strict=True))

    def pairs_into(self, coding_ids: Iterable[str]) -> pa.Table:
        """Return the pairs that stand of which one of these codings is the later one."""
        return read_among(self._store, "FROM standing_pair", "right_id", coding_ids)

    def pairs_around(self, coding_ids: Iterable[str], ties: Sequence[tuple[str, str]]) -> pa.Table:
        """Return the pairs that stand within reach of codings, over pairs and `ties`, in any number of steps."""
        tie = pa.table(
            [pa.array([pair[side] for pair in ties], pa.string()) for side in (0, 1)], names=["one", "other"]
        )
        with self._store.lending(wanted=name_ids(coding_ids), tie=tie):
            return self._store.read(_PAIRS_AROUND)

    def living_events(self, event_ids: Iterable[str]) -> set[str]:
        """Return those of these ids that events go by which stand."""
        with self._store.lending(wanted=name_ids(event_ids)):
            rows = self._store.read_rows(
                "SELECT id FROM event_version WHERE id IN (SELECT id FROM wanted) "
                "GROUP BY id HAVING NOT max_by(withdrawn, run)"
            )
        return {str(event_id) for (event_id,) in rows}

    def events_named(self, event_ids: Collection[str]) -> list[Event]:
        """Return the events that stand and go by these ids, by id."""
        if not event_ids:
            return []
        with self._store.lending(wanted=name_ids(event_ids)):
            rows = self._store.read("FROM standing_event WHERE id IN (SELECT id FROM wanted) ORDER BY id")
        return batch_to_events(rows)

    def events_aliased(self, ids: Iterable[str]) -> list[Event]:
        """Return the events that stand and have any of these ids as an alias, by id."""
        wanted = list(dict.fromkeys(ids))
        holders = self._store.read(
            "SELECT DISTINCT event_id AS id FROM standing_alias WHERE list_contains($ids, alias)", {"ids": wanted}
        )
        events = self.events_named(list_values(holders, "id"))
        return [event for event in events if set(event.aliases) & set(wanted)]


_PAIRS_AROUND = """
    WITH RECURSIVE pair AS MATERIALIZED (FROM standing_pair),
    step AS MATERIALIZED (
        SELECT left_id AS one, right_id AS other FROM pair UNION ALL SELECT right_id, left_id FROM pair
        UNION ALL FROM tie UNION ALL SELECT other, one FROM tie
    ),
    reached AS (
        SELECT id FROM wanted UNION SELECT step.other FROM step JOIN reached ON reached.id = step.one
    )
    FROM pair WHERE left_id IN (FROM reached) ORDER BY left_id, right_id
"""


def name_ids(ids: Iterable[str]) -> pa.Table:
    """Return ids as the table that a query is lent."""
    return pa.table({"id": pa.array(dict.fromkeys(ids), pa.string())})


def read_among(store: Store, rows: str, column: str, ids: Iterable[str], then: str = "") -> pa.Table:
    """Return those of these rows (a query without WHERE) whose column is one of the ids; `then`: the query's end."""
    wanted = name_ids(ids)
    if wanted.num_rows <= _FEW:
        # DuckDB 1.5.5 opens the rest of a row only where this holds; with a join it opens every row.
        return store.read(f"{rows} WHERE list_contains($ids, {column}) {then}", {"ids": list_values(wanted, "id")})
    with store.lending(wanted=wanted):
        return store.read(f"{rows} WHERE {column} IN (SELECT id FROM wanted) {then}")


def list_values(rows: pa.Table, column: str) -> list[str]:
    """Return a column of texts as a list."""
    values: list[str] = rows[column].to_pylist()
    return values
