"""The full text of all articles, found in a moment: an SQLite file with FTS5 beside the record, which follows it.

The file is a cache. It may be deleted at any time, and is made again from the record; it is never the only place of
anything. Articles are never changed once recorded, so that following the record is adding those of new snapshots. Each
step is one transaction that adds only what is not there: servers may follow side by side, and one that is killed leaves
the steps that it finished.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date

from dragoman.errors import RecordFault
from dragoman.record.mirror import Mirror
from dragoman.record.search_words import SearchWords

FILE = "search.sqlite"
"""The index's file in the record's folder."""

_FORM = "3"
"""Changes where the tables below do; an index of another form is made anew."""
_CHUNK = 2048
_BUSY_SECONDS = 30.0
_RANKED = 4000
"""Up to so many hits the best come first; of more, the newest, since weighing each would take too long."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE IF NOT EXISTS article (number INTEGER PRIMARY KEY, id TEXT UNIQUE, outlet TEXT, published TEXT, "
    "title TEXT, body BLOB)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (title, body, content='', prefix='2 3', "
    "tokenize='unicode61 remove_diacritics 2')",
)


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that holds the words looked for. `text`: its title is not part of it."""

    id: str
    outlet: str | None
    published: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleHits:
    """The first hits. `count`: how many there are, or `_RANKED` where `more`; then the newest come first."""

    articles: tuple[ArticleHit, ...]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index has come: `indexed` of `articles`."""

    indexed: int
    articles: int

    @property
    def is_whole(self) -> bool:
        """Tell whether every article can be found."""
        return self.indexed >= self.articles


