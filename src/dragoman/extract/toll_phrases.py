"""The words for people in a sentence of tags: one phrase, a list of them, and how many they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.quantities import Quantity
from dragoman.extract.toll_tags import Token, toll_words

# A noun phrase: its first word, then modifiers and noun, then "of" phrases ("12 members of the security forces").
_PHRASE = re.compile(r"(?:T?[AD]*QT?|[DT])?V?A?(?:[wWA]|(?<=[wW])V(?=[wW])){0,8}(?:oA*[QDT]?V?[wW]{1,6}){0,2}")
_LINK = re.compile(r",?cA*(?=[QDTWsw])|,(?=A*[QDTWw])")
_DASHES = frozenset(("--", "—", "–", "-", ":"))
_PLURAL_END = re.compile(r"(?<![sui])s$")


@dataclass(frozen=True, slots=True)
class Count:
    """How many, from token `first` to token `last`. See `TollMention` for the rest."""

    best: int | None
    low: int | None
    high: int | None
    first: int
    last: int
    single: bool = False
    attackers: bool = False
    running: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase with what it counts; where it gives no figure, `quantity` is None: one person, or a couple."""

    first: int
    last: int
    quantity: Quantity | None
    attackers: bool
    people: int = 1


def phrase_at(tokens: list[Token], tags: str, begin: int) -> Phrase | None:
    """Return the noun phrase that begins here, if it counts people."""
    if tags[begin] == "h":
        return Phrase(begin, begin, None, False) if tokens[begin].word in ("he", "she", "him") else None
    found = _PHRASE.match(tags, begin)
    if not found or found.end() == begin:
        return None
    last = found.end() - 1
    if tags[begin] == "w" and names_person(tokens, begin):
        last = _end_of_bare(tokens, begin, last)
    number = next((i for i in range(begin, found.end()) if tags[i] == "Q"), None)
    if number is not None and tags[begin:number].strip("ADT"):
        number = None
    if number is not None:
        if is_thing(tokens, tags, number) or _is_part(tokens, tags, number):
            return None
        return Phrase(begin, last, tokens[number].quantity, _are_attackers(tokens, number, last))
    if tags[begin] not in "DTW" and not names_person(tokens, begin):
        return None
    attackers = _are_attackers(tokens, begin, last)
    if find_head(tokens, tags, Phrase(begin, last, None, attackers)) in toll_words()["pair"]:
        return Phrase(begin, last, None, attackers, people=2)
    return Phrase(begin, last, None, attackers) if _is_singular(tokens, tags, begin, last) else None


def _end_of_bare(tokens: list[Token], begin: int, last: int) -> int:
    """Return where a person named without an article ends: the verb of a headline is no part ("girl walks into")."""
    at = begin
    while at < last and (tokens[at + 1].tag == "W" or tokens[at + 1].word in toll_words()["person"]):
        at += 1
    return at


def _is_part(tokens: list[Token], tags: str, number: int) -> bool:
    """Tell whether a number counts some of those told of before: "141 people, 132 of them children"."""
    after = number + 1
    return tags[after : after + 2] in ("oy", "or") or (
        tags[after : after + 1] == "g" and tokens[after].word in ("of them", "of whom")
    )


def read_list(tokens: list[Token], tags: str, begin: int, *, closed: bool = False) -> tuple[list[Phrase], int]:
    """Return the phrases of a list that begins here, and the last token that belongs to it.

    "A soldier, his wife and two children" is a list of three; without a final "and" only figures are listed, and
    people without articles ("Man, two children shot").
    `closed`: the list hangs on a noun, so that a verb behind it is that of the whole ("the bodies of A and B were").
    """
    phrases: list[Phrase] = []
    sure, last = 0, begin - 1
    while begin < len(tags):
        if tags[begin] == "s":
            end = begin
        else:
            phrase = phrase_at(tokens, tags, begin)
            if phrase is None or (phrases and not _may_join(tokens, phrase, tags, closed=closed)):
                break
            phrases.append(phrase)
            end = phrase.last
        listed = all(p.quantity for p in phrases) or tokens[phrases[0].first].word in toll_words()["person"]
        if len(phrases) < 2 or tags[begin - 1] in "cA" or listed:
            sure, last = len(phrases), end
        link = _LINK.match(tags, end + 1)
        if not link or tokens[end + 1].word in _DASHES:
            break
        begin = link.end()
    return phrases[:sure], last


