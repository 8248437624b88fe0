"""Is the violence anybody's? A fire, a crash, a storm and an illness kill too, and are no events of the codebook."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.linear import load_model
from dragoman.extract.sentence_filter import list_stems

LEAST = 0.5
"""From here on an act of violence is taken for an accident, a disaster or an illness: scripts/train_accidents.py."""


def is_accident(sentence: str, trigger: str) -> bool:
    """Tell whether what a sentence calls an attack by its words is one that nobody made."""
    return load_model("accidents").probability(accident_features(sentence, trigger), "accident") >= LEAST


def accident_features(sentence: str, trigger: str) -> set[str]:
    """Return the stems of the sentence, and those of the trigger once more by themselves and in pairs."""
    return set(_list_features(sentence, trigger))


def _list_features(sentence: str, trigger: str) -> Iterator[str]:
    yield from list_stems(sentence)
    stems = list(list_stems(trigger))
    yield from (f"trigger={stem}" for stem in stems)
    yield f"trigger={' '.join(stems)}"
