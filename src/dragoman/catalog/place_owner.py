"""Say which state a place in a mention of an actor belongs to ("Ohio governor", "a court in Kirov")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.catalog.place_candidate import PRIMARY, prior

if TYPE_CHECKING:
    from dragoman.catalog.place_index import PlaceIndex

# A town of some 200,000, or a division of half as many: smaller namesakes are mostly somebody's surname.
_WELL_KNOWN = 5.3
_KINDS = frozenset(("city", "capital", "admin1", "region", "country"))


@lru_cache(maxsize=1)
def _load_index() -> PlaceIndex:
    # Not needed until the first mention with a place in it, and slow to import (numpy).
    from dragoman.catalog.place_index import PlaceIndex

    return PlaceIndex.load()


def find_place_country(name: str) -> str | None:
    """Return the ISO alpha-3 code of the state that a well-known place lies in; None for all else."""
    candidates = _load_index().lookup(name)
    if not candidates:
        return None
    best = candidates[0]
    known = best.rank == PRIMARY and best.kind in _KINDS and prior(best) >= _WELL_KNOWN
    return best.country if known else None
