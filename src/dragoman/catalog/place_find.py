"""Finds names of places in running text, and the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.catalog.place_candidate import Candidate, is_known, is_prominent
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_words import PlaceWords, load_place_words

_CAP = r"(?:(?:[Aa]l|[Ee]l|[Ee]z|[Ee]s|[Aa]r|[Aa]s|[Aa]t|[Aa]d|[Aa]n|[Aa]sh|[Aa]z|[Uu]l)-)?[A-ZÀ-ÖØ-ÞĀĀĆČĎĐŁŃŌŘŚŞŠŻŽİ](?:[\w’'ʼ]|-(?=\w)|\.(?=[A-Z]))*"
_SHORT = r"(?:St|Ste|Mt|Ft)\.(?=[ ][A-Z])|(?:[A-Z]\.){2,}|[A-Z][a-z]{1,4}\.(?=[ ,;)]|$)"
_TOKEN = re.compile(rf"{_SHORT}|{_CAP}")
_GLUE = re.compile(
    r"[ \n](?:(?:of|the|de|del|la|las|los|el|al|ad|da|do|dos|du|des|di|ez|es|and|upon|e|y|bin|ibn|sur|am|an|der)[ ]){0,2}"
)
_LOWER_TOKEN = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_DATELINE = re.compile(
    r"^\s*(?P<name>[A-ZÀ-Þ][\w’'.-]*(?:[ /][A-ZÀ-Þa-z][\w’'.-]*){0,4}?)"
    r"(?:,\s*(?P<outer>[A-Z][\w.’' -]{1,30}?))?"
    r"(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{2,4})?)?"
    r"\s*[.,]?\s*(?:\((?P<wire>[A-Z][\w ./&-]{1,30})\)\s*(?:--|[-—–:_])?|/[A-Z][\w .-]{2,20}/\s*[.:]?|--|[—–]|\s-\s|:(?=\s))",
    re.IGNORECASE,
)
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A name of a place in a text.

    `start`, `end`: characters of the text given. `candidates`: what it may stand for, the likeliest first.
    `locative`: a word before it or a state after it says that it is a place. `inside`: it stands inside a longer name
    ("Kabul University"), so that it tells of a country more than of a spot. `dateline`: it opens the article.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    locative: bool = False
    inside: bool = False
    dateline: bool = False


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    text: str
    joined: bool
    """Linked to the token before by a space or by glue such as "of"."""


def find_places(text: str, index: PlaceIndex) -> list[PlaceMatch]:
    """Return the names of places in order, none overlapping, the longest name at each spot."""
    words = load_place_words()
    caps = _case_of(text)
    found: list[PlaceMatch] = []
    persons: set[str] = set()
    for run in _runs(text, caps):
        found += _match_run(text, run, index, words, persons, caps)
    return found


def _case_of(text: str) -> str:
    """Tell "mixed" text from text all in capitals ("upper") and text without any ("lower")."""
    sample = text[:2000]
    upper = sum(1 for char in sample if char.isupper())
    lower = sum(1 for char in sample if char.islower())
    if upper > 4 * lower:
        return "upper"
    return "lower" if lower > 40 and upper * 200 < lower else "mixed"


def _runs(text: str, case: str) -> Iterator[list[_Token]]:
    """Yield runs of words that may form a name."""
    pattern = _LOWER_TOKEN if case == "lower" else _TOKEN
    run: list[_Token] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        word = match[0]
        if word.endswith(("'s", "’s")):
            end -= 2
            word = word[:-2]
        joined = bool(run) and _is_glue(text, run[-1].end, start)
        if run and not joined:
            yield run
            run = []
        run.append(_Token(start, end, word, joined))
    if run:
        yield run


def _is_glue(text: str, left: int, right: int) -> bool:
    if right - left == 1:
        return text[left] == " "
    return right - left <= 9 and _GLUE.fullmatch(text, left, right) is not None


def _match_run(
    text: str, run: list[_Token], index: PlaceIndex, words: PlaceWords, persons: set[str], case: str
) -> Iterator[PlaceMatch]:
    at = 0
    while at < len(run):
        size = min(_LONGEST, len(run) - at)
        while size:
            first, last = run[at], run[at + size - 1]
            candidates = index.lookup(text[first.start : last.end])
            if candidates:
                match = _judge(text, run, at, size, candidates, index, words, persons, case)
                if match:
                    yield match
                    break
            size -= 1
        at += max(size, 1)


def _judge(
    text: str,
    run: list[_Token],
    at: int,
    size: int,
    candidates: tuple[Candidate, ...],
    index: PlaceIndex,
    words: PlaceWords,
    persons: set[str],
    case: str,
) -> PlaceMatch | None:
    """Decide whether the words are meant as a place."""
    start, end = run[at].start, run[at + size - 1].end
    surface = text[start:end]
    folded = fold_name(surface)
    own = index.own
    if folded in own.acronyms and surface.upper() != surface:
        return None
    if folded in own.abbreviations:
        return _judge_abbreviation(text, start, end, surface, candidates)
    locative = _is_locative(text, start, end, words, index)
    before = fold_name(run[at - 1].text) if at else _word_before(text, start)
    best = candidates[0]
    if case != "mixed":
        known = is_prominent(best) and folded not in words.common
        return PlaceMatch(start, end, surface, candidates, locative) if known else None
    named_before = at > 0 and run[at].joined and text[run[at - 1].end : start] == " "
    if size == 1 and (before in words.title or folded in persons):
        return None
    neighbours = _name_around(text, run, at, size, words)
    weak = not is_known(best)
    if folded in words.common and best.kind != "country":
        weak = True
    if weak and (not locative or neighbours):
        if named_before and neighbours:
            persons.add(folded)
        return None
    return PlaceMatch(start, end, surface, candidates, locative, inside=neighbours)


def _judge_abbreviation(
    text: str, start: int, end: int, surface: str, candidates: tuple[Candidate, ...]
) -> PlaceMatch | None:
    """ "Ga." stands for Georgia only after the comma that follows a town; an initialism like "N.Y." anywhere."""
    after_comma = text[max(0, start - 2) : start] == ", "
    spelt_short = surface.endswith(".") or text[end : end + 1] == "." or surface.isupper()
    if surface.count(".") >= 2 or (after_comma and spelt_short):
        divisions = tuple(c for c in candidates if c.kind == "admin1") or candidates
        return PlaceMatch(start, end, surface, divisions, after_comma)
    return None


def _word_before(text: str, start: int) -> str:
    found = re.search(r"(\w+)[.,]?[ ]$", text[max(0, start - 24) : start])
    return found[1].casefold() if found else ""


def _is_locative(text: str, start: int, end: int, words: PlaceWords, index: PlaceIndex) -> bool:
    head = text[max(0, start - 40) : start].casefold().rstrip()
    before = head.rsplit(None, 2)[-2:]
    if before and (before[-1] in words.locative or before[-1] in words.near or before[-1] in words.compass):
        return True
    if len(before) == 2 and before[-1] in ("the", "of") and before[0] in words.locative:
        return True
    after = re.match(r"[ ](\w+)", text[end : end + 24])
    if after and after[1] in words.types:
        return True
    outer = re.match(r",[ ]((?:[A-Z][\w.]*[ ]?){1,3})", text[end : end + 40])
    return bool(outer and _is_container(outer[1], index))


def _is_container(text: str, index: PlaceIndex) -> bool:
    tokens = text.split()
    for size in range(len(tokens), 0, -1):
        found = index.lookup(" ".join(tokens[:size]))
        if found and found[0].kind in ("country", "admin1", "region"):
            return True
    return False


def _name_around(text: str, run: list[_Token], at: int, size: int, words: PlaceWords) -> bool:
    """Tell whether capitalised words that are no part of a place's phrase stand right beside the name."""
    last = at + size
    if last < len(run) and text[run[last - 1].end : run[last].start] == " ":
        following = run[last].text.casefold()
        if following not in words.types and following not in words.compass:
            return True
    if at and text[run[at - 1].end : run[at].start] == " ":
        preceding = run[at - 1].text.casefold()
        opens = preceding in words.locative or preceding in words.compass or preceding in words.near
        return not (opens or preceding in ("the", "but", "and", "while", "as", "when", "since", "with", "for", "by"))
    return False


def find_dateline(text: str, index: PlaceIndex) -> PlaceMatch | None:
    """Return the dateline's place: "KABUL (Reuters) --", "PESHAWAR, Pakistan:", "San Salvador, 5 Jan 89 (AFP) --".

    Looked for where the text opens and after the blank line that follows a title.
    """
    body = text.find("\n\n")
    for offset in dict.fromkeys((0, body + 2 if body >= 0 else 0)):
        match = _DATELINE.match(text, offset) if offset == 0 else _DATELINE.match(text[offset:])
        if not match:
            continue
        base = 0 if offset == 0 else offset
        name, outer = match["name"], match["outer"]
        candidates = index.lookup(name)
        is_title = offset == 0 and match["wire"] is None and not name.isupper()
        if candidates and not is_title and _is_dateline_place(candidates[0], name, outer, index):
            start = base + match.start("name")
            return PlaceMatch(start, start + len(name), name, candidates, locative=True, dateline=True)
    return None


def _is_dateline_place(best: Candidate, name: str, outer: str | None, index: PlaceIndex) -> bool:
    """A town in capitals, a known one, or any that its state follows."""
    return name.isupper() or is_known(best) or bool(outer and _is_container(outer, index))
