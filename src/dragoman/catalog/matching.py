"""Find the names of a table in running text, in one pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from dragoman.model.span import Span


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name in a text. `actor_ids`: every actor that goes by it; `kind`: what sort of name it is."""

    span: Span
    actor_ids: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for. `exact`: only with these very capitals (abbreviations); `kind` "mask" hides names in it."""

    text: str
    actor_ids: tuple[str, ...]
    kind: str
    exact: bool = False


_SPECIAL = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff\u2018\u2019\u2010\u2011\u00a0\n\t]")
_FIXED = {"\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\n": " ", "\t": " "}
_UNMARKED = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "s", "æ": "e", "œ": "e"}


def _plain_letter(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in _FIXED:
        return _FIXED[letter]
    base = unicodedata.normalize("NFKD", letter)[0].lower()
    return _UNMARKED.get(base, base)


def fold_name(text: str) -> str:
    """Fold case, accents, apostrophes and line breaks away, keeping every character's position."""
    folded = _SPECIAL.sub(_plain_letter, text).lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in _SPECIAL.sub(_plain_letter, text))


class NameIndex:
    """An automaton over names: leftmost, longest, whole words, with a rule for capitals.

    In text with capitals a name needs its first one, an abbreviation all; a line without small letters or without
    capitals has neither to show, so there a name matches in any case, unless it is listed as an ordinary word.
    """

    def __init__(self, names: Iterable[Name], cased: frozenset[str], words: frozenset[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._cased = cased | words
        self._words = words
        by_key: dict[str, list[Name]] = {}
        for name in names:
            by_key.setdefault(fold_name(name.text), []).append(name)
        for key, group in by_key.items():
            self._automaton.add_word(key, (len(key), key, tuple(_merge_names(group))))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[NameMatch]:
        """Return the names in the text, left to right; where two overlap the leftmost, then the longest."""
        hits = list(self._whole_words(text))
        if not hits:
            return []
        lines = _uncased_lines(text)
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        matches: list[NameMatch] = []
        free_from = 0
        for start, end, key, names in hits:
            if start < free_from:
                continue
            name = self._choose_name(names, key, text[start:end], _line_case(lines, start))
            if name is None:
                continue
            free_from = end
            if name.kind != "mask":
                matches.append(NameMatch(Span(start, end), name.actor_ids, name.kind))
        return matches

    def _whole_words(self, text: str) -> Iterator[tuple[int, int, str, tuple[Name, ...]]]:
        folded = fold_name(text)
        last = len(folded) - 1
        for at, (length, key, names) in self._automaton.iter(folded):
            start = at - length + 1
            if start and folded[start - 1].isalnum():
                continue
            if at < last and folded[at + 1].isalnum():
                continue
            yield start, at + 1, key, names

    def _choose_name(self, names: tuple[Name, ...], key: str, found: str, case: str) -> Name | None:
        if (case == "lower" and key in self._cased) or (case == "upper" and key in self._words):
            return None
        for name in names:
            if case or (found == name.text if name.exact else _first_agrees(found, name.text)):
                return name
        return None


def _first_agrees(found: str, name: str) -> bool:
    return found[0].isupper() or not name[0].isupper()


def _merge_names(group: list[Name]) -> list[Name]:
    """Put names with one spelling together; a mask, then the exact spelling, is tried first."""
    merged: dict[tuple[str, bool], Name] = {}
    for name in group:
        key = (name.text if name.exact else "", name.exact)
        old = merged.get(key)
        if old is None or name.kind == "mask":
            merged[key] = name
        elif old.kind != "mask":
            ids = tuple(dict.fromkeys((*old.actor_ids, *name.actor_ids)))
            merged[key] = Name(old.text, ids, old.kind, old.exact)
    return sorted(merged.values(), key=lambda name: (name.kind != "mask", not name.exact))


def _uncased_lines(text: str) -> list[tuple[int, int, str]]:
    """List the lines that show no difference of case, as start, end and "upper" or "lower"."""
    lines: list[tuple[int, int, str]] = []
    start = 0
    for line in text.split("\n"):
        if line.islower():
            lines.append((start, start + len(line), "lower"))
        elif line.isupper() and len(line) > 20:  # Shorter ones are mostly lone abbreviations: "US", "PTI".
            lines.append((start, start + len(line), "upper"))
        start += len(line) + 1
    return lines


def _line_case(lines: list[tuple[int, int, str]], at: int) -> str:
    for start, end, case in lines:
        if start <= at < end:
            return case
    return ""
