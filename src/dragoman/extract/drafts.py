"""What might be told here? Every candidate trigger that may name an act, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.event_dates import choose_date
from dragoman.extract.event_places import choose_place
from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading
from dragoman.extract.role_features import Option
from dragoman.extract.roles import Cast, cast_roles, list_options
from dragoman.extract.status import choose_status
from dragoman.extract.trigger_features import sentence_features, trigger_features
from dragoman.extract.triggers import Candidate, find_candidates
from dragoman.model import PlaceMention, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_EVENT = "NONE"
LEAST = 0.12
"""Candidates below this probability of being any event are dropped: 97 % of those that a person coded lie above it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act that one trigger may tell of.

    `position`: index in `Reading.sentences`; `probability`: that the trigger names an event at all.
    """

    position: int
    trigger: Token
    event: str
    probability: float
    features: frozenset[str]
    options: Sequence[Option]
    cast: Cast
    date: When | None
    place: PlaceMention | None
    status: str
    status_probability: float

    def span(self, reading: Reading) -> Span:
        """Return the characters of the trigger word."""
        return reading.sentences[self.position].parse.token_span(self.trigger, self.trigger)


def candidate_features(reading: Reading) -> list[tuple[int, Candidate, frozenset[str]]]:
    """Return every candidate trigger of an article with its sentence's index and its features."""
    count = len(reading.spans)
    titled = bool(reading.article.title.strip())
    found = []
    for position, sentence in enumerate(reading.sentences):
        if candidates := list(find_candidates(sentence.parse.doc)):
            around = frozenset(sentence_features(sentence.parse))
            for candidate in candidates:
                features = trigger_features(candidate, sentence.parse, count, titled, around)
                found.append((position, candidate, frozenset(features)))
    return found


def draft_acts(reading: Reading, countries: Sequence[str]) -> list[Draft]:
    """Return the acts that an article may tell, in text order, one a trigger."""
    model = load_model("types")
    none = model.classes.index(NO_EVENT)
    options: dict[int, list[Option]] = {}
    drafts = []
    for position, candidate, features in candidate_features(reading):
        scores = model.probabilities(features)
        if 1 - scores[none] < LEAST:
            continue
        event = max((float(p), name) for p, name in zip(scores, model.classes, strict=True) if name != NO_EVENT)[1]
        if position not in options:
            options[position] = list_options(reading, position)
        drafts.append(
            fill_draft(
                reading,
                position,
                candidate.token,
                event,
                float(1 - scores[none]),
                features,
                options[position],
                countries,
            )
        )
    return drafts


def fill_draft(
    reading: Reading,
    position: int,
    trigger: Token,
    event: str,
    probability: float,
    features: frozenset[str],
    options: Sequence[Option],
    countries: Sequence[str],
) -> Draft:
    """Find who takes part, when, where and how really, for one trigger and event type."""
    date = choose_date(reading, position, trigger, event)
    place = choose_place(reading, position, trigger, event, countries)
    status, sure, date = choose_status(reading, position, trigger, event, date)
    cast = cast_roles(trigger, event, options)
    return Draft(position, trigger, event, probability, features, options, cast, date, place, status, sure)
