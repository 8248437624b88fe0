"""Taking articles in, and handing them out again: each is recorded once, with its signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from dragoman.errors import NotFound
from dragoman.model.arrow import articles_to_batch, batch_to_articles, pack_batch
from dragoman.model.article import Article, SetAside
from dragoman.record.store import Store

# Articles read from the lake at once: about 1 MB of news text, whatever the size of the study.
_CHUNK = 256


def write_articles(
    store: Store, taken: Sequence[tuple[Article, bytes | None]], set_asides: Sequence[SetAside], run: int
) -> int:
    """Record the articles and set-asides that are new, in one transaction; return how many articles were new."""
    batch = articles_to_batch(article for article, _ in taken)
    signed = pa.table(batch).append_column("signature", pa.array([sign for _, sign in taken], pa.binary()))
    with store.lending(incoming=signed, refused=pack_batch(SetAside, set_asides)):
        return store.transact(lambda: _insert(store, run, bool(taken), bool(set_asides)))


def _insert(store: Store, run: int, any_taken: bool, any_refused: bool) -> int:
    added = 0
    if any_taken:
        store.connection.execute(
            """
            INSERT INTO article BY NAME
            WITH fresh AS (SELECT DISTINCT ON (id) * FROM incoming)
            SELECT fresh.*, $run AS run FROM fresh ANTI JOIN article USING (id) ORDER BY published, id
            """,
            {"run": run},
        )
        added = _rows_changed(store)
    if any_refused:
        store.connection.execute(
            """
            INSERT INTO set_aside BY NAME
            SELECT DISTINCT refused.*, $run AS run FROM refused
            WHERE NOT EXISTS (
                FROM set_aside WHERE set_aside.source = refused.source AND set_aside.reason = refused.reason
                AND set_aside.position IS NOT DISTINCT FROM refused.position
            )
            """,
            {"run": run},
        )
    return added


def _rows_changed(store: Store) -> int:
    row = store.connection.fetchone()
    return int(row[0]) if row else 0


def read_article_ids(store: Store) -> list[str]:
    """Return the ids of all articles, sorted."""
    ids: list[str] = store.read("SELECT id FROM article ORDER BY id")["id"].to_pylist()
    return ids


def read_signatures(store: Store) -> Iterator[tuple[str, bytes]]:
    """Yield (article id, signature) of every article that has one and copies no other, in order of day and id."""
    found = store.connection.cursor()
    try:
        found.execute(
            """
            SELECT id, signature FROM study.article
            WHERE signature IS NOT NULL AND copy_of IS NULL ORDER BY published, id
            """
        )
        while rows := found.fetchmany(2048):
            yield from ((str(id), bytes(signature)) for id, signature in rows)
    finally:
        found.close()


def read_article(store: Store, article_id: str) -> Article:
    """Return one article; NotFound where the record has none by this id."""
    found = batch_to_articles(store.read("SELECT * FROM article WHERE id = $id", {"id": article_id}))
    if not found:
        raise NotFound(f"no article '{article_id}' in the record. 'dragoman sql \"FROM articles\"' lists them.")
    return found[0]


def read_uncoded(store: Store, coder: str, batch_size: int) -> Iterator[list[Article]]:
    """Yield the articles that `coder` has not read yet, oldest first (day, then id), `batch_size` at a time.

    What another process has coded meanwhile is left out as its turn comes. The caller may write between batches.
    """
    waiting = store.read(
        """
        SELECT article.id, article.published FROM article
        ANTI JOIN (FROM coded WHERE coder = $coder) AS done ON done.article_id = article.id
        ORDER BY article.published, article.id
        """,
        {"coder": coder},
    )
    yield from _regroup(_read_chunks(store, coder, waiting), batch_size)


def _read_chunks(store: Store, coder: str, waiting: pa.Table) -> Iterator[list[Article]]:
    for start in range(0, waiting.num_rows, _CHUNK):
        chunk = waiting.slice(start, _CHUNK)
        days = chunk["published"]
        with store.lending(wanted=chunk):
            # The bounds on `published` let DuckDB skip Parquet row groups that lie outside them.
            rows = store.read(
                """
                SELECT article.* FROM article SEMI JOIN wanted USING (id)
                ANTI JOIN (FROM coded WHERE coder = $coder) AS done ON done.article_id = article.id
                WHERE article.published BETWEEN $first AND $last ORDER BY article.published, article.id
                """,
                {"coder": coder, "first": days[0].as_py(), "last": days[-1].as_py()},
            )
        yield batch_to_articles(rows)


def _regroup(chunks: Iterable[list[Article]], size: int) -> Iterator[list[Article]]:
    held: list[Article] = []
    for chunk in chunks:
        held += chunk
        while len(held) >= size:
            yield held[:size]
            held = held[size:]
    if held:
        yield held
