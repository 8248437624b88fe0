"""Read the head of a mention: its state, its catalogued actor, its roles, its proper name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dragoman.catalog.roles import Piece, Role, RoleLexicon, Zone
from dragoman.model.actor import Actor

_NOT_NOW = frozenset(("former", "ex", "then", "late", "deputy", "incoming", "designate", "ousted", "deposed"))
STATE_WORDS = frozenset(("state", "demonym", "capital"))


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the reading of a mention asks of the catalog.

    `get`: an actor by id and day. `find_person`: a person by name, roles named beside it, country and day.
    `place_country`: the state that a well-known place lies in, or None.
    """

    lexicon: RoleLexicon
    get: Callable[[str, date | None], Actor | None]
    find_person: Callable[[str, frozenset[str], str | None, date | None], Actor | None]
    place_country: Callable[[str], str | None]


class Head:
    """One zone, read: `country` of its state words, `actor` of the catalog and its `kind`, `roles`, `proper` name.

    `follows`: the country of the modifier after it, which overrules a name that is also a role ("Congress of ...").
    """

    def __init__(self, zone: Zone, lookups: Lookups, day: date | None, follows: str | None = None) -> None:
        self.pieces = _join_surname(zone.pieces)
        self._lookups = lookups
        self.states = [piece for piece in self.pieces if is_state(piece) and not piece.detached]
        self.country = self._one_country()
        self.kind = ""
        self.actor: Actor | None = None
        self._named: Piece | None = None
        self._find_actor(day, follows)
        self.roles = self._list_roles()
        self.role = self.roles[-1] if self.roles else None
        propers = [piece for piece in self.pieces if piece.kind == "proper"]
        self.proper = propers[-1] if propers else None
        self.is_empty = all(piece.kind in ("quantity", "plain") for piece in self.pieces)
        self.armed = any(piece.kind == "plain" and lookups.lexicon.arms(piece.text) for piece in self.pieces)

    def _one_country(self) -> str | None:
        """The owner's country; None where two states stand side by side."""
        ids = [piece.match.actor_ids[0] for piece in self.states if piece.match is not None]
        actors = [self._lookups.get(actor_id, None) for actor_id in dict.fromkeys(ids)]
        countries = list(dict.fromkeys(actor.country for actor in actors if actor is not None))
        if len(countries) == 1 or (countries and not self._joined_by_and()):
            return countries[0]
        return None

    def _joined_by_and(self) -> bool:
        first, last = self.states[0].end, self.states[-1].start
        between = [piece.text.lower() for piece in self.pieces if first <= piece.start < last]
        return "and" in between or not between

    def _find_actor(self, day: date | None, follows: str | None) -> None:
        """The last catalogued actor; a name that several share is told apart by the country beside it."""
        for at, piece in reversed(list(enumerate(self.pieces))):
            if piece.match is None or is_state(piece) or self._is_part(at):
                continue
            actors = [found for actor_id in piece.match.actor_ids if (found := self._lookups.get(actor_id, day))]
            owner = self.country or (follows if self._lookups.lexicon.role(piece.text) else None)
            if owner is not None:
                actors = [actor for actor in actors if actor.country in (None, owner)]
            if actors and not piece.detached:
                self.kind, self.actor, self._named = piece.match.kind, actors[0], piece
                return

    def _is_part(self, at: int) -> bool:
        """Tell whether a catalogued name is but part of another ("Amal Hassan", "Montana Senate")."""
        piece = self.pieces[at]
        if piece.match is None or " " in piece.text:
            return False
        follows = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if piece.match.kind == "group" and follows is not None and follows.kind == "proper":
            return True
        before = self.pieces[at - 1] if at else None
        local = before is not None and before.kind == "proper"
        return local and self._lookups.lexicon.role(piece.text) is not None

    def _list_roles(self) -> list[Role]:
        """All roles in order; a catalogued name that was set aside counts as the role that it also is."""
        roles = []
        for piece in self.pieces:
            if piece.role is not None:
                roles.append(piece.role)
            elif piece.match is not None and piece is not self._named and not is_state(piece):
                role = self._lookups.lexicon.role(piece.text)
                roles += [role] if role is not None else []
        return roles

    @property
    def is_former(self) -> bool:
        """Tell whether the office named is one no longer or not yet held, or held by several."""
        return any(piece.kind == "quantity" or piece.text.lower() in _NOT_NOW for piece in self.pieces)

    @property
    def is_plural(self) -> bool:
        """Tell whether the last role is told of several ("the presidents")."""
        texts = [piece.text.lower() for piece in self.pieces if piece.role is not None]
        return self.role is not None and bool(texts) and texts[-1].endswith("s") and texts[-1] != self.role.noun.lower()

    @property
    def proper_is_last(self) -> bool:
        """Tell whether the zone ends with a proper name, as a person's with title does."""
        return bool(self.pieces) and self.pieces[-1].kind == "proper"

    @property
    def named_is_last(self) -> bool:
        """Tell whether the zone ends with a name of the catalog."""
        return self.pieces[-1].match is not None

    @property
    def last_word(self) -> str:
        """The zone's last word, in small letters."""
        return self.pieces[-1].text.lower().rsplit(" ", 1)[-1] if self.pieces else ""

    @property
    def body_role(self) -> Role | None:
        """The body that a member belongs to: the last role before it that is none ("police spokesman")."""
        return next((role for role in reversed(self.roles[:-1]) if role.kind != "member"), None)

    @property
    def demonym_only(self) -> bool:
        """Tell whether the state is named by a people's name alone."""
        return all(piece.match is not None and piece.match.kind == "demonym" for piece in self.states)

    @property
    def is_soft(self) -> bool:
        """Tell whether the catalogued name is also a common noun that other states use ("Congress", "Labour Party")."""
        return self._named is not None and self._lookups.lexicon.role(self._named.text) is not None

    @property
    def state_before_actor(self) -> bool:
        """Tell whether a state word stands before the catalogued name ("North Korea's UN ambassador")."""
        return bool(self.states) and self._named is not None and self.states[0].start < self._named.start

    @property
    def place_country(self) -> str | None:
        """The state of a well-known place among the proper names that do not end the head ("Ohio governor ...")."""
        return self._find_place(self.pieces[:-1])

    @property
    def any_place_country(self) -> str | None:
        """The state of a well-known place anywhere in the zone, as in a modifier ("in Kirov")."""
        return self._find_place(self.pieces)

    def _find_place(self, pieces: tuple[Piece, ...]) -> str | None:
        before = ""
        for piece in pieces:
            if piece.kind == "proper":
                # "North Carolina", "New York": the first word alone makes no name, and the second another one.
                country = self._lookups.place_country(f"{before} {piece.text}".strip())
                if country is not None:
                    return country
            before = piece.text if piece.kind == "plain" and piece.text[0].isupper() and piece.text != "The" else ""
        return None

    @property
    def full_name(self) -> str | None:
        """The name of a person that stands after the role."""
        return self.proper.text if self.proper is not None and self.proper_is_last else None


def is_state(piece: Piece) -> bool:
    """Tell whether the piece is a state's name, its people's name or its capital."""
    return piece.match is not None and piece.match.kind in STATE_WORDS


def _join_surname(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Take a people's name that ends the zone right after a proper name for a surname ("Jane English")."""
    if len(pieces) < 2 or pieces[-2].kind != "proper":
        return pieces
    first, last = pieces[-2:]
    if last.match is None or last.match.kind != "demonym" or " " in first.text:
        return pieces
    return (*pieces[:-2], Piece(first.start, last.end, f"{first.text} {last.text}", "proper"))
