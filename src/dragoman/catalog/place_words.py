"""Words in and around the names of places, from place_words.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dragoman.catalog.place_tables import read_table
from dragoman.errors import BadTable, suggest_name

_PATH = Path(__file__).parent / "data" / "place_words.csv"
_USES = ("type", "near", "compass", "part", "locative", "title", "common")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words by use. `types`: the kinds that a type word means, the likeliest first; `plain`: words, not names."""

    types: dict[str, tuple[str, ...]]
    near: frozenset[str]
    compass: frozenset[str]
    part: frozenset[str]
    locative: frozenset[str]
    title: frozenset[str]
    common: frozenset[str]
    plain: frozenset[str]
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)


@cache
def load_place_words() -> PlaceWords:
    """Read the table once a process."""
    by_use: dict[str, dict[str, tuple[str, ...]]] = {use: {} for use in _USES}
    for line, row in read_table(_PATH, ("word", "use", "kind")):
        if row["use"] not in by_use:
            hint = suggest_name(row["use"], _USES)
            raise BadTable(f"{_PATH}:{line}: unknown use '{row['use']}'. Known: {', '.join(_USES)}.{hint}")
        by_use[row["use"]][row["word"].casefold()] = tuple(row["kind"].split("|"))
    sets = {use: frozenset(words) for use, words in by_use.items() if use != "type"}
    patterns = {
        "direction": re.compile(rf"^(?:{_either(sets['compass'])})\s+(?:of\s+)?", re.I),
        "near": re.compile(rf"^(?:(?:\w+\s)?{_either(sets['near'])})\s+(?:of\s+|the\s+)*", re.I),
        "near_after": re.compile(rf"\s+(?:{_either(sets['near'])})$", re.I),
        "type_before": re.compile(rf"^(?P<type>{_either(by_use['type'])})\s+of\s+(?:the\s+)?", re.I),
        "type_after": re.compile(rf"\s+(?P<type>{_either(by_use['type'])})s?$", re.I),
    }
    plain = sets["common"] | sets["compass"] | sets["near"] | by_use["type"].keys()
    return PlaceWords(by_use["type"], plain=plain, patterns=patterns, **sets)


def _either(words: frozenset[str] | dict[str, tuple[str, ...]]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
