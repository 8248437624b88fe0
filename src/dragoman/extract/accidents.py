"""Is the violence anybody's? A fire, a crash, a storm and an illness kill too, and are no events of the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.extract.linear import load_model
from dragoman.extract.sentence_filter import list_stems

LEAST = 0.5
"""From here on an act of violence is taken for an accident, a disaster or an illness: scripts/train_accidents.py."""
_ILLNESS = re.compile(
    r"\b(?:deaths?|dead|died|dies|die|dying|kill(?:s|ed|ing)?|fatalities) (?:[\w,’'-]+ ){0,3}?"
    r"(?:from|of|due to|by|with|caused by|linked to|related to) (?:[\w’'-]+ ){0,2}?"
    r"(?:covid|coronavirus|pandemic|epidemic|ebola|cholera|measles|influenza|(?:bird |swine )?flu|malaria|dengue"
    r"|typhoid|encephalitis|meningitis|disease|illness|virus|cancer|heart attack|stroke|natural causes|old age)\b",
    re.IGNORECASE,
)


def is_accident(sentence: str, trigger: str) -> bool:
    """Tell whether what a sentence calls an attack by its words is one that nobody made."""
    if any(trigger in found.group() for found in _ILLNESS.finditer(sentence)):
        return True
    return load_model("accidents").probability(accident_features(sentence, trigger), "accident") >= LEAST


def accident_features(sentence: str, trigger: str) -> set[str]:
    """Return the stems of the sentence, and those of the trigger once more by themselves and in pairs."""
    return set(_list_features(sentence, trigger))


def _list_features(sentence: str, trigger: str) -> Iterator[str]:
    yield from list_stems(sentence)
    stems = list(list_stems(trigger))
    yield from (f"trigger={stem}" for stem in stems)
    yield f"trigger={' '.join(stems)}"
