"""Who, to whom, when, where, how really: the fields of one act, from the network's labels and the article's facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.act_dates import choose_date
from dragoman.extract.act_places import choose_place
from dragoman.extract.act_reading import ActReading
from dragoman.extract.act_status import choose_status, told_by
from dragoman.extract.acts import Act
from dragoman.extract.network import Network
from dragoman.extract.pronouns import PRONOUNS, find_antecedent
from dragoman.extract.role_spans import RoleSpan, find_spans
from dragoman.extract.span_edges import leave_place, mend_edges
from dragoman.model import Participant, PlaceMention, Quote, When

# The best span of a role is taken from here on, a further one from _ALSO on.
TAKE = {"actor": 0.15, "recipient": 0.15, "target": 0.35, "weapon": 0.35}
_ALSO = 0.4
_SEEN = 0.1
_NOUN = re.compile(r"(?!(?:all|the|an?|some|many|other|two|three|four|five|six|as|and|or|to|of)\b)[a-z]")
_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|advis[eo]r|aide|lawyer|envoy|deputy) (?:for|to|of) (?:the )?$", re.IGNORECASE
)
_WITH = re.compile(
    r"\b(?:in (?:support|defen[cs]e|favou?r) of|on behalf of|backed by|alongside|led by|together with) (?:the )?$",
    re.IGNORECASE,
)
_LEAD = 40
"""Characters before somebody in which such words stand: whom one speaks for has not done it, nor do allies suffer."""
_HOMELESS = re.compile(
    r"\b(?:[Cc]oalition|NATO|[Aa]llie[sd]|[Mm]ultinational|[Ii]nternational|[Ff]oreign(?:ers?)?|European|African|Asian|Arab"
    r"|Latin|Western|[Ww]orld|[Gg]lobal|countries|[Nn]ations|states|governments|parliaments|ambassadors|embassies|diplomats"
    r"|refugees?|migrants?|immigrants?|asylum|passengers|tourists|hostages|visitors|[Uu]nidentified|rights groups)\b"
)
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
    parties = [span.span for side in ("actor", "recipient") for span in chosen[side]]
    place = choose_place(reading, act, network, parties)
    status, date = choose_status(reading, act, likeliest)
    if likeliest is not None and date is None:
        # The likeliest of the days that the status leaves.
        date = choose_date(reading, act, network, lambda day: status in told_by(day, reading.article.published))
    found = [_find_people(reading, chosen[side], place, lead) for side, lead in (("actor", _FOR), ("recipient", _WITH))]
    actors, recipients = _name_pronouns(reading, *_join_words(reading, *found))
    doers = {key for who in actors for key in _keys(who)}
    recipients = tuple(who for who in recipients if not _keys(who) & doers)
    targets, weapons = (
        tuple(quote for _, quote in _quote_spans(reading, chosen[side])) for side in ("target", "weapon")
    )
    return Draft(act, actors, recipients, targets, weapons, date, place, status)


def _find_people(
    reading: ActReading, spans: Sequence[RoleSpan], place: PlaceMention | None, without: re.Pattern[str]
) -> tuple[Participant, ...]:
    """Return the people of a side in text order, whoever is named twice once.

    `without`: words before somebody who is named beside that side only.
    """
    text = reading.article.full_text
    found = [
        _identify(reading, quote, span.probability, place)
        for span, quote in _quote_spans(reading, spans)
        if not without.search(text, max(quote.span.start - _LEAD, 0), quote.span.start)
    ]
    surest: dict[str, Participant] = {}
    for who in sorted(found, key=lambda who: -who.confidence):
        surest.setdefault((who.name or who.mention.text).casefold(), who)
    return tuple(who for who in found if who in surest.values())


def _join_words(
    reading: ActReading, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> Iterator[tuple[Participant, ...]]:
    """Yield both sides with each bare noun put to the party whose words it follows: "Chilean" and "officials".

    So is a name that follows the title: "Corvian Foreign Minister" and "Rex Orlov".
    """
    text = reading.article.full_text
    ends = {who.mention.span.end for who in (*actors, *recipients)}
    nouns = {
        start - 1: who
        for who in (*actors, *recipients)
        if (start := who.mention.span.start) - 1 in ends and text[start - 1] == " " and _NOUN.match(who.mention.text)
    }
    for side in (actors, recipients):
        titles = {who.mention.span.end for who in side if who.name is None}
        for who in side:
            before = who.mention.span.start - 1
            if before in titles and text[before] == " " and who.name is not None:
                nouns[before] = who
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
        if edges is not None:
            edges = leave_place(text, *edges, ((place.start, place.end) for place in reading.places)), edges[1]
        if edges is not None and not any(edges[0] < end and start < edges[1] for start, end in seen):
            seen.append(edges)
            yield span, Quote.cut(text, *edges)


def _identify(reading: ActReading, quote: Quote, probability: float, place: PlaceMention | None) -> Participant:
    who = reading.identities.make_participant(quote, probability)
    if who.country or who.sector in STATELESS or _is_homeless(who):
        return who
    if place is not None and place.country:
        return replace(who, country=place.country)
    return replace(who, country=reading.countries[0]) if reading.countries else who


def _is_homeless(who: Participant) -> bool:
    """Tell whether somebody is of no one state, or of another than where it happens, unless the words name it."""
    return bool(_HOMELESS.search(who.mention.text)) or who.sector == "REF" or (who.sector == "NGO" and bool(who.name))
