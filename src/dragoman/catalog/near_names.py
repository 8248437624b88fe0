"""Names that are spelt nearly alike: what a new name may be another spelling of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from dragoman.catalog.matching import fold_name

_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"(?<!^)[aeiouyw'’]|(.)(?=\1)")
_SHORTEST_WORD = 4
_COMMON = 40
"""A word that more names than this share tells nothing: "front", "movement", "Muhammad"."""
_LIKE = 0.72
"""Least likeness (0 to 1) of two names: "Hizbullah" and "Hezbollah" have 0.78, two persons of one surname 0.6."""


class NearNames:
    """Names to compare with, found by a word that they share, vowels and doubled letters aside."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: (id, name), as many as an id has names."""
        self._names = [(actor_id, name, fold_name(name)) for actor_id, name in names]
        self._by_word: dict[str, list[int]] = {}
        for number, (_, _, folded) in enumerate(self._names):
            for key in _word_keys(folded):
                self._by_word.setdefault(key, []).append(number)

    def find(self, name: str, most: int = 3, apart_from: str | None = None) -> list[tuple[str, str]]:
        """Return (id, name) of those that are like the name, the likest first, each id once.

        `apart_from`: an id to leave out, the name's own.
        """
        folded = fold_name(name)
        numbers: set[int] = set()
        for key in _word_keys(folded):
            found = self._by_word.get(key, [])
            numbers.update(found if len(found) <= _COMMON else ())
        scored = []
        for number in numbers:
            actor_id, other, other_folded = self._names[number]
            likeness = SequenceMatcher(None, folded, other_folded).ratio()
            if likeness >= _LIKE and actor_id != apart_from:
                scored.append((-likeness, other, actor_id))
        best: dict[str, str] = {}
        for _, other, actor_id in sorted(scored):
            best.setdefault(actor_id, other)
        return list(best.items())[:most]


def _word_keys(folded: str) -> set[str]:
    return {_VOWELS.sub("", word) for word in _WORD.findall(folded) if len(word) >= _SHORTEST_WORD}
