"""The present state of a record in memory, flat and ready for many quick questions; it follows the record.

A page asks a dozen questions of all events. The record keeps every version of every event in Parquet files, which a
question would have to read and sort out each time. The mirror does so once, and then takes over only what each new
snapshot of the lake adds: a correction or a run shows at the next look, without a restart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from dragoman.errors import RecordFault
from dragoman.record.connection import LAKE, Whereabouts, attach_lake

SCHEMA = "memory.mirror"
LOOK_SECONDS = 0.5
"""How old the knowledge may be that nothing has changed."""

_MEMORY = "2GB"


class Mirror:
    """An in-memory copy of the events that stand. Threads may read at once; one at a time brings it up to date."""

    def __init__(self, where: Whereabouts) -> None:
        self.where = where
        self._connection = attach_lake(where, read_only=True)
        self._connection.execute(f"SET memory_limit = '{_MEMORY}'")
        self._updating = threading.Lock()
        self._snapshot = -1
        self._looked = 0.0
        try:
            self._make()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the memory."""
        self._connection.close()

    @property
    def snapshot(self) -> int:
        """The number of the lake's snapshot that the mirror shows: it changes where anything does."""
        return self._snapshot

    def refresh(self, *, at_once: bool = False) -> int:
        """Take over what is new, at most twice a second unless `at_once`; return the snapshot shown."""
        if not at_once and time.monotonic() - self._looked < LOOK_SECONDS:
            return self._snapshot
        with self._updating:
            if at_once or time.monotonic() - self._looked >= LOOK_SECONDS:
                self._follow()
                self._looked = time.monotonic()
        return self._snapshot

    def read(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """Return the rows of a query over the mirror's tables; see _TABLES below."""
        with self.sitting() as sitting:
            return sitting.read(sql, parameters)

    def read_rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[object, ...]]:
        """Return the rows of a query as tuples."""
        with self.sitting() as sitting:
            return sitting.read_rows(sql, parameters)

    @contextmanager
    def sitting(self) -> Iterator[Sitting]:
        """Ask several questions, with rows laid out between them that nobody else sees."""
        with self._cursor() as cursor:
            yield Sitting(cursor)

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"USE {SCHEMA}")
            yield cursor
        except duckdb.Error as fault:
            raise RecordFault(f"{self.where.shown}: the record cannot be read: {fault}") from fault
        finally:
            cursor.close()

    def _make(self) -> None:
        self._connection.execute(f"CREATE SCHEMA {SCHEMA}")
        for statement in _TABLES:
            self._connection.execute(statement)
        self.refresh(at_once=True)

    def _follow(self) -> None:
        try:
            now = self._ask_number(f"SELECT id FROM ducklake_current_snapshot('{LAKE}')")
            if now != self._snapshot:
                self._take_over(self._snapshot + 1, now)
                self._snapshot = now
        except duckdb.Error as fault:
            raise RecordFault(f"{self.where.shown}: the record cannot be read: {fault}") from fault

    def _take_over(self, first: int, last: int) -> None:
        """Bring in the rows that snapshots `first` to `last` added, in one transaction: readers see before or after."""
        self._connection.execute("BEGIN")
        try:
            for statement in _FOLLOW:
                self._connection.execute(statement.format(first=first, last=last))
            self._connection.execute("COMMIT")
        except duckdb.Error:
            self._connection.execute("ROLLBACK")
            raise

    def _ask_number(self, sql: str) -> int:
        row = self._connection.execute(sql).fetchone()
        if row is None:
            raise RecordFault(f"{self.where.shown}: expected a snapshot in the catalog, found none. Was it deleted?")
        return int(row[0])


class Sitting:
    """One reader's questions of the mirror, one after another."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def read(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """Return the rows of a query."""
        return self._cursor.execute(sql, dict(parameters or {})).to_arrow_table()

    def read_rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[object, ...]]:
        """Return the rows of a query as tuples."""
        return self._cursor.execute(sql, dict(parameters or {})).fetchall()

    def lay_out(self, name: str, sql: str, parameters: Mapping[str, object] | None = None) -> None:
        """Keep the rows of a query as a table of this name until the sitting ends."""
        self._cursor.execute(f"CREATE TEMP TABLE {name} AS {sql}", dict(parameters or {}))


# The lists of keys repeat what the structs hold, in the form in which a filter asks: an id, a state as a country
# ("PAK"), or a part of a state's society by its sector ("PAK:GOV").
_TABLES = (
    f"""
    CREATE TABLE {SCHEMA}.event AS
    SELECT id, event, mode, status, "start", "end", coalesce("start", first_reported) AS day,
           place, place.name AS place_name, place.admin1 AS admin1, place.country AS country,
           place.latitude AS latitude, place.longitude AS longitude, place."precision" AS "precision",
           killed, coalesce(killed.best, killed.low, killed.high) AS killed_n,
           injured, coalesce(injured.best, injured.low, injured.high) AS injured_n,
           false AS differs,
           actors, recipients, []::VARCHAR[] AS actor_keys, []::VARCHAR[] AS recipient_keys,
           claimed_by, attributed_to, witnesses, len(coding_ids) AS reports, first_reported, last_reported,
           confidence, quote, lower(quote) AS words, coding_ids, aliases, run
    FROM {LAKE}.event_version LIMIT 0
    """,
    f"CREATE TABLE {SCHEMA}.alias AS SELECT alias, event_id FROM {LAKE}.alias LIMIT 0",
)

_NEWEST = """
    SELECT * FROM ducklake_table_insertions('study', 'main', 'event_version', {first}, {last})
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC, snapshot_id DESC) = 1
"""
_KEYS = (
    "list_distinct(flatten(list_transform({side}, lambda a: [a.actor_id, a.country, a.country || ':' || a.sector])))"
)
# Do the reports conflict on a value, or leave a range for the toll?
_DIFFERS = (
    "len(conflicts) > 0 OR coalesce(killed.high > killed.low, false) OR coalesce(injured.high > injured.low, false)"
)

_FOLLOW = (
    f"CREATE OR REPLACE TEMP TABLE newest AS {_NEWEST}",
    f"DELETE FROM {SCHEMA}.event WHERE id IN (SELECT id FROM newest)",
    f"""
    INSERT INTO {SCHEMA}.event
    SELECT id, event, mode, status, "start", "end", coalesce("start", first_reported),
           place, place.name, place.admin1, place.country, place.latitude, place.longitude, place."precision",
           killed, coalesce(killed.best, killed.low, killed.high),
           injured, coalesce(injured.best, injured.low, injured.high), coalesce({_DIFFERS}, false),
           actors, recipients, {_KEYS.format(side="actors")}, {_KEYS.format(side="recipients")},
           claimed_by, attributed_to, witnesses, len(coding_ids), first_reported, last_reported,
           confidence, quote, lower(quote), coding_ids, aliases, run
    FROM newest WHERE NOT withdrawn
    ORDER BY coalesce("start", first_reported), id
    """,
    f"""
    INSERT INTO {SCHEMA}.alias
    SELECT alias, event_id FROM ducklake_table_insertions('study', 'main', 'alias', {{first}}, {{last}})
    """,
)
