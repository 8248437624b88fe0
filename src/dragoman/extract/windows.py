"""Cut the sentences of an article into windows of word pieces, the form in which the network reads a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 256
"""Word pieces in a window, the opening and closing marks included."""
CASES = ("mark", "lower", "title", "upper", "mixed", "number", "point")
_OPEN, _CLOSE = 101, 102
_REMEMBERED = 20_000
"""Words whose letter case is kept: most words of a text have been seen before."""
_VOCABULARY = Path(__file__).parent / "weights" / "vocabulary.txt"


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of a text as the network reads them.

    `pieces`: ids of word pieces, int64 [n]; `cases`: how each is written, an index of CASES, int64 [n]; `words`: the
    characters of each word in the text; `firsts`: the index of each word's first piece, int64 [words]; `sentences`: of
    each word the number of its sentence, int64 [words].
    """

    pieces: NDArray[np.int64]
    cases: NDArray[np.int64]
    words: Sequence[Span]
    firsts: NDArray[np.int64]
    sentences: NDArray[np.int64]
    _bounds: tuple[list[int], list[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bounds = [word.start for word in self.words], [word.end for word in self.words]
        object.__setattr__(self, "_bounds", bounds)

    def find_words(self, span: Span) -> tuple[int, int]:
        """Return the indices of the first word that a span touches and after the last; equal where it touches none."""
        starts, ends = self._bounds
        return bisect_right(ends, span.start), bisect_left(starts, span.end)


@dataclass(slots=True)
class _Part:
    number: int
    pieces: list[int] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)


@cache
def load_tokenizer() -> Tokenizer:
    """Return BERT's uncased word-piece tokenizer over the vocabulary that is shipped."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    pieces = _VOCABULARY.read_text(encoding="utf-8").splitlines()
    tokenizer = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def cut_windows(text: str, sentences: Sequence[tuple[int, Span]], longest: int = LONGEST) -> Iterator[Window]:
    """Yield windows over numbered sentences, in order: as few as hold them, and about equally full.

    A sentence that is too long for a window by itself is cut.
    """
    parts = [part for number, span in sentences for part in _read_sentence(text, number, span, longest - 2)]
    room = longest - 1
    total = sum(len(part.pieces) + 1 for part in parts)
    share = total / max(-(-total // room), 1)
    group: list[_Part] = []
    size = 0
    for part in parts:
        length = len(part.pieces) + 1
        if group and (size + length > room or size + length / 2 > share):
            yield _join_parts(text, group)
            group, size = [], 0
        group.append(part)
        size += length
    if group:
        yield _join_parts(text, group)


def _read_sentence(text: str, number: int, span: Span, room: int) -> Iterator[_Part]:
    encoding = load_tokenizer().encode(span.quote(text), add_special_tokens=False)
    part = _Part(number)
    last = None
    for piece, word, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
        if word != last:
            if len(part.pieces) > room - 16:  # no word has more pieces than are left
                yield part
                part = _Part(number)
            part.firsts.append(len(part.pieces))
            part.words.append(Span(span.start + start, span.start + end))
            last = word
        elif len(part.pieces) < room:
            part.words[-1] = Span(part.words[-1].start, span.start + end)
        if len(part.pieces) < room:
            part.pieces.append(piece)
    if part.pieces:
        yield part


def _join_parts(text: str, group: Sequence[_Part]) -> Window:
    pieces, cases = [_OPEN], [0]
    words: list[Span] = []
    firsts: list[int] = []
    sentences: list[int] = []
    for part in group:
        base = len(pieces)
        ends = [*part.firsts[1:], len(part.pieces)]
        for word, first, end in zip(part.words, part.firsts, ends, strict=True):
            cases.extend([_case_of(word.quote(text))] * (end - first))
            firsts.append(base + first)
        words.extend(part.words)
        sentences.extend([part.number] * len(part.words))
        pieces.extend([*part.pieces, _CLOSE])
        cases.append(0)
    return Window(np.array(pieces), np.array(cases), words, np.array(firsts), np.array(sentences))


@lru_cache(maxsize=_REMEMBERED)
def _case_of(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper():
        return 2 if word[1:].islower() else 4
    if any(letter.isdigit() for letter in word):
        return 5
    return 4 if any(letter.isalpha() for letter in word) else 6
