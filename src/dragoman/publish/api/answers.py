"""The forms of the API's answers about events; docs/reference of the fields is the OpenAPI made from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """A part of an answer: made from our own values by their names."""

    model_config = ConfigDict(from_attributes=True)


class Fault(BaseModel):
    """What every answer of 4xx and 5xx holds."""

    error: str = Field(
        description="What was expected, what was found, and what to do.",
        examples=["killed: expected a whole number, 0 or more; found 'x'."],
    )


class ActorRef(Answer):
    """An actor as an event names it."""

    id: str = Field(description="Key of the catalog, or `new.…` where it has none.", examples=["PAK"])
    name: str = Field(examples=["Pakistan"])
    country: str | None = Field(description="ISO 3166-1 alpha-3 of the state that it belongs to.", examples=["PAK"])
    sector: str = Field(description="PLOVER 2.0 sector.", examples=["GOV"])


class PlaceRef(Answer):
    """Where it happened."""

    name: str = Field(examples=["Quetta"])
    admin1: str | None = Field(description="First-level division.", examples=["Balochistan"])
    country: str | None = Field(examples=["PAK"])
    latitude: float | None = Field(description="Degrees, WGS 84.", examples=[30.18])
    longitude: float | None = Field(examples=[66.99])
    precision: int = Field(description="UCDP's where_prec: 1 exact to 7 unknown.", examples=[1])


class TollFigures(Answer):
    """People killed or injured: low <= best <= high, null where nobody says."""

    best: int | None = Field(examples=[13])
    low: int | None = Field(examples=[12])
    high: int | None = Field(examples=[15])


class EventSummary(Answer):
    """An event in one row."""

    id: str = Field(description="Stable for ever; older ids lead to it.", examples=["ev-3f2a9c41d07b"])
    event: str = Field(description="PLOVER 2.0 event type.", examples=["ASSAULT"])
    quad: str = Field(description="Verbal or material, cooperation or conflict.", examples=["material-conflict"])
    mode: str | None = Field(examples=["explosives"])
    status: str = Field(description="actual, future, hypothetical, negated, ...", examples=["actual"])
    start: date | None = Field(description="First day it may have been; null where no report tells.")
    end: date | None = Field(description="Last day it may have been.")
    first_reported: date
    last_reported: date
    actors: list[ActorRef] = Field(description="Who does it.")
    recipients: list[ActorRef] = Field(description="To whom.")
    place: PlaceRef | None
    killed: TollFigures | None
    injured: TollFigures | None
    claimed_by: list[str] = Field(description="Who claims it.")
    witnesses: int = Field(description="Independent reports; copies of one story count as one.", examples=[3])
    reports: int = Field(description="All reports.", examples=[5])
    confidence: float = Field(ge=0, le=1, description="Probability that it is an event of this type, told of here.")
    quote: str = Field(description="The sentence that tells it best.")


class EventPage(BaseModel):
    """Some events in order."""

    found: int = Field(description="How many events the question finds.", examples=[1204])
    killed: int = Field(description="Killed in all of them, by best or lowest figure.", examples=[310])
    events: list[EventSummary]
    next: str | None = Field(description="The address of the next page; null at the end.")


class TollSaid(Answer):
    """What one report said of the toll."""

    published: date
    outlet: str | None
    coding_id: str
    best: int | None
    low: int | None
    high: int | None
    speaker: str | None = Field(description="Who said so, in that report.")


class SideTold(Answer):
    """One side of a conflict."""

    value: str
    said_by: list[str]
    coding_ids: list[str]


class ConflictTold(Answer):
    """A field on which reports differ."""

    field: str
    sides: list[SideTold]


class DenialTold(Answer):
    """Who says that it did not happen."""

    who: str
    coding_id: str


class BlameTold(Answer):
    """Who lays it at whose door."""

    who: str
    whom: str
    coding_id: str


class Origin(Answer):
    """Which coding a field was taken from, and by which rule."""

    field: str
    coding_id: str
    rule: str


class CorrectionTold(Answer):
    """What a person corrected."""

    coding_id: str
    field: str
    was: str
    now: str
    author: str


class ArticleRef(Answer):
    """An article without its text."""

    id: str
    outlet: str | None
    published: date
    title: str
    language: str | None
    url: str | None
    source_id: str | None
    copy_of: str | None = Field(description="The earliest article that this one repeats; both are one witness.")


class ReportTold(BaseModel):
    """A report of an event: what a coder read in one article, with the place of every word in it."""

    coding_id: str
    witness: str = Field(description="Article that counts as the witness: its own, or the one that it copies.")
    article: ArticleRef
    coding: dict[str, Any] = Field(
        description="The coding in the form of the coding guide (docs/reference/coding.md), as persons corrected it, "
        "with `spans`: start and end of each value's words, in characters of title, blank line, text."
    )


class ChangeTold(Answer):
    """A field and its value in words, before and after; "" for none."""

    field: str
    was: str
    now: str


class StepTold(BaseModel):
    """What one run of a command did to an event."""

    run: int
    at: datetime
    command: str
    began: bool = Field(description="Its first version.")
    withdrawn: bool
    changes: list[ChangeTold]
    decisions: list[int] = Field(description="Numbers of the decisions that this run carried out.")


class EventWhole(EventSummary):
    """An event with everything that is known of it."""

    aliases: list[str] = Field(description="Ids of events merged into it; each still leads here.")
    attributed_to: list[str] = Field(description="Who says that it happened.")
    killed_history: list[TollSaid] = Field(description="Every report of the toll, in order of publication.")
    injured_history: list[TollSaid]
    conflicts: list[ConflictTold]
    denied_by: list[DenialTold]
    blamed: list[BlameTold]
    provenance: list[Origin]
    corrections: list[CorrectionTold]
    told_in: list[ReportTold] = Field(description="Its reports, in order of publication.")
    history: list[StepTold] = Field(description="How it came to be what it is, the latest step first.")


class ArticleWhole(ArticleRef):
    """An article with its text. It is as it was published: never take it for HTML."""

    text: str
    raw_sha256: str = Field(description="Digest of the bytes as fetched, which the study's archive keeps.")
    codings: list[str] = Field(description="Ids of what coders read in it.")


class CodingWhole(BaseModel):
    """One coder's reading of one event in one article."""

    id: str
    article: ArticleRef
    coding: dict[str, Any] = Field(description="As persons corrected it, in the form of the coding guide, with spans.")
    events: list[str] = Field(description="Ids of the events that stand and hold it.")


class TallyRow(BaseModel):
    """How many events there are for one combination of the columns asked for; the columns stand beside the counts."""

    model_config = ConfigDict(extra="allow")

    events: int
    killed: int


class Tallies(BaseModel):
    """Counts, in order of the columns."""

    by: list[str]
    rows: list[TallyRow]
