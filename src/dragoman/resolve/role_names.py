"""How a participant that nobody names is called: by its state and sector, or by the sector alone."""

from __future__ import annotations

from functools import cache

from dragoman.codebook.book import Codebook

_UNIDENTIFIED = "unidentified"


@cache
def word_sector(sector: str) -> str:
    """Return a sector in words, as the codebook has it: "MIL" is "military", "UNK" is "unknown sector"."""
    if sector == "UNK":
        return "unknown sector"
    entry = Codebook.load().entries.get(sector)
    return entry.title[:1].lower() + entry.title[1:] if entry is not None else sector


def name_role(sector: str, state: str | None) -> str:
    """Return what to show: "Pakistan (military)", or where no state is known "unidentified (rebels)"."""
    words = word_sector(sector)
    if state is not None:
        return f"{state} ({words})"
    return words if words.startswith(_UNIDENTIFIED) else f"{_UNIDENTIFIED} ({words})"
