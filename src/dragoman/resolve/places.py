"""A place named in a coding to a place on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.catalog.places import Gazetteer
from dragoman.model import Place, PlaceMention

_AGAINST_STATE = 0.5
"""Factor on the confidence where the only place of that name lies in another state than the coder read."""


@cache
def load_gazetteer() -> Gazetteer:
    """Load the shipped gazetteer once a process."""
    return Gazetteer.load()


def resolve_place(
    mention: PlaceMention, context_countries: Sequence[str] = (), gazetteer: Gazetteer | None = None
) -> Place | None:
    """Return where the mention is, or None where no name in it is known.

    The mention's own words come first since they carry kind and direction ("northern Idlib countryside"); then the
    name that the coder gave it. The state and division that the coder read outweigh those of the article
    (`context_countries`: alpha-3, the most spoken of first). `gazetteer`: the study's own; the shipped one otherwise.
    """
    gazetteer = gazetteer or load_gazetteer()
    countries = tuple(dict.fromkeys([mention.country, *context_countries] if mention.country else context_countries))
    place: Place | None = None
    for words in dict.fromkeys((mention.mention.text, mention.name or "")):
        found = _resolve_words(words, mention, countries, gazetteer)
        if found is not None and (place is None or _agrees(found, mention)):
            place = found
        if place is not None and _agrees(place, mention):
            break
    if place is None:
        return _resolve_outer(mention, gazetteer)
    agrees = 1.0 if _agrees(place, mention) else _AGAINST_STATE
    return replace(place, confidence=round(place.confidence * mention.confidence * agrees, 3))


def _resolve_words(words: str, mention: PlaceMention, countries: Sequence[str], gazetteer: Gazetteer) -> Place | None:
    """Ask with the division behind a comma first, as in "Quetta, Balochistan", then without."""
    if not words.strip():
        return None
    if mention.admin1 and mention.admin1 != words:
        place = gazetteer.resolve(f"{words}, {mention.admin1}", countries, within=mention.country)
        if place is not None and gazetteer.same_division(mention.admin1, place) and place.name != mention.admin1:
            return place
    return gazetteer.resolve(words, countries, within=mention.country)


def _resolve_outer(mention: PlaceMention, gazetteer: Gazetteer) -> Place | None:
    """An unknown village is put at its division where the coder read one, else at its state: never at a namesake."""
    if not mention.country:
        return None
    outer = gazetteer.resolve_division(mention.admin1, mention.country) if mention.admin1 else None
    outer = outer or gazetteer.resolve_country(mention.country)
    return None if outer is None else replace(outer, confidence=round(0.5 * mention.confidence, 3))


def _agrees(place: Place, mention: PlaceMention) -> bool:
    return mention.country is None or place.country is None or place.country == mention.country
