"""Who acts on whom in a sentence, and what kind of act is it? For two parties given by their words.

The root types are those of PLOVER 1 (YIELD is CONCEDE and RETREAT). Fitted by scripts/train_dyads.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.dyad_features import dyad_features
from dragoman.extract.linear import load_model
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Dyad:
    """What a source does to a target: the likeliest root type, its probability, and every type's."""

    root: str
    probability: float
    probabilities: dict[str, float]


def type_dyad(sentence: str, source: str | None, target: str | None) -> Dyad:
    """Tell what kind of act the source does to the target; None for a party that the sentence does not name."""
    left, right = find_parties(sentence, source or "", target or "")
    model = load_model("dyads")
    scores = model.probabilities(dyad_features(sentence, left, right))
    probabilities = {root: float(score) for root, score in zip(model.classes, scores, strict=True)}
    root = max(probabilities, key=probabilities.__getitem__)
    return Dyad(root, probabilities[root], probabilities)


def choose_source(sentence: str, parties: tuple[str, str]) -> tuple[str | None, float]:
    """Tell which of two parties acts, and how likely that is; None where the sentence does not hold both."""
    spans = find_parties(sentence, *parties)
    if spans[0] is None or spans[1] is None:
        return None, 0.0
    first, second = sorted(zip(spans, parties, strict=True), key=lambda pair: pair[0] or Span(0, 0))
    forward = load_model("dyad_order").probability(dyad_features(sentence, first[0], second[0]), "forward")
    return (first[1], forward) if forward >= 0.5 else (second[1], 1 - forward)


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
