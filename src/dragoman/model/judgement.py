"""What was decided about codings, by a matcher or by a person; appended, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dragoman.model.span import Quote


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two codings tell of the same event, or do not.

    `judge`: matcher with version, or person. `score`: probability that they are the same.
    """

    left: str
    right: str
    same: bool
    judge: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about codings; one line of the log, which only grows.

    `number`: from 1, in the order of the log. `action`: merge, split, review or undo. `at`: UTC.
    `codings`, `others`: what it applies to, by coding, so that it outlives every link run. merge: all of both are one
    event. split: none of `codings` is one event with any of `others`. review: `codings` is the one coding. undo: those
    of the decision that it undoes. `events`: ids of the events, as they were called at that moment.
    `field`, `verdict`: of a review: a field of the coding, or "coding" for the whole; accept, correct or reject.
    `value`, `was`: JSON of the value from now on and of that before, in the form of the coding guide (model/guide.py).
    `spans`: the words that the value stands in, as the person marked them. `undoes`: number of a decision.
    """

    number: int
    action: str
    author: str
    at: datetime
    reason: str
    codings: tuple[str, ...]
    others: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    field: str | None = None
    verdict: str | None = None
    value: str | None = None
    was: str | None = None
    spans: tuple[Quote, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A numbered, frozen state of the record, to be cited and read again for ever."""

    number: int
    snapshot_id: int
    at: datetime
    note: str
