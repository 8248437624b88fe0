"""Say of a mention of an actor whose it is and of which sector, from its own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.catalog.roles import Piece, Role, RoleLexicon, Zone
from dragoman.model.actor import Actor

PersonFinder = Callable[[str, "frozenset[str]", "str | None", "date | None"], "Actor | None"]
Getter = Callable[[str, "date | None"], "Actor | None"]
_PRIVATE = frozenset(("people", "press", "business", "learning", "health", "faith", "refuge", "relief", "crime"))
_STATELESS = frozenset(("armed", "unnamed", "world"))
_STATE_WORDS = frozenset(("state", "demonym", "capital"))


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention says of its actor.

    `actor_id`: of the catalogued actor itself, or None. `name`: its full proper name where known. `country`: None where
    no state owns it or the mention does not say. `sector`: "UNK" where the mention does not say.
    `confidence`: 0 to 1. `stateless`: no state can own it, so that no country is to be sought in the context.
    """

    actor_id: str | None
    name: str | None
    country: str | None
    sector: str
    confidence: float
    stateless: bool = False


@dataclass(frozen=True, slots=True)
class Describer:
    """The rules of description, over the catalog's lookups."""

    lexicon: RoleLexicon
    get: Getter
    find_person: PersonFinder

    def describe(self, zones: Sequence[Zone], day: date | None) -> Description | None:
        """Describe the head; take from its modifiers what the head leaves open."""
        if not zones:
            return None
        head = _Head(zones[0], self.get, day)
        found = self._describe_head(head, zones[1:], day)
        if found is None:
            rest = self.describe(zones[1:], day)
            return rest if head.is_empty or (rest and zones[1].opener == ",") else None
        return self._add_modifiers(found, head, zones[1:], day)

    def _describe_head(self, head: _Head, rest: Sequence[Zone], day: date | None) -> Description | None:
        person = self._read_person(head, day)
        if person is not None:
            return person
        if head.actor is not None:
            return _describe_named(head.actor, head.role)
        if head.role is not None:
            return self._describe_role(head, head.role, rest, day)
        if head.country is not None:
            return _describe_state(head, self.get(head.country, None))
        if head.proper is not None and not rest:
            return Description(None, head.proper.text, None, "UNK", 0.2)
        return None

    def _read_person(self, head: _Head, day: date | None) -> Description | None:
        """Resolve a proper name that ends the head: by full name, or by surname and date of office."""
        actor = head.actor if head.actor is not None and head.kind == "person" else None
        if actor is None and head.proper is not None and head.proper_is_last:
            nouns = frozenset(role.noun for role in head.roles)
            actor = self.find_person(head.proper.text, nouns, head.country, day)
        if actor is None:
            return None
        sector = actor.sector
        stated = head.role
        if stated is not None and stated.kind != "member" and not actor.active(day):
            sector = stated.sector
        return Description(actor.id, actor.name, actor.country, sector, 0.9)

    def _describe_role(self, head: _Head, role: Role, rest: Sequence[Zone], day: date | None) -> Description:
        name = head.full_name
        country = None if role.kind in _STATELESS else head.country
        if role.kind != "member":
            confidence = 0.9 if country or role.kind in _STATELESS else 0.6
            return Description(None, name, country, role.sector, confidence, role.kind in _STATELESS)
        body = head.body_role
        if body is not None:
            country = None if body.kind in _STATELESS else head.country
            return Description(None, name, country, body.sector, 0.8, body.kind in _STATELESS)
        owner = self.describe(rest, day) if rest and rest[0].opener in ("of", "from", "for", "at") else None
        if owner is not None and owner.sector != "UNK":
            return replace(owner, actor_id=None, name=name, country=head.country or owner.country)
        sector = "GOV" if role.sector == "UNK" and head.country and not head.demonym_only else role.sector
        return Description(None, name, country, sector, 0.5)

    def _add_modifiers(self, found: Description, head: _Head, rest: Sequence[Zone], day: date | None) -> Description:
        """Take country, and for an apposition the sector too, from what follows the head."""
        for zone in rest:
            if zone.opener == "cut":
                break
            other = _Head(zone, self.get, day)
            if zone.opener == ",":
                found = self._add_apposition(found, other, day)
            elif found.country is None and not found.stateless and found.actor_id is None:
                if other.country is not None:
                    found = replace(found, country=other.country, confidence=min(0.9, found.confidence + 0.2))
                elif other.actor is not None and head.role is not None:
                    found = _owned_by(found, head.role, other.actor)
        return found

    def _add_apposition(self, found: Description, other: _Head, day: date | None) -> Description:
        if found.sector != "UNK" or found.actor_id is not None:
            return found
        said = self._describe_head(other, (), day)
        if said is None or said.sector == "UNK":
            return found
        return replace(said, actor_id=said.actor_id if other.proper_is_last else None, name=found.name or said.name)


