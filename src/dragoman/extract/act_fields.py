"""Who, to whom, when, where, how really: the fields of one act, from the network's labels and the article's facts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.catalog.places import PlaceMatch
from dragoman.codebook import MODES
from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.extract.network import Network
from dragoman.extract.role_spans import RoleSpan, find_spans, label_mass, mean_probability
from dragoman.model import Participant, PlaceMention, Quote, Span, When

# The best span of a role is taken from here on, a further one from _ALSO on.
TAKE = {"actor": 0.25, "recipient": 0.25, "target": 0.35, "weapon": 0.35}
_ALSO = 0.5
_SEEN = 0.15
DATE_LEAST, PLACE_LEAST, SPEAKER_LEAST = 0.3, 0.3, 0.4
HISTORICAL_AFTER_DAYS = 90
STATELESS = frozenset(("REB", "UAF", "IGO", "CRM", "UNK"))
"""No state owns these unless their own words name one (coding guide)."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """An act with its fields filled."""

    act: Act
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    targets: tuple[Quote, ...]
    weapons: tuple[Quote, ...]
    date: When | None
    place: PlaceMention | None
    status: str


def fill_draft(reading: ActReading, act: Act, network: Network) -> Draft:
    """Find who takes part, when, where and how really, for one act."""
    spans = find_spans(act, network, "party", _SEEN)
    chosen = {label: _take_best([s for s in spans if s.label == label], TAKE[label]) for label in TAKE}
    date = choose_date(reading, act, network)
    place = choose_place(reading, act, network)
    status, date = choose_status(reading, act, date)
    actors, recipients = (
        tuple(_identify(reading, span, place) for span in chosen[side]) for side in ("actor", "recipient")
    )
    text = reading.article.full_text
    targets, weapons = (
        tuple(Quote.cut(text, s.span.start, s.span.end) for s in chosen[side]) for side in ("target", "weapon")
    )
    return Draft(act, actors, recipients, targets, weapons, date, place, status)


def _take_best(spans: Sequence[RoleSpan], least: float) -> list[RoleSpan]:
    if not spans:
        return []
    best = max(spans, key=lambda span: span.probability)
    return [s for s in spans if s.probability >= _ALSO or (s is best and s.probability >= least)]


def _identify(reading: ActReading, span: RoleSpan, place: PlaceMention | None) -> Participant:
    quote = Quote.cut(reading.article.full_text, span.span.start, span.span.end)
    who = reading.identities.make_participant(quote, span.probability)
    if who.country or who.sector in STATELESS:
        return who
    if place is not None and place.country:
        return replace(who, country=place.country)
    return replace(who, country=reading.countries[0]) if reading.countries else who


def choose_date(reading: ActReading, act: Act, network: Network) -> When | None:
    """Return the interval that the text gives for the act, or None."""
    mass = label_mass(act, network, "date")["date"]
    scored = []
    for day in reading.dates:
        probability = mean_probability(act, mass, day.span)
        if probability is not None:
            scored.append((probability, -(day.end - day.start).days, -day.span.start, day))
    if not scored:
        return None
    probability, _, _, day = max(scored, key=lambda item: item[:3])
    if probability < DATE_LEAST:
        return None
    quote = Quote.cut(reading.article.full_text, day.span.start, day.span.end)
    return When(day.start, day.end, quote, round(probability, 3))


def choose_place(reading: ActReading, act: Act, network: Network) -> PlaceMention | None:
    """Return where the act happened, as the smallest named place, or None where the text does not tie one to it."""
    mass = label_mass(act, network, "place")["place"]
    scored: list[tuple[float, int, PlaceMatch]] = []
    for match in reading.places:
        probability = mean_probability(act, mass, Span(match.start, match.end))
        if probability is not None:
            scored.append((probability, -match.start, match))
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


def choose_status(reading: ActReading, act: Act, date: When | None) -> tuple[str, When | None]:
    """Return the status of an act, and its date, less one that the status rules out.

    By the guide's 90-day line history lies before it, what is actual after it, and what is planned not before
    publication. Where date and status contradict each other the surer one stands.
    """
    status, probability = max(act.status.items(), key=lambda item: item[1])
    if date is None or status not in ("actual", "historical", "future"):
        return status, date
    told = told_by(date, reading.article.published)
    if status in told:
        return status, date
    if date.confidence < probability:
        return status, None
    return told[0], date


def told_by(date: When, published: datetime.date) -> tuple[str, ...]:
    """Return the statuses that an interval allows, the likeliest first."""
    middle = date.start + (date.end - date.start) / 2
    if date.start > published:
        return ("future",)
    if (published - middle).days > HISTORICAL_AFTER_DAYS:
        return ("historical",)
    return ("actual", "future") if date.end >= published else ("actual",)


def choose_mode(event: str, acts: Sequence[Act]) -> str | None:
    """Return the most specific mode that the text supports, or None; `acts`: the clearest mention first."""
    if not MODES[event]:
        return None
    read = [_read_mode(event, act) for act in acts]
    told = [(probability, mode) for probability, mode in read if mode]
    if read[0][1] or not told or max(told)[0] < 0.6:
        return read[0][1] or None
    return max(told)[1]


def _read_mode(event: str, act: Act) -> tuple[float, str]:
    own = [(p, name.split("/")[1]) for name, p in act.modes.items() if name.split("/")[0] == event]
    total = sum(p for p, _ in own)
    best, mode = max(own, default=(0.0, ""))
    return (best / total if total else 0.0), mode


def find_speaker(reading: ActReading, act: Act, network: Network) -> RoleSpan | None:
    """Return the words for who says that an act happened, or None where the article tells it in its own voice."""
    spans = [s for s in find_spans(act, network, "speaker", _SEEN) if s.label == "speaker"]
    best = max(spans, key=lambda span: span.probability, default=None)
    return best if best is not None and best.probability >= SPEAKER_LEAST else None
