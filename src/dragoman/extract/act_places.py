"""Where did it happen? Every place that an article names is weighed against every act.

Names come from the gazetteer, and from the network where it points at a name that the gazetteer does not know. A linear
model weighs them, fitted by scripts/train_acts.py; the countries of the article decide between places of one name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.catalog.places import PlaceMatch
from dragoman.extract.act_circumstances import Standing, bin_odds, likeliest_status, locate, standing_features
from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.extract.linear import load_model
from dragoman.extract.network import Network
from dragoman.extract.role_spans import find_spans, label_mass, mean_probability
from dragoman.model import PlaceMention, Quote, Span

PLACE_LEAST = 0.15
_TOLD_LEAST = 0.2
"""Words that no table knows are weighed as a place from this probability on."""
_NEARLY = 0.7
"""A place within a state is taken before the state where it is so likely beside it."""
_NEXT = 40
"""Characters within which a place tells the state of a name beside it: "in Sarhak, a village near Ostrel"."""
_WIDE = frozenset(("country", "continent", "world", "sea"))
_NAME = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*(?:[ \n](?:(?:of|the|de|al|el|la)[ \n])?(?:[A-Z][\w'’-]*|\d+))*")

_COMMON = frozenset(
    (
        "Agency", "Airport", "Bridge", "Building", "Centre", "Center", "Church", "Court", "Department", "Hospital",
        "House", "Ministry", "Mosque", "Office", "Palace", "Park", "Road", "School", "Square", "Street", "Tower",
        "University",
    )
)  # fmt: skip
"""What is left of a name that was cut: "Square" of "St. Peter's Square" is no place."""
_IN = re.compile(r"\b(?:in|at|near|on|from|outside|across)\s(?:the\s)?(?:\w+\s)?$")

_Weighed = tuple[float, int, PlaceMatch]
"""Probability, less its place in the text, and the place: in order of these the likeliest is last."""


def choose_place(reading: ActReading, act: Act, network: Network, parties: Sequence[Span] = ()) -> PlaceMention | None:
    """Return where the act happened, as the smallest named place, or None where the text does not tie one to it.

    `parties`: the words of those who take part: "Kano" of "the Kano police" is no place of the act, nor is the state
    whose forces attack.
    """
    text = reading.article.full_text
    weighed = [
        (match, features)
        for match, features in weigh_places(reading, act, network)
        if not any(_is_part(text, match, party, act.event) for party in parties)
    ]
    each = load_model("act_places").probability_of_each((features for _, features in weighed), "yes")
    scored = [(probability, -match.start, match) for probability, (match, _) in zip(each, weighed, strict=True)]
    likely = sorted((item for item in scored if item[0] >= PLACE_LEAST), key=lambda item: item[:2], reverse=True)
    if not likely:
        return None
    probability, _, match = _take_smaller(likely)
    quote = Quote.cut(reading.article.full_text, match.start, match.end)
    probability = round(probability, 3)
    known = match if match.candidates else next((other for _, _, other in likely if other.candidates), None)
    known = known or _find_beside(reading, match)
    place = reading.tables.gazetteer.resolve(known.text, reading.countries) if known is not None else None
    if place is None:
        return PlaceMention(quote, match.text, None, next(iter(reading.countries), None), probability)
    # What no table knows lies in the division of the place that is known.
    return PlaceMention(quote, match.text, place.admin1, place.country, probability)


def _is_part(text: str, match: PlaceMatch, party: Span, event: str) -> bool:
    """Tell whether a place stands in the words of a party, without a word that makes it the place of something."""
    if not (party.start <= match.start and match.end <= party.end) or _IN.search(text, party.start, match.start):
        return False
    return event == "ASSAULT" or (match.start, match.end) != (party.start, party.end)


def _take_smaller(likely: Sequence[_Weighed]) -> _Weighed:
    """Return the likeliest place; where that is a state, a place in it that is nearly as likely."""
    first = likely[0]
    if not _is_wide(first[2]):
        return first
    state = first[2].candidates[0].country
    inside = (each for each in likely if each[2].candidates and not _is_wide(each[2]))
    same = (each for each in inside if each[2].candidates[0].country == state and each[0] >= _NEARLY * first[0])
    return next(same, first)


def weigh_places(reading: ActReading, act: Act, network: Network) -> list[tuple[PlaceMatch, set[str]]]:
    """Return the places that may be the act's, each with its features."""
    mass = label_mass(act, network, "place")["place"]
    near = [
        (match, Standing(span, where, mean_probability(act, mass, span)))
        for match in [*reading.places, *find_told(reading, act, network)]
        if (where := locate(reading, act, span := Span(match.start, match.end), match.dateline)) != "far"
    ]
    best = max((s.probability for _, s in near if s.probability is not None), default=0.0)
    here = sum(s.where == "here" for _, s in near)
    narrow = Counter(s.where for match, s in near if _is_narrow(match))
    counts = Counter(match.text for match in reading.places)
    found = []
    for match, standing in near:
        where, kind = standing.where, _kind_of(match)
        features = set(standing_features(act, standing, best, here))
        smaller = narrow[where] > _is_narrow(match)  # one beside itself
        traits = [
            f"kind={kind}",
            f"smaller={smaller}:{kind in _WIDE}",
            f"inside={match.inside}",
            f"locative={match.locative}",
            f"often={min(counts[match.text], 3)}",
            *_family_features(match, near),
        ]
        features.update(traits)
        features.update(f"{trait}:{where}" for trait in traits)
        features.update((f"{traits[0]}:{act.event}", f"{traits[0]}:{likeliest_status(act)}"))
        found.append((match, features))
    return found


