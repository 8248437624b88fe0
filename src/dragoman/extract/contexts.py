"""In which context does an act stand? Words of its sentence and of the title, looked up in a table."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.codebook import CONTEXTS
from dragoman.errors import BadTable

MOST = 3
"""Contexts given at most: those that most different words of the sentence tell of."""

_WORD = re.compile(r"\w+")
_BEGINNING = 3
"""Letters of a word's beginning by which contexts are looked up."""
_REMEMBERED = 32
"""Sentences and titles whose contexts are kept: the acts of an article share them."""


def find_contexts(sentence: str, title: str) -> tuple[str, ...]:
    """Return the contexts that the sentence's words tell of, or else the title's, in the codebook's order."""
    return _told(sentence) or _told(title)


@lru_cache(maxsize=_REMEMBERED)
def _told(text: str) -> tuple[str, ...]:
    patterns, by_beginning = _patterns(), _contexts_by_beginning()
    beginnings = {word[:_BEGINNING] for word in _WORD.findall(text.lower())}
    likely = {name for beginning in beginnings for name in by_beginning.get(beginning, ())}
    counts = {name: len({m.lower() for m in patterns[name].findall(text)}) for name in likely}
    ranked = sorted((name for name in CONTEXTS if counts.get(name)), key=lambda name: -counts[name])[:MOST]
    return tuple(name for name in CONTEXTS if name in ranked)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: _compile(words) for name, words in _table().items()}


@cache
def _table() -> dict[str, list[str]]:
    text = files("dragoman.extract").joinpath("data", "contexts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    unknown = set(table) - set(CONTEXTS)
    if unknown:
        raise BadTable(f"contexts.toml: expected contexts of the codebook, found {', '.join(sorted(unknown))}")
    return table


@cache
def _contexts_by_beginning() -> dict[str, set[str]]:
    """Return which contexts have words that begin so: few are worth a search."""
    found: dict[str, set[str]] = {}
    for name, words in _table().items():
        for word in words:
            [first, *_] = _WORD.findall(word.lower())
            found.setdefault(first[:_BEGINNING], set()).add(name)
    return found


def _compile(words: list[str]) -> re.Pattern[str]:
    stems = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{stems})\b", re.IGNORECASE)
