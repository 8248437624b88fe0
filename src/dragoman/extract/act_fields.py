"""Who, to whom, when, where, how really: the fields of one act, from the network's labels and the article's facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook import MODES
from dragoman.extract.act_dates import choose_date
from dragoman.extract.act_places import choose_place
from dragoman.extract.act_reading import ActReading
from dragoman.extract.act_status import choose_status, told_by
from dragoman.extract.acts import Act
from dragoman.extract.network import Network
from dragoman.extract.pronouns import PRONOUNS, find_antecedent
from dragoman.extract.role_spans import RoleSpan, find_spans
from dragoman.extract.span_edges import mend_edges
from dragoman.model import Participant, PlaceMention, Quote, When

# The best span of a role is taken from here on, a further one from _ALSO on.
TAKE = {"actor": 0.15, "recipient": 0.15, "target": 0.35, "weapon": 0.35}
_ALSO = 0.4
_SEEN = 0.1
_NO_MODE = 0.3
"""What the network's probability of no mode counts: the less, the more acts get a mode, right ones and wrong ones."""
_NOUN = re.compile(r"(?!(?:all|the|an?|some|many|other|two|three|four|five|six|as|and|or|to|of)\b)[a-z]")
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
    for label in ("recipient", "target", "weapon"):
        chosen[label] = _keep_to_sentence(act, chosen[label])
    likeliest = choose_date(reading, act, network)
    place = choose_place(reading, act, network)
    status, date = choose_status(reading, act, likeliest)
    if likeliest is not None and date is None:
        # The likeliest of the days that the status leaves.
        date = choose_date(reading, act, network, lambda day: status in told_by(day, reading.article.published))
    found = [_find_people(reading, chosen[side], place) for side in ("actor", "recipient")]
    actors, recipients = _name_pronouns(reading, *_join_words(reading, *found))
    doers = {key for who in actors for key in _keys(who)}
    recipients = tuple(who for who in recipients if not _keys(who) & doers)
    targets, weapons = (
        tuple(quote for _, quote in _quote_spans(reading, chosen[side])) for side in ("target", "weapon")
    )
    return Draft(act, actors, recipients, targets, weapons, date, place, status)


def _find_people(reading: ActReading, spans: Sequence[RoleSpan], place: PlaceMention | None) -> tuple[Participant, ...]:
    """Return the people of a side in text order, whoever is named twice in the same words once."""
    found = [_identify(reading, quote, span.probability, place) for span, quote in _quote_spans(reading, spans)]
    surest: dict[str, Participant] = {}
    for who in sorted(found, key=lambda who: -who.confidence):
        surest.setdefault(who.mention.text.casefold(), who)
    return tuple(who for who in found if who in surest.values())


def _join_words(
    reading: ActReading, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> Iterator[tuple[Participant, ...]]:
    """Yield both sides with each bare noun put to the party whose words it follows: "Chilean" and "officials"."""
    text = reading.article.full_text
    ends = {who.mention.span.end for who in (*actors, *recipients)}
    nouns = {
        start - 1: who
        for who in (*actors, *recipients)
        if (start := who.mention.span.start) - 1 in ends and text[start - 1] == " " and _NOUN.match(who.mention.text)
    }
    for side in (actors, recipients):
        yield tuple(_lengthen(reading, who, nouns) for who in side if nouns.get(who.mention.span.start - 1) is not who)


def _lengthen(reading: ActReading, who: Participant, nouns: Mapping[int, Participant]) -> Participant:
    span = who.mention.span
    if span.end not in nouns:
        return who
    whole = Quote.cut(reading.article.full_text, span.start, nouns[span.end].mention.span.end)
    return reading.identities.make_participant(whole, who.confidence)


def _name_pronouns(
    reading: ActReading, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> Iterator[tuple[Participant, ...]]:
    """Yield both sides with the persons whom "he" and "she" stand for, each somebody who is not named beside it."""
    others = {who.name for who in (*actors, *recipients) if who.name}
    for side in (actors, recipients):
        yield tuple(_name_pronoun(reading, who, others) for who in side)


def _name_pronoun(reading: ActReading, who: Participant, others: set[str]) -> Participant:
    if who.mention.text.lower() not in PRONOUNS:
        return who
    person = find_antecedent(reading, who.mention.span, others)
    if person is None:
        return who
    return replace(who, name=person.name, country=person.country, sector=person.sector)


def _keys(who: Participant) -> set[str]:
    """Return what somebody is told by: whoever does it is not also the one to whom it is done."""
    return {words.casefold() for words in (who.name, who.mention.text) if words}


def _take_best(spans: Sequence[RoleSpan], least: float) -> list[RoleSpan]:
    if not spans:
        return []
    best = max(spans, key=lambda span: span.probability)
    return [s for s in spans if s.probability >= _ALSO or (s is best and s.probability >= least)]


def _keep_to_sentence(act: Act, spans: list[RoleSpan]) -> list[RoleSpan]:
    """Leave out what stands in other sentences where the act's own names one: there it belongs to other acts."""
    own = [span for span in spans if span.sentence == act.sentence]
    return own or spans


def _quote_spans(reading: ActReading, spans: Sequence[RoleSpan]) -> Iterator[tuple[RoleSpan, Quote]]:
    """Yield the words of each span, mended at its edges; small words alone, or part of one before, are passed over."""
    text = reading.article.full_text
    seen: list[tuple[int, int]] = []
    for span in spans:
        edges = mend_edges(text, span.span.start, span.span.end)
        if edges is not None and not any(edges[0] < end and start < edges[1] for start, end in seen):
            seen.append(edges)
            yield span, Quote.cut(text, *edges)


def _identify(reading: ActReading, quote: Quote, probability: float, place: PlaceMention | None) -> Participant:
    who = reading.identities.make_participant(quote, probability)
    if who.country or who.sector in STATELESS:
        return who
    if place is not None and place.country:
        return replace(who, country=place.country)
    return replace(who, country=reading.countries[0]) if reading.countries else who


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
    own = {name.split("/")[1]: p for name, p in act.modes.items() if name.split("/")[0] == event}
    weighed = [(p if mode else p * _NO_MODE, mode) for mode, p in own.items()]
    total = sum(p for p, _ in weighed)
    best, mode = max(weighed, default=(0.0, ""))
    return (best / total if total else 0.0), mode
