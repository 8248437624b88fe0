"""To which state does somebody belong whose words do not say? "Police" are those of the state that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.reading import Reading
from dragoman.model import Participant, PlaceMention

# No state owns these unless their own words name one (coding guide).
STATELESS = frozenset(("REB", "UAF", "IGO", "CRM", "UNK"))


def rank_countries(reading: Reading) -> list[str]:
    """Return the states that an article speaks of, ISO alpha-3, the most named first; the dateline counts as one."""
    counts: Counter[str] = Counter()
    for sentence in reading.sentences:
        for mention in sentence.mentions:
            country = sentence.referents[mention.head.i].country
            if country and mention.kind != "pronoun":
                counts[country] += 2 if sentence.parse.in_title else 1
    for match in reading.places:
        country = match.candidates[0].country if match.candidates else None
        if country:
            counts[country] += 1
    return [country for country, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def give_country(
    participant: Participant, place: PlaceMention | None, others: Sequence[Participant], ranked: Sequence[str]
) -> Participant:
    """Return the participant with a country: its own, else that of the place, else the article's first.

    Officials, forces and citizens of no named state are those of the state where it happens. A person abroad is
    not told apart: a known limit.
    """
    if participant.country or participant.sector in STATELESS:
        return participant
    if place is not None and place.country:
        return replace(participant, country=place.country)
    return replace(participant, country=ranked[0]) if ranked else participant
