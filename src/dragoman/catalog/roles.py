"""Read a mention of an actor into pieces: state words, catalogued names, role nouns, proper names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.catalog.matching import NameMatch
from dragoman.catalog.tables import DATA, read_rows
from dragoman.codebook.terms import SECTORS

_PUBLIC_KINDS = ("office", "party", "armed", "unnamed", "member", "world")
_PRIVATE_KINDS = ("people", "press", "business", "learning", "health", "faith", "refuge", "relief", "crime")
ROLE_KINDS = frozenset((*_PUBLIC_KINDS, *_PRIVATE_KINDS))
_SMALL_USES = ("title", "link", "cut", "quantity", "plain", "particle", "detach", "surname", "weapon")
_USES = frozenset((*_SMALL_USES, "body", "crown", "portfolio"))
_TOKEN = re.compile(r"\d[\d,.]*|[^\W\d_]+(?:\.?[-.&'’][^\W\d_]+)*\.?|[,;:()–—]")
_LONGEST_ROLE = 5  # words
_REMEMBERED = 20_000
"""Bare words kept: most words of a mention have been seen before."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun, its sector, and how it stands to a state (the kinds are told in roles.csv)."""

    noun: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a mention. `kind`: "named" (a match of the catalog), "role", "proper", "quantity" or "plain".

    `detached`: a state word that does not own what follows ("US-led", "anti-Iraq").
    """

    start: int
    end: int
    text: str
    kind: str
    match: NameMatch | None = None
    role: Role | None = None
    detached: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """A head or a modifier that follows it; `opener`: the word that opens it ("" for the head)."""

    opener: str
    pieces: tuple[Piece, ...]


class RoleLexicon:
    """Role nouns and the small words around them."""

    def __init__(self, roles: dict[str, Role], words: dict[str, frozenset[str]]) -> None:
        self._roles = roles
        self._words = words

    def strip_titles(self, name: str) -> str:
        """Return a person's name without the titles and offices before it: "President Jane Roe" gives "Jane Roe"."""
        tokens = list(_TOKEN.finditer(name))
        at = 0
        while at < len(tokens) - 1:
            length = self._role_length(tokens, at)
            word = _bare(tokens[at].group())
            if length and at + length < len(tokens):
                at += length
            elif word in self._words["title"] or word in self._words["plain"]:
                at += 1
            else:
                break
        return name[tokens[at].start() :].strip() if tokens else name.strip()

    def cut_title(self, name: str) -> str:
        """Return what follows the last title or office in a name, where it is a person's name; else the name.

        "Trade Minister Jane Roe" gives "Jane Roe", "Ostrel State President Jane Roe" likewise; a party or union
        ("Workers Union") keeps its words, and a king ("King John") his title. A single word is a name only right after
        a title that opens the phrase.
        """
        tokens = list(_TOKEN.finditer(name))
        cut, at = 0, 0
        while at < len(tokens) - 1:
            length = self._title_length(tokens, at)
            if not length and at == cut and _bare(tokens[at].group()) in self._words["title"]:
                length = 1
            rest = tokens[at + length :]
            crowned = _bare(tokens[at].group()) in self._words["crown"]
            if length and self._may_be_person(rest) and (len(rest) > 1 or (at == cut and not crowned)):
                cut = at + length
            at += max(length, 1)
        return name[tokens[cut].start() :].strip() if cut else name

    def _title_length(self, tokens: list[re.Match[str]], at: int) -> int:
        """Return how many words a title has: "Minister for Transport and Ports" with what it is for, or that alone."""
        length = self._role_length(tokens, at)
        end = at + length
        if length and end < len(tokens) and tokens[end].group() in ("for", "of"):
            end += 1
        start = end
        while end < len(tokens) and (self.is_portfolio(tokens[end].group()) or self._joins(tokens, end)):
            end += 1
        return end - at if end > start else length

    def _joins(self, tokens: list[re.Match[str]], at: int) -> bool:
        follows = at + 1 < len(tokens) and self.is_portfolio(tokens[at + 1].group())
        return tokens[at].group() in ("and", "&", ",") and follows

    def is_portfolio(self, word: str) -> bool:
        """Tell whether the word is what a minister or ministry is for ("Transport")."""
        return _bare(word) in self._words["portfolio"]

    def names_body(self, name: str) -> bool:
        """Tell whether a name of several words ends as the names of parties, unions and firms do ("Workers Union")."""
        words = name.split()
        return len(words) > 1 and _bare(words[-1]) in self._words["body"]

    def _may_be_person(self, tokens: list[re.Match[str]]) -> bool:
        """Tell whether capitalised words, with small ones inside a personal name among them, make up all of it."""
        words = [token.group() for token in tokens]
        if not words or len(words) > _LONGEST_ROLE or not words[-1][0].isupper():
            return False
        if any(word.lower() in self._words["body"] for word in words):
            return False
        return all(word[0].isupper() or word in self._words["particle"] for word in words)

    def role(self, text: str) -> Role | None:
        """Return the role that these words are, if they are one."""
        return self._roles.get(_bare(text))

    def arms(self, text: str) -> bool:
        """Tell whether the word says that somebody bears a weapon ("armed", "knife-wielding")."""
        return _bare(text) in self._words["weapon"]

    def read_zones(self, mention: str, matches: Iterable[NameMatch]) -> list[Zone]:
        """Cut a mention into its head and the modifiers after it, each in pieces."""
        zones: list[Zone] = []
        opener, pieces = "", list[Piece]()
        for piece in self._read_pieces(mention, list(matches)):
            if piece.kind != "opener":
                pieces.append(piece)
                continue
            if pieces or not zones:
                zones.append(Zone(opener, _join_propers(mention, pieces)))
            opener, pieces = piece.text, []
        zones.append(Zone(opener, _join_propers(mention, pieces)))
        return [zone for zone in zones if zone.pieces]

    def _read_pieces(self, mention: str, matches: list[NameMatch]) -> Iterable[Piece]:
        tokens = list(_TOKEN.finditer(mention))
        at, last = 0, ""
        while at < len(tokens):
            named = [match for match in matches if _touches(match, tokens[at])]
            while named and at + 1 < len(tokens) and _touches(named[-1], tokens[at + 1]):
                at += 1
            length = 0 if named else self._role_length(tokens, at)
            if length and last == "proper" and self._is_surname(tokens, at, length):
                length = 0
            if named:  # Several in one word: "Russian-Turkish".
                pieces = [self._named_piece(mention, match, tokens[at]) for match in named]
            else:
                pieces = [
                    self._role_piece(mention, tokens[at : at + length]) if length else self._plain_piece(tokens[at])
                ]
            yield from pieces
            at, last = at + max(length, 1), pieces[-1].kind

    def _role_piece(self, mention: str, tokens: list[re.Match[str]]) -> Piece:
        start, end = tokens[0].start(), tokens[-1].end()
        return Piece(start, end, mention[start:end], "role", role=self._roles[_phrase(tokens)])

    def _is_surname(self, tokens: list[re.Match[str]], at: int, length: int) -> bool:
        """Tell whether a role noun after a proper name ends it ("Jane King"), and no name follows it."""
        word = tokens[at].group()
        ends = at + 1 == len(tokens) or not tokens[at + 1].group()[0].isupper()
        return length == 1 and ends and word[0].isupper() and _bare(word) in self._words["surname"]

    def _named_piece(self, mention: str, match: NameMatch, last: re.Match[str]) -> Piece:
        """Mark a state word that a prefix or suffix detaches from its head."""
        start, end = match.span.start, match.span.end
        before = mention[max(0, start - 5) : start].lower()
        suffix = _bare(mention[end : last.end()].lstrip("-")) if mention[end : end + 1] == "-" else ""
        detached = suffix.rpartition("-")[2] in self._words["detach"] or before.endswith(("anti-", "pro-", "non-"))
        return Piece(start, end, mention[start:end], "named", match=match, detached=detached)

    def _plain_piece(self, token: re.Match[str]) -> Piece:
        text = token.group()
        word = _bare(text)
        if word in self._words["link"] or word in self._words["cut"] or not word:
            kind = "opener"
            text = word if word in self._words["link"] else "," if text in (",", "(", "–", "—", ":") else "cut"
        elif word in self._words["quantity"] or word[0].isdigit():
            kind = "quantity"
        elif word in self._words["title"] or word in self._words["plain"]:
            kind = "plain"
        elif word in self._words["particle"] and text.islower():
            kind = "particle"
        else:
            kind = "proper" if re.match(r"(?:[a-z]{2,3}[-'’])?[^\W\d_a-z]", text) and not text.islower() else "plain"
        return Piece(token.start(), token.end(), text, kind)

    def _role_length(self, tokens: list[re.Match[str]], at: int) -> int:
        for length in range(min(_LONGEST_ROLE, len(tokens) - at), 0, -1):
            role = self._roles.get(_phrase(tokens[at : at + length]))
            if role is not None and (role.noun[0].islower() or tokens[at].group()[0].isupper()):
                return length
        return 0


