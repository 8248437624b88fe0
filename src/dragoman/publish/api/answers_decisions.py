"""The forms of decisions: what a program posts, and what the log tells."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from dragoman.resolve.amending import FIELDS, WHOLE

_LONGEST_REASON = 2000


def _check_text(text: str) -> str:
    """JSON can hold halves of characters, which no text can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("expected text, found half a character (a lone surrogate)") from None
    return text


Text = Annotated[str, AfterValidator(_check_text)]
Id = Annotated[Text, Field(min_length=1, max_length=100)]
Reason = Annotated[Text, Field(default="", max_length=_LONGEST_REASON, description="Why, for who reads the log.")]


class _Posted(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MergePosted(_Posted):
    """Two events, or single codings, are one event."""

    action: Literal["merge"]
    left: Id = Field(description="Id of an event or of a coding.", examples=["ev-3f2a9c41d07b"])
    right: Id = Field(examples=["ev-90b7716c02aa"])
    reason: Reason


class SplitPosted(_Posted):
    """These codings are not of the event."""

    action: Literal["split"]
    event: Id = Field(examples=["ev-3f2a9c41d07b"])
    codings: list[Id] = Field(min_length=1, max_length=1000, examples=[["00f3a9c41d07be52"]])
    reason: Reason


class SpanPosted(_Posted):
    """Where in the article a value stands."""

    start: int = Field(ge=0, lt=2**31, description="In characters of title, blank line, text, from 0.")
    end: int = Field(ge=0, lt=2**31, description="The character after its last.")


class ReviewPosted(_Posted):
    """One value of a coding is right, wrong, or none is right."""

    action: Literal["review"]
    coding: Id = Field(examples=["00f3a9c41d07be52"])
    field: Literal[(*FIELDS, WHOLE)] = Field(  # type: ignore[valid-type]  # The list stands in one place.
        description="A field of the coding, or `coding` for the whole: rejected, it is no event.", examples=["killed"]
    )
    verdict: Literal["accept", "correct", "reject"]
    value: JsonValue = Field(
        default=None,
        description="The right value, in words or in the coding guide's form.",
        examples=["12 (10-15)"],
    )
    spans: list[SpanPosted] = Field(
        default=[], max_length=100, description="Its words in the article; looked up where none are given."
    )
    reason: Reason


class UndoPosted(_Posted):
    """A decision is taken back."""

    action: Literal["undo"]
    number: int | None = Field(
        default=None, ge=1, lt=2**53, description="Its number; your own last one where none is given.", examples=[7]
    )
    reason: Reason


Posted = Annotated[MergePosted | SplitPosted | ReviewPosted | UndoPosted, Field(discriminator="action")]


class DecisionTold(BaseModel):
    """One line of the log, which only grows."""

    number: int
    action: str
    author: str
    at: datetime = Field(description="UTC.")
    reason: str
    codings: list[str]
    others: list[str]
    events: list[str] = Field(description="Ids of the events, as they were called at that moment.")
    field: str | None
    verdict: str | None
    value: str | None = Field(description="JSON of the value from now on, in the form of the coding guide.")
    was: str | None
    undoes: int | None
    undone_by: int | None = Field(default=None, description="Number of the decision that took it back.")


class DecisionPage(BaseModel):
    """Some of the log, the oldest first."""

    decisions: list[DecisionTold]
    next: str | None = Field(description="The address of the next page; null at the end.")


class Decided(BaseModel):
    """A decision that is on disk, and what stands after it."""

    decision: DecisionTold
    events: list[str] = Field(description="Ids of the events that hold its codings now.")
    repeated: bool = Field(description="It was posted before with the same Idempotency-Key, and not applied again.")
