"""One coder's reading of one event in one article. Fields and their rules: docs/reference/coding.md."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from dragoman.model.span import Quote


@dataclass(frozen=True, slots=True)
class Participant:
    """Who does it, or to whom.

    `mention`: the words in the text. `name`: full proper name where the article gives one anywhere, else None.
    `country`: ISO 3166-1 alpha-3 of the state that it belongs to, or None. `sector`: PLOVER 2.0 sector code.
    """

    mention: Quote
    name: str | None
    country: str | None
    sector: str
    confidence: float


@dataclass(frozen=True, slots=True)
class When:
    """The tightest interval of days that text and publication date give, both ends included.

    `mention`: the words that it was read from. `inferred`: True where no date word stands and the
    interval follows from the report's own tense and day (never set by the default coder).
    """

    start: date
    end: date
    mention: Quote
    confidence: float
    inferred: bool = False

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a date interval ends on or after it starts; found {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where the act happened: the smallest named place, as the text and the gazetteer give it.

    `country`: ISO 3166-1 alpha-3, or None. `admin1`: first-level division, or None.
    """

    mention: Quote
    name: str | None
    admin1: str | None
    country: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed or injured: low <= best <= high, each None where the text does not give it."""

    best: int | None
    low: int | None
    high: int | None
    mention: Quote
    confidence: float

    def __post_init__(self) -> None:
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        if not given or given != sorted(given) or given[0] < 0:
            raise ValueError(f"a toll has 0 <= low <= best <= high; found {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says that it happened. `kind`: official, perpetrator, witness, media, analyst, organization or other."""

    speaker: str
    kind: str
    mention: Quote
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """The group that claims responsibility."""

    name: str
    mention: Quote
    confidence: float


@dataclass(frozen=True, slots=True)
class Coding:
    """One event as one article tells it, read by one coder; never changed once recorded.

    `id`: `coding_id(...)`. `coder`: name and version, as "rules/1".
    `confidence`: probability that this is an event of this type, told of here, by the guide.
    `mentions`: other places in the article that tell of the same event (triggers), in text order.
    """

    id: str
    article_id: str
    coder: str
    event: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    trigger: Quote
    quote: Quote
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    targets: tuple[Quote, ...]
    weapons: tuple[Quote, ...]
    date: When | None
    place: PlaceMention | None
    killed: Toll | None
    injured: Toll | None
    attribution: Attribution | None
    claimed_by: Claim | None
    confidence: float
    mentions: tuple[Quote, ...] = ()


def coding_id(article_id: str, coder: str, event: str, status: str, trigger: Quote) -> str:
    """Return the id of a coding: 16 hex digits over what makes it one reading and no other."""
    key = "\x1f".join((article_id, coder, event, status, str(trigger.span.start), str(trigger.span.end)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]
