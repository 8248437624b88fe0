"""The bytes as fetched, kept by their SHA-256.

One file an article would be simplest, but 20,000 small files cost an fsync each (some 5 ms on an ordinary disk: 100
s), four times their bytes in blocks, and hours to copy. So each run appends to a *pack* of its own,
`packs/<number>.pack`: entries one after another, each 32 bytes of SHA-256, 4 bytes of length (little-endian), then
that many bytes of gzip. `commit` makes all that was added safe with one fsync. A pack that is closed gets an index
beside it, `packs/<number>.idx`: its SHA-256s in order, each with 8 bytes of place. Safe against a kill at any moment:
an entry cut off at the end of a pack is ignored, nothing written is ever changed, an index comes into being whole (by
rename), and without one the pack is read through. Two runs at once write two packs.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from dragoman.errors import NotFound, RecordFault

PACK_BYTES = 256_000_000
"""A pack is closed and the next begun beyond this: large enough for few files, small enough to copy one by one."""

_ENTRY = struct.Struct("<32sI")
_PLACE = struct.Struct("<32sQ")


class Archive:
    """Adds bytes to a folder; used as a context, which commits and closes it at its end."""

    def __init__(self, root: Path) -> None:
        self._packs = root / "packs"
        self._packs.mkdir(parents=True, exist_ok=True)
        self._old = list(_list_packs(self._packs))
        self._new: dict[bytes, int] = {}
        self._path: Path | None = None
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, raw: bytes) -> str:
        """Keep the bytes, unless the archive holds them, and return their SHA-256 in hex. Safe only after `commit`."""
        digest = hashlib.sha256(raw).digest()
        if digest not in self._new and not any(pack.find(digest) is not None for pack in self._old):
            self._append(digest, gzip.compress(raw, mtime=0))
        return digest.hex()

    def commit(self) -> None:
        """Return when all that was added is on the disk."""
        if self._stream is not None:
            self._stream.flush()
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Commit, and write the index of the pack."""
        if self._stream is None or self._path is None:
            return
        self.commit()
        self._stream.close()
        _write_index(self._path.with_suffix(".idx"), self._new)
        self._old.append(_Pack(self._path))
        self._stream, self._path, self._new = None, None, {}

    def _append(self, digest: bytes, packed: bytes) -> None:
        stream = self._stream or self._begin_pack()
        place = stream.tell()
        stream.write(_ENTRY.pack(digest, len(packed)) + packed)
        self._new[digest] = place
        if place > PACK_BYTES:
            self.close()

    def _begin_pack(self) -> BinaryIO:
        number = max((int(path.stem) for path in self._packs.glob("*.pack")), default=0)
        while True:
            number += 1
            path = self._packs / f"{number:06d}.pack"
            try:
                self._stream = path.open("xb")
            except FileExistsError:  # another run began it in this moment
                continue
            self._path = path
            return self._stream


class _Pack:
    """A pack that is read: by its index, or, where a run was killed before it wrote one, by its entries."""

    def __init__(self, path: Path) -> None:
        self.path = path
        index = path.with_suffix(".idx")
        self._index = index.read_bytes() if index.exists() else _build_index(dict(_scan_entries(path)))

    def find(self, digest: bytes) -> int | None:
        """Return the place of the entry, by bisection, or None."""
        low, high = 0, len(self._index) // _PLACE.size
        while low < high:
            middle = (low + high) // 2
            found, place = _PLACE.unpack_from(self._index, middle * _PLACE.size)
            if found == digest:
                return int(place)
            low, high = (middle + 1, high) if found < digest else (low, middle)
        return None


def read_archived(root: Path, sha256: str) -> bytes:
    """Return the bytes with this SHA-256 (hex). NotFound where there are none, RecordFault where they are damaged."""
    digest = bytes.fromhex(sha256)
    for pack in _list_packs(root / "packs"):
        place = pack.find(digest)
        if place is not None:
            return _read_entry(pack.path, place, digest)
    raise NotFound(f"{root}: expected the bytes with SHA-256 {sha256}; found none. Was the archive copied whole?")


def _read_entry(path: Path, place: int, digest: bytes) -> bytes:
    with path.open("rb") as stream:
        stream.seek(place)
        _, length = _ENTRY.unpack(stream.read(_ENTRY.size))
        packed = stream.read(length)
    try:
        raw = gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise RecordFault(f"{path}: byte {place}: expected gzip; {error}. Restore the file from a copy.") from error
    if hashlib.sha256(raw).digest() != digest:
        raise RecordFault(
            f"{path}: byte {place}: expected SHA-256 {digest.hex()}; found other bytes. Restore the file."
        )
    return raw


def _list_packs(packs: Path) -> Iterator[_Pack]:
    return (_Pack(path) for path in sorted(packs.glob("*.pack")))


def _scan_entries(path: Path) -> Iterator[tuple[bytes, int]]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        while len(head := stream.read(_ENTRY.size)) == _ENTRY.size:
            digest, length = _ENTRY.unpack(head)
            place = stream.tell() - _ENTRY.size
            if stream.tell() + length > size:  # cut off by a kill
                return
            yield digest, place
            stream.seek(length, os.SEEK_CUR)


def _build_index(places: dict[bytes, int]) -> bytes:
    return b"".join(_PLACE.pack(digest, place) for digest, place in sorted(places.items()))


def _write_index(path: Path, places: dict[bytes, int]) -> None:
    half = path.with_suffix(".tmp")
    with half.open("wb") as stream:
        stream.write(_build_index(places))
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(path)
