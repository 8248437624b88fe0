"""When and where did it happen? Every day and place of an article is weighed against every act.

A linear model weighs what the network says of the words with where they stand and what else could be meant; it is
fitted to articles that the network was not trained on (scripts/train_acts.py).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from dragoman.catalog.places import PlaceMatch
from dragoman.codebook import QUADS
from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.extract.dates import DateMention
from dragoman.extract.linear import load_model
from dragoman.extract.network import Network
from dragoman.extract.role_spans import find_spans, label_mass, mean_probability
from dragoman.model import PlaceMention, Quote, Span, When

DATE_LEAST, PLACE_LEAST = 0.15, 0.25
_WIDE = frozenset(("country", "continent", "world", "sea"))
_FARTHEST = 4
"""Sentences from the trigger within which a day or place is weighed; the title and the dateline always are."""


def choose_date(reading: ActReading, act: Act, network: Network) -> When | None:
    """Return the interval that the text gives for the act, or None."""
    weighed = weigh_dates(reading, act, network)
    each = load_model("act_dates").probability_of_each((features for _, features in weighed), "yes")
    scored = [
        (probability, -(day.end - day.start).days, -day.span.start, day)
        for probability, (day, _) in zip(each, weighed, strict=True)
    ]
    probability, _, _, day = max(scored, key=lambda item: item[:3], default=(0.0, 0, 0, None))
    if day is None or probability < DATE_LEAST:
        return None
    quote = Quote.cut(reading.article.full_text, day.span.start, day.span.end)
    return When(day.start, day.end, quote, round(probability, 3))


def choose_place(reading: ActReading, act: Act, network: Network) -> PlaceMention | None:
    """Return where the act happened, as the smallest named place, or None where the text does not tie one to it."""
    weighed = weigh_places(reading, act, network)
    each = load_model("act_places").probability_of_each((features for _, features in weighed), "yes")
    scored = [(probability, -match.start, match) for probability, (match, _) in zip(each, weighed, strict=True)]
    best = max(scored, key=lambda item: item[:2], default=None)
    text = reading.article.full_text
    if best is not None and best[0] >= PLACE_LEAST:
        match = best[2]
        quote = Quote.cut(text, match.start, match.end)
        place = reading.tables.gazetteer.resolve(match.text, reading.countries)
        probability = round(best[0], 3)
        if place is None:
            return PlaceMention(quote, match.text, None, None, probability)
        return PlaceMention(quote, match.text, place.admin1, place.country, probability)
    spans = find_spans(act, network, "place", 0.5)
    if not spans:
        return None
    told = max(spans, key=lambda span: span.probability)
    quote = Quote.cut(text, told.span.start, told.span.end)
    country = reading.countries[0] if reading.countries else None
    return PlaceMention(quote, quote.text, None, country, round(told.probability, 3))


def weigh_dates(reading: ActReading, act: Act, network: Network) -> list[tuple[DateMention, set[str]]]:
    """Return the days that may be the act's, each with its features."""
    mass = label_mass(act, network, "date")["date"]
    near = [
        (day, where, mean_probability(act, mass, day.span))
        for day in reading.dates
        if (where := _locate(reading, act, day.span, day.kind == "dateline")) != "far"
    ]
    best = max((p for *_, p in near if p is not None), default=0.0)
    here = [day for day, where, _ in near if where == "here"]
    nearest = min(here, key=lambda day: _gap(act, day.span), default=None)
    found = []
    for day, where, probability in near:
        features = set(_common_features(reading, act, day.span, where, probability, best, len(here)))
        traits = list(_date_traits(reading, day, nearest))
        features.update(traits)
        features.update(f"{trait}:{where}" for trait in traits)
        found.append((day, features))
    return found


def weigh_places(reading: ActReading, act: Act, network: Network) -> list[tuple[PlaceMatch, set[str]]]:
    """Return the places that may be the act's, each with its features."""
    mass = label_mass(act, network, "place")["place"]
    near = [
        (match, where, mean_probability(act, mass, Span(match.start, match.end)))
        for match in reading.places
        if (where := _locate(reading, act, Span(match.start, match.end), match.dateline)) != "far"
    ]
    best = max((p for *_, p in near if p is not None), default=0.0)
    here = sum(where == "here" for _, where, _ in near)
    narrow = Counter(where for match, where, _ in near if _is_narrow(match))
    counts = Counter(match.text for match in reading.places)
    found = []
    for match, where, probability in near:
        span = Span(match.start, match.end)
        features = set(_common_features(reading, act, span, where, probability, best, here))
        kind = match.candidates[0].kind if match.candidates else "none"
        smaller = narrow[where] > _is_narrow(match)  # one beside itself
        traits = (
            f"kind={kind}",
            f"smaller={smaller}:{kind in _WIDE}",
            f"inside={match.inside}",
            f"locative={match.locative}",
            f"often={min(counts[match.text], 3)}",
        )
        features.update(traits)
        features.update(f"{trait}:{where}" for trait in traits)
        features.update(f"{trait}:{act.event}" for trait in traits[:1])
        found.append((match, features))
    return found


def _is_narrow(match: PlaceMatch) -> bool:
    return bool(match.candidates) and match.candidates[0].kind not in _WIDE


def _common_features(
    reading: ActReading, act: Act, span: Span, where: str, probability: float | None, best: float, here: int
) -> Iterator[str]:
    strength = "unread" if probability is None else str(_bin(probability))
    rank = "best" if probability is not None and probability == best else f"best={_bin(best)}"
    yield from (f"p={strength}", f"p={strength}:{where}", f"p={strength}:{rank}", f"rank={rank}")
    yield from (f"where={where}", f"where={where}:{act.event}", f"where={where}:{QUADS[act.event]}", f"e={act.event}")
    yield f"here={min(here, 3)}:{where}"
    if where == "here":
        side = "before" if span.end <= act.span.start else "after"
        yield f"gap={side}:{min(_gap(act, span) // 20, 6)}"
    yield f"status={max(act.status, key=lambda name: act.status[name])}:{where}"


def _date_traits(reading: ActReading, day: DateMention, nearest: DateMention | None) -> Iterator[str]:
    published = reading.article.published
    gap, length = (published - day.start).days, (day.end - day.start).days
    ago = "future" if day.start > published else "recent" if gap <= 7 else "quarter" if gap <= 90 else "old"
    same = sum(other.start == day.start and other.end == day.end for other in reading.dates)
    yield from (f"kind={day.kind}", f"bound={day.bound}", f"ago={ago}", f"same={min(same, 3)}")
    yield f"length={0 if length == 0 else 1 if length < 8 else 2 if length < 32 else 3}"
    yield from (f"only={len(reading.dates) == 1}", f"nearest={day is nearest}:{nearest is None}")


def _locate(reading: ActReading, act: Act, span: Span, dateline: bool) -> str:
    if dateline:
        return "dateline"
    number = bisect_right(reading.sentences, span.start, key=lambda sentence: sentence.start) - 1
    away = number - act.sentence
    if away == 0:
        return "here"
    if number == 0 and reading.titled:
        return "title"
    if abs(away) > _FARTHEST:
        return "far"
    return f"before{-away}" if away < 0 else f"after{min(away, 2)}"


def _gap(act: Act, span: Span) -> int:
    return max(span.start - act.span.end, act.span.start - span.end, 0)


def _bin(probability: float) -> int:
    clipped = min(max(probability, 0.002), 0.998)
    return round(math.log(clipped / (1 - clipped)))
