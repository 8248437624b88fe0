"""The codes that a coding may hold, read from the codebook's tables."""

from __future__ import annotations

from dragoman.codebook.book import Codebook

_BOOK = Codebook.load()


def _codes(kind: str) -> tuple[str, ...]:
    return tuple(entry.code for entry in _BOOK.list_terms(kind))


CODEBOOK_VERSION: str = _BOOK.version
EVENTS: tuple[str, ...] = _codes("event")
MODES: dict[str, tuple[str, ...]] = {
    event: tuple(entry.code for entry in _BOOK.list_terms("mode") if entry.event == event) for event in EVENTS
}
"""Event type to its modes; empty for the types that have none."""
QUADS: dict[str, str] = {entry.code: entry.quad or "" for entry in _BOOK.list_terms("event")}
"""Event type to its quad class."""
SCORES: dict[str, float] = {entry.code: entry.score or 0.0 for entry in _BOOK.list_terms("event")}
"""Event type to PLOVER's conflict-cooperation score, -10 to +10."""
CONTEXTS: tuple[str, ...] = _codes("context")
SECTORS: tuple[str, ...] = _codes("sector")
STATUSES: tuple[str, ...] = _codes("status")
KINDS: tuple[str, ...] = _codes("kind")
PRECISIONS: tuple[int, ...] = tuple(int(code) for code in _codes("precision"))
