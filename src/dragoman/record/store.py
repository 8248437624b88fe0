"""Transactions: whole or not at all, one writer at a time, refused commits tried again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.dataset as arrow_dataset
from filelock import FileLock, Timeout

from dragoman.errors import RecordFault
from dragoman.record.connection import LAKE, METADATA, Whereabouts, attach_lake

Result = TypeVar("Result")
Lendable: TypeAlias = pa.Table | pa.RecordBatch | arrow_dataset.Dataset
"""What SQL can read beside the record: tables in memory, or files that are read as they are needed."""

_TRIES = 12
_FIRST_WAIT = 0.02
_LOCK_SECONDS = 600.0
# One number names Dragoman's lock among all advisory locks of a PostgreSQL database ("drgm" in ASCII).
_ADVISORY_KEY = 0x6472676D
_REFUSED = ("conflict", "database is locked", "maximum retry count", "could not serialize", "deadlock")


class Store:
    """The attached lake, and the only way to write to it.

    Writers take turns: a lock file beside an SQLite catalog, an advisory lock on a PostgreSQL one. So a row can be
    checked for and added in one step, and no two processes record one article twice. Both locks go with the
    process that holds them, however it ends.
    """

    def __init__(self, where: Whereabouts, *, read_only: bool = False) -> None:
        self.where = where
        self.read_only = read_only
        self.connection = attach_lake(where, read_only=read_only)
        self._in_transaction = False
        self._file_lock = FileLock(where.folder / "writer.lock", timeout=_LOCK_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self.connection.close()

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open: what is written now is part of it."""
        return self._in_transaction

    def transact(self, write: Callable[[], Result]) -> Result:
        """Run `write` in one transaction, again from its start where the catalog refuses the commit.

        Within a transaction it is part of that one, and stands or falls with it. RecordFault where the record is
        read-only, or still refuses after a dozen tries.
        """
        if self.read_only:
            raise RecordFault(f"{self.where.shown}: the record was opened for reading only.")
        if self._in_transaction:
            return write()
        return self.maintain(lambda: self._try_once(write))

    def maintain(self, work: Callable[[], Result]) -> Result:
        """Do `work`, which makes its own transactions, in the writers' turn; refused, it is done again."""
        with self.writing():
            for attempt in range(_TRIES):
                try:
                    return work()
                except duckdb.InterruptException as stop:
                    raise KeyboardInterrupt from stop
                except duckdb.Error as fault:
                    if not _was_refused(fault) or attempt == _TRIES - 1:
                        raise RecordFault(f"{self.where.shown}: the record cannot be written: {fault}") from fault
                    time.sleep(_FIRST_WAIT * 2 ** min(attempt, 6) * (0.5 + random.random()))
        raise AssertionError("unreachable: the last try returns or raises")

    def _try_once(self, write: Callable[[], Result]) -> Result:
        self.connection.execute("BEGIN")
        self._in_transaction = True
        try:
            result = write()
            self.connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._in_transaction = False
        return result

    def _roll_back(self) -> None:
        try:
            self.connection.execute("ROLLBACK")
        except duckdb.TransactionException:
            # A refused COMMIT has already rolled back: there is no transaction left to end.
            return

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writers' lock; RecordFault after ten minutes of waiting."""
        if self.where.is_postgres:
            with self._holding_advisory_lock():
                yield
            return
        try:
            with self._file_lock:
                yield
        except Timeout as late:
            raise RecordFault(
                f"{self.where.folder}: another process has been writing for {_LOCK_SECONDS:.0f} seconds. "
                "Wait for it, or end it, and run the command again: it goes on where it stopped."
            ) from late

    @contextmanager
    def _holding_advisory_lock(self) -> Iterator[None]:
        """Hold the lock in a transaction of its own, so that it outlasts the commit that it guards."""
        keeper = self.connection.cursor()
        try:
            keeper.execute("BEGIN")
            ask = f"SELECT 1 FROM (SELECT pg_advisory_xact_lock({_ADVISORY_KEY})) AS held"
            keeper.execute("SELECT * FROM postgres_query(?, ?)", [METADATA, ask]).fetchall()
            yield
        finally:
            keeper.close()

    @contextmanager
    def lending(self, **tables: Lendable) -> Iterator[None]:
        """Let SQL read Arrow tables under the names given, for the length of the block."""
        for name, table in tables.items():
            self.connection.register(name, pa.table(table) if isinstance(table, pa.RecordBatch) else table)
        try:
            yield
        finally:
            for name in tables:
                self.connection.unregister(name)

    def read(self, sql: str, parameters: dict[str, object] | None = None) -> pa.Table:
        """Return the rows of a query as an Arrow table."""
        return self._ask(sql, parameters).to_arrow_table()

    def read_rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """Return the rows of a query as tuples."""
        return self._ask(sql, parameters).fetchall()

    def read_value(self, sql: str, parameters: dict[str, object] | None = None) -> object:
        """Return the first value of the first row, or None where there is no row."""
        row = self._ask(sql, parameters).fetchone()
        return row[0] if row else None

    def _ask(self, sql: str, parameters: dict[str, object] | None) -> duckdb.DuckDBPyConnection:
        try:
            return self.connection.execute(sql, parameters or {})
        except duckdb.InterruptException as stop:
            raise KeyboardInterrupt from stop
        except duckdb.Error as fault:
            if self._in_transaction:
                # `transact` decides whether to try again.
                raise
            raise RecordFault(f"{self.where.shown}: the record cannot be read: {fault}") from fault

    def call_lake(self, function: str, arguments: str = "") -> list[tuple[object, ...]]:
        """Call one of DuckLake's own functions on this lake and return its rows."""
        return self.connection.execute(f"CALL {function}('{LAKE}'{arguments})").fetchall()


def _was_refused(fault: duckdb.Error) -> bool:
    text = str(fault).lower()
    return any(word in text for word in _REFUSED)
