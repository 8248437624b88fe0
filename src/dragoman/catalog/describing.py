"""Say of a mention of an actor whose it is and of which sector, from its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.catalog.mention_head import Head, Lookups
from dragoman.catalog.roles import Role, Zone
from dragoman.model.actor import Actor

_STATELESS = frozenset(("armed", "unnamed", "world"))
_STATE_ROLES = frozenset(("office", "member", "party"))
_GOVERNMENT = frozenset(("government", "authority", "authorities", "administration", "regime", "ministry"))
_SOFT = 0.5  # "Congress" with no state beside it: the best-known one, unless the article is about another state.
_STATE_NOUNS = frozenset(("country", "nation", "state", "republic", "government", "affairs", "council"))
_MEMBERS = frozenset(("allies", "countries", "members", "nations", "partners", "states"))
"""Of an organization of states these are not it."""
_OTHER_WALKS = frozenset(("BUS", "COP", "EDU", "JRN", "JUD", "MED"))
"""Whoever is called so in passing is not the minister of that surname: "Mr Justice Kelly"."""
_OWNER_WORDS = frozenset(("of", "from", "for", "at"))


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention says of its actor.

    `actor_id`: of the catalogued actor itself, or None. `name`: its full proper name where known. `country`: None where
    no state owns it or the mention does not say. `sector`: "UNK" where the mention does not say.
    `confidence`: 0 to 1. `stateless`: no state can own it, so that no country is to be sought in the context.
    `office`: the office named ("prime minister"), where it is one that a single person of the state may hold.
    """

    actor_id: str | None
    name: str | None
    country: str | None
    sector: str
    confidence: float
    stateless: bool = False
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Describer:
    """The rules of description, over the catalog's lookups."""

    lookups: Lookups

    def describe(self, zones: Sequence[Zone], day: date | None) -> Description | None:
        """Describe the head; take from its modifiers what the head leaves open."""
        if not zones:
            return None
        rest = zones[1:]
        head = Head(zones[0], self.lookups, day, self._country_after(rest, day))
        found = self._describe_head(head, rest, day)
        if found is None:
            later = self.describe(rest, day)
            return later if head.is_empty or (later and rest[0].opener == ",") else None
        return self._add_modifiers(found, head, rest, day)

    def _country_after(self, rest: Sequence[Zone], day: date | None) -> str | None:
        if not rest or rest[0].opener != "of":
            return None
        return Head(rest[0], self.lookups, day).country

    def _describe_head(self, head: Head, rest: Sequence[Zone], day: date | None) -> Description | None:
        person = self._read_person(head, day)
        if person is not None:
            return person
        if head.kind == "igo" and not head.named_is_last and head.last_word in _MEMBERS:
            return Description(None, None, None, "GOV", 0.6, True)
        if head.actor is not None and not _speaks_for_state(head):
            named = _describe_named(head.actor, head.role, head.full_name)
            if head.role is None and not head.named_is_last:  # "the BBC host": somebody of it, in a word not known.
                named = replace(named, confidence=0.7)
            return replace(named, confidence=_SOFT) if head.is_soft and head.country is None else named
        if head.role is not None:
            return self._describe_role(head, head.role, rest, day)
        if head.country is not None:
            return _describe_state(head, self.lookups.get(head.country, None))
        if head.proper is not None and not rest:
            return Description(None, head.proper.text, None, "UNK", 0.2)
        return None

    def _read_person(self, head: Head, day: date | None) -> Description | None:
        """Resolve a proper name that ends the head: by full name, or by surname and date of office."""
        actor = head.actor if head.kind == "person" else None
        if actor is None and head.proper is not None and head.proper_is_last:
            nouns = frozenset(role.noun for role in head.roles)
            actor = self.lookups.find_person(head.proper.text, nouns, head.country, day)
            if actor is not None and " " not in head.proper.text and head.role is not None:
                actor = None if head.role.sector in _OTHER_WALKS - {actor.sector} else actor
        if actor is None:
            return None
        stated = head.role if head.role is not None and head.role.kind != "member" else None
        sector = stated.sector if stated is not None and not actor.active(day) else actor.sector
        return Description(actor.id, actor.name, actor.country, sector, 0.9)

    def _describe_role(self, head: Head, role: Role, rest: Sequence[Zone], day: date | None) -> Description:
        name = head.full_name
        if role.kind == "member":
            return self._describe_member(head, role, rest, day)
        if role.kind == "people" and head.armed:
            return Description(None, name, None, "UAF", 0.6, True)
        if role.sector in ("MIL", "REL"):
            role = _override_title(role, head)
        if role.kind in _STATELESS:
            return Description(None, name, None, role.sector, 0.9, True)
        country = head.country or head.place_country
        office = role.noun if role.kind == "office" and self._is_of_state(head, rest, day) else None
        return Description(None, name, country, role.sector, 0.9 if country else 0.6, office=office)

    def _is_of_state(self, head: Head, rest: Sequence[Zone], day: date | None) -> bool:
        """Tell whether one person holds the office now, of a state: not "presidents" nor "president of the club"."""
        if head.is_former or head.is_plural:
            return False
        owner = rest[0] if rest and rest[0].opener == "of" else None
        if owner is None or Head(owner, self.lookups, day).country is not None:
            return True
        return owner.pieces[-1].text.lower() in _STATE_NOUNS

    def _describe_member(self, head: Head, role: Role, rest: Sequence[Zone], day: date | None) -> Description:
        """A member takes sector and country of its body, named before or after it; else what the role itself says."""
        name, country = head.full_name, head.country or head.place_country
        owner = self.describe(rest, day) if rest and rest[0].opener in _OWNER_WORDS else None
        body = head.body_role
        if owner is not None and (name is not None or not _is_body(owner)):
            owner = replace(owner, actor_id=None, name=name)
        if owner is not None and owner.sector == "REB":
            return owner
        if body is not None:
            stateless = body.kind in _STATELESS
            return Description(None, name, None if stateless else country, body.sector, 0.8, stateless)
        if owner is not None and owner.sector != "UNK":
            return replace(owner, country=country or owner.country)
        if role.sector == "REB":
            return Description(None, name, None, role.sector, 0.6, True)
        sector = "GOV" if role.sector == "UNK" and country and not head.demonym_only else role.sector
        return Description(None, name, country, sector, 0.5)

    def _add_modifiers(self, found: Description, head: Head, rest: Sequence[Zone], day: date | None) -> Description:
        """Take country, and for an apposition the sector too, from what follows the head."""
        for zone in rest:
            if zone.opener == "cut":
                break
            other = Head(zone, self.lookups, day)
            if zone.opener == ",":
                found = self._add_apposition(found, other, day)
            elif found.country is None and not found.stateless and found.actor_id is None:
                country = other.country or other.any_place_country
                if country is not None:
                    found = replace(found, country=country, confidence=min(0.9, found.confidence + 0.2))
                elif other.actor is not None and head.role is not None:
                    found = _owned_by(found, head.role, other.actor)
            elif head.role is not None and head.role.kind == "armed" and found.name is None and other.kind == "group":
                found = _describe_named(other.actor, None, None) if other.actor is not None else found
        return found

    def _add_apposition(self, found: Description, other: Head, day: date | None) -> Description:
        if found.sector != "UNK" or found.actor_id is not None:
            return found
        said = self._describe_head(other, (), day)
        if said is None or said.sector == "UNK":
            return found
        return replace(said, actor_id=said.actor_id if other.proper_is_last else None, name=found.name or said.name)


