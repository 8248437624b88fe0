"""The study's record, as the rest of the house sees it: one class, no SQL outside this room."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pyarrow as pa

from dragoman.errors import RecordFault
from dragoman.model.article import Article, SetAside
from dragoman.model.coding import Coding
from dragoman.model.event import Event, ResolvedCoding
from dragoman.model.judgement import Decision, Judgement
from dragoman.record import (
    articles,
    codings,
    compaction,
    counts,
    decisions,
    double_review,
    events,
    export,
    find_events,
    list_actors,
    migrate,
    near,
    readings,
    readonly,
    requests,
    resolutions,
    runs,
)
from dragoman.record.compaction import Compaction
from dragoman.record.connection import Whereabouts
from dragoman.record.counts import Counts
from dragoman.record.double_review import ReviewAnswer
from dragoman.record.events import LinkChanges, Links
from dragoman.record.find_events import EventFilter
from dragoman.record.link_memory import LinkMemory
from dragoman.record.list_actors import ActorCount
from dragoman.record.mirror import Mirror
from dragoman.record.readonly import Answer
from dragoman.record.requests import RequestNote
from dragoman.record.store import Store

Result = TypeVar("Result")

FOLDER = "record"
"""The record's folder inside the study's."""
_ID_FILE = "record.id"
# A commit looks through the files of its table for what is there already: 600 files make it three times as slow.
_BATCHES_BEFORE_TIDYING = 100


class Record:
    """Everything that a study knows, in a DuckLake; append-only. Use as a context manager.

    Each writing method is one transaction: a process that is killed leaves it whole or not at all.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._run: int | None = None
        self._command = "unnamed"
        self._batches = 0
        self._linked = False

    @classmethod
    def create(cls, study_folder: Path, catalog: str | None = None) -> Self:
        """Make the record of a study, or open it where it exists already, and bring it up to date.

        `catalog`: None or "sqlite" for the embedded catalog, or an address "postgresql://user:password@host/database".
        """
        where = _locate(study_folder, catalog)
        where.data_folder.mkdir(parents=True, exist_ok=True)
        id_file = where.folder / _ID_FILE
        _make_id(id_file)
        store = Store(where)
        try:
            migrate.claim_catalog(store, id_file.read_text(encoding="ascii").strip())
            migrate.apply_migrations(store)
            migrate.set_options(store)
        except BaseException:
            store.close()
            raise
        return cls(store)

    @classmethod
    def open(cls, study_folder: Path, catalog: str | None = None, *, read_only: bool = False) -> Self:
        """Open the record of a study; RecordFault where it has none, or a newer Dragoman wrote it."""
        where = _locate(study_folder, catalog)
        if not cls.exists(study_folder):
            raise RecordFault(f"{study_folder}: the study holds no record yet. 'dragoman run SOURCE' makes it.")
        if not read_only:
            return cls.create(study_folder, catalog)
        store = Store(where, read_only=True)
        try:
            migrate.refuse_unreadable(store)
        except BaseException:
            store.close()
            raise
        return cls(store)

    @classmethod
    def mirror(cls, study_folder: Path, catalog: str | None = None) -> Mirror:
        """Open an in-memory copy of the events that stand, which follows the record; RecordFault where it has none."""
        cls.open(study_folder, catalog, read_only=True).close()
        return Mirror(_locate(study_folder, catalog))

    @staticmethod
    def exists(study_folder: Path) -> bool:
        """Tell whether a study has a record."""
        return (study_folder / FOLDER / _ID_FILE).is_file()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record; everything that was written stays."""
        self._store.close()

    def begin_run(self, command: str, detail: Mapping[str, object] | None = None) -> int:
        """Log the beginning of a command; what is written from here on carries the run's number."""
        self._command = command
        self._run = runs.begin_run(self._store, command, detail)
        self._linked = False
        return self._run

    def end_run(self, detail: Mapping[str, object] | None = None) -> None:
        """Log the end of the run, `detail` are its closing figures, and keep the record quick to read."""
        if self._run is not None:
            runs.end_run(self._store, self._run, self._command, detail)
            self._run = None
            if not self._store.in_transaction:
                self.tidy()

    def transact_run(self, command: str, work: Callable[[], Result]) -> Result:
        """Do `work` as a run of its own in one transaction: all that it writes is there when this returns, or nothing.

        Where the catalog refuses the commit `work` is done again from its start. Inside the transaction of another run
        it is a run within that one.
        """
        outer = self._run if self._store.in_transaction else None

        def work_in_run() -> Result:
            try:
                self.begin_run(command)
                result = work()
                self.end_run()
            finally:
                # A run that is rolled back has no number.
                self._run = outer
            return result

        return self._store.transact(work_in_run)

    def transact(self, work: Callable[[], Result]) -> Result:
        """Do `work` in one transaction and in the writers' turn: nobody writes between what it reads and writes.

        Where the catalog refuses the commit it is done again from its start.
        """
        return self._store.transact(work)

    def add_articles(self, taken: Sequence[tuple[Article, bytes | None]], set_asides: Sequence[SetAside] = ()) -> int:
        """Record articles with their near-duplicate signatures, and what was set aside; return how many were new."""
        added = articles.write_articles(self._store, taken, set_asides, self.number_run())
        self._count_batch()
        return added

    def known_article_ids(self) -> list[str]:
        """Return the ids of all articles, sorted."""
        return articles.read_article_ids(self._store)

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Yield (article id, signature) of every article that has one and copies no other, by day and id."""
        return articles.read_signatures(self._store)

    def article(self, article_id: str) -> Article:
        """Return one article; NotFound where there is none."""
        return articles.read_article(self._store, article_id)

    def uncoded_articles(self, coder: str, batch_size: int) -> Iterator[list[Article]]:
        """Yield the articles that `coder` has not read, by day and id; codings may be added between batches."""
        return articles.read_uncoded(self._store, coder, batch_size)

    def count_uncoded(self, coder: str) -> int:
        """Return how many articles `coder` has not read."""
        return counts.count_uncoded(self._store, coder)

    def add_codings(self, article_ids: Sequence[str], found: Sequence[Coding], coder: str) -> int:
        """Mark articles as read by `coder` and record what it found; return how many were new to the coder."""
        added = codings.write_codings(self._store, article_ids, found, coder, self.number_run())
        self._count_batch()
        return added

    def coded_articles(self, batch_size: int = 1024) -> Iterator[list[tuple[Article, tuple[Coding, ...]]]]:
        """Yield every article that has standing codings, with them, by day and id: what linking starts from."""
        return codings.read_coded_articles(self._store, batch_size)

    def coded_tables(self, batch_size: int) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Yield the same in Arrow tables, of some articles and of their codings: what linking starts from."""
        return codings.read_coded_tables(self._store, batch_size)

    def event_members(self) -> list[tuple[str, list[str], list[str]]]:
        """Return of each event that stands its id, its aliases and its codings."""
        return find_events.list_members(self._store)

    def coded_among(self, article_ids: Iterable[str]) -> list[tuple[Article, tuple[Coding, ...]]]:
        """Return those of these articles that have standing codings, with them, by day and id."""
        return codings.read_coded_among(self._store, article_ids)

    def resolved_codings(self, article_ids: Iterable[str]) -> list[ResolvedCoding]:
        """Return the standing codings of articles, with actors and places as the last link run resolved them."""
        return resolutions.read_resolved(self._store, article_ids)

    def codings(self, coding_ids: Sequence[str]) -> list[Coding]:
        """Return codings by id, as persons amended them, in the order asked for."""
        return codings.read_codings(self._store, coding_ids)

    def original_codings(self, coding_ids: Sequence[str]) -> list[Coding]:
        """Return codings as the coder read them, by id; what persons amended is left out."""
        return decisions.read_originals(self._store, coding_ids)

    def standing_ids(self, article_ids: Sequence[str]) -> list[str]:
        """Return the ids of the codings that stand of these articles, sorted."""
        return decisions.read_standing_ids(self._store, article_ids)

    def find_coding_id(self, given: str) -> str:
        """Return the id of the coding that this is the id of, or the beginning of it; NotFound otherwise."""
        return decisions.find_coding_id(self._store, given)

    def decisions(self) -> list[Decision]:
        """Return the log of what persons decided, in order of its numbers."""
        return decisions.read_decisions(self._store)

    def find_request(self, key: str) -> RequestNote | None:
        """Return what was decided for the request of this key, or None."""
        return requests.find_request(self._store, key)

    def note_request(self, note: RequestNote, decision: int) -> None:
        """Note by which decision a request was answered."""
        requests.note_request(self._store, note, decision)

    def append_decision(self, decision: Decision) -> Decision:
        """Record a decision under the next number, and return it so."""
        return decisions.append_decision(self._store, decision, self.number_run())

    def write_amendment(self, coding: Coding, rejected: bool) -> None:
        """Record what persons' reviews made of a coding; `rejected`: it is no event. The original stays."""
        decisions.write_amendment(self._store, coding, rejected, self.number_run())

    def review_answers(self) -> list[ReviewAnswer]:
        """Return what reviewers answered independently of one another, the oldest first; it is no decision yet."""
        return double_review.read_answers(self._store)

    def append_review_answer(self, answer: ReviewAnswer) -> ReviewAnswer:
        """Record a step of a reviewer's answer under the next number, and return it so."""
        return double_review.append_answer(self._store, answer, self.number_run())

    def find_coder(self, name: str) -> str:
        """Return the full name of a coder that has read articles; NotFound with those that there are."""
        return readings.find_coder(self._store, name)

    def shared_readings(self, coders: Sequence[str]) -> tuple[list[Article], list[list[Coding]]]:
        """Return the articles that all these coders have read, by day and id, and what each found in them."""
        return readings.read_shared(self._store, coders)

    def codings_of(self, event: Event) -> list[Coding]:
        """Return the codings that an event is made of, in the event's order."""
        return codings.read_codings(self._store, event.coding_ids)

    def write_events(
        self,
        found: Sequence[Event],
        resolved: Sequence[ResolvedCoding] = (),
        judgements: Sequence[Judgement] = (),
    ) -> LinkChanges:
        """Record all events that now stand, and what they rest on; events not among them are withdrawn."""
        return events.write_events(self._store, found, resolved, judgements, self._number_links())

    @property
    def link_memory(self) -> LinkMemory:
        """What the last link run left for the next one."""
        return LinkMemory(self._store)

    def write_links(self, links: Links, *, since: int | None = None) -> LinkChanges:
        """Record what a link run found; StaleLinks where another has linked after run `since`."""
        return self.transact(lambda: events.write_links(self._store, links, self._number_links(), since=since))

    def events(self, wanted: EventFilter | None = None) -> list[Event]:
        """Return the events that stand and fit the filter, by first day, then id."""
        return find_events.find_events(self._store, wanted or EventFilter())

    def event(self, event_id: str) -> Event:
        """Return an event by its id, an older id, or an unambiguous beginning; NotFound otherwise."""
        return find_events.find_event(self._store, event_id)

    def events_holding(self, coding_ids: Sequence[str]) -> list[Event]:
        """Return the events that stand and hold any of these codings, by id."""
        return decisions.find_holding(self._store, coding_ids)

    def events_before(self, event_ids: Sequence[str], run: int) -> list[Event]:
        """Return those of these events that stood before a run, as they did, by id."""
        return decisions.find_before(self._store, event_ids, run)

    def former_events(self) -> dict[str, str]:
        """Return coding -> the event that held it last, for all codings that a person ever reviewed."""
        return decisions.find_former_events(self._store)

    def near_articles(self, event: Event, types: Iterable[str], limit: int) -> list[str]:
        """Return articles that hold codings of these types near an event, in time and by what they share with it."""
        return near.find_near(self._store, event, types, limit)

    def counts(self) -> Counts:
        """Return the figures that `dragoman status` shows."""
        return counts.count_record(self._store)

    def actors(self, provisional: bool | None = None, ids: Sequence[str] | None = None) -> list[ActorCount]:
        """Return who takes part in the events that stand, the most frequent first.

        `provisional`: True for new names alone, False for the others. `ids`: only these.
        """
        return list_actors.list_actors(self._store, provisional, ids)

    def query(self, sql: str, limit: int | None = None) -> Answer:
        """Answer a user's SQL, which can read the record and nothing else."""
        return readonly.answer_query(self._store.where, sql, limit)

    def compact(self, grace_seconds: int | None = None) -> Compaction:
        """Merge small Parquet files; no row and no snapshot is lost."""
        if grace_seconds is None:
            return compaction.compact_files(self._store)
        return compaction.compact_files(self._store, grace_seconds)

    def tidy(self) -> None:
        """Merge small Parquet files where a table has many of them; of a few it costs a look at the catalog."""
        compaction.tidy_files(self._store)

    def export(self, folder: Path) -> dict[str, int]:
        """Write the present state as sorted JSON lines; return file name -> lines."""
        return export.export_record(self._store, folder)

    def _count_batch(self) -> None:
        self._batches += 1
        if self._batches % _BATCHES_BEFORE_TIDYING == 0:
            self.tidy()

    def _number_links(self) -> int:
        """Return the number of the run, or of a new one where it has linked already, or another run began after it.

        Of each event the version of the highest run stands: a decision made while a long run was coding has linked
        under a higher number than that run's.
        """
        if self._linked or (self._run is not None and runs.last_run(self._store) > self._run):
            self.end_run()
        number = self.number_run()
        self._linked = True
        return number

    def number_run(self) -> int:
        """Return the number of the run that writes now; one begins where none does."""
        return self._run if self._run is not None else self.begin_run(self._command)


def _make_id(file: Path) -> None:
    """Give the record an id unless it has one: whole or not at all, and the first of two processes wins."""
    if file.exists():
        return
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(uuid.uuid4().hex + "\n", encoding="ascii")
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(draft)
    draft.unlink()


def _locate(study_folder: Path, catalog: str | None) -> Whereabouts:
    address = None if catalog in (None, "sqlite") else catalog
    return Whereabouts((study_folder / FOLDER).resolve(), address)
