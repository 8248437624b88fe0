"""The file of accounts: an SQLite database beside the study's record, readable by its owner alone.

It is no part of the record (docs/decisions/0007-accounts-beside-the-record.md): what is in it changes and is deleted.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import NotFound, RecordFault

_VERSION = 1
_BUSY_SECONDS = 10.0
_OTHERS = 0o077

_SCHEMA = """
CREATE TABLE account (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'reviewer', 'admin')),
    password TEXT NOT NULL,
    made INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE REFERENCES account ON DELETE CASCADE,
    browser TEXT NOT NULL,
    address TEXT NOT NULL,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
CREATE TABLE token (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL COLLATE NOCASE REFERENCES account ON DELETE CASCADE,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'review', 'admin')),
    made INTEGER NOT NULL,
    expires INTEGER,
    seen INTEGER
) STRICT;
CREATE TABLE attempt (key TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX attempt_by_key ON attempt (key, at);
"""


class AccountsFile:
    """The database. Each block is one transaction; threads and processes may use it at once. Times are Unix seconds."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        """Open it. NotFound where there is none; RecordFault where it is none of ours or others may read it."""
        if not file.is_file():
            raise NotFound(f"{file}: no accounts here yet. 'dragoman accounts add NAME --role admin' makes one.")
        if os.name == "posix" and file.stat().st_mode & _OTHERS:
            raise RecordFault(f"{file}: others on this machine may read the accounts. 'chmod 600 {file}' ends that.")
        self.file, self._clock = file, clock
        with self.reading() as connection:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found != _VERSION:
            raise RecordFault(f"{file}: expected accounts of form {_VERSION}, found {found}. Is Dragoman up to date?")

    @classmethod
    def make(cls, file: Path, clock: Callable[[], float] = time.time) -> AccountsFile:
        """Open it, made anew where there is none."""
        if not file.exists():
            draft = file.with_name(f".{file.name}.{os.getpid()}")
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            connection = sqlite3.connect(draft)
            connection.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")
            connection.close()
            with contextlib.suppress(FileExistsError):
                file.hardlink_to(draft)  # The first of two processes wins.
            draft.unlink()
        return cls(file, clock)

    @property
    def now(self) -> int:
        """The present second."""
        return int(self._clock())

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for questions."""
        try:
            connection = sqlite3.connect(self.file, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
            finally:
                connection.close()
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as fault:
            raise RecordFault(f"{self.file}: the accounts cannot be read or written: {fault}.") from fault

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for changes: all of the block's are on disk when it ends, or none."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
