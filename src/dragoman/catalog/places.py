"""The gazetteer: finds names of places in text and tells which places they are. How: docs/reference/precision.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.catalog.place_article import rank_article
from dragoman.catalog.place_border import resolve_border
from dragoman.catalog.place_candidate import Candidate, is_known_abroad
from dragoman.catalog.place_context import weigh_countries
from dragoman.catalog.place_dateline import find_dateline
from dragoman.catalog.place_distance import Offset
from dragoman.catalog.place_find import PlaceMatch, find_places
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_phrase import Phrase, read_phrase
from dragoman.catalog.place_rank import PlaceContext, confidence_of, rank_candidates
from dragoman.catalog.place_tables import division_key
from dragoman.catalog.place_words import load_place_words
from dragoman.model import Place

__all__ = ["Gazetteer", "PlaceMatch"]

_WORD = re.compile(r"\w+")
_STATE_WORDS = frozenset({"country", "nation", "homeland"})

_WIDE = frozenset({"country", "continent", "world", "sea", "admin1"})
_WITHIN_TOWN = 3.0
"""Nearer than this (km) a distance is one within the place."""
_ONE_NEIGHBOURHOOD = 50.0
"""Told from farther off (km), a place is known no better than its district."""
_LOCAL = 3
"""Places of this precision and closer lie in one first-level division."""
_SHORE = frozenset({"coast", "coastline", "soil", "territory", "border", "side"})
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

    def is_demonym(self, word: str) -> bool:
        """Tell whether a word says whose something is, as "Irish" does, and not where."""
        return fold_name(word) in self.index.own.demonyms

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
        left, right = division_key(name), division_key(place.admin1)
        code = codes.get((place.country, fold_name(name))) or codes.get((place.country, left))
        return left == right or (code is not None and code == codes.get((place.country, fold_name(place.admin1))))

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
        self,
        name: str,
        countries: Sequence[str] = (),
        near: tuple[float, float] | None = None,
        within: str | None = None,
    ) -> Place | None:
        """Return the place that a mention means, or None where no name in it is known.

        `countries`: alpha-3 of the states that the article speaks of, the most frequent first. `near`: (latitude,
        longitude) of something close. `within`: alpha-3 of the state that it is known to lie in; a place elsewhere is
        returned only where that state has none of the name, and it is one that news far from it would name.
        """
        phrase = read_phrase(name, self.index, within)
        if within is not None:
            inside = tuple(c for c in phrase.candidates if c.country == within)
            phrase.candidates = inside or tuple(c for c in phrase.candidates if is_known_abroad(c))
            phrase.countries.append(within)
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
            return self._resolve_unnamed(phrase, name, countries)
        best = ranked[0][1]
        if best.kind == "country" and best.country and name.casefold().endswith("capital"):
            return self._resolve_unnamed(replace(phrase, countries=[best.country]), name, countries)
        sure = confidence_of(ranked) * (1.0 if phrase.whole else _UNSURE)
        place = best.place(precision_of(best.precision, phrase), sure)
        if phrase.offset is not None and best.kind not in _WIDE:
            return self._move(place, phrase.offset)
        return self._give_division(place) if place.admin1 is None and place.precision <= _LOCAL else place

    def _give_division(self, place: Place) -> Place:
        """Fill in the division of a spot that its table gives without: that of the nearest town of the state."""
        if place.latitude is None or place.longitude is None or place.country is None:
            return place
        return replace(place, admin1=self.index.nearest_division(place.latitude, place.longitude, place.country))

    def _move(self, place: Place, offset: Offset) -> Place:
        """Put the place where the distance leads, in the division of the nearest town of that state."""
        if place.latitude is None or place.longitude is None or offset.km <= _WITHIN_TOWN:
            return place
        latitude, longitude = offset.move(place.latitude, place.longitude)
        precision = max(place.precision, 2 if offset.km <= _ONE_NEIGHBOURHOOD else 3)
        admin1 = self.index.nearest_division(latitude, longitude, place.country) or place.admin1
        return replace(place, latitude=latitude, longitude=longitude, admin1=admin1, precision=precision)

    def _resolve_unnamed(self, phrase: Phrase, name: str, countries: Sequence[str]) -> Place | None:
        """Read a place told without its name.

        "The Afghan capital" is Kabul; "the capital" and "the country" are those of the article's first state.
        """
        words = set(_WORD.findall(name.casefold()))
        country = next(iter([*phrase.countries, *countries]), "")
        sure = 0.9 if phrase.countries else 0.6
        if "capital" in words and country in self.index.capitals:
            return self.index.capitals[country].place(confidence=sure)
        if words & _SHORE and phrase.countries and country in self.index.own.countries:
            return self.index.own.countries[country].place(5, sure)
        if words & _STATE_WORDS and country in self.index.own.countries:
            part = words & load_place_words().compass
            return self.index.own.countries[country].place(5 if part else 6, sure)
        return None


def precision_of(own: int, phrase: Phrase) -> int:
    """Return UCDP's precision: near an exact place is 2; a part of a country is a wider area, 5; off its coast is 7."""
    if phrase.offshore and own in (4, 5, 6):
        return 7
    if phrase.near and own == 1:
        return 2
    if phrase.part and own == 6:
        return 5
    return own
