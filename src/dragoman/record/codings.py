"""Recording what a coder read in each article, and reading the standing codings back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyarrow as pa

from dragoman.errors import NotFound, RecordFault
from dragoman.model.arrow import batch_to_articles, batch_to_codings, codings_to_batch
from dragoman.model.article import Article
from dragoman.model.coding import Coding
from dragoman.record.store import Store

_CHUNK = 256


def write_codings(store: Store, article_ids: Sequence[str], codings: Sequence[Coding], coder: str, run: int) -> int:
    """Mark the articles as read by `coder` and record their codings, in one transaction.

    An article that this coder has already read is passed over with its codings, so that running again, or two
    processes at once, add nothing twice. Returns how many articles were new to the coder.
    """
    _check_batch(article_ids, codings, coder)
    read = pa.table({"article_id": pa.array(dict.fromkeys(article_ids), pa.string())})
    with store.lending(reading=read, found=codings_to_batch(codings)):
        return store.transact(lambda: _insert(store, coder, run, bool(codings)))


def _check_batch(article_ids: Sequence[str], codings: Sequence[Coding], coder: str) -> None:
    """Refuse a batch whose parts do not belong together: it would leave an article half recorded."""
    read = set(article_ids)
    for coding in codings:
        if coding.article_id not in read or coding.coder != coder:
            raise RecordFault(
                f"coding {coding.id}: expected one by '{coder}' of an article in the batch; "
                f"found one by '{coding.coder}' of article {coding.article_id}."
            )


def _insert(store: Store, coder: str, run: int, any_codings: bool) -> int:
    values = {"coder": coder, "run": run}
    if any_codings:
        store.connection.execute(
            """
            INSERT INTO coding BY NAME
            WITH fresh AS (SELECT DISTINCT ON (id) * FROM found)
            SELECT fresh.*, $run AS run FROM fresh
            ANTI JOIN (FROM coded WHERE coder = $coder) AS done ON done.article_id = fresh.article_id
            ORDER BY article_id, trigger."start", id
            """,
            values,
        )
    store.connection.execute(
        """
        INSERT INTO coded
        SELECT article_id, $coder, $run FROM reading
        ANTI JOIN (FROM coded WHERE coder = $coder) AS done USING (article_id) ORDER BY article_id
        """,
        values,
    )
    row = store.connection.fetchone()
    return int(row[0]) if row else 0


def read_codings(store: Store, coding_ids: Sequence[str]) -> list[Coding]:
    """Return codings by id, as persons amended them, in the order asked for; NotFound where the record lacks one."""
    with store.lending(wanted=pa.table({"id": pa.array(coding_ids, pa.string())})):
        # Of the two readings of an amended coding the amendment comes last, and stands.
        read = [store.read(f"FROM {table} SEMI JOIN wanted USING (id)") for table in ("coding", "standing_amendment")]
        found = {coding.id: coding for rows in read for coding in batch_to_codings(rows)}
    for each in coding_ids:
        if each not in found:
            raise NotFound(f"no coding '{each}' in the record. 'dragoman sql \"FROM codings\"' lists those that stand.")
    return [found[each] for each in coding_ids]


def read_coded_articles(store: Store, batch_size: int) -> Iterator[list[tuple[Article, tuple[Coding, ...]]]]:
    """Yield every article that has standing codings, with them, oldest first (day, then id).

    Codings of one article come in order of their trigger. This is what linking starts from.
    """
    waiting = store.read(
        """
        SELECT id, published FROM article SEMI JOIN standing_coding ON standing_coding.article_id = article.id
        ORDER BY published, id
        """
    )
    for start in range(0, waiting.num_rows, batch_size):
        yield _read_chunk(store, waiting.slice(start, batch_size))


def _read_chunk(store: Store, wanted: pa.Table) -> list[tuple[Article, tuple[Coding, ...]]]:
    with store.lending(wanted=wanted):
        articles = batch_to_articles(
            store.read(
                "FROM article SEMI JOIN wanted USING (id) WHERE published BETWEEN $first AND $last "
                "ORDER BY published, id",
                {"first": wanted["published"][0].as_py(), "last": wanted["published"][-1].as_py()},
            )
        )
        rows = store.read(
            'FROM standing_coding SEMI JOIN wanted ON wanted.id = article_id ORDER BY article_id, trigger."start", id'
        )
    of_article: dict[str, list[Coding]] = defaultdict(list)
    for coding in batch_to_codings(rows):
        of_article[coding.article_id].append(coding)
    return [(article, tuple(of_article[article.id])) for article in articles]
