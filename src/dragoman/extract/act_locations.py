"""Where did the act of a verb happen? The name in its own sentence that two models tie to it, or none.

A linear model weighs the names that stand in the sentence (fitted by scripts/train_locations.py), and the network's
head for locations the words; their log odds are averaged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from dragoman.catalog.places import Gazetteer
from dragoman.extract.act_location_features import Words, list_candidates, location_features
from dragoman.extract.linear import load_model
from dragoman.extract.network import load_network
from dragoman.extract.read_sentence import ReadSentence, read_sentence
from dragoman.model import Quote, Span

LEAST = 0.15
"""Probability from which on a name is given. Of the names between 0.1 and 0.25 in held-out sentences without a mark,
about one in three was right when read; above 0.25, one in two."""
NETWORK_SHARE = 0.4
"""Weight of the network's log odds, by the held-out tenth of the set; from 0.3 to 0.7 the mixture is as good."""
_TASK, _GROUP = "evloc", "location"
_TINY = 1e-4


@dataclass(frozen=True, slots=True)
class ActLocation:
    """The words that name where an act happened, and how likely they are the right ones."""

    quote: Quote
    probability: float


def locate_act(sentence: str, verb: Span, read: ReadSentence | None = None) -> ActLocation | None:
    """Return where the act that a verb of the sentence tells of happened, or None where the sentence ties no place.

    `read`: the sentence as the network reads it, where the caller has had it read already.
    """
    ranked = rank_locations(sentence, verb, read)
    if not ranked or ranked[0].probability < LEAST:
        return None
    return ranked[0]


def rank_locations(sentence: str, verb: Span, read: ReadSentence | None = None) -> list[ActLocation]:
    """Return every name that may be the place of a verb's act, the likeliest first; `read` as for `locate_act`."""
    words = Words.of(sentence)
    candidates = list_candidates(sentence, words, _gazetteer())
    if not candidates:
        return []
    model = load_model("act_locations")
    weigh = _ask_network(sentence, verb, read)
    found = []
    for candidate in candidates:
        features = location_features(sentence, words, verb, candidate, candidates)
        odds = _log_odds(model.probability(features, "yes"))
        if weigh is not None:
            odds = (1 - NETWORK_SHARE) * odds + NETWORK_SHARE * _log_odds(weigh(candidate.span))
        quote = Quote(candidate.span, candidate.span.quote(sentence))
        found.append(ActLocation(quote, float(1 / (1 + np.exp(-odds)))))
    return sorted(found, key=lambda location: (-location.probability, location.quote.span))


def _ask_network(sentence: str, verb: Span, read: ReadSentence | None) -> Callable[[Span], float] | None:
    """Return how likely the network holds a name for the place, or None where no window holds the verb.

    That is the geometric mean over the name's words of lying in a place, times the chance that the place ends there.
    """
    read = read or read_sentence(sentence, verb)
    if read is None or not (anchor := read.words_of(verb)):
        return None
    scores = load_network().relate(read.read, _TASK, anchor)[_GROUP]
    inside, goes_on = 1 - scores[:, 0], np.append(scores[:, 2], 0.0)

    def weigh(span: Span) -> float:
        covered = read.words_of(span)
        if not covered:
            return 0.0
        within = np.exp(np.log(np.maximum(inside[covered], _TINY)).mean())
        return float(within * (1 - goes_on[covered[-1] + 1]))

    return weigh


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _TINY), 1 - _TINY)
    return float(np.log(kept / (1 - kept)))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
