"""In which mode? Of an event type's modes the one that a linear model finds in the words, or none."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dragoman.codebook import MODES
from dragoman.extract.linear import load_model


def choose_mode(event: str, features: AbstractSet[str]) -> str | None:
    """Return the most specific mode that the text supports, or None; `features` are the trigger's."""
    if not MODES[event]:
        return None
    model = load_model("modes")
    scores = model.probabilities(features)
    own = [(scores[n], name) for n, name in enumerate(model.classes) if name.split("/")[0] == event]
    mode = max(own)[1].split("/")[1] if own else ""
    return mode or None
