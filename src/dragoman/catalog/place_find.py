"""Finds names of places in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.catalog.place_candidate import PRIMARY, Candidate, is_known, is_prominent
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_words import PlaceWords, load_place_words

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĆČĎĐĪŁŃŌŘŚŞŠŪŻŽİ"
_TOKEN = re.compile(rf"[{_CAPITAL}][\w’'ʼ]*(?:-[\w’'ʼ]+|\.[{_CAPITAL}][\w’'ʼ]*)*")
_LOWER_TOKEN = re.compile(r"[^\W\d_][\w’'ʼ]*(?:-[\w’'ʼ]+)*")
_ARTICLES = frozenset({"al", "el", "ez", "es", "ar", "as", "at", "ad", "an", "ash", "az", "ul", "ur", "er"})
_SHORT = frozenset({"St", "Ste", "Mt", "Ft"})
_GLUE = re.compile(
    r" (?:(?:of|the|de|del|la|las|los|el|al|ad|da|do|dos|du|des|di|ez|es|and|upon|bin|sur|am|an|der) ){1,2}"
)
_WORD_BEFORE = re.compile(r"(\w+)[.,]?[ ]$")
_WORD_AFTER = re.compile(r"[ ](\w+)")
_OUTER = re.compile(r",[ ]((?:[A-Z][\w.]*[ ]?){1,3})")
_NEXT_WORD = re.compile(r"(?:['’]s?)?[ -]([\w’'-]+)")
_NO_NOUNS = frozenset(
    (
        "a", "about", "after", "against", "also", "and", "are", "as", "at", "because", "been", "before",
        "began", "but", "by", "can", "could", "did", "during", "for", "from", "had", "has", "have", "he",
        "if", "in", "into", "is", "it", "may", "near", "of", "on", "or", "over", "said", "says", "she",
        "since", "so", "than", "that", "the", "then", "they", "this", "though", "to", "today", "until",
        "was", "were", "when", "where", "which", "while", "who", "will", "with", "would", "yesterday",
    )
)  # fmt: skip
_CALENDAR = frozenset(
    (
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    )
)  # fmt: skip
"""Months and weekdays: "in May" is in no town of that name."""
_LONGEST = 5
_SHORTEST_ALIAS = 5
"""Letters that another name of a place needs in running text: shorter ones are mostly words ("Chu", "KiK")."""


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
class _Reading:
    """What is carried through one text: `persons` are last names that a first name or a title went before."""

    text: str
    case: str
    index: PlaceIndex
    words: PlaceWords
    persons: set[str]


def find_places(text: str, index: PlaceIndex) -> list[PlaceMatch]:
    """Return the names of places in order, none overlapping, the longest name at each spot."""
    reading = _Reading(text, _case_of(text), index, load_place_words(), set())
    found: list[PlaceMatch] = []
    for run in _runs(text, reading.case):
        found += _match_run(run, reading)
    return found


def _case_of(text: str) -> str:
    """Tell "mixed" text from text all in capitals ("upper") and text without any ("lower")."""
    sample = text[:1000]
    upper = sum(map(str.isupper, sample))
    lower = sum(map(str.islower, sample))
    if upper > 4 * lower:
        return "upper"
    return "lower" if lower > 40 and upper * 200 < lower else "mixed"


def _runs(text: str, case: str) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of words that may form a name, as (start, end) of each word."""
    run: list[tuple[int, int]] = []
    for match in (_LOWER_TOKEN if case == "lower" else _TOKEN).finditer(text):
        start, end = match.span()
        if text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        elif text[end : end + 1] == ".":
            end += _takes_stop(text, start, end)
        if start > 1 and text[start - 1] == "-":
            start = _take_article(text, start)
        if run and not _is_glue(text, run[-1][1], start):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _takes_stop(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop belongs to the word: "St. Paul", "U.S.", "Ga." before a comma, a space or the end."""
    word = text[start:end]
    if word in _SHORT:
        return text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].isupper()
    return "." in word or (len(word) <= 5 and text[start - 2 : start] == ", ")


def _take_article(text: str, start: int) -> int:
    """Take in the Arabic article before a hyphen: "al-Bab", "ez-Zor"."""
    begin = start - 1
    while begin > 0 and text[begin - 1].isalpha() and start - begin <= 4:
        begin -= 1
    return begin if text[begin : start - 1].casefold() in _ARTICLES else start


def _is_glue(text: str, left: int, right: int) -> bool:
    if right - left == 1:
        return text[left] == " "
    return 3 < right - left <= 9 and _GLUE.fullmatch(text, left, right) is not None


def _match_run(run: list[tuple[int, int]], reading: _Reading) -> Iterator[PlaceMatch]:
    at, count, text = 0, len(run), reading.text
    while at < count:
        size = min(_LONGEST, count - at)
        while size:
            candidates = reading.index.lookup(text[run[at][0] : run[at + size - 1][1]])
            if candidates:
                match = _judge(run, at, size, candidates, reading)
                if match:
                    yield match
                    break
            size -= 1
        at += max(size, 1)


def _judge(
    run: list[tuple[int, int]], at: int, size: int, candidates: tuple[Candidate, ...], reading: _Reading
) -> PlaceMatch | None:
    """Decide whether the words are meant as a place."""
    text, own = reading.text, reading.index.own
    start, end = run[at][0], run[at + size - 1][1]
    surface, best = text[start:end], candidates[0]
    folded = fold_name(surface)
    if folded in own.abbreviations:
        return _judge_abbreviation(start, end, candidates, text)
    if reading.case != "mixed":
        plain = not is_prominent(best) or folded in reading.words.common or _is_short_alias(best, folded)
        plain = plain or (reading.case == "lower" and folded in own.acronyms)
        return None if plain else PlaceMatch(start, end, surface, candidates, _is_locative(start, end, reading))
    if surface.isupper() != (folded in own.acronyms) and len(folded) <= 4:
        return None
    if folded in _CALENDAR and not _has_type_after(end, reading):
        return None
    # "Governor of Kentucky" is no person called Kentucky.
    beside = at and start - run[at - 1][1] == 1
    before = text[run[at - 1][0] : run[at - 1][1]] if beside else _word_before(text, start)
    if size == 1 and (before.casefold() in reading.words.title or folded in reading.persons):
        return None
    if _is_called_the(start, end, candidates, text):
        return None
    inside = _stands_inside(run, at, size, reading)
    locative = _is_locative(start, end, reading)
    weak = not is_known(best) or _is_short_alias(best, folded)
    weak = weak or (best.kind != "country" and folded in reading.words.common)
    if weak and (inside or not locative):
        if inside and at:
            reading.persons.add(folded)
        return None
    return PlaceMatch(start, end, surface, candidates, locative, inside)


def _is_called_the(start: int, end: int, candidates: tuple[Candidate, ...], text: str) -> bool:
    """Tell "the Marriott" from a town of that name, which has an article only before a noun ("the Karachi siege")."""
    if text[start - 4 : start] not in ("the ", "The ") or candidates[0].kind != "city":
        return False
    if any(candidate.name.startswith("The ") for candidate in candidates):
        return False
    after = _NEXT_WORD.match(text, end)
    return after is None or after[1] in _NO_NOUNS


def _is_short_alias(best: Candidate, folded: str) -> bool:
    return best.source == "geonames" and best.rank != PRIMARY and len(folded) < _SHORTEST_ALIAS


def _judge_abbreviation(start: int, end: int, candidates: tuple[Candidate, ...], text: str) -> PlaceMatch | None:
    """ "Ga." is Georgia only after the comma that follows a town; an initialism like "N.Y." anywhere."""
    surface = text[start:end]
    after_comma = text[max(0, start - 2) : start] == ", "
    if surface.count(".") >= 2 or (after_comma and (surface.endswith(".") or surface.isupper())):
        divisions = tuple(c for c in candidates if c.kind == "admin1") or candidates
        return PlaceMatch(start, end, surface, divisions, after_comma)
    return None


def _word_before(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, start - 24) : start])
    return found[1] if found else ""


def _is_locative(start: int, end: int, reading: _Reading) -> bool:
    """Tell whether the words around make it a place: "in X", "the town of X", "X province", "X, Texas"."""
    words, text = reading.words, reading.text
    before = text[max(0, start - 40) : start].casefold().split()[-2:]
    if before and (before[-1] in words.locative or before[-1] in words.near or before[-1] in words.compass):
        return True
    if len(before) == 2 and before[-1] in ("the", "of") and (before[0] in words.locative or before[0] in words.types):
        return True
    if _has_type_after(end, reading):
        return True
    outer = _OUTER.match(text, end)
    return bool(outer and is_container(outer[1], reading.index))


def _has_type_after(end: int, reading: _Reading) -> bool:
    """Tell whether a word like "province" follows."""
    after = _WORD_AFTER.match(reading.text, end)
    return after is not None and after[1] in reading.words.types


def is_container(words: str, index: PlaceIndex) -> bool:
    """Tell whether the words open with a state, a division or a region: what stands after "Quetta, "."""
    tokens = words.split()
    for size in range(len(tokens), 0, -1):
        found = index.lookup(" ".join(tokens[:size]))
        if found and found[0].kind in ("country", "admin1", "region"):
            return True
    return False


_OPENERS = frozenset(
    {"the", "but", "and", "while", "as", "when", "since", "with", "for", "by", "after", "before", "if", "although", "a"}
)


def _stands_inside(run: list[tuple[int, int]], at: int, size: int, reading: _Reading) -> bool:
    """Tell whether capitalised words that are no part of a place's phrase stand right beside the name."""
    text, words, last = reading.text, reading.words, at + size
    if last < len(run) and run[last][0] - run[last - 1][1] == 1:
        following = text[run[last][0] : run[last][1]].casefold()
        kinds = words.types.get(following, ())
        if following not in words.compass and (not kinds or kinds[0] == "prison"):
            # A university or a hospital bears the town's name and acts in its own.
            return True
    if not at or run[at][0] - run[at - 1][1] != 1:
        return False
    word = text[run[at - 1][0] : run[at - 1][1]].casefold()
    return not (word in words.locative or word in words.compass or word in words.near or word in _OPENERS)
