"""A study that lies open: its mirror for pages, its record for what they cite, and one hand at a time to write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from dragoman.catalog.name_tables import NameTables
from dragoman.codebook import Codebook
from dragoman.publish.actor_directory import ActorDirectory, DirectoryKeeper, Listed
from dragoman.publish.full_text import FullText
from dragoman.record import Mirror, Record
from dragoman.record.browse_memo import Memo
from dragoman.study.read_study import Study

_READERS_KEPT = 4
"""Read-only records kept open between requests; opening one takes some tens of milliseconds."""
_DECISIONS_BEFORE_TIDYING = 8
"""Each leaves a small file in several tables."""


class Desk:
    """What every page and every call of the API works on. Safe to use from several threads."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.codebook = Codebook.load()
        self.tables = NameTables(study.actors_file, study.places_file)
        Record.open(study.folder, study.catalog).close()  # Brings a record of an older form up to date.
        self.mirror: Mirror = Record.mirror(study.folder, study.catalog)
        self.memo = Memo(self.mirror)
        self._directory = DirectoryKeeper(self.mirror)
        self.full_text = FullText(self.mirror)
        self._readers: list[Record] = []
        self._readers_lock = threading.Lock()
        self._writer: Record | None = None
        self._writing = threading.Lock()
        self._decided = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record; waits for a decision that is being written."""
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        with self._readers_lock:
            readers, self._readers = self._readers, []
        for reader in readers:
            reader.close()
        self.full_text.close()
        self._directory.close()
        self.mirror.close()

    @property
    def directory(self) -> ActorDirectory:
        """The actors of the record and of the catalog; of a record that has just changed, those of a moment ago."""
        return self._directory.read(self.tables.catalog)

    def find_actor(self, key: str) -> Listed | None:
        """Return the actor of a key of EventQuery, also one that only the newest snapshot holds."""
        return self.directory.get(key) or self._directory.read_latest(self.tables.catalog).get(key)

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """Lend a record for reading; it shows what was last committed."""
        with self._readers_lock:
            record = self._readers.pop() if self._readers else None
        if record is None:
            record = Record.open(self.study.folder, self.study.catalog, read_only=True)
        try:
            yield record
        except BaseException:
            record.close()  # It may be in the middle of an answer.
            raise
        with self._readers_lock:
            if len(self._readers) < _READERS_KEPT:
                self._readers.append(record)
                return
        record.close()

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """Lend the record for a decision, to one at a time; the mirror shows it when the block ends."""
        with self._writing:
            if self._writer is None:
                self._writer = Record.open(self.study.folder, self.study.catalog)
            try:
                yield self._writer
            except BaseException:
                self._writer.close()
                self._writer = None
                raise
            self._decided += 1
            tidies = self._decided % _DECISIONS_BEFORE_TIDYING == 0
        self.mirror.refresh(at_once=True)
        if tidies:  # Beside the answer, which does not wait for it.
            threading.Thread(target=self._tidy, name="tidy", daemon=True).start()

    def _tidy(self) -> None:
        with self._writing:
            if self._writer is not None:
                self._writer.tidy()
