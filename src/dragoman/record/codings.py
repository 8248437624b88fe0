"""Recording what a coder read in each article, and reading the standing codings back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from dragoman.errors import NotFound, RecordFault
from dragoman.model.arrow import batch_to_articles, batch_to_codings, codings_to_batch
from dragoman.model.article import Article
from dragoman.model.coding import Coding
from dragoman.record.link_memory import read_among
from dragoman.record.store import Store


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

    Codings of one article come in order of their trigger.
    """
    for articles, codings in read_coded_tables(store, batch_size):
        yield _pair_up(batch_to_articles(articles), codings)


def read_coded_tables(store: Store, batch_size: int) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield the same as Arrow tables: some articles, and their codings. This is what linking starts from."""
    # Sorted once, aside: what stands is a view over all that was ever read, and articles lie in the order in which they
    # came. To look either up by batches would take a time that grows with the square of the study.
    for statement in _SORT_CODINGS:
        store.connection.execute(statement)
    try:
        lines = int(str(store.read_value("SELECT coalesce(max(line), 0) FROM line")))
        for first in range(1, lines + 1, batch_size):
            batch: dict[str, object] = {"first": first, "last": first + batch_size - 1}
            yield (
                store.read(f"SELECT * EXCLUDE (line) FROM article_in_line WHERE {_IN_BATCH} ORDER BY line", batch),
                store.read(
                    f'SELECT * EXCLUDE (line) FROM coding_in_line WHERE {_IN_BATCH} ORDER BY line, trigger."start", id',
                    batch,
                ),
            )
    finally:
        for table in ("line", "article_in_line", "coding_in_line"):
            store.connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


_IN_BATCH = "line BETWEEN $first AND $last"
_SORT_CODINGS = (
    """
    CREATE OR REPLACE TEMP TABLE line AS
    SELECT id AS article_id, row_number() OVER (ORDER BY published, id) AS line
    FROM article SEMI JOIN standing_coding ON standing_coding.article_id = article.id
    """,
    """
    CREATE OR REPLACE TEMP TABLE article_in_line AS
    SELECT article.*, line FROM article JOIN line ON line.article_id = article.id ORDER BY line
    """,
    """
    CREATE OR REPLACE TEMP TABLE coding_in_line AS
    SELECT standing_coding.*, line FROM standing_coding JOIN line USING (article_id) ORDER BY line
    """,
)


def read_coded_among(store: Store, article_ids: Iterable[str]) -> list[tuple[Article, tuple[Coding, ...]]]:
    """Return those of these articles that have standing codings, with them, in the order of `read_coded_articles`."""
    rows = read_among(
        store, "FROM standing_coding", "article_id", article_ids, 'ORDER BY article_id, trigger."start", id'
    )
    with store.lending(coded=pa.table({"id": rows["article_id"].unique()})):
        found = store.read("SELECT id, published FROM article SEMI JOIN coded USING (id) ORDER BY published, id")
    return _pair_up(batch_to_articles(_read_articles(store, found)), rows) if found.num_rows else []


def _read_articles(store: Store, wanted: pa.Table) -> pa.Table:
    """Return articles by `id`; the days, in order in `published`, tell which files need not be opened."""
    with store.lending(wanted=wanted.select(["id"])):
        return store.read(
            "FROM article SEMI JOIN wanted USING (id) WHERE published BETWEEN $first AND $last ORDER BY published, id",
            {"first": wanted["published"][0].as_py(), "last": wanted["published"][-1].as_py()},
        )


def _pair_up(articles: Sequence[Article], rows: pa.Table) -> list[tuple[Article, tuple[Coding, ...]]]:
    of_article: dict[str, list[Coding]] = defaultdict(list)
    for coding in batch_to_codings(rows):
        of_article[coding.article_id].append(coding)
    return [(article, tuple(of_article[article.id])) for article in articles]
