"""In which mode? Of an event type's modes the one that a linear model finds in the words, or none."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dragoman.codebook import MODES
from dragoman.extract.linear import load_model

_SURE = 0.6
"""How sure another mention must be of its mode, among the modes of the type."""


def choose_mode(event: str, triggers: Sequence[AbstractSet[str]]) -> str | None:
    """Return the most specific mode that the text supports, or None.

    `triggers`: the features of each mention of the act, the clearest first. Its mode is that of the clearest; where
    that tells none, the surest that another mention tells ("the attack" ... "the suicide bomber").
    """
    if not MODES[event]:
        return None
    read = [_read_mode(event, features) for features in triggers]
    told = [(probability, mode) for probability, mode in read if mode]
    if read[0][1] or not told or max(told)[0] < _SURE:
        return read[0][1] or None
    return max(told)[1]


def _read_mode(event: str, features: AbstractSet[str]) -> tuple[float, str]:
    model = load_model("modes")
    scores = model.probabilities(features)
    own = [
        (float(scores[n]), name.split("/")[1]) for n, name in enumerate(model.classes) if name.split("/")[0] == event
    ]
    total = sum(p for p, _ in own)
    best, mode = max(own, default=(0.0, ""))
    return (best / total if total else 0.0), mode