class _Head:
    """One zone read from left to right: its state, its catalogued actor, its roles, its proper name."""

    def __init__(self, zone: Zone, get: Getter, day: date | None) -> None:
        self.zone = zone
        self.states = [piece for piece in zone.pieces if _is_state(piece) and not piece.detached]
        self.roles = [piece.role for piece in zone.pieces if piece.role is not None]
        self.role = self.roles[-1] if self.roles else None
        self.country = self._one_country(get)
        self.kind, self.actor = self._own_actor(get, day)
        propers = [piece for piece in zone.pieces if piece.kind == "proper"]
        self.proper = propers[-1] if propers else None
        self.is_empty = all(piece.kind in ("quantity", "plain") for piece in zone.pieces)

    def _one_country(self, get: Getter) -> str | None:
        """The owner's country; None where two states stand side by side."""
        ids = [piece.match.actor_ids[0] for piece in self.states if piece.match is not None]
        actors = [get(actor_id, None) for actor_id in dict.fromkeys(ids)]
        countries = list(dict.fromkeys(actor.country for actor in actors if actor is not None))
        if len(countries) == 1 or (countries and not self._joined_by_and()):
            return countries[0]
        return None

    def _joined_by_and(self) -> bool:
        between = [p.text.lower() for p in self.zone.pieces if self.states[0].end <= p.start < self.states[-1].start]
        return "and" in between or not between

    def _own_actor(self, get: Getter, day: date | None) -> tuple[str, Actor | None]:
        """The last catalogued actor; a name that several share is told apart by the country beside it."""
        for piece in reversed(self.zone.pieces):
            if piece.match is None or _is_state(piece) or piece.detached:
                continue
            actors = [actor for actor_id in piece.match.actor_ids if (actor := get(actor_id, day))]
            if self.country is not None:
                actors = [actor for actor in actors if actor.country in (None, self.country)] or []
            if actors:
                return piece.match.kind, actors[0]
        return "", None

    @property
    def proper_is_last(self) -> bool:
        """Tell whether the zone ends with a proper name, as a person's with title does."""
        return bool(self.zone.pieces) and self.zone.pieces[-1].kind == "proper"

    @property
    def body_role(self) -> Role | None:
        """The body that a member belongs to: the last role before it that is none ("police spokesman")."""
        return next((role for role in reversed(self.roles[:-1]) if role.kind != "member"), None)

    @property
    def demonym_only(self) -> bool:
        """Tell whether the state is named by a people's name alone."""
        return all(piece.match is not None and piece.match.kind == "demonym" for piece in self.states)

    @property
    def full_name(self) -> str | None:
        """A person's name after the role, or an organization's with its role noun in it."""
        if self.proper is None:
            return None
        last = self.zone.pieces[-1]
        if self.proper is last:
            return self.proper.text
        if last.role is not None and last.text[0].isupper() and self.proper.end < last.start:
            return None
        return None


def _is_state(piece: Piece) -> bool:
    return piece.match is not None and piece.match.kind in _STATE_WORDS


def _describe_named(actor: Actor, role: Role | None) -> Description:
    """Describe a catalogued body, or somebody of it ("Taliban commander", "UN peacekeepers", "FBI director")."""
    stateless = actor.country is None
    if role is None:
        return Description(actor.id, actor.name, actor.country, actor.sector, 0.95, stateless)
    sector = actor.sector
    if role.kind in _PRIVATE or (role.kind == "office" and _outranks(role.sector, actor.sector)):
        sector = role.sector
    return Description(None, None, actor.country, sector, 0.8, stateless)


def _outranks(role: str, owner: str) -> bool:
    if owner == "IGO":
        return role in ("MIL", "COP", "LEG")
    if owner == "REB":
        return False
    return role in ("LEG", "JUD") and owner not in ("LEG", "JUD")


def _owned_by(found: Description, role: Role, owner: Actor) -> Description:
    """Correct a role by the body that follows it: "president of the European Commission" is the commission's."""
    if role.kind != "office":
        return found
    sector = found.sector if owner.sector == "GOV" or _outranks(found.sector, owner.sector) else owner.sector
    return replace(found, country=owner.country, sector=sector, stateless=owner.country is None)


def _describe_state(head: _Head, state: Actor | None) -> Description:
    """Describe a bare state word: a state or capital is its government, a counted demonym some of its people."""
    first, last = head.zone.pieces[0], head.zone.pieces[-1]
    country = head.country
    if not head.demonym_only:
        name = state.name if state is not None and len(head.zone.pieces) <= 2 else None
        return Description(country if last.kind == "named" else None, name, country, "GOV", 0.9)
    counted = first.kind == "quantity" or last.kind in ("proper", "plain")
    proper = head.proper.text if head.proper is not None else None
    return Description(None, proper, country, "CVL" if counted else "GOV", 0.6)
