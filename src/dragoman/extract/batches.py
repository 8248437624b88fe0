"""The whole room as one pure function: a record batch of articles to a record batch of codings.

Every engine (this process, a process pool, a cluster) runs this same function.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.extract.coders import Coder, load_coder
from dragoman.model import Article, Coding, SetAside
from dragoman.model.arrow import batch_to_articles, codings_to_batch


@dataclass(frozen=True, slots=True)
class Coded:
    """What a batch gave: `codings`, in the order of the articles; `failed`: articles that the coder could not read."""

    codings: pa.RecordBatch
    failed: tuple[SetAside, ...]


@cache
def _coder(name: str, tables: NameTables) -> Coder:
    return load_coder(name, tables)


def forget_coders() -> None:
    """Let go of the coders that this process holds, some 50 MB each: a process that has coded goes on to link."""
    from dragoman.extract.network import load_network

    _coder.cache_clear()
    load_network.cache_clear()


def code_batch(batch: pa.RecordBatch, coder: str, tables: NameTables = SHIPPED) -> Coded:
    """Code the articles of a batch. An article that the coder cannot read is set aside, and the others go on."""
    codings: list[Coding] = []
    failed: list[SetAside] = []
    for article in batch_to_articles(batch):
        try:
            codings.extend(_coder(coder, tables).code_articles([article])[0])
        except Exception as error:  # whatever a coder trips over is that article's, not the run's
            failed.append(_set_aside(article, coder, error))
    return Coded(codings_to_batch(codings), tuple(failed))


def _set_aside(article: Article, coder: str, error: Exception) -> SetAside:
    detail = f"{coder} could not read article {article.id} ({article.title[:60]!r}): {type(error).__name__}: {error}"
    return SetAside(article.url or article.source_id or article.id, None, "coder-failed", detail[:500])
