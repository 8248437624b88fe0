"""Who acts on whom in a sentence, and what kind of act is it? For two parties given by their words.

Two models answer, and their scores are averaged: a linear one over the words around the parties (fitted by
scripts/train_dyads.py), and the network's head for pairs. Where the sentence names one party only, the linear one
answers alone. The root types are those of PLOVER 1: YIELD is CONCEDE and RETREAT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dragoman.extract.dyad_features import dyad_features
from dragoman.extract.linear import load_model
from dragoman.extract.network import load_network
from dragoman.extract.read_sentence import ReadSentence, read_sentence
from dragoman.model import Span

NETWORK_SHARE = 0.5
"""Weight of the network's scores; on the held-out tenth of PLV, 0.5 to 0.8 give the right type most probability."""
_TASK = "plv"
_INVERSE = "INVERSE"
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Dyad:
    """What a source does to a target: the likeliest root type, its probability, and every type's."""

    root: str
    probability: float
    probabilities: dict[str, float]


def type_dyad(sentence: str, source: str | None, target: str | None, read: ReadSentence | None = None) -> Dyad:
    """Tell what kind of act the source does to the target; None for a party that the sentence does not name.

    `read`: the sentence as the network reads it, where the caller has had it read already.
    """
    left, right = find_parties(sentence, source or "", target or "")
    model = load_model("dyads")
    logs = np.log(model.probabilities(dyad_features(sentence, left, right)) + _TINY)
    if left is not None and right is not None:
        told = _ask_network(sentence, left, right, read)
        if told:
            network = np.log(np.array([told[root] for root in model.classes]) + _TINY)
            logs = (1 - NETWORK_SHARE) * logs + NETWORK_SHARE * network
    raised = np.exp(logs - logs.max())
    probabilities = dict(zip(model.classes, map(float, raised / raised.sum()), strict=True))
    root = max(probabilities, key=probabilities.__getitem__)
    return Dyad(root, probabilities[root], probabilities)


def choose_source(
    sentence: str, parties: tuple[str, str], read: ReadSentence | None = None
) -> tuple[str | None, float]:
    """Tell which of two parties acts, and how likely that is; None where the sentence does not hold both.

    `read`: as for `type_dyad`.
    """
    one, other = find_parties(sentence, *parties)
    if one is None or other is None:
        return None, 0.0
    first, second = min(one, other), max(one, other)
    forward = load_model("dyad_order").probability(dyad_features(sentence, first, second), "forward")
    as_told = _ask_network(sentence, first, second, read)
    turned = _ask_network(sentence, second, first, read)
    if as_told and turned:
        odds = np.log((forward + _TINY) / (1 - forward + _TINY))
        odds += np.log((turned[_INVERSE] + _TINY) / (as_told[_INVERSE] + _TINY))
        forward = float(1 / (1 + np.exp(-odds / 2)))
    names = parties if first == one else (parties[1], parties[0])
    return (names[0], forward) if forward >= 0.5 else (names[1], 1 - forward)


def _ask_network(sentence: str, source: Span, target: Span, read: ReadSentence | None) -> dict[str, float]:
    """Return the network's probabilities of the pair's classes; empty where no window holds both parties."""
    read = read or read_sentence(sentence, source, target)
    if read is None:
        return {}
    network = load_network()
    told = network.type_pair(read.read, _TASK, read.words_of(source), read.words_of(target))
    return dict(zip(network.pair_labels[_TASK], map(float, told), strict=True))


def find_parties(sentence: str, *parties: str) -> list[Span | None]:
    """Return where each party's words stand: whole words first, and no two parties on the same characters.

    The longest party chooses first, so that "the army" is not looked for inside "the army of Laos". None where the
    sentence does not hold the words.
    """
    found: dict[int, Span] = {}
    for index in sorted(range(len(parties)), key=lambda i: -len(parties[i])):
        places = [place for place in _places(sentence, parties[index]) if not _taken(place, found.values())]
        if places:
            found[index] = places[0]
    return [found.get(index) for index in range(len(parties))]


def _places(sentence: str, words: str) -> list[Span]:
    words = words.strip()
    if not words:
        return []
    spans = [Span(*match.span()) for match in re.finditer(re.escape(words), sentence)]
    return sorted(spans, key=lambda span: not _whole(sentence, span))


def _whole(sentence: str, span: Span) -> bool:
    before, after = sentence[max(span.start - 1, 0) : span.start], sentence[span.end : span.end + 1]
    return not before.isalnum() and not after.isalnum()


def _taken(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
