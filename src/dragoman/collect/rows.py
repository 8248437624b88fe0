"""One row of a table, or one JSON object -> a draft."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date

from dragoman.collect.mapping import Columns
from dragoman.collect.raw_article import Draft
from dragoman.errors import SkipArticle

Row = dict[str, object]
Numbered = Iterator[tuple[int | None, Draft | SkipArticle]]
"""What every reader yields: position from 1, or None for a whole file; and what was found there."""


def draft_row(row: Row, columns: Columns, raw: bytes) -> Draft | SkipArticle:
    """Make a draft of a row, or tell which cell is not what its column is for."""
    try:
        return Draft(
            raw=raw,
            text=_read_cell(row, columns.text) or "",
            title=_read_cell(row, columns.title) or "",
            published=_read_day(row, columns.published),
            outlet=_read_cell(row, columns.outlet),
            language=_read_cell(row, columns.language),
            url=_read_cell(row, columns.url),
            source_id=_read_cell(row, columns.id),
        )
    except SkipArticle as skipped:
        return skipped


def parse_object(line: bytes | str) -> Row:
    """Parse one JSON object; SkipArticle where the line is something else."""
    try:
        parsed = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
    except UnicodeDecodeError as error:
        raise SkipArticle("bad-encoding", f"JSON is UTF-8; byte {error.start + 1} of the line is not") from error
    except (ValueError, RecursionError) as error:
        raise SkipArticle("bad-json", f"expected a JSON object; {error}") from error
    if not isinstance(parsed, dict):
        raise SkipArticle("bad-json", f"expected a JSON object; found {type(parsed).__name__}")
    return parsed


def _read_cell(row: Row, column: str | None) -> str | None:
    cell = row.get(column) if column is not None else None
    if isinstance(cell, float) and math.isnan(cell):  # how pandas writes an empty cell
        return None
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    raise SkipArticle("bad-row", f"expected text in {column!r}; found {type(cell).__name__}")


def _read_day(row: Row, column: str | None) -> str | date | None:
    cell = row.get(column) if column is not None else None
    return cell if isinstance(cell, date) else _read_cell(row, column)
