"""The words of a sentence that tell one happening from another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORTEST = 3
_NAME = re.compile(r"\b([A-Z][^\W\d_][\w'’-]*)(?: [A-Z]\.)? (?=([A-Z][^\W\d_][\w'’-]*))")
OPENING = 1500
"""Characters in which an article names those whom it is about; behind them stand other stories and the site's words."""

RAREST = 12
"""Halvings of a word that no table of news words has."""

LEAST_TELLING = 6
"""Halvings from which on a word tells one story from another: at most one article of news in 64 holds it."""

MOST_TELLING = 24
"""Rarest words of an opening that stand for it. With 24 two articles are told apart as well as with 32, 40 or all."""


def split_words(text: str) -> list[str]:
    """Return the words as they stand, less possessive endings; numbers and words of one or two letters are left out.

    Numbers are left to the tolls and dates: a toll that was revised must not count against two reports twice.
    """
    found = (_POSSESSIVE.sub("", word) for word in _WORD.findall(text))
    return [word for word in found if len(word) >= _SHORTEST and not word[0].isdigit()]


def pick_full_names(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return, sorted and in lower case, each two capitalised words in a row that are not both `known` words of news.

    A full name in common ties two articles more surely than a word of it.
    """
    pairs = {tuple(_POSSESSIVE.sub("", word).lower() for word in found.groups()) for found in _NAME.finditer(text)}
    return tuple(sorted(" ".join(pair) for pair in pairs if not known.issuperset(pair)))


def pick_telling_words(text: str, halvings: Mapping[str, int]) -> tuple[str, ...]:
    """Return, in lower case, the words of a text that are rarest in news at large; of equals those that come first.

    `halvings`: how often the share of all news that holds a word halves; words that it lacks are the rarest. Numbers
    are left out, but not "six-year-old" in figures.
    """
    found = (_POSSESSIVE.sub("", word).lower() for word in _WORD.findall(text))
    told = dict.fromkeys(word for word in found if len(word) >= _SHORTEST and not word.isdigit())
    words = [word for word in told if halvings.get(word, RAREST) >= LEAST_TELLING]
    return tuple(sorted(words, key=lambda word: -halvings.get(word, RAREST))[:MOST_TELLING])


def pick_names(text: str, known: frozenset[str]) -> Iterable[str]:
    """Yield, in lower case, the capitalised words that are not `known` words of news: names that no table need know."""
    for word in split_words(text):
        if word[0].isupper() and word.lower() not in known:
            yield word.lower()
