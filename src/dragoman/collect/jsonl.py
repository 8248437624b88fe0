"""JSON Lines, and files of one JSON object or one list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from dragoman.collect.bytes_read import open_unzipped, read_lines, read_whole
from dragoman.collect.mapping import Columns, Mapping, find_columns
from dragoman.collect.raw_article import Draft
from dragoman.collect.rows import Numbered, Row, draft_row, parse_object
from dragoman.errors import SkipArticle

_HEAD_LINES = 100
_HEAD_BYTES = 2_000_000

Parsed = tuple[bytes, Row | SkipArticle]


def read_jsonl(path: Path, mapping: Mapping) -> Numbered:
    """Yield the draft of every line that is not blank, numbered by its line.

    The columns are found among the keys of the first 100 objects: objects often leave out what they do not have.
    """
    with open_unzipped(path) as stream:
        yield from _draft_objects(_parse_lines(read_lines(stream)), mapping, str(path))


def read_json(path: Path, mapping: Mapping) -> Numbered:
    """Yield the draft of one object, of every object of a list, or of every line where it is JSON Lines after all."""
    raw = read_whole(path)
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        yield from read_jsonl(path, mapping)
        return
    items = parsed if isinstance(parsed, list) else [parsed]
    lines = (json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items)
    objects = ((number, _parse(line.encode("utf-8", "surrogatepass"))) for number, line in enumerate(lines, 1))
    yield from _draft_objects(objects, mapping, str(path))


def _draft_objects(objects: Iterator[tuple[int, Parsed]], mapping: Mapping, source: str) -> Numbered:
    head, keys = _take_head(objects)
    columns = find_columns(mapping, keys, source) if keys else None
    for number, (raw, row) in chain(head, objects):
        if isinstance(row, SkipArticle):
            yield number, row
            continue
        columns = columns or find_columns(mapping, list(row), source)
        yield number, _draft_object(row, columns, raw)


def _draft_object(row: Row, columns: Columns, raw: bytes) -> Draft | SkipArticle:
    if columns.text not in row:
        return SkipArticle("bad-row", f"expected the key {columns.text!r}; found {', '.join(row)[:100] or 'none'}")
    return draft_row(row, columns, raw)


def _take_head(objects: Iterator[tuple[int, Parsed]]) -> tuple[list[tuple[int, Parsed]], list[str]]:
    head: list[tuple[int, Parsed]] = []
    keys: dict[str, None] = {}
    size = 0
    for number, (raw, row) in objects:
        head.append((number, (raw, row)))
        keys |= {} if isinstance(row, SkipArticle) else dict.fromkeys(row)
        size += len(raw)
        if len(head) == _HEAD_LINES or size > _HEAD_BYTES:
            break
    return head, list(keys)


def _parse_lines(lines: Iterator[bytes | SkipArticle]) -> Iterator[tuple[int, Parsed]]:
    for number, line in enumerate(lines, 1):
        if isinstance(line, SkipArticle):
            yield number, (b"", line)
        elif line.strip():
            yield number, _parse(line)


def _parse(line: bytes) -> Parsed:
    try:
        return line, parse_object(line)
    except SkipArticle as skipped:
        return line, skipped
