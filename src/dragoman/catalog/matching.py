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
    """A name in a text. `actor_ids`: every actor that goes by it; `kind`: what sort of name it is.

    `short`: an abbreviation.
    """

    span: Span
    actor_ids: tuple[str, ...]
    kind: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for. `exact`: only with these very capitals (abbreviations); `kind` "mask" hides names in it."""

    text: str
    actor_ids: tuple[str, ...]
    kind: str
    exact: bool = False


_SPECIAL = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff\u2018\u2019\u2010\u2011\u00a0\n\t]")
_FIXED = {"\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\n": " ", "\t": " "}
_UNMARKED = {
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ß": "s",
    "æ": "e",
    "œ": "e",
    "Ł": "L",
    "Đ": "D",
    "Ø": "O",
    "Æ": "E",
    "Œ": "E",
}


def _plain_letter(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in _FIXED:
        return _FIXED[letter]
    base = unicodedata.normalize("NFKD", letter)[0]
    return _UNMARKED.get(base, base)


def _plain(text: str) -> str:
    """Replace accents, curly apostrophes and line breaks by plain characters, keeping every character's position."""
    return _SPECIAL.sub(_plain_letter, text)


def _lower(plain: str) -> str:
    folded = plain.lower()
    if len(folded) == len(plain):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def fold_name(text: str) -> str:
    """Fold case, accents, apostrophes and line breaks away, keeping every character's position."""
    return _lower(_plain(text))


class NameIndex:
    """Two automata over names: leftmost, longest, whole words, with a rule for capitals.

    In text with capitals a name needs its first one, an abbreviation all; a line without small letters or without
    capitals has neither to show, so there a name matches in any case, unless it is listed as an ordinary word:
    `cased` are not matched in lines without capitals, `words` not in lines of capitals either.
    """

    def __init__(self, names: Iterable[Name], cased: frozenset[str], words: frozenset[str]) -> None:
        self._cased = cased | words
        self._words = words
        by_key: dict[str, list[Name]] = {}
        by_exact: dict[str, list[Name]] = {}
        for name in names:
            # Apart, since short abbreviations without their capitals would hit inside every other word.
            if name.exact:
                by_exact.setdefault(_plain(name.text), []).append(name)
            else:
                by_key.setdefault(fold_name(name.text), []).append(name)
        self._folded = _build_automaton(by_key)
        self._exact = _build_automaton(by_exact)

    def find(self, text: str) -> list[NameMatch]:
        """Return the names in the text, left to right; where two overlap the leftmost, then the longest."""
        lines = _uncased_lines(text)
        plain = _plain(text)
        hits = [*_whole_words(self._folded, _lower(plain)), *_whole_words(self._exact, _raise_lines(plain, lines))]
        if not hits:
            return []
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        matches: list[NameMatch] = []
        free_from = 0
        for start, end, name in hits:
            if start < free_from or not self._fits(name, text[start:end], _line_case(lines, start)):
                continue
            free_from = end
            if name.kind != "mask":
                matches.append(NameMatch(Span(start, end), name.actor_ids, name.kind, name.exact))
        return matches

    def _fits(self, name: Name, found: str, case: str) -> bool:
        if case:
            barred = self._cased if case == "lower" else self._words
            return fold_name(found) not in barred
        return name.exact or found[0].isupper() or not name.text[0].isupper()


def _build_automaton(by_key: dict[str, list[Name]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for key, group in by_key.items():
        automaton.add_word(key, (len(key), _merge_names(group)))
    automaton.make_automaton()
    return automaton


def _whole_words(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[int, int, Name]]:
    if not len(automaton):
        return
    last = len(text) - 1
    for at, (length, name) in automaton.iter(text):
        start = at - length + 1
        if (start and text[start - 1].isalnum()) or (at < last and text[at + 1].isalnum()):
            continue
        yield start, at + 1, name


def _merge_names(group: list[Name]) -> Name:
    """Put names of one spelling together: all actors that go by it, under the kind of the first; a mask hides all."""
    mask = next((name for name in group if name.kind == "mask"), None)
    ids = tuple(dict.fromkeys(actor_id for name in group for actor_id in name.actor_ids))
    return mask or Name(group[0].text, ids, group[0].kind, group[0].exact)


def _raise_lines(text: str, lines: list[tuple[int, int, str]]) -> str:
    """Put lines without capitals into capitals, so that abbreviations can be found in them."""
    for start, end, case in lines:
        raised = text[start:end].upper()
        if case == "lower" and len(raised) == end - start:
            text = text[:start] + raised + text[end:]
    return text


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
