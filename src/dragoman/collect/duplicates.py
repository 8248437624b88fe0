"""Articles that repeat another: exact ones are dropped, wire copies marked, so that both count as one witness.

A wire copy is told by the share of three-word shingles that two texts have in common (Jaccard), estimated by MinHash
(Broder 1997) from 128 hashes, each kept in 16 bits (Li and König 2010: b-bit minwise hashing). Candidates come from
20 bands of 5 hashes (locality-sensitive hashing): of pairs with 0.8 in common 99.9 % are found, with 0.7 97 %.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.collect.raw_article import Collected, RawArticle
from dragoman.model import Article, SetAside

SHINGLE_WORDS = 3
HASHES = 128
BANDS = 20
BAND_HASHES = 5
THRESHOLD = 0.7
"""Least share of shingles in common. One word in twenty changed leaves 0.74; the estimate's standard error is 0.04."""

BRIEF_WORDS = 60
BRIEF_THRESHOLD = 0.85
"""For texts of fewer words, where one word may be the whole news: "Belarus (South Dakota) reports its first case"."""

WINDOW_DAYS = 30
"""An anniversary re-print is a new report; a wire story is printed within days, in weeklies within the month."""

SHORT_WORDS = 20
"""Shorter texts are copies only where word for word the same."""

FIGURE_WORDS = 120
"""Shorter texts are copies only where their figures agree: two dispatches that differ in the toll are two reports."""

_HEADER = struct.Struct("<IIQQ")  # day (proleptic ordinal), words, hash of all words, hash of the figures
_WORD = re.compile(r"\w+")
_SEEDS = np.random.RandomState(19790704)  # a frozen generator: its stream never changes (NEP 19)
_FACTORS = _SEEDS.randint(1, 2**63 - 1, size=HASHES, dtype=np.int64).astype(np.uint64) | np.uint64(1)
_OFFSETS = _SEEDS.randint(0, 2**63 - 1, size=HASHES, dtype=np.int64).astype(np.uint64)
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)

Sketch = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article in the index: a signature, unpacked."""

    article_id: str
    day: int
    words: int
    exact: int
    figures: int
    sketch: Sketch


def signature(article: Article) -> bytes:
    """Return what `DuplicateIndex` needs of an article: 280 bytes, the same on every machine.

    Only the text is looked at, without case and punctuation: outlets write their own headlines.
    """
    words = _WORD.findall(article.text.lower())
    figures = " ".join(sorted(word for word in words if word.isdigit()))
    header = _HEADER.pack(article.published.toordinal(), len(words), _hash(" ".join(words)), _hash(figures))
    return header + _sketch_words(words).astype("<u2").tobytes()


class DuplicateIndex:
    """Finds the articles that an article repeats, among those added so far. About 2 kB an article.

    `threshold`: least share of shingles in common for texts of `BRIEF_WORDS` or more; briefer ones need
    `BRIEF_THRESHOLD` at least.
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._entries: list[_Entry] = []
        self._buckets: dict[int, int | list[int]] = {}

    @classmethod
    def restore(cls, pairs: Iterable[tuple[str, bytes]], threshold: float = THRESHOLD) -> DuplicateIndex:
        """Rebuild the index from id and signature of every article that is no copy, in any order."""
        index = cls(threshold)
        for article_id, stored in pairs:
            index._insert(_read_signature(article_id, stored))
        return index

    def add(self, article: Article) -> str | None:
        """Return the id of the earliest article added before that this one repeats nearly word for word, or None."""
        return self.add_signature(article.id, signature(article))

    def add_signature(self, article_id: str, stored: bytes) -> str | None:
        """As `add`, for a signature that was computed before.

        A copy is not put into the index itself: whatever repeats it repeats its original, which keeps a story
        that 500 papers printed as one entry.
        """
        entry = _read_signature(article_id, stored)
        originals = [known for known in self._find_candidates(entry) if _repeats(entry, known, self._threshold)]
        if originals:
            return min(originals, key=lambda known: (known.day, known.article_id)).article_id
        self._insert(entry)
        return None

    def _find_candidates(self, entry: _Entry) -> Iterator[_Entry]:
        numbers: set[int] = set()
        for key in _band_keys(entry):
            found = self._buckets.get(key)
            if isinstance(found, int):
                numbers.add(found)
            elif found is not None:
                numbers.update(found)
        return (self._entries[number] for number in sorted(numbers))

    def _insert(self, entry: _Entry) -> None:
        number = len(self._entries)
        self._entries.append(entry)
        for key in _band_keys(entry):
            # A list only where a bucket holds two: nearly all hold one, and a list each would triple the memory.
            found = self._buckets.setdefault(key, number)
            if isinstance(found, list):
                found.append(number)
            elif found != number:
                self._buckets[key] = [found, number]


def drop_duplicates(collected: Collected, seen: set[str]) -> Collected:
    """Set aside, as "duplicate", each article whose id is in `seen`; the ids of the others are added to it."""
    for item in collected:
        if isinstance(item, RawArticle):
            if item.article.id in seen:
                detail = f"the outlet, day and text of {item.article.id} once more"
                yield SetAside(item.source, item.position, "duplicate", detail)
                continue
            seen.add(item.article.id)
        yield item


def _repeats(entry: _Entry, known: _Entry, threshold: float) -> bool:
    if entry.article_id == known.article_id or abs(entry.day - known.day) > WINDOW_DAYS:
        return False
    if entry.exact == known.exact and entry.words == known.words:
        return entry.words > 0
    shorter = min(entry.words, known.words)
    if shorter < SHORT_WORDS or (shorter < FIGURE_WORDS and entry.figures != known.figures):
        return False
    if shorter < BRIEF_WORDS:
        threshold = max(threshold, BRIEF_THRESHOLD)
    return bool(np.count_nonzero(entry.sketch == known.sketch) >= threshold * HASHES)


def _read_signature(article_id: str, stored: bytes) -> _Entry:
    day, words, exact, figures = _HEADER.unpack_from(stored)
    return _Entry(article_id, day, words, exact, figures, np.frombuffer(stored, dtype="<u2", offset=_HEADER.size))


def _band_keys(entry: _Entry) -> list[int]:
    """One key a band; a short text has a single one, its exact words."""
    if entry.words < SHORT_WORDS:
        return [entry.exact]
    bands = entry.sketch[: BANDS * BAND_HASHES].tobytes()
    width = BAND_HASHES * 2
    return [_hash_bytes(bands[start : start + width], start) for start in range(0, BANDS * width, width)]


def _sketch_words(words: list[str]) -> Sketch:
    """Return the low 16 bits of the least value of each hash over the text's shingles."""
    shingles = _hash_shingles(words)
    if not len(shingles):
        return np.zeros(HASHES, dtype=np.uint16)
    # Multiply-shift hashing (Dietzfelbinger et al. 1997): the upper half of a wrapping product is well mixed.
    values = (np.multiply.outer(_FACTORS, shingles) + _OFFSETS[:, None]) >> np.uint64(32)
    least: Sketch = (values.min(axis=1) & np.uint64(0xFFFF)).astype(np.uint16)
    return least


def _hash_shingles(words: list[str]) -> NDArray[np.uint64]:
    hashed = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    count = len(words) - SHINGLE_WORDS + 1
    if count < 1:
        return hashed[:0]
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = (mixed ^ hashed[place : place + count]) * _MIX[place]
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _hash_bytes(piece: bytes, band: int) -> int:
    return int.from_bytes(hashlib.blake2b(piece, digest_size=8, salt=band.to_bytes(2, "little")).digest(), "little")
