"""Read articles from JSON lines for `dragoman code`, keeping their text exactly as it stands: spans count in it."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.errors import BadSource, SkipArticle
from dragoman.model import Article, SetAside

MAX_BYTES = 20_000_000
"""Most bytes of one line; only a damaged file has longer ones."""


def read_article_lines(path: Path) -> Iterator[Article | SetAside]:
    """Yield each line's article `{id, outlet, published, title, text}`, or why it was set aside.

    A missing or null title is "", a missing or null outlet is unknown. Blank lines are passed over. `-` is standard
    input; a file may be gzipped. Raises BadSource where the file cannot be read.
    """
    seen: set[str] = set()
    try:
        with _open_lines(path) as lines:
            for number, raw in _number_lines(lines):
                try:
                    article = _admit_once(parse_article(raw), seen)
                except SkipArticle as error:
                    yield SetAside(str(path), number, error.reason, error.detail)
                    continue
                yield article
    except (OSError, EOFError, zlib.error) as error:
        raise BadSource(
            f"{path}: expected a file of JSON lines, found: {getattr(error, 'strerror', None) or error}."
        ) from error


def _admit_once(article: Article, seen: set[str]) -> Article:
    if article.id in seen:
        raise SkipArticle("duplicate-id", f"the id {article.id!r} stands on an earlier line")
    seen.add(article.id)
    return article


def parse_article(raw: bytes) -> Article:
    """Read one line. Raises SkipArticle with a reason that the summary counts."""
    if len(raw) > MAX_BYTES:
        raise SkipArticle("too-long", f"expected at most {MAX_BYTES:,} bytes in a line; found more")
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SkipArticle("bad-encoding", f"expected UTF-8; found {error.reason} at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise SkipArticle("bad-json", f"expected a JSON object; found: {error}") from error
    if not isinstance(row, dict):
        raise SkipArticle("bad-json", f"expected a JSON object; found {type(row).__name__}")
    return _make_article(row)


def _make_article(row: dict[str, Any]) -> Article:
    found = row.get("id")
    if not isinstance(found, str | int) or isinstance(found, bool) or found == "":
        raise SkipArticle("no-id", f"expected an id; found {found!r}")
    title, text = _read_text(row, "title") or "", _read_text(row, "text") or ""
    if not text.strip() and not title.strip():
        raise SkipArticle("empty", "expected a text; found none")
    return Article(
        id=str(found),
        outlet=_read_text(row, "outlet"),
        published=_read_day(row.get("published")),
        title=title,
        text=text,
        language=_read_text(row, "language"),
        url=_read_text(row, "url"),
    )


def _read_text(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SkipArticle("bad-row", f"expected text for {key}; found {type(value).__name__}")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SkipArticle("bad-encoding", f"expected whole characters in {key}; found half a surrogate pair") from error
    return value


def _read_day(found: object) -> date:
    """Read an ISO day, with or without a time behind it."""
    if found is None or found == "":
        raise SkipArticle("no-date", "expected the day of publication (published); found none")
    try:
        return datetime.fromisoformat(str(found).strip()).date()
    except ValueError as error:
        raise SkipArticle("bad-date", f"expected a day such as 2024-03-07; found {found!r}") from error


def _open_lines(path: Path) -> BinaryIO:
    if str(path) == "-":
        return sys.stdin.buffer
    raw = path.open("rb")
    if raw.peek(2)[:2] != b"\x1f\x8b":
        return raw
    return gzip.open(raw, "rb")  # type: ignore[return-value]  # a GzipFile reads as a BinaryIO does


def _number_lines(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold something; of an endless one only as much as tells that it is too long."""
    number = 0
    while raw := lines.readline(MAX_BYTES + 1):
        number += 1
        while len(raw) > MAX_BYTES and not raw.endswith(b"\n"):
            rest = lines.readline(MAX_BYTES)
            if not rest or rest.endswith(b"\n"):
                break
        if raw.strip():
            yield number, raw
