"""Decisions about codings: by a matcher or by a person; appended, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
class Review:
    """A person accepts, corrects or rejects one value of a coding, and says why."""

    coding_id: str
    field: str
    verdict: str
    value: str | None
    reviewer: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """A numbered, frozen state of the record, to be cited and read again for ever."""

    number: int
    snapshot_id: int
    at: datetime
    note: str
