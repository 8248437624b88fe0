"""Where did it happen? Of the places that an article names, the one that a linear model ties to the trigger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.catalog.places import PlaceMatch
from dragoman.extract.circumstance_features import Site, circumstance_features, find_site
from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading
from dragoman.model import PlaceMention, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKE = 0.3
_WIDE = frozenset(("country", "continent", "world", "sea"))


def list_places(reading: Reading, position: int) -> list[tuple[PlaceMatch, Site]]:
    """Return the places that may be the act's, with where they stand; those far from the trigger are left out."""
    found = []
    for match in reading.places:
        site = find_site(reading, position, Span(match.start, match.end), match.dateline)
        if site.where != "far":
            found.append((match, site))
    return found


def place_traits(
    match: PlaceMatch, site: Site, others: Sequence[tuple[PlaceMatch, Site]], counts: Counter[str]
) -> list[str]:
    """Name what a place is: its kind, whether a smaller one stands in the same sentence, how often it is named."""
    kind = match.candidates[0].kind if match.candidates else "none"
    smaller = any(
        s.where == site.where and m.candidates and m.candidates[0].kind not in _WIDE
        for m, s in others
        if m is not match
    )
    token = site.token
    return [
        f"kind={kind}",
        f"wide={kind in _WIDE}",
        f"smaller={smaller}:{kind in _WIDE}",
        f"inside={match.inside}",
        f"locative={match.locative}",
        f"often={min(counts[match.text], 3)}",
        f"entity={token.ent_type_ if token is not None else ''}",
        f"sites={min(len({m.text for m, s in others if s.where == 'here'}), 3)}",
    ]


def choose_place(
    reading: Reading, position: int, trigger: Token, event: str, countries: Sequence[str]
) -> PlaceMention | None:
    """Return where the act happened, as the smallest named place, or None where the text does not tie one to it."""
    model = load_model("places")
    options = list_places(reading, position)
    counts = Counter(match.text for match in reading.places)
    scored = []
    for match, site in options:
        features = circumstance_features(trigger, event, site, place_traits(match, site, options, counts))
        scored.append((model.probability(features, "yes"), -match.start, match))
    if not scored:
        return None
    probability, _, match = max(scored, key=lambda item: item[:2])
    if probability < _TAKE:
        return None
    quote = Quote.cut(reading.article.full_text, match.start, match.end)
    place = reading.tables.gazetteer.resolve(match.text, countries)
    if place is None:
        return PlaceMention(quote, match.text, None, None, round(probability, 3))
    return PlaceMention(quote, match.text, place.admin1, place.country, round(probability, 3))
