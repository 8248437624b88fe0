"""Which states an article speaks of, from the names of states, peoples and places in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from dragoman.catalog.place_candidate import prior
from dragoman.catalog.place_find import PlaceMatch
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex

_WORD = re.compile(r"[A-Z][\w’'-]*")
_STATE, _PEOPLE, _CAPITAL, _PLACE = 1.0, 0.8, 0.8, 0.6
_INSIDE = 0.5
"""A name inside a longer one ("Kabul University") speaks half as loud."""
_DOUBTFUL = 0.35
"""A name whose best reading rests on its size alone, while towns in other states share it."""

_RIVAL = 1.2
"""A reading in a state that the text names is taken where it is at most some 16 times smaller than the first."""


def weigh_countries(text: str, matches: Iterable[PlaceMatch], index: PlaceIndex) -> dict[str, float]:
    """Return the weight of each state by alpha-3 code, the weightiest first, ties by code."""
    weights: dict[str, float] = defaultdict(float)
    taken: list[tuple[int, int]] = []
    matches = list(matches)
    named = {m.candidates[0].country for m in matches if m.candidates[0].kind == "country"}
    for match in matches:
        top = match.candidates[0]
        near_top = (c for c in match.candidates if prior(c) > prior(top) - _RIVAL)
        best = next((c for c in near_top if c.country in named), top)
        taken.append((match.start, match.end))
        if best.country is None:
            continue
        kind = _STATE if best.kind == "country" else _CAPITAL if best.kind == "capital" else _PLACE
        doubtful = best.country not in named and len({c.country for c in match.candidates}) > 1 and kind == _PLACE
        weights[best.country] += kind * (_INSIDE if match.inside else 1.0) * (_DOUBTFUL if doubtful else 1.0)
    for country in _peoples(text, taken, index):
        weights[country] += _PEOPLE
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))


def _peoples(text: str, taken: list[tuple[int, int]], index: PlaceIndex) -> Iterable[str]:
    """Yield the state of each people named ("Afghan", "South Koreans") outside the spans taken."""
    demonyms = index.own.demonyms
    before, before_end, at = "", -1, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] <= start:
            continue
        word = fold_name(match[0].removesuffix("'s").removesuffix("’s"))
        pair = f"{before} {word}" if before_end == start - 1 else ""
        country = demonyms.get(pair) or demonyms.get(word)
        if country:
            yield country
        before, before_end = word, end
