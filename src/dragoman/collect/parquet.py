"""Parquet, one row group at a time."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.collect.bytes_read import DAMAGE
from dragoman.collect.mapping import Columns, Mapping, find_columns
from dragoman.collect.raw_article import Draft
from dragoman.collect.rows import Numbered, Row, draft_row
from dragoman.errors import BadSource, SkipArticle

_BATCH_ROWS = 500


def read_parquet(path: Path, mapping: Mapping) -> Numbered:
    """Yield the draft of every row, numbered from 1; a damaged row group ends the file."""
    with _open_seekable(path) as stream:
        try:
            table = pq.ParquetFile(stream)
        except (pa.ArrowException, OSError) as error:
            raise BadSource(f"{path}: expected a Parquet file; {error}. Write it anew.") from error
        columns = find_columns(mapping, table.schema_arrow.names, str(path))
        number = 0
        try:
            for batch in table.iter_batches(batch_size=_BATCH_ROWS):
                for number, row in enumerate(_read_rows(batch), number + 1):  # noqa: B020 - counts on over batches
                    yield number, row if isinstance(row, SkipArticle) else _draft(row, columns)
        except (pa.ArrowException, OSError) as error:
            yield number + 1, SkipArticle("bad-file", f"damaged or cut off here: {error}")


def _draft(row: Row, columns: Columns) -> Draft | SkipArticle:
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
    return draft_row(row, columns, raw)


def _read_rows(batch: pa.RecordBatch) -> Iterator[Row | SkipArticle]:
    try:
        yield from cast(list[Row], batch.to_pylist())
    except UnicodeDecodeError:  # Arrow does not check that its strings are UTF-8: find the row that is not
        for start in range(batch.num_rows):
            yield _read_row(batch.slice(start, 1))


def _read_row(batch: pa.RecordBatch) -> Row | SkipArticle:
    try:
        return cast(Row, batch.to_pylist()[0])
    except UnicodeDecodeError as error:
        return SkipArticle("bad-encoding", f"a string that is not UTF-8: {error.reason}")


@contextmanager
def _open_seekable(path: Path) -> Iterator[BinaryIO]:
    """Open a Parquet file; a gzipped one is unzipped to a temporary file first, for its index stands at its end."""
    if path.suffix.lower() != ".gz":
        with path.open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as unzipped:
        try:
            with gzip.open(path, "rb") as stream:
                shutil.copyfileobj(stream, unzipped)
        except DAMAGE as error:
            raise BadSource(f"{path}: expected a gzip file; {error}. Zip it anew.") from error
        unzipped.seek(0)
        yield cast(BinaryIO, unzipped)
