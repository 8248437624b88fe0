"""Borders: "the Afghan border", "the Pakistan-Afghanistan border", "the border with Syria"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.catalog.place_candidate import Candidate
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_phrase import Phrase
from dragoman.model import Place

_WORD = re.compile(r"[^\W\d_][\w.’']*")


def resolve_border(name: str, phrase: Phrase, index: PlaceIndex, countries: Sequence[str]) -> Place | None:
    """Return the line between two states; with one state named, the other is the article's first neighbour known.

    None where the mention names no state, so that "the border town of Chaman" goes on as a town.
    """
    if any(c.kind != "country" for c in phrase.candidates[:1]):
        return None
    named = _states_in(name, index)
    if not named:
        return None
    pair = tuple(dict.fromkeys(named + [c for c in countries if c not in named]))[:2]
    line = _known_line(pair, index)
    if line is not None:
        return line.place(confidence=0.9 if len(named) > 1 else 0.7)
    return _line_between(named, index)


def _states_in(name: str, index: PlaceIndex) -> list[str]:
    found: dict[str, None] = {}
    words = _WORD.findall(name)
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            run = " ".join(words[start : start + size])
            code = index.own.demonyms.get(fold_name(run))
            states = [c.country for c in index.lookup(run)[:1] if c.kind == "country"]
            for state in [code, *states]:
                if state:
                    found[state] = None
    return list(found)


def _known_line(pair: tuple[str, ...], index: PlaceIndex) -> Candidate | None:
    """Our regions file a border under the names of both states: "Afghanistan-Pakistan border"."""
    if len(pair) < 2:
        return None
    left, right = (index.own.countries[code].name if code in index.own.countries else "" for code in pair)
    for name in (f"{left}-{right} border", f"{right}-{left} border"):
        lines = [c for c in index.lookup(name) if c.kind in ("border", "line")]
        if lines:
            return lines[0]
    return None


def _line_between(named: list[str], index: PlaceIndex) -> Place | None:
    """No such line in our tables: the middle of the states named, in the state where only one is named."""
    states = [index.own.countries[code] for code in named[:2] if code in index.own.countries]
    if not states:
        return None
    lat = sum(state.latitude or 0.0 for state in states) / len(states)
    lon = sum(state.longitude or 0.0 for state in states) / len(states)
    name = "-".join(state.name for state in states) + " border"
    country = states[0].country if len(states) == 1 else None
    return Place(name, None, country, round(lat, 4), round(lon, 4), 5, None, "countries", 0.5)
