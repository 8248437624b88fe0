"""All names of places of one article together: each is read in the light of the others.

An article is mostly about one part of the world, so a candidate gains by every other name that may lie near it, in its
division or in its state; a name means one place throughout an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.catalog.place_candidate import EARTH_RADIUS_KM, WIDE_KINDS, Candidate
from dragoman.catalog.place_find import find_places
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_phrase import Phrase, read_phrase
from dragoman.catalog.place_rank import PlaceContext, rank_candidates

_FOLLOWING = re.compile(r"(?:,| \(|,? in| of) (?P<outer>(?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,2})")
_KEPT = 24
"""Candidates kept of one name: the right one stood among the first 24 for all but a few names of the dev sets."""
_WIDE = WIDE_KINDS | {"admin1"}
_NAMESAKE = 3.0
"""Taken off a town that bears the name of a state or a sea ("Lebanon", "Mexico"), before the article speaks."""
_ROUNDS = 3
_SHARPNESS = 1.5
_SAME_DIVISION, _SAME_STATE = 1.0, 0.35
_AMONG_STATES = 0.2
"""Where other states are spoken of, "Mexico" is one too, and not the town in Missouri."""
_SUPPORT = 5.0
"""How much the article counts against the prior: one unit of it is worth a town ten times as large."""


@dataclass(slots=True)
class Mention:
    """One name of the article, at one or more spots."""

    phrase: Phrase
    ranked: list[tuple[float, Candidate]]
    spans: list[tuple[int, int]] = field(default_factory=list)


def rank_article(
    text: str, spans: Sequence[tuple[int, int]], index: PlaceIndex, context: PlaceContext
) -> list[Mention]:
    """Return the names at these spans, each with its candidates re-ranked, the best first."""
    mentions = _gather_mentions(text, [*spans, *_other_spans(text, spans, index)], index, context)
    known = [mention for mention in mentions if mention.ranked]
    if len(known) > 1:
        _rank_together(known)
    return mentions


def _other_spans(text: str, spans: Sequence[tuple[int, int]], index: PlaceIndex) -> list[tuple[int, int]]:
    """Names of places that were not asked for stand as context all the same."""
    return [
        (match.start, match.end)
        for match in find_places(text, index)
        if not any(start < match.end and match.start < end for start, end in spans)
    ]


def _gather_mentions(
    text: str, spans: Sequence[tuple[int, int]], index: PlaceIndex, context: PlaceContext
) -> list[Mention]:
    """Group the spans by name; what follows a comma at any of them ("Athens, Ga.") holds for all."""
    by_name: dict[str, Mention] = {}
    for start, end in spans:
        surface = text[start:end]
        folded = fold_name(surface)
        if folded not in by_name:
            by_name[folded] = Mention(read_phrase(surface, index), [])
        mention = by_name[folded]
        mention.spans.append((start, end))
        following = _FOLLOWING.match(text, end)
        if following:
            _add_container(mention.phrase, following["outer"], index)
    for mention in by_name.values():
        ranked = rank_candidates(mention.phrase, context)[:_KEPT]
        wide = any(candidate.kind in WIDE_KINDS for _, candidate in ranked)
        mention.ranked = [(score - _NAMESAKE * (wide and c.kind not in _WIDE), c) for score, c in ranked]
    return list(by_name.values())


def _add_container(phrase: Phrase, outer: str, index: PlaceIndex) -> None:
    tokens = outer.split()
    for size in range(len(tokens), 0, -1):
        found = index.lookup(" ".join(tokens[:size]))
        wide = tuple(c for c in found if c.kind in ("country", "admin1", "region", "district", "island"))
        if wide and found[0] in wide:
            if wide not in phrase.containers:
                phrase.containers.append(wide)
            return


def _rank_together(mentions: list[Mention]) -> None:
    """Raise each candidate by what the likely readings of the other names lend it; three rounds settle it."""
    candidates = [candidate for mention in mentions for _, candidate in mention.ranked]
    local = np.array([score for mention in mentions for score, _ in mention.ranked])
    owner = np.repeat(np.arange(len(mentions)), [len(mention.ranked) for mention in mentions])
    links = _links(candidates)
    links[owner[:, None] == owner[None, :]] = 0.0
    weight = np.array([1.0 + 0.5 * np.log(len(mention.spans)) for mention in mentions])[owner]
    scores = local
    for _ in range(_ROUNDS):
        share = _shares(scores, owner, len(mentions)) * weight
        scores = local + _SUPPORT * np.log1p(links @ share)
    at = 0
    for mention in mentions:
        size = len(mention.ranked)
        pairs = [(float(scores[at + n]), mention.ranked[n][1]) for n in range(size)]
        mention.ranked = sorted(pairs, key=lambda pair: -pair[0])
        at += size


def _shares(scores: NDArray[np.float64], owner: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Softmax within each name."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, scores)
    raised = np.exp(_SHARPNESS * (scores - top[owner]))
    total = np.zeros(count)
    np.add.at(total, owner, raised)
    shares: NDArray[np.float64] = raised / total[owner]
    return shares


def _links(candidates: list[Candidate]) -> NDArray[np.float64]:
    """How much candidate j speaks for candidate i: near it, in one division, in one state."""
    lat = np.radians([c.latitude if c.latitude is not None else 0.0 for c in candidates])
    lon = np.radians([c.longitude if c.longitude is not None else 0.0 for c in candidates])
    half = np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
    half += np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    gap = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    spot = np.array([c.kind not in WIDE_KINDS and c.kind != "admin1" and c.latitude is not None for c in candidates])
    local = spot[:, None] & spot[None, :]
    links = np.where(local, np.exp(-gap / 80.0) + 0.3 * np.exp(-gap / 500.0), 0.0)
    links += _SAME_DIVISION * _equal([c.admin1_code for c in candidates])
    states = np.array([c.kind in WIDE_KINDS for c in candidates])
    links += _AMONG_STATES * (states[:, None] & states[None, :])
    links += _SAME_STATE * _equal([c.country or "" for c in candidates])
    return links


def _equal(keys: list[str]) -> NDArray[np.float64]:
    codes = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    numbers = np.array([codes[key] if key else -1 - n for n, key in enumerate(keys)])
    equal: NDArray[np.float64] = (numbers[:, None] == numbers[None, :]).astype(np.float64)
    return equal