class SearchIndex:
    """The index of one record. Safe to use from several threads and processes: each call opens the file anew."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._file = mirror.where.folder / FILE
        self._record = (mirror.where.folder / "record.id").read_text(encoding="ascii").strip()

    def find(self, words: SearchWords, limit: int = 10) -> ArticleHits:
        """Return the articles that hold all the words; nothing for no words."""
        if not words:
            return ArticleHits((), 0, False)
        match = words.write_match()
        with self._open() as index:
            ((count,),) = index.execute(
                "SELECT count(*) FROM (SELECT rowid FROM word WHERE word MATCH ? LIMIT ?)", (match, _RANKED + 1)
            )
            more = count > _RANKED
            order = "rowid DESC" if more else "bm25(word, 4.0, 1.0), rowid DESC"
            rows = index.execute(
                f"""
                WITH hit AS (SELECT rowid AS number, row_number() OVER () AS place FROM (
                    SELECT rowid FROM word WHERE word MATCH ? ORDER BY {order} LIMIT ?))
                SELECT id, outlet, published, title, body FROM hit JOIN article USING (number) ORDER BY place
                """,
                (match, limit),
            ).fetchall()
        return ArticleHits(tuple(_read_hit(row) for row in rows), min(count, _RANKED), more)

    def measure(self) -> Progress:
        """Return how many articles are in the index, and in the record."""
        with self._open() as index:
            ((indexed,),) = index.execute("SELECT count(*) FROM article")
        ((articles,),) = self._mirror.read_rows("SELECT count(*) FROM study.main.article")
        return Progress(int(indexed), int(str(articles)))

    def is_behind(self) -> bool:
        """Tell whether the mirror shows a snapshot that the index has not taken over."""
        with self._open() as index:
            return _read_snapshot(index) < self._mirror.snapshot

    def follow(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Take over the articles of all snapshots up to the mirror's; stop early, with what is done kept, if asked."""
        with self._open() as index:
            first, last = _read_snapshot(index) + 1, self._mirror.snapshot
            if first > last:
                return
            for rows in self._read_new(index, first, last):
                if stopped():
                    return
                _add(index, rows)
            with _transaction(index):
                if _read_snapshot(index) < last:
                    index.execute("REPLACE INTO state VALUES ('snapshot', ?)", (str(last),))

    def _read_new(self, index: sqlite3.Connection, first: int, last: int) -> Iterator[list[tuple[object, ...]]]:
        """Yield the articles that these snapshots added and the index lacks, some at a time, by day."""
        added = self._mirror.read_rows(
            f"SELECT id, published FROM ducklake_table_insertions('study', 'main', 'article', {first}, {last}) "
            "ORDER BY published, id"
        )
        there = {row[0] for row in index.execute("SELECT id FROM article")}
        new = [row for row in added if row[0] not in there]
        for start in range(0, len(new), _CHUNK):
            chunk = new[start : start + _CHUNK]
            yield self._mirror.read_rows(
                'SELECT id, outlet, published, title, "text" FROM study.main.article '
                "WHERE published BETWEEN $first AND $last AND id IN (SELECT unnest($ids)) ORDER BY published, id",
                {"first": chunk[0][1], "last": chunk[-1][1], "ids": [row[0] for row in chunk]},
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the index, made anew where it is of another form or record, or is damaged; RecordFault where it cannot
        be written."""
        try:
            try:
                index = self._connect()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # The file is no database any more.
                self._remove()
                index = self._connect()
            with closing(index):
                yield index
        except sqlite3.OperationalError as fault:
            raise RecordFault(
                f"{self._file}: the index of the articles' words cannot be used: {fault}. It is made again where it "
                "is missing: delete it, or make its folder writable."
            ) from fault
        except sqlite3.DatabaseError as fault:
            self._remove()
            raise RecordFault(f"{self._file}: the index was damaged ({fault}) and is made again. Repeat.") from fault

    def _connect(self) -> sqlite3.Connection:
        index = sqlite3.connect(self._file, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            index.execute("PRAGMA journal_mode = WAL")
            index.execute("PRAGMA synchronous = NORMAL")
            state = _read_state(index)
            if (state.get("form"), state.get("record")) != (_FORM, self._record):
                self._make(index)
        except BaseException:
            index.close()
            raise
        return index

    def _make(self, index: sqlite3.Connection) -> None:
        with _transaction(index):
            state = _read_state(index)  # Another process may have made it while this one waited.
            if (state.get("form"), state.get("record")) == (_FORM, self._record):
                return
            for table in ("word", "article", "state"):
                index.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES:
                index.execute(statement)
            index.executemany("INSERT INTO state VALUES (?, ?)", [("form", _FORM), ("record", self._record)])

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def _add(index: sqlite3.Connection, rows: Iterable[tuple[object, ...]]) -> None:
    """Add articles with their words in one transaction; one that is there already is passed over."""
    with _transaction(index):
        for article_id, outlet, published, title, text in rows:
            added = index.execute(
                "INSERT OR IGNORE INTO article (id, outlet, published, title, body) VALUES (?, ?, ?, ?, ?)",
                (article_id, outlet, str(published), title, zlib.compress(_encode(text))),
            )
            if added.rowcount:
                words = (added.lastrowid, _encode(title).decode(), _encode(text).decode())
                index.execute("INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)", words)


def _encode(text: object) -> bytes:
    """UTF-8 that SQLite takes: half a surrogate pair or a NUL from a broken page becomes a question mark."""
    return str(text).replace("\0", "?").encode("utf-8", "replace")


@contextmanager
def _transaction(index: sqlite3.Connection) -> Iterator[None]:
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        index.execute("ROLLBACK")
        raise
    index.execute("COMMIT")


def _read_state(index: sqlite3.Connection) -> dict[str, str]:
    known = index.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone()
    return dict(index.execute("SELECT name, value FROM state")) if known else {}


def _read_snapshot(index: sqlite3.Connection) -> int:
    return int(_read_state(index).get("snapshot", "-1"))


def _read_hit(row: tuple[str, str | None, str, str, bytes]) -> ArticleHit:
    article_id, outlet, published, title, body = row
    return ArticleHit(article_id, outlet, date.fromisoformat(published), title, zlib.decompress(body).decode())
