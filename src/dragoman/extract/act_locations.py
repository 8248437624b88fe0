"""Where did the act of a verb happen? The name in its own sentence that a linear model ties to it, or none.

Fitted by scripts/train_locations.py to sentences with a marked verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.catalog.places import Gazetteer
from dragoman.extract.act_location_features import Candidate, Words, list_candidates, location_features
from dragoman.extract.linear import load_model
from dragoman.model import Quote, Span

LEAST = 0.2
"""Probability from which on a name is given: below it one in seven of the marked places lies, and half of the names in
sentences without a mark."""


@dataclass(frozen=True, slots=True)
class ActLocation:
    """The words that name where an act happened, and how likely they are the right ones."""

    quote: Quote
    probability: float


def locate_act(sentence: str, verb: Span) -> ActLocation | None:
    """Return where the act that a verb of the sentence tells of happened, or None where the sentence ties no place."""
    ranked = rank_locations(sentence, verb)
    if not ranked or ranked[0].probability < LEAST:
        return None
    return ranked[0]


def rank_locations(sentence: str, verb: Span) -> list[ActLocation]:
    """Return every name that may be the place of a verb's act, the likeliest first."""
    words = Words.of(sentence)
    candidates = list_candidates(sentence, words, _gazetteer())
    return rank_candidates(sentence, words, verb, candidates)


def rank_candidates(sentence: str, words: Words, verb: Span, candidates: Sequence[Candidate]) -> list[ActLocation]:
    """Return the given names, the likeliest first."""
    model = load_model("act_locations")
    found = []
    for candidate in candidates:
        features = location_features(sentence, words, verb, candidate, candidates)
        quote = Quote(candidate.span, candidate.span.quote(sentence))
        found.append(ActLocation(quote, model.probability(features, "yes")))
    return sorted(found, key=lambda location: (-location.probability, location.quote.span))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