def find_told(reading: ActReading, act: Act, network: Network) -> Iterator[PlaceMatch]:
    """Yield the names that the network takes for the act's place and the gazetteer does not know."""
    text = reading.article.full_text
    for span in find_spans(act, network, "place", _TOLD_LEAST):
        name = _NAME.search(text, span.span.start, span.span.end)
        if name is None or name.group() in _COMMON or reading.tables.gazetteer.is_demonym(name.group()):
            continue
        if not any(m.start < name.end() and name.start() < m.end for m in reading.places):
            yield PlaceMatch(name.start(), name.end(), name.group(), ())


def _family_features(match: PlaceMatch, near: Sequence[tuple[PlaceMatch, Standing]]) -> Iterator[str]:
    """Yield how likely the same name is where it stands elsewhere, and the places of the same state."""
    own = [s.probability for m, s in near if m.text == match.text and s.probability is not None]
    yield f"name={bin_odds(max(own, default=0.0))}"
    country = match.candidates[0].country if match.candidates else None
    if country is None:
        return
    wide = _is_wide(match)
    kin = [
        s.probability
        for m, s in near
        if m.candidates and m.candidates[0].country == country and _is_wide(m) != wide and s.probability is not None
    ]
    yield f"{'parts' if wide else 'whole'}={bin_odds(max(kin)) if kin else 'none'}"


def _kind_of(match: PlaceMatch) -> str:
    return match.candidates[0].kind if match.candidates else "none"


def _is_wide(match: PlaceMatch) -> bool:
    return _kind_of(match) in _WIDE


def _is_narrow(match: PlaceMatch) -> bool:
    return bool(match.candidates) and not _is_wide(match)


def _find_beside(reading: ActReading, match: PlaceMatch) -> PlaceMatch | None:
    """Return the known place named next to a name that no table knows."""
    known = [m for m in reading.places if m.candidates and m.candidates[0].country and (m.locative or _is_narrow(m))]
    nearest = min(known, key=lambda m: max(m.start - match.end, match.start - m.end), default=None)
    if nearest is None or max(nearest.start - match.end, match.start - nearest.end) > _NEXT:
        return None
    return nearest
