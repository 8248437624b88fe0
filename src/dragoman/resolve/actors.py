"""Say who a participant of a coding is: an entry of the catalog, a new name, or a role of a state."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from dragoman.catalog.actors import ActorCatalog, Description
from dragoman.model.actor import Actor, ResolvedActor
from dragoman.model.coding import Participant

PROVISIONAL = "new."
_LONGEST_SLUG = 60
_OWNERLESS = frozenset(("REB", "UAF", "CRM", "IGO", "MIL"))
"""Sectors that a coding may leave without a country on purpose: groups, unknown attackers, coalitions."""
_BARE = 0.95
"""Confidence of the catalog in a mention that is a body's name and nothing more."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A participant with what the catalog makes of its mention and of its name."""

    participant: Participant
    mention: Description | None
    name: Description | None

    @property
    def country(self) -> str | None:
        """The coding's, or the mention's where the sector is one that a state owns."""
        given = self.participant.country
        if given is not None or self.mention is None or self.sector in _OWNERLESS:
            return given
        return self.mention.country

    @property
    def sector(self) -> str:
        if self.participant.sector != "UNK" or self.mention is None:
            return self.participant.sector
        return self.mention.sector


def resolve_actor(participant: Participant, published: date, catalog: ActorCatalog) -> ResolvedActor:
    """Resolve a participant as of the day of publication; the same participant always gives the same actor.

    In order: the catalogued actor that its name or mention names, where the country does not speak against it;
    the holder of the office that it names, on that day; a provisional actor "new.<slug>" for another proper name;
    the role of a state ("pak.mil" for "Pakistani soldiers"), or of none ("uaf" for "unidentified gunmen").
    """
    name = participant.name
    reading = _Reading(
        participant,
        catalog.describe(participant.mention.text, published),
        catalog.describe(name, published) if name else None,
    )
    known = _find_known(reading, published, catalog) or _find_holder(reading, published, catalog)
    if known is not None:
        return _as_known(known, reading, catalog)
    proper = name or (reading.mention.name if reading.mention is not None else None)
    if proper is not None and not _is_state_name(proper, catalog):
        return _as_provisional(catalog.strip_titles(proper), reading)
    return _as_role(reading, catalog)


def _find_known(reading: _Reading, published: date, catalog: ActorCatalog) -> Actor | None:
    """The catalogued actor named; the full name speaks first, since the mention may be a surname or a role."""
    for described in (reading.name, reading.mention):
        if described is None or described.actor_id is None:
            continue
        actor = catalog.get(described.actor_id, published)
        if actor is not None and _agrees(actor, reading, catalog):
            if described is reading.mention and _is_other(actor, reading, catalog):
                return None
            return actor
    return None


def _is_other(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> bool:
    """Tell whether the full name, which the catalog does not know, makes the mention's actor somebody else's.

    "Bell" with the full name "Ada Bell" is not the minister Leo Bell, nor "a BBC host" with a name the BBC.
    """
    full = reading.participant.name
    if full is None or reading.mention is None or len(full.split()) < 2:
        return False
    return catalog.kind(actor.id) == "person" or reading.mention.confidence < _BARE


def _agrees(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> bool:
    """Tell whether the coder's country allows the actor: a namesake in another state is somebody else."""
    given = reading.participant.country
    if catalog.kind(actor.id) in ("group", "igo") or given is None:
        return True
    return actor.country is None or actor.country == given


def _find_holder(reading: _Reading, published: date, catalog: ActorCatalog) -> Actor | None:
    """The holder of the office where nobody is named ("the prime minister", of a known state)."""
    mention = reading.mention
    if reading.participant.name or mention is None or mention.name or not mention.office or not reading.country:
        return None
    return catalog.hold_office(reading.country, mention.office, published)


def _as_known(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> ResolvedActor:
    if catalog.kind(actor.id) == "state" and reading.sector not in ("GOV", "UNK"):
        return _as_role(reading, catalog)  # A state that acts through its forces, police or courts.
    country, sector = actor.country, actor.sector
    if catalog.kind(actor.id) == "person":  # The coding knows in which capacity a person acts.
        country, sector = reading.country or country, sector if reading.sector == "UNK" else reading.sector
    elif sector == "IGO" and reading.sector == "MIL":
        sector = "MIL"
    found = [d.confidence for d in (reading.name, reading.mention) if d is not None and d.actor_id == actor.id]
    return ResolvedActor(actor.id, actor.name, country, sector, False, max(found, default=0.7))


def _as_provisional(name: str, reading: _Reading) -> ResolvedActor:
    return ResolvedActor(
        PROVISIONAL + _slug(name), " ".join(name.split()), reading.country, reading.sector, True, confidence=0.5
    )


def _as_role(reading: _Reading, catalog: ActorCatalog) -> ResolvedActor:
    """A sector of a state, or of none where no state owns it."""
    country, sector = reading.country, reading.sector
    state = catalog.get(country) if country is not None else None
    if state is None:
        return ResolvedActor(sector.lower(), f"Unnamed ({sector})", country, sector, False, 0.4)
    if sector == "GOV":
        return ResolvedActor(state.id, state.name, country, sector, False, 0.8)
    return ResolvedActor(
        f"{state.id.lower()}.{sector.lower()}", f"{state.name} ({sector})", country, sector, False, 0.7
    )


def _is_state_name(name: str, catalog: ActorCatalog) -> bool:
    described = catalog.describe(name)
    return described is not None and described.actor_id is not None and catalog.kind(described.actor_id) == "state"


def _slug(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; names in other scripts keep their letters' code points."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[^\W_]", lambda m: m.group() if m.group().isascii() else f"u{ord(m.group()):x}", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-") or "unnamed"
