"""Which tables of names are read: the shipped ones, and a study's own beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.places import Gazetteer


@dataclass(frozen=True, slots=True)
class NameTables:
    """A study's own tables of actors and places, or None for the shipped ones alone. Loaded once a process each."""

    actors: Path | None = None
    places: Path | None = None

    @property
    def catalog(self) -> ActorCatalog:
        """The actor catalog. Raises BadTable for a faulty table of the study's."""
        return ActorCatalog.load(self.actors)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer. Raises BadTable for a faulty table of the study's."""
        return _load_gazetteer(self.places)


@lru_cache(maxsize=4)
def _load_gazetteer(extra: Path | None) -> Gazetteer:
    return Gazetteer.load(extra)


SHIPPED = NameTables()
