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
    named: tuple[str, ...] = ()
    """Full names in the opening of the article, and its rarest words, in lower case: a name has a space."""


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
class Side:
    """One side of a conflict: a value in words ("70", "2010-05-01"), and who gives it in which codings."""

    value: str
    said_by: tuple[str, ...]
    coding_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which the reports differ, where one of them must be wrong: not a toll that grew."""

    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """Who says that it did not happen, and the coding (of status negated, no part of the event) that tells so."""

    who: str
    coding_id: str


@dataclass(frozen=True, slots=True)
class Blame:
    """Who lays it at whose door, and the coding (an ACCUSE, no part of the event) that tells so."""

    who: str
    whom: str
    coding_id: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which coding a reconciled field was taken from, and by which rule."""

    field: str
    coding_id: str
    rule: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A value of a coding that a person corrected: `was` and `now` in words, "" for none."""

    coding_id: str
    field: str
    was: str
    now: str
    author: str


@dataclass(frozen=True, slots=True)
class Event:
    """A happening, as reconciled from its codings.

    `id`: stable public id ("ev-" and 12 hex digits). `aliases`: ids of events merged into it.
    `killed`, `injured`: (best, low, high) after reconciliation, each None where nobody says.
    `killed_history`, `injured_history`: every report, in order of publication.
    `witnesses`: number of independent reports; wire copies count as one.
    `conflicts`: where the reports differ. `denied_by`, `blamed`: what other codings of the same articles tell of it.
    `provenance`: where each field is from; empty for an event of one coding, which is where all is from.
    `corrections`: what persons corrected in its codings, in order of the codings.
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
    conflicts: tuple[Conflict, ...] = ()
    denied_by: tuple[Denial, ...] = ()
    blamed: tuple[Blame, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    corrections: tuple[Correction, ...] = ()
