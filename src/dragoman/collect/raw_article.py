"""An article together with the bytes that it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.model import Article, SetAside


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found of one article, before it is checked.

    `published`: as written in the source, or already a day. `hint`: words to look for a date in where `published`
    is None (path of the file). `raw`: the bytes as fetched.
    """

    raw: bytes
    text: str
    title: str = ""
    published: str | date | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    source_id: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article and where it came from.

    `raw`: the bytes as fetched: a file (unzipped), a line of JSONL, the lines of a CSV row, the body of a WARC record
    or an HTTP answer, a whole feed for each of its entries. A Parquet row has no bytes of its own: it is kept as one
    JSON object. `source`, `position`: as in `SetAside`.
    """

    article: Article
    raw: bytes
    source: str
    position: int | None


Collected = Iterator[RawArticle | SetAside]
