"""CSV and TSV with a header row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from dragoman.collect.bytes_read import is_binary, open_unzipped, read_lines
from dragoman.collect.mapping import Mapping, find_columns
from dragoman.collect.raw_article import Draft
from dragoman.collect.rows import Numbered, draft_row
from dragoman.errors import BadSource, SkipArticle

_SAMPLE_BYTES = 1 << 20
_CELL_CHARACTERS = 2_000_000
"""A longer cell is a quote that was never closed: the lines that it swallowed are one bad row."""

_DELIMITERS = ",;\t|"


class _Lines:
    """Decoded lines for the csv module, keeping the bytes of those that the present row is made of."""

    def __init__(self, lines: Iterator[bytes | SkipArticle], encoding: str) -> None:
        self._lines = lines
        self._encoding = encoding
        self._taken: list[bytes] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.number += 1
        line = next(self._lines)
        if isinstance(line, SkipArticle):
            raise line
        self._taken.append(line)
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise SkipArticle("bad-encoding", f"expected {self._encoding}; byte {error.start + 1} is not") from error

    def take_bytes(self) -> bytes:
        """Return the bytes read since the last call."""
        taken, self._taken = b"".join(self._taken), []
        return taken


def read_csv(path: Path, mapping: Mapping) -> Numbered:
    """Yield the draft of every row, numbered by its last line. Cells may hold line breaks within quotes.

    The delimiter is the one of , ; tab | that the header holds most of. The encoding is UTF-8, or what
    charset-normalizer makes of the first megabyte. A row with more or fewer cells than the header is set aside: which
    cell is missing cannot be known.
    """
    csv.field_size_limit(_CELL_CHARACTERS)
    encoding = _find_encoding(path)
    with open_unzipped(path) as stream:
        lines = _Lines(read_lines(stream), encoding)
        try:
            first = next(lines, "")
        except SkipArticle as error:
            raise BadSource(f"{path}: expected a header row; {error.detail}. Give a CSV file in UTF-8.") from error
        delimiter = max(_DELIMITERS, key=first.count)
        header = _read_header(first, delimiter, path)
        lines.take_bytes()
        yield from _draft_rows(lines, delimiter, header, mapping, str(path))


def _read_header(first: str, delimiter: str, path: Path) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    except csv.Error as error:  # lines that end in \r alone, as on the Macs of old
        raise BadSource(f"{path}: expected a header row; {error}. Save it anew as CSV in UTF-8.") from error


def _draft_rows(lines: _Lines, delimiter: str, header: list[str], mapping: Mapping, source: str) -> Numbered:
    columns = find_columns(mapping, header, source)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        draft: Draft | SkipArticle
        try:
            cells = next(reader)
            raw = lines.take_bytes()
            if not any(cell.strip() for cell in cells):  # a blank line at the end
                continue
            draft = draft_row(dict(zip(header, cells, strict=True)), columns, raw)
        except StopIteration:
            return
        except SkipArticle as skipped:
            lines.take_bytes()
            draft = skipped
        except csv.Error as error:
            lines.take_bytes()
            draft = SkipArticle("bad-row", f"not a row of CSV: {error}")
        except ValueError:
            draft = SkipArticle("bad-row", f"expected {len(header)} cells, as the header has; found {len(cells)}")
        yield lines.number, draft


def _find_encoding(path: Path) -> str:
    with open_unzipped(path) as stream:
        try:
            sample = stream.read(_SAMPLE_BYTES)
        except EOFError:  # cut off within the first megabyte: reading line by line will find where
            return "utf-8-sig"
    if is_binary(sample):
        raise BadSource(f"{path}: expected CSV in UTF-8; found bytes that are no text. Save it as CSV UTF-8.")
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        matches = [match.encoding for match in from_bytes(sample[:100_000])]
        return "cp1252" if "cp1252" in matches or not matches else matches[0]
    return "utf-8-sig"
