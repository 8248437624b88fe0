"""What one or more codings, from one or more articles, tell of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.model.actor import ResolvedActor
from dragoman.model.coding import Coding
from dragoman.model.place import Place


@dataclass(frozen=True, slots=True)
class ResolvedCoding:
    """A coding with its participants and its place resolved, and what is needed of its article to link it."""

    coding: Coding
    published: date
    outlet: str | None
    witness: str
    """Id of the article, or of the one that it copies: equal for wire copies of one story."""
    actors: tuple[ResolvedActor, ...]
    recipients: tuple[ResolvedActor, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class TollReport:
    """One report of a toll: what was said, by whom, on which day."""

    published: date
    outlet: str | None
    coding_id: str
    best: int | None
    low: int | None
    high: int | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening, as reconciled from its codings.

    `id`: stable public id ("ev-" and 12 hex digits). `aliases`: ids of events merged into it.
    `killed`, `injured`: (best, low, high) after reconciliation, each None where nobody says.
    `killed_history`, `injured_history`: every report, in order of publication.
    `witnesses`: number of independent reports; wire copies count as one.
    """

    id: str
    aliases: tuple[str, ...]
    event: str
    mode: str | None
    status: str
    actors: tuple[ResolvedActor, ...]
    recipients: tuple[ResolvedActor, ...]
    start: date | None
    end: date | None
    place: Place | None
    killed: tuple[int | None, int | None, int | None] | None
    injured: tuple[int | None, int | None, int | None] | None
    killed_history: tuple[TollReport, ...]
    injured_history: tuple[TollReport, ...]
    claimed_by: tuple[str, ...]
    attributed_to: tuple[str, ...]
    witnesses: int
    first_reported: date
    last_reported: date
    confidence: float
    coding_ids: tuple[str, ...]
    quote: str
