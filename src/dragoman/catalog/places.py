"""The gazetteer: finds names of places in text and tells which places they are. How: docs/reference/precision.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.catalog.place_border import resolve_border
from dragoman.catalog.place_find import PlaceMatch, find_dateline, find_places
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_phrase import Phrase, read_phrase
from dragoman.catalog.place_rank import PlaceContext, confidence_of, rank_candidates
from dragoman.model import Place

__all__ = ["Gazetteer", "PlaceMatch"]

_UNSURE = 0.7
"""Factor on the confidence where words of the mention were not understood."""


class Gazetteer:
    """Names of places, where they are, and which one is meant."""

    def __init__(self, index: PlaceIndex) -> None:
        self.index = index

    @classmethod
    def load(cls, extra: Path | None = None) -> Gazetteer:
        """Read the shipped tables and, where given, a study's own places (a CSV with the columns of regions.csv)."""
        return cls(PlaceIndex.load(extra))

    def find(self, text: str) -> list[PlaceMatch]:
        """Return the names of places in running text, in order, none overlapping."""
        return find_places(text, self.index)

    def find_dateline(self, text: str) -> PlaceMatch | None:
        """Return the place of the dateline that an article opens with, or None."""
        return find_dateline(text, self.index)

    def resolve(
        self, name: str, countries: Sequence[str] = (), near: tuple[float, float] | None = None
    ) -> Place | None:
        """Return the place that a mention means, or None where no name in it is known.

        `countries`: alpha-3 of the states that the article speaks of, the most frequent first.
        """
        phrase = read_phrase(name, self.index)
        context = PlaceContext(tuple(countries), near)
        if phrase.border:
            line = resolve_border(name, phrase, self.index, countries)
            if line is not None:
                return line
        if not phrase.candidates:
            return self._resolve_capital(phrase, name, countries)
        ranked = rank_candidates(phrase, context)
        best = ranked[0][1]
        sure = confidence_of(ranked) * (1.0 if phrase.whole else _UNSURE)
        return best.place(precision_of(best.precision, phrase), sure)

    def _resolve_capital(self, phrase: Phrase, name: str, countries: Sequence[str]) -> Place | None:
        """ "The Afghan capital" names a city without its name; "the capital" is that of the article's first state."""
        if "capital" not in name.casefold().split():
            return None
        country = next(iter([*phrase.countries, *countries]), "")
        capital = self.index.capitals.get(country)
        return None if capital is None else capital.place(confidence=0.9 if phrase.countries else 0.6)


def precision_of(own: int, phrase: Phrase) -> int:
    """Return UCDP's precision: near an exact place is 2; a part of a country is a wider area, 5."""
    if phrase.near and own == 1:
        return 2
    if phrase.part and own == 6:
        return 5
    return own