def _is_body(owner: Description) -> bool:
    """Tell whether it is a catalogued body, and neither a state nor a person."""
    return owner.actor_id is not None and "." in owner.actor_id and not owner.actor_id.startswith("person.")


def _override_title(role: Role, head: Head) -> Role:
    """Let rebels be rebels under a military noun ("rebel troops"), and an office outweigh a rank or clerical title."""
    for other in head.roles[:-1]:
        if other.kind == "armed" or (head.proper_is_last and other.kind == "office" and other.sector == "GOV"):
            return other
    return role


def _speaks_for_state(head: Head) -> bool:
    """Tell whether somebody of a state stands beside a body between states ("North Korea's UN ambassador")."""
    between = head.actor is not None and head.actor.sector == "IGO"
    return between and head.state_before_actor and head.role is not None and head.role.kind == "office"


def _describe_named(actor: Actor, role: Role | None, person: str | None) -> Description:
    """Describe a catalogued body, or somebody of it ("Taliban commander", "UN peacekeepers", "FBI director").

    Unnamed people of a body who act as what it is ("Taliban fighters") are that body.
    """
    stateless = actor.country is None and actor.sector in ("REB", "UAF", "CRM", "IGO", "MIL")
    if role is None:
        return Description(actor.id, actor.name, actor.country, actor.sector, 0.95, stateless)
    own = role.kind not in (*_STATE_ROLES, *_STATELESS) or (
        role.kind == "office" and _outranks(role.sector, actor.sector, role.noun)
    )
    ruling = own and role.kind == "office" and actor.sector == "REB"
    if own and person is None and actor.sector == "IGO" and role.sector == "MIL":
        return Description(actor.id, actor.name, None, "MIL", 0.8, True)
    if own or person is not None:
        sector = role.sector if own else actor.sector
        return Description(None, person, actor.country, sector, 0.8, stateless and not ruling)
    return Description(actor.id, actor.name, actor.country, actor.sector, 0.8, stateless)


def _outranks(role: str, owner: str, noun: str = "") -> bool:
    """Tell whether an office's sector holds against that of the body whose office it is."""
    if owner == "IGO":
        return role in ("MIL", "COP", "LEG")
    if owner == "REB":  # A movement that governs has a government and police; its other offices are its own.
        return role == "COP" or noun in _GOVERNMENT
    if owner == "PTY":
        return role in ("LEG", "JUD") or noun in _GOVERNMENT or noun in ("president", "minister")
    return role in ("LEG", "JUD") and owner not in ("LEG", "JUD")


def _owned_by(found: Description, role: Role, owner: Actor) -> Description:
    """Correct a role by the body that follows it: "president of the European Commission" is the commission's."""
    if role.kind != "office":
        return found
    sector = found.sector if owner.sector == "GOV" or _outranks(found.sector, owner.sector) else owner.sector
    return replace(found, country=owner.country, sector=sector, stateless=owner.country is None)


def _describe_state(head: Head, state: Actor | None) -> Description:
    """Describe a bare state word: a state or capital is its government, a people's name in the plural some of them."""
    first, last = head.pieces[0], head.pieces[-1]
    country = head.country
    if not head.demonym_only:
        bare = last.kind == "named" and all(piece.kind in ("named", "plain") for piece in head.pieces)
        name = state.name if state is not None and bare else None
        return Description(country if bare else None, name, country, "GOV", 0.9)
    counted = first.kind == "quantity" or last.kind in ("proper", "plain")
    bare_plural = first is last and last.text.endswith(("s", "men"))
    proper = head.proper.text if head.proper is not None else None
    return Description(None, proper, country, "CVL" if counted or bare_plural else "GOV", 0.6)