def _may_join(tokens: list[Token], phrase: Phrase, tags: str, *, closed: bool) -> bool:
    """Tell whether a further phrase belongs to the list, and does not open a clause of its own."""
    if not closed and re.match(r"(?!A?[kKU]s)A?[kixeBHvVKImUuR]", tags[phrase.last + 1 :]):
        return False
    if phrase.quantity or tags[phrase.first] == "W":
        return not tokens[phrase.last].word.endswith(("'s", "’s"))
    aged = any(token.word.endswith(("old", "yo", "y/o")) for token in tokens[phrase.first : phrase.last + 1])
    return phrase.attackers or aged or find_head(tokens, tags, phrase) in toll_words()["person"]


def sum_phrases(phrases: Iterable[Phrase]) -> Count | None:
    """Add up a list: at-leasts stay at-leasts; attackers are left out where others died too."""
    listed = list(phrases)
    victims = [phrase for phrase in listed if not phrase.attackers] or listed
    if not victims:
        return None
    quantities = [phrase.quantity for phrase in victims]
    known = [q for q in quantities if q is not None]
    singles = sum(phrase.people for phrase in victims if phrase.quantity is None)
    first, last = min(p.first for p in victims), max(p.last for p in victims)
    best = (
        singles + sum(q.best for q in known if q.best is not None) if all(q.best is not None for q in known) else None
    )
    loose = any(q.low is not None for q in known)
    low = singles + sum(q.low if q.low is not None else q.best or 0 for q in known) if loose else None
    capped = [q.high for q in known if q.high is not None]
    high = singles + sum(q.high if q.high is not None else q.best or 0 for q in known) if capped else None
    attackers = all(phrase.attackers for phrase in victims)
    if high is not None and (best or low or 0) > high:
        # "at least 12 soldiers and up to five guards": no ceiling holds for the whole.
        high = None
    return Count(best, low, high, first, last, not known, attackers)


def find_head(tokens: list[Token], tags: str, phrase: Phrase) -> str:
    of = tags.find("o", phrase.first, phrase.last + 1)
    word = tokens[(of if of > phrase.first else phrase.last + 1) - 1].word
    return re.sub(r"['’]s$", "", word)


def _is_singular(tokens: list[Token], tags: str, begin: int, last: int) -> bool:
    """Tell whether a phrase without a figure names one person."""
    head = find_head(tokens, tags, Phrase(begin, last, None, False))
    table = toll_words()
    if head in table["plural"] or head in table["thing"]:
        return False
    is_name = tags[begin] == "W" and tags[last] == "W" and last > begin
    return is_name or not _PLURAL_END.search(head) or head in table["person"]


def names_person(tokens: list[Token], at: int) -> bool:
    """Tell whether a word opens the mention of a person without an article, as headlines do: "boy shot"."""
    return not (at and tokens[at - 1].tag in "wWVDTQA") and tokens[at].word in toll_words()["person"]


def _are_attackers(tokens: list[Token], begin: int, last: int) -> bool:
    attackers = toll_words()["attacker"]
    return any(token.word in attackers for token in tokens[begin : last + 1])


def is_thing(tokens: list[Token], tags: str, at: int) -> bool:
    """Tell whether the figure counts things or time: by its noun, the last word before "of" or a break."""
    things = toll_words()["thing"]
    begin = at + 1
    while begin < len(tags) and tags[begin] in "AVwW":
        begin += 1
    return begin > at + 1 and (tokens[begin - 1].word in things or tokens[at + 1].word in ("percent", "per"))
