"""Could this sentence hold an event? A quick look at its words, before any parse."""

from __future__ import annotations


def may_hold_event(sentence: str) -> bool:
    """Tell whether a sentence is worth parsing."""
    return bool(sentence)
