"""How alike are two codings, given as rows of the coding guide, and their values?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, Any]

_WORD = re.compile(r"[a-z0-9]+")
# Words that tell nothing of what a phrase names.
_ARTICLES = "a an the"
_PREPOSITIONS = "at by for from in of on to with"
_POSSESSIVES = "her his its our their s"
_AUXILIARIES = "are be been had has is was were"
_EMPTY_WORDS = frozenset(f"and {_ARTICLES} {_PREPOSITIONS} {_POSSESSIVES} {_AUXILIARIES}".split())
_SAME_WORDS = 0.5


def words_of(text: str | None) -> frozenset[str]:
    """Return the words of a phrase that name something, in small letters."""
    return frozenset(_WORD.findall((text or "").lower())) - _EMPTY_WORDS


def share_words(left: str | None, right: str | None) -> float:
    """Return the share of the shorter phrase's words that the other has too; two empty phrases are alike."""
    one, other = words_of(left), words_of(right)
    if one and other:
        return len(one & other) / min(len(one), len(other))
    return float(not one and not other)


def share_all_words(left: str | None, right: str | None) -> float:
    """Return the share of words that both phrases have (Jaccard)."""
    one, other = words_of(left), words_of(right)
    return len(one & other) / len(one | other) if one | other else 1.0


def compare_people(left: Sequence[Row] | None, right: Sequence[Row] | None) -> float:
    """Return how alike two lists of participants are: the mean over both sides of each one's best match."""
    one, other = left or [], right or []
    if not one or not other:
        return float(not one and not other)
    there = [max(_compare_person(a, b) for b in other) for a in one]
    back = [max(_compare_person(a, b) for a in one) for b in other]
    return (sum(there) / len(there) + sum(back) / len(back)) / 2


def _compare_person(left: Row, right: Row) -> float:
    """1 for the same words or names, 0.5 for the same state."""
    called = [(a, b) for a in _calls(left) for b in _calls(right)]
    if any(share_words(a, b) >= _SAME_WORDS for a, b in called):
        return 1.0
    return 0.5 if left.get("country") and left.get("country") == right.get("country") else 0.0


def _calls(person: Row) -> list[str]:
    return [str(person[key]) for key in ("text", "name") if person.get(key)]


def compare_days(left: Row | None, right: Row | None) -> float:
    """Return the days that both intervals hold as a share of those that either does."""
    one, other = _interval(left), _interval(right)
    if one is None or other is None:
        return float(one is None and other is None)
    both = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0]) + 1)


def _interval(found: Row | None) -> tuple[int, int] | None:
    if not found or not found.get("start"):
        return None
    start = date.fromisoformat(found["start"][:10]).toordinal()
    end = date.fromisoformat((found.get("end") or found["start"])[:10]).toordinal()
    return start, max(start, end)
