"""WARC, the format of web archives (ISO 28500): one article for every page in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from dragoman.collect.bytes_read import DAMAGE, PARSER_FAULTS, check_size
from dragoman.collect.html import declared_charset, draft_page, is_html
from dragoman.collect.limits import MAX_BYTES
from dragoman.collect.raw_article import Draft
from dragoman.collect.rows import Numbered
from dragoman.errors import SkipArticle

_PAGES = ("text/html", "application/xhtml+xml")


class _Stream(Protocol):
    def read(self, size: int) -> bytes: ...


class _Headers(Protocol):
    def get_header(self, name: str) -> str | None: ...
    def get_statuscode(self) -> str: ...


class _Record(Protocol):
    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None

    def content_stream(self) -> _Stream: ...


def read_warc(path: Path) -> Numbered:
    """Yield the draft of every response and resource, numbered by its record in the file; other records hold no page.

    The bytes kept are the body, with transfer and content encoding undone. The day that the page was crawled
    (WARC-Date) is not taken for the day of publication.
    """
    with path.open("rb") as stream:  # warcio unzips by itself, record by record
        for number, record in enumerate(_read_records(stream), 1):
            if isinstance(record, SkipArticle):
                yield number, record
            elif record.rec_type in ("response", "resource"):
                yield number, _draft_record(record)


def _read_records(stream: BinaryIO) -> Iterator[_Record | SkipArticle]:
    """Yield every record, and last what damage was met; beyond it no record can be found."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
        except (ArchiveLoadFailed, *PARSER_FAULTS, *DAMAGE) as error:
            yield SkipArticle("bad-file", f"damaged or cut off here: {error}")
            return
        if record is None:
            return
        yield cast(_Record, record)


def _draft_record(record: _Record) -> Draft | SkipArticle:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return SkipArticle("http-error", f"expected a page; the server answered {status}")
    kind = _find_header(record, "Content-Type")
    try:
        raw = record.content_stream().read(MAX_BYTES + 1)
    except (*PARSER_FAULTS, *DAMAGE) as error:  # chunks or compression that are not what the headers say
        return SkipArticle("bad-file", f"its body cannot be read: {error}")
    if not kind.lower().startswith(_PAGES) and not (not kind and is_html(raw)):
        return SkipArticle("not-a-page", f"expected HTML; found {kind or 'no content type'}")
    try:
        check_size(raw)
        return draft_page(raw, record.rec_headers.get_header("WARC-Target-URI"), declared_charset(kind))
    except SkipArticle as skipped:
        return skipped


def _find_header(record: _Record, name: str) -> str:
    headers = record.http_headers if record.http_headers else record.rec_headers
    return headers.get_header(name) or ""
