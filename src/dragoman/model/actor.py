"""A political actor of the catalog, and a name resolved to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry of the actor catalog.

    `id`: stable key. States are their ISO 3166-1 alpha-3 ("PAK"); others have dotted lower-case keys
    ("pak.isi", "group.ttp", "igo.un", "person.pervez-musharraf").
    `names`: every name that it goes by, the proper one first. `country`: the state it belongs to, or None.
    `sector`: PLOVER 2.0 sector. `parent`: id of what it is part of, or None.
    `start`, `end`: days between which it exists, or (persons) holds the office; None is open.
    `office`: for persons, the office held in that time ("president", "foreign minister"), else None.
    """

    id: str
    names: tuple[str, ...]
    country: str | None
    sector: str
    parent: str | None = None
    start: date | None = None
    end: date | None = None
    office: str | None = None
    abbreviations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The proper name."""
        return self.names[0]

    def active(self, day: date | None) -> bool:
        """Tell whether the entry holds on `day` (True where no day is given)."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """A participant of a coding and who it is.

    `actor_id`: id in the catalog or the study's own table; a provisional id ("new.<slug>") where no entry fits.
    `provisional`: True for the latter. `name`: what to show.
    """

    actor_id: str
    name: str
    country: str | None
    sector: str
    provisional: bool
    confidence: float
