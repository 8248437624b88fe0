"""The gazetteer: finds names of places in text and tells which places they are. How: docs/reference/precision.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.catalog.place_article import rank_article
from dragoman.catalog.place_border import resolve_border
from dragoman.catalog.place_candidate import Candidate
from dragoman.catalog.place_context import weigh_countries
from dragoman.catalog.place_find import PlaceMatch, find_dateline, find_places
from dragoman.catalog.place_fold import fold_name
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

    def countries_of(self, text: str, matches: Sequence[PlaceMatch] | None = None) -> dict[str, float]:
        """Return how much the text speaks of each state, by alpha-3 code, the weightiest first.

        `matches`: what `find` gave for this text, where it was asked already.
        """
        return weigh_countries(text, self.find(text) if matches is None else matches, self.index)

    def same_division(self, name: str, place: Place) -> bool:
        """Tell whether a division by this name is the one that the place lies in, however either is spelt."""
        if place.country is None or place.admin1 is None:
            return False
        codes = self.index.own.admin1_codes
        left = codes.get((place.country, fold_name(name)))
        right = codes.get((place.country, fold_name(place.admin1)))
        return fold_name(name) == fold_name(place.admin1) or (left is not None and left == right)

    def resolve_country(self, country: str) -> Place | None:
        """Return the state by its alpha-3 code, at precision 6."""
        state = self.index.own.countries.get(country)
        return None if state is None else state.place()

    def resolve_division(self, name: str, country: str) -> Place | None:
        """Return the first-level division of a state by any of its names, at precision 4."""
        code = self.index.own.admin1_codes.get((country, fold_name(name)))
        found = [c for c in self.index.lookup(name) if c.kind == "admin1" and code and c.admin1_code == code]
        return found[0].place() if found else None

    def resolve_spans(
        self, text: str, spans: Sequence[tuple[int, int]], countries: Sequence[str] = ()
    ) -> list[Place | None]:
        """Return the place of each name at (start, end) of the text, read together: see place_article."""
        context = PlaceContext(tuple(countries))
        answers: dict[tuple[int, int], Place | None] = {}
        for mention in rank_article(text, spans, self.index, context):
            place = self._settle(text[slice(*mention.spans[0])], mention.phrase, mention.ranked, countries)
            answers.update(dict.fromkeys(mention.spans, place))
        return [answers[span] for span in spans]

    def resolve(
        self, name: str, countries: Sequence[str] = (), near: tuple[float, float] | None = None
    ) -> Place | None:
        """Return the place that a mention means, or None where no name in it is known.

        `countries`: alpha-3 of the states that the article speaks of, the most frequent first.
        """
        phrase = read_phrase(name, self.index)
        ranked = rank_candidates(phrase, PlaceContext(tuple(countries), near))
        return self._settle(name, phrase, ranked, countries)

    def _settle(
        self, name: str, phrase: Phrase, ranked: Sequence[tuple[float, Candidate]], countries: Sequence[str]
    ) -> Place | None:
        if phrase.border:
            line = resolve_border(name, phrase, self.index, countries)
            if line is not None:
                return line
        if not ranked:
            return self._resolve_capital(phrase, name, countries)
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
