"""Actors as a person names them in a flag: by id, by country code, or by any name of the catalog."""

from __future__ import annotations

from pathlib import Path


def find_actor(name: str, actors_file: Path | None) -> str:
    """Return the id of the one actor that goes by this name or abbreviation, whatever its case ("US": "USA").

    An id, and a name that no entry or more than one goes by, is returned as it stands: the record may know it.
    """
    from dragoman.catalog.actors import ActorCatalog

    catalog = ActorCatalog.load(actors_file)
    if catalog.get(name) is not None:
        return name
    wanted = name.casefold()
    found = {
        actor.id
        for actor in catalog
        if any(wanted == known.casefold() for known in (actor.id, *actor.names, *actor.abbreviations))
    }
    return found.pop() if len(found) == 1 else name