def _touches(match: NameMatch, token: re.Match[str]) -> bool:
    return match.span.start < token.end() and token.start() < match.span.end


def _join_propers(mention: str, pieces: list[Piece]) -> tuple[Piece, ...]:
    """Join neighbouring proper words, and the particles between them, into one name."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if piece.kind == "proper" and last is not None and last.kind in ("proper", "particle"):
            text = mention[last.start : piece.end]
            joined[-1] = Piece(last.start, piece.end, text, "proper")
        elif piece.kind == "particle" and last is not None and last.kind in ("proper", "particle"):
            joined[-1] = Piece(last.start, piece.end, mention[last.start : piece.end], last.kind)
        else:
            joined.append(piece)
    return tuple(joined)


@lru_cache(maxsize=_REMEMBERED)
def _bare(token: str) -> str:
    word = token.lower().replace("’", "'").strip(".,;:()–—")
    return word.removesuffix("'s")


def _phrase(tokens: list[re.Match[str]]) -> str:
    return " ".join(_bare(token.group()) for token in tokens)


def _forms(noun: str) -> Iterable[str]:
    """Return a noun phrase and its regular plural; the plural of a phrase with "of" is that of its first word."""
    yield noun
    first, of, rest = noun.partition(" of ")
    head = first if of else noun
    if head.endswith("y") and head[-2:-1] not in "aeou":
        plural = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh", "z")):
        plural = head + "es"
    elif head.endswith("man"):
        plural = head[:-3] + "men"
    else:
        plural = head + "s"
    yield plural + of + rest


@lru_cache(maxsize=1)
def load_lexicon() -> RoleLexicon:
    """Load the shipped role nouns and mention words. Raises BadTable where they break their rules."""
    roles: dict[str, Role] = {}
    for row in read_rows(DATA / "roles.csv", ("role", "sector", "kind")):
        role = Role(row.cells["role"], row.cells["sector"], row.cells["kind"])
        if role.sector not in SECTORS or role.kind not in ROLE_KINDS:
            raise row.fail("a known sector and kind", f"{role.sector}, {role.kind}", "See the head of the table.")
        for form in _forms(role.noun) if role.noun.islower() else (role.noun.lower(),):
            roles.setdefault(form, role)
    words: dict[str, set[str]] = {use: set() for use in _USES}
    for row in read_rows(DATA / "mention_words.csv", ("word", "use")):
        if row.cells["use"] not in _USES:
            raise row.fail("a use", row.cells["use"], f"Known: {', '.join(sorted(_USES))}.")
        words[row.cells["use"]].add(row.cells["word"])
    return RoleLexicon(roles, {use: frozenset(group) for use, group in words.items()})
