"""Which of a name's candidates is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from dragoman.catalog.place_candidate import WIDE_KINDS, Candidate, distance_km, is_known, is_small, prior
from dragoman.catalog.place_phrase import Phrase

_COUNTRY_WEIGHTS = (2.5, 1.8, 1.4, 1.2)
_OTHER_COUNTRY = 1.0
_SMALL_TOWN = 0.6
"""A small town gains less by lying in a state of the article: Geneva is not the one in Illinois in news on the U.S."""


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known around a mention.

    `countries`: alpha-3 of the article's states, the most spoken of first. `near`: (latitude, longitude).
    `admin1_codes`: codes of the divisions that the article names.
    """

    countries: Sequence[str] = ()
    near: tuple[float, float] | None = None
    admin1_codes: frozenset[str] = field(default_factory=frozenset)


def rank_candidates(phrase: Phrase, context: PlaceContext) -> list[tuple[float, Candidate]]:
    """Return (score, candidate), the best first; ties by name, country and GeoNames id, so that runs agree."""
    candidates = phrase.candidates
    if phrase.site:
        # "Victory Square" is no square in the hamlet of Victory.
        candidates = tuple(c for c in candidates if is_known(c) or c.country in context.countries)
    scored = [(score_candidate(candidate, phrase, context), candidate) for candidate in candidates]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].name, pair[1].country or "", pair[1].geoname_id or 0))


def score_candidate(candidate: Candidate, phrase: Phrase, context: PlaceContext) -> float:
    """Add to the prior what the mention itself and the article speak for."""
    score = prior(candidate)
    score += _kind_bonus(candidate, phrase)
    score += sum(_container_bonus(candidate, container) for container in phrase.containers)
    if phrase.countries:
        score += 4.0 if candidate.country in phrase.countries else -4.0
    if candidate.country is not None and candidate.country in context.countries:
        at = list(context.countries).index(candidate.country)
        bonus = _COUNTRY_WEIGHTS[at] if at < len(_COUNTRY_WEIGHTS) else _OTHER_COUNTRY
        score += _SMALL_TOWN * bonus if is_small(candidate) else bonus
    if candidate.admin1_code in context.admin1_codes and candidate.kind not in WIDE_KINDS:
        score += 1.0
    return score + _near_bonus(candidate, context.near)


def _kind_bonus(candidate: Candidate, phrase: Phrase) -> float:
    if not phrase.kinds:
        return 0.0
    if candidate.kind in phrase.kinds:
        return 3.0 - 0.3 * phrase.kinds.index(candidate.kind) + (1.5 if candidate.minor else 0.0)
    return 0.0


def _container_bonus(candidate: Candidate, container: tuple[Candidate, ...]) -> float:
    """Return the best that any reading of the container gives: the same division counts more than the same country."""
    best = -3.0
    for outer in container[:8]:
        if outer.kind == "country" and outer.country == candidate.country:
            best = max(best, 4.0)
        elif outer.kind == "admin1" and outer.admin1_code == candidate.admin1_code and candidate.kind != "admin1":
            best = max(best, 6.0)
        elif outer.latitude is not None and candidate.latitude is not None and candidate.kind not in WIDE_KINDS:
            gap = distance_km(
                (candidate.latitude, candidate.longitude or 0.0), (outer.latitude, outer.longitude or 0.0)
            )
            best = max(best, 7.0 * exp(-gap / 150.0) - 3.0)
    return best


def _near_bonus(candidate: Candidate, near: tuple[float, float] | None) -> float:
    if near is None or candidate.latitude is None or candidate.longitude is None or candidate.kind in WIDE_KINDS:
        return 0.0
    gap = distance_km((candidate.latitude, candidate.longitude), near)
    return 2.5 * exp(-gap / 100.0) + 1.0 * exp(-gap / 700.0)


def confidence_of(ranked: Sequence[tuple[float, Candidate]]) -> float:
    """Return the share of the best candidate among those at other places, on the scale of the scores."""
    if not ranked:
        return 0.0
    best, winner = ranked[0]
    total = 1.0
    for score, candidate in ranked[1:]:
        if not _same_spot(candidate, winner):
            total += exp(1.5 * (score - best))
    return 1.0 / total


def _same_spot(left: Candidate, right: Candidate) -> bool:
    """Tell whether it matters little which of the two is meant: one spot, or two entries of one division."""
    if left.kind == right.kind == "admin1" and left.admin1_code == right.admin1_code:
        return True
    if left.latitude is None or right.latitude is None:
        return False
    gap = distance_km((left.latitude, left.longitude or 0.0), (right.latitude, right.longitude or 0.0))
    return gap < 60.0
