"""Bytes of a file, opened, unzipped, cut into lines and decoded, with nothing replaced."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from charset_normalizer import from_bytes

from dragoman.collect.limits import MAX_BYTES
from dragoman.errors import SkipArticle

DAMAGE = (OSError, EOFError, zlib.error)
"""What reading a damaged or cut-off gzip file raises."""

PARSER_FAULTS = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What other people's parsers raise on bytes that they did not foresee, by fuzzing: feedparser on an encoding whose
name is no text, warcio on a record without a type. Caught around one call of theirs only, and told as "bad-file"."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_GUESS_BYTES = 100_000
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.02
"""Wire texts hold a few control characters (ETX ends a Reuters story of 1987); more than 2 % is no text."""

_SIGNATURES = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"PAR1")


def open_unzipped(path: Path) -> BinaryIO:
    """Open a file for reading; one whose name ends in .gz is unzipped as it is read."""
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def read_whole(path: Path) -> bytes:
    """Return all bytes of a file, unzipped. SkipArticle "too-long" over `MAX_BYTES`, "bad-file" where damaged."""
    try:
        with open_unzipped(path) as stream:
            raw = stream.read(MAX_BYTES + 1)
    except DAMAGE as error:
        raise SkipArticle("bad-file", f"cannot be read: {error}") from error
    check_size(raw)
    return raw


def check_size(raw: bytes) -> None:
    """Raise SkipArticle "too-long" where there are more than `MAX_BYTES`."""
    if len(raw) > MAX_BYTES:
        raise SkipArticle("too-long", f"expected at most {MAX_BYTES:,} bytes; found more")


def read_lines(stream: BinaryIO) -> Iterator[bytes | SkipArticle]:
    """Yield each line with its end; a SkipArticle for one over `MAX_BYTES`, and for damage, which ends the file.

    At no time is more than one line of `MAX_BYTES` held.
    """
    try:
        while line := stream.readline(MAX_BYTES + 1):
            if len(line) <= MAX_BYTES:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield SkipArticle("too-long", f"expected a line of at most {MAX_BYTES:,} bytes; found more")
    except DAMAGE as error:
        yield SkipArticle("bad-file", f"damaged or cut off here: {error}")


def decode_text(raw: bytes, declared: str | None = None) -> str:
    """Decode by byte order mark, then as declared, then as UTF-8, then as charset-normalizer finds it.

    SkipArticle "binary" for what is no text, "bad-encoding" where no encoding fits. No byte is replaced or dropped.
    """
    if not raw.strip():
        return ""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decode_marked(raw, encoding)
    if is_binary(raw):
        raise SkipArticle("binary", f"expected text; the file starts with {raw[:8]!r}")
    for known in (declared, "utf-8"):
        if known and (text := _try_encoding(raw, known)) is not None:
            return text
    return _guess_encoding(raw)


def is_binary(raw: bytes) -> bool:
    """Tell whether the first 8 kB are no text in any encoding of single bytes or UTF-8."""
    head = raw[:8192]
    if head.startswith(_SIGNATURES) or b"\x00" in head:
        return True
    return len(_BINARY.findall(head)) > _BINARY_SHARE * len(head)


def _decode_marked(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise SkipArticle("bad-encoding", f"its byte order mark says {encoding}, which it is not") from error


def _try_encoding(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (LookupError, ValueError):  # no such encoding, or not in it
        return None


def _guess_encoding(raw: bytes) -> str:
    matches = [match.encoding for match in from_bytes(raw[:_GUESS_BYTES])]
    # The tables of Western and Central Europe tie on English text with a few accents: Western is by far the likelier.
    for encoding in ["cp1252"] * ("cp1252" in matches) + matches:
        if (text := _try_encoding(raw, encoding)) is not None:
            return text
    raise SkipArticle("bad-encoding", "no encoding fits; save it as UTF-8")
