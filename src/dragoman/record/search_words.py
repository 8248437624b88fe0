"""What somebody types to look for, as words: for the index's query, and for marking hits in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"?|(\S+)')
_LEAST = 2
"""Letters that the beginning of a word needs: one letter would find half the record."""


@dataclass(frozen=True, slots=True)
class SearchWords:
    """`phrases`: words that stand one after another, of which most have a single one. `begun`: the last word is not
    finished yet, and stands for every word that begins so. All folded: no case, no diacritics."""

    phrases: tuple[tuple[str, ...], ...]
    begun: bool

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def write_match(self) -> str:
        """Return the query in FTS5's words: every phrase must be there."""
        parts = ['"' + " ".join(phrase) + '"' for phrase in self.phrases]
        if self.begun:
            parts[-1] += "*"
        return " AND ".join(parts)

    def hits(self, word: str) -> bool:
        """Tell whether a word of a text is one of those looked for."""
        folded = fold_word(word)
        whole = {each for phrase in self.phrases for each in phrase}
        return folded in whole or (self.begun and folded.startswith(self.phrases[-1][-1]))


def read_words(text: str) -> SearchWords:
    """Read what was typed: words, and phrases in quotation marks. The last word may be the beginning of one, unless a
    space or a quotation mark ends it."""
    phrases: list[tuple[str, ...]] = []
    begun = False
    for found in _PHRASE.finditer(text):
        quoted, bare = found.groups()
        words = tuple(fold_word(word) for word in _WORD.findall(quoted if quoted is not None else bare))
        if words:
            phrases += [words] if quoted is not None else [(word,) for word in words]
            begun = bare is not None and found.end() == len(text) and len(words[-1]) >= _LEAST
    return SearchWords(tuple(phrase for phrase in phrases if any(len(word) >= _LEAST for word in phrase)), begun)


def find_hits(text: str, words: SearchWords) -> list[tuple[int, int]]:
    """Return where the words looked for stand in a text: character from and to, in order."""
    return [found.span() for found in _WORD.finditer(text) if words and words.hits(found[0])]


def fold_word(word: str) -> str:
    """Fold a word as the index does: no case, no diacritics."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
