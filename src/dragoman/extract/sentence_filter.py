"""Could this sentence hold an event? A quick look at its words, before the network reads any.

A linear model over single words and pairs reads a thousand sentences in the time that the network takes for ten, and
lets through what may hold an event. What it costs and saves: docs/explanation/coder.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from dragoman.extract.linear import load_model

LEAST = 0.2
"""Probability of holding an event from which on a sentence is read."""

_CLAIM_WORDS = re.compile(
    r"(?:claim\w*|\bt(?:ook|ak\w+)|accept\w*|admit\w*|assum\w*)[\s\S]{0,40}?\b(?:responsibility|credit)"
    r"|responsibility[\s\S]{0,60}?claimed|claimed by",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+|\d+")
_ENDINGS = ("ing", "ed", "es", "s", "e", "ions", "ion")
_REMEMBERED = 20_000
"""Stems kept: most words of a text have been seen before."""


def may_hold_events(sentences: Sequence[str], least: float = LEAST) -> list[bool]:
    """Tell of each sentence of an article, in order, whether it is worth reading."""
    features = (filter_features(sentence, index) for index, sentence in enumerate(sentences))
    scores = load_model("filter").probability_of_each(features, "yes")
    return [
        score >= least or claims_responsibility(sentence) for score, sentence in zip(scores, sentences, strict=True)
    ]


def claims_responsibility(sentence: str) -> bool:
    """Tell whether a sentence may speak of a claim of responsibility, which follows the attack and names no act."""
    return bool(_CLAIM_WORDS.search(sentence))


def filter_features(sentence: str, index: int) -> set[str]:
    """Return the stems of a sentence's words, pairs of neighbours, its length and its place in the article."""
    stems = list(list_stems(sentence))
    features = set(stems)
    features.update(f"{left} {right}" for left, right in pairwise(stems))
    features.add(f"#length={min(len(stems) // 5, 8)}")
    features.add(f"#index={min(index, 5)}")
    return features


def list_stems(sentence: str) -> Iterator[str]:
    """Yield the stems of a text's words in order; every number is "#"."""
    return map(_stem, _WORD.findall(sentence.lower()))


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    if word[0].isdigit():
        return "#"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
