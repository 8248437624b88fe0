"""Where are the sentences of a text that may tell of an incident, and which words of them name acts?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import nupunkt

from dragoman.extract.sentences import skip_dateline
from dragoman.model import Span

INCIDENT_TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")

# A blank line, an indented line, or (texts that were put on one line) a wide gap ends a paragraph.
_PARAGRAPH = re.compile(r"\s*\n[ \t]*\n\s*|\n[ \t]{2,}| {3,}")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class ActWord:
    """A word, or a few, that may name an act: its span in the text and the kinds of incident that list it."""

    span: Span
    word: str
    types: tuple[str, ...]


def split_text(text: str) -> list[Span]:
    """Return the sentences of a text in any letter case, in order, without dateline and surrounding white space."""
    spans: list[Span] = []
    start = skip_dateline(text)
    for gap in [*_PARAGRAPH.finditer(text, start), None]:
        end = gap.start() if gap else len(text)
        paragraph = text[start:end]
        if paragraph.strip():
            for left, right in nupunkt.sent_spans(paragraph):
                piece = paragraph[left:right]
                lead = len(piece) - len(piece.lstrip())
                if piece.strip():
                    spans.append(Span(start + left + lead, start + left + len(piece.rstrip())))
        if gap:
            start = gap.end()
    return spans


def find_acts(text: str, span: Span) -> list[ActWord]:
    """Return the words of a sentence that may name an act, in text order."""
    found: dict[int, ActWord] = {}
    words = list(_WORD.finditer(text, span.start, span.end))
    for n, match in enumerate(words):
        word = match.group().lower()
        types: dict[str, None] = {}
        last = match
        for size in (2, 1):
            if n + size > len(words):
                continue
            phrase = " ".join(w.group().lower() for w in words[n : n + size])
            kinds = kinds_of_act(phrase)
            if kinds and not types:
                last = words[n + size - 1]
            types.update(dict.fromkeys(kinds))
        if types:
            found[match.start()] = ActWord(Span(match.start(), last.end()), word, tuple(types))
    return list(found.values())


def kinds_of_act(phrase: str) -> tuple[str, ...]:
    """Return the kinds of incident that list a word, or two words with a space between, in small letters."""
    return _load_words().kinds(phrase)


def near_acts(text: str, sentences: list[Span]) -> Iterator[Span]:
    """Yield the sentences that hold a word for an act, and their neighbours: all others are not worth reading."""
    hits = [bool(find_acts(text, span)) for span in sentences]
    for n, span in enumerate(sentences):
        if any(hits[max(n - 1, 0) : n + 2]):
            yield span


@dataclass(frozen=True, slots=True)
class _WordTable:
    whole: dict[str, tuple[str, ...]]
    beginnings: dict[str, tuple[str, ...]]

    def kinds(self, phrase: str) -> tuple[str, ...]:
        found = dict.fromkeys(self.whole.get(phrase, ()))
        shortest = phrase.find(" ") + 2 if " " in phrase else 3
        for size in range(shortest, len(phrase) + 1):
            found.update(dict.fromkeys(self.beginnings.get(phrase[:size], ())))
        return tuple(found)


@cache
def _load_words() -> _WordTable:
    text = files("dragoman.extract").joinpath("data", "incident_words.toml").read_text(encoding="utf-8")
    whole: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    for kind, table in tomllib.loads(text).items():
        for word in table["acts"].split():
            store = whole if word.endswith("$") else beginnings
            key = word.rstrip("$").replace("_", " ")
            store[key] = (*store.get(key, ()), kind)
    return _WordTable(whole, beginnings)
