"""What a mention of a place says beside the name: its kind, a part of it, near it, and what it lies in.

"the northern Idlib countryside" is Idlib, near it, a part of it; "Quetta, Balochistan" is Quetta in Balochistan; "Bannu
district" is the Bannu that is a district; "the Pakistani city of Quetta" is the Quetta that is a city in Pakistan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.catalog.place_candidate import Candidate, is_known
from dragoman.catalog.place_distance import Offset, read_distance
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.place_index import PlaceIndex
from dragoman.catalog.place_words import PlaceWords, load_place_words

_OPENING = re.compile(r"^(?:the|a|an|its|their|his|her|this|that|in|at|from|to|into|on)\s+", re.I)
_POSSESSIVE = re.compile(r"[’']s?\b(?=\s|$)")
_INSIDE = re.compile(
    r"\s*(?:,|\(|\)|;|/)\s*|\s+(?:in|inside|within|of|at|on|from|between|and|to|with)\s+(?:the\s+)?", re.I
)
_COUNTY = re.compile(r"^Co\.? (?=[A-Z])")
_BORDER = re.compile(r"\b(?:borders?|frontier)\b", re.I)
_HEAD = re.compile(r"^(?:[a-z][\w-]* ){1,3}of (?:the )?(?=[A-ZÀ-Þ])")
"""A thing in a place: "gate of the Kabul airport", "streets of Homs"."""
_TOWN_OF = re.compile(
    r"(?:the )?(?P<outer>[A-Z][^,()]*?)[’']?s? (?P<type>city|town|village|port|hamlet) of "
    r"(?:the )?(?P<name>[^,()]+)"
)
_OFFSHORE = re.compile(r"(?:just |waters )?off (?:the )?(?:\w+ )?(?:coasts? of )?(?:the )?(?=[A-Z])", re.I)
_SITES = frozenset({"square", "street", "airport", "base", "prison", "building", "mosque", "lake", "river", "island"})
_NAME_WORD = re.compile(r"[^\W\d_][\w’'ʼ.-]*")
_LONGEST = 6


@dataclass(slots=True)
class Phrase:
    """A mention read: the candidates for its name, and what limits them.

    `kinds`: kinds that a type word asks for. `countries`: alpha-3 of states named in it. `containers`: places that it
    is said to lie in. `near`: outside the place. `part`: a part of it. `site`: a building or a spot
    in it that is not known by itself. `whole`: every word was understood. `offset`: how far from the place.
    `offshore`: in the waters before it. `within`: alpha-3 of the state that it is known to lie in.
    """

    candidates: tuple[Candidate, ...] = ()
    kinds: tuple[str, ...] = ()
    countries: list[str] = field(default_factory=list)
    containers: list[tuple[Candidate, ...]] = field(default_factory=list)
    near: bool = False
    part: bool = False
    border: bool = False
    site: bool = False
    whole: bool = True
    offset: Offset | None = None
    offshore: bool = False
    within: str | None = None


def read_phrase(text: str, index: PlaceIndex, within: str | None = None) -> Phrase:
    """Read a mention; its candidates are empty where no name in it is known. `within`: as in `Phrase`."""
    words = load_place_words()
    phrase = Phrase(within=within)
    rest = " ".join(_POSSESSIVE.sub("", text).split()).strip(" .,;:()\"'“”-–—")
    rest = _COUNTY.sub("County ", rest)
    measured = read_distance(rest)
    if measured is not None:
        phrase.offset, rest = measured
        phrase.near = True
    phrase.offshore = _OFFSHORE.match(rest) is not None
    rest = _turn_around(rest, words)
    phrase.border = _BORDER.search(rest) is not None
    rest = _strip_words(rest, phrase, index, words)
    if phrase.candidates:
        return phrase
    pieces = [piece for piece in _INSIDE.split(rest) if piece and piece.strip()]
    if len(pieces) > 1:
        return _read_pieces(pieces, phrase, index)
    return _scan_words(rest, phrase, index)


def _turn_around(text: str, words: PlaceWords) -> str:
    """Put the town before what it lies in: "the West Bank city of Nablus" is "Nablus, West Bank"."""
    found = _TOWN_OF.fullmatch(text)
    if found is None or found["type"].casefold() not in words.types or not found["outer"][:1].isupper():
        return text
    return f"{found['type']} of {found['name']}, {found['outer']}"


def _strip_words(rest: str, phrase: Phrase, index: PlaceIndex, words: PlaceWords) -> str:
    """Take words off either end until what is left is a name, or nothing more comes off."""
    while rest:
        shorter = _OPENING.sub("", rest)
        phrase.candidates = _land_of(shorter, index) or _look_up(shorter, index, words)
        if phrase.candidates:
            return shorter
        shorter = _strip_once(shorter, phrase, index, words)
        if shorter == rest:
            return rest
        rest = shorter
    return rest


def _opens_name(rest: str, index: PlaceIndex) -> bool:
    """ "Northern Ireland Assembly" opens with a name of ours: its first word is no direction."""
    tokens = rest.split()
    return any(index.own.by_name.get(fold_name(" ".join(tokens[:size]))) for size in (2, 3) if size < len(tokens))


def _look_up(name: str, index: PlaceIndex, words: PlaceWords) -> tuple[Candidate, ...]:
    """Plain words are no name, though a village somewhere bears it ("border", "Town", "southern region")."""
    tokens = name.split()
    if name.islower() and all(token in words.plain for token in tokens):
        return ()
    return () if len(tokens) == 1 and name.casefold() in words.types else index.lookup(name)


def _land_of(word: str, index: PlaceIndex) -> tuple[Candidate, ...]:
    """A people or its adjective alone ("Afghan") means the land, in the sense in which a place is asked for."""
    country = index.own.demonyms.get(fold_name(word))
    return (index.own.countries[country],) if country in index.own.countries else ()


def _strip_once(rest: str, phrase: Phrase, index: PlaceIndex, words: PlaceWords) -> str:
    head = _HEAD.match(rest)
    order = ("type_before", "near", "direction")
    for use in order if head else (*order, "type_after", "near_after"):
        found = words.patterns[use].search(rest)
        if not found or len(found[0].strip()) == len(rest) or (use == "direction" and _opens_name(rest, index)):
            continue
        if use.startswith("type"):
            kinds = words.types[found["type"].casefold()]
            phrase.kinds = phrase.kinds or kinds
            phrase.site = phrase.site or bool(_SITES.intersection(kinds))
        phrase.near = phrase.near or use.startswith("near")
        phrase.part = phrase.part or use == "direction"
        return (rest[: found.start()] + rest[found.end() :]).strip()
    if head:
        return rest[head.end() :]
    first, _, others = rest.partition(" ")
    country = index.own.demonyms.get(fold_name(first))
    if country and others:
        phrase.countries.append(country)
        return others
    return rest


def _read_pieces(pieces: list[str], phrase: Phrase, index: PlaceIndex) -> Phrase:
    """The first piece that holds a known name is the place; what follows contains it."""
    for piece in pieces:
        inner = read_phrase(piece, index, phrase.within)
        phrase.countries += inner.countries
        phrase.border = phrase.border or inner.border
        if not inner.candidates:
            phrase.whole = phrase.whole and not phrase.candidates
            continue
        if phrase.candidates:
            phrase.containers.append(inner.candidates)
            continue
        # "the Courts of Justice" are not in the village of Justice.
        known = tuple(c for c in inner.candidates if is_known(c) or c.country == phrase.within)
        phrase.candidates = inner.candidates if piece is pieces[0] else known
        phrase.kinds = inner.kinds or phrase.kinds
        phrase.near, phrase.part = phrase.near or inner.near, phrase.part or inner.part
        phrase.offset, phrase.offshore = phrase.offset or inner.offset, phrase.offshore or inner.offshore
        phrase.whole = phrase.whole and inner.whole
        phrase.containers += inner.containers
    return phrase


def _scan_words(rest: str, phrase: Phrase, index: PlaceIndex) -> Phrase:
    """No piece is a name as it stands: take the longest run of capitalised words that is one."""
    tokens = _NAME_WORD.findall(rest)
    phrase.whole = False
    for size in range(min(_LONGEST, len(tokens) - 1), 0, -1):
        for start in range(len(tokens) - size + 1):
            if not tokens[start][0].isupper():
                continue
            run = " ".join(tokens[start : start + size])
            country = index.own.demonyms.get(fold_name(run))
            if country:
                phrase.countries.append(country)
            elif not phrase.candidates and _may_stand(run, size, index):
                phrase.candidates = tuple(c for c in index.lookup(run) if _may_be(c, phrase))
        if phrase.candidates:
            break
    return phrase


def _may_be(candidate: Candidate, phrase: Phrase) -> bool:
    """A part of the words may be a place that is known by name alone, or lies in the state that is asked for.

    A division asked for by its type ("Khyber Plains province") is no district or town by a part of its name.
    """
    if not is_known(candidate) and (phrase.within is None or candidate.country != phrase.within):
        return False
    return not phrase.kinds or phrase.kinds[0] != "admin1" or candidate.kind in ("admin1", "region", "country")


def _may_stand(run: str, size: int, index: PlaceIndex) -> bool:
    """One word out of a longer name must be more than a common word or a short form of a state."""
    folded = fold_name(run)
    return size > 1 or not (folded in load_place_words().common or folded in index.own.abbreviations)
