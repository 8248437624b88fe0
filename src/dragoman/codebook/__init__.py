"""PLOVER 2.0's event types, modes, contexts and sectors, and Dragoman's own scales; each term explains itself."""

from dragoman.codebook.book import Codebook
from dragoman.codebook.entry import KINDS_OF_TERM, Entry
from dragoman.codebook.terms import (
    CODEBOOK_VERSION,
    CONTEXTS,
    EVENTS,
    KINDS,
    MODES,
    PRECISIONS,
    QUADS,
    SCORES,
    SECTORS,
    STATUSES,
)

__all__ = [
    "CODEBOOK_VERSION",
    "CONTEXTS",
    "EVENTS",
    "KINDS",
    "KINDS_OF_TERM",
    "MODES",
    "PRECISIONS",
    "QUADS",
    "SCORES",
    "SECTORS",
    "STATUSES",
    "Codebook",
    "Entry",
]
