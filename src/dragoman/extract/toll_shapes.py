"""Find the people that a verb of killing or hurting speaks of: before it, after it, or behind "death toll"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.quantities import Quantity
from dragoman.extract.toll_tags import Token, toll_words

# A noun phrase: its first word, then modifiers and noun, then "of" phrases ("12 members of the security forces").
_PHRASE = re.compile(r"(?:A*Q|[DT])?V?A?(?:[wWA]|(?<=[wW])V(?=[wW])){0,8}(?:oA*[QDT]?V?[wW]{1,6}){0,2}")
_VERB_AFTER = frozenset("kixeBHvVKIm")
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One noun phrase with what it counts; `quantity` None where it is one person without a figure."""

    first: int
    last: int
    quantity: Quantity | None
    attackers: bool


def count_after(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read the object: "killed 12 people", "killing a soldier and two civilians", "the murder of John Smith"."""
    begin = at + 1
    while begin < len(tags) and tags[begin] == "A":
        begin += 1
    phrases: list[_Phrase] = []
    while begin < len(tags):
        if tags[begin] == "s":
            last = begin
        else:
            phrase = _phrase_at(tokens, tags, begin)
            if phrase is None or (phrases and not _may_join(phrases, phrase, tags, begin)):
                break
            phrases.append(phrase)
            last = phrase.last
        link = re.compile(r",?c(?=A*[QDTWs])|,(?=A*Q)").match(tags, last + 1)
        if not link:
            break
        begin = link.end()
    return _sum_phrases(phrases)


def count_before(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read the subject: "12 people were killed", "30 hurt", "a policeman died", "he was shot dead"."""
    auxiliary = re.compile(r"[BHA!v]*$").search(tags, 0, at)
    end = auxiliary.start() if auxiliary else at
    verb = "".join(tags[end:at])
    if end == 0 or "!" in verb or tags[end - 1] in "T!":
        return None
    clause = max((tags.rfind(mark, 0, end) for mark in ".kKiIxvm"), default=-1) + 1
    words = {token.word for token in tokens[end:at]}
    counted = _counted_subject(tokens, tags, clause, end)
    if counted:
        return counted
    if not verb and tags[at] != "x":
        return None
    if words & {"were", "are"} or tags[at] in "efdj":
        return None
    return _single_subject(tokens, tags, clause, end)


def count_toll(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read a running toll: "the death toll rose from 30 to 45", "a toll of 12"."""
    stop = tags.find(".", at)
    quantities = [i for i in range(at + 1, len(tags) if stop < 0 else stop) if tags[i] == "Q" and i - at <= 16]
    if not quantities:
        return None
    chosen = quantities[0]
    if len(quantities) > 1 and tokens[chosen - 1].word == "from" and tokens[quantities[1] - 1].word in ("to", "and"):
        chosen = quantities[1]
    quantity = tokens[chosen].quantity
    if quantity is None or _is_thing(tokens, tags, chosen):
        return None
    if tokens[chosen].word.startswith("from ") and quantity.high is not None:
        # "rose from 30 to 45": the later figure, and no range.
        return Count(quantity.high, None, None, chosen, chosen, running=True)
    return Count(quantity.best, quantity.low, quantity.high, chosen, chosen, running=True)


def _phrase_at(tokens: list[Token], tags: str, begin: int) -> _Phrase | None:
    """Return the noun phrase that begins here, if it counts people."""
    if tags[begin] == "h":
        return _Phrase(begin, begin, None, False) if tokens[begin].word in ("he", "she", "him") else None
    found = _PHRASE.match(tags, begin)
    if not found or found.end() == begin:
        return None
    last = found.end() - 1
    number = next((i for i in range(begin, found.end()) if tags[i] == "Q"), None)
    if number is not None and tags[begin:number].strip("A"):
        number = None
    if number is not None:
        if _is_thing(tokens, tags, number) or tags[number + 1 : number + 3] in ("oy", "or"):
            return None
        return _Phrase(begin, last, tokens[number].quantity, _are_attackers(tokens, number, last))
    if tags[begin] in "DTW" and _is_singular(tokens, tags, begin, last):
        return _Phrase(begin, last, None, _are_attackers(tokens, begin, last))
    return None


def _may_join(phrases: list[_Phrase], phrase: _Phrase, tags: str, begin: int) -> bool:
    """Tell whether a further phrase belongs to the list, and does not open a clause of its own."""
    after = tags[phrase.last + 1 : phrase.last + 2]
    if after in _VERB_AFTER and after:
        return False
    if phrase.quantity is None and tags[begin - 1] != "c":
        return False
    return not (after == "A" and tags[phrase.last + 2 : phrase.last + 3] in _VERB_AFTER)


def _counted_subject(tokens: list[Token], tags: str, clause: int, end: int) -> Count | None:
    """Return the figure of the subject: the last one that hangs on no preposition, and those listed with it."""
    free = [i for i in range(clause, end) if tags[i] == "Q" and _is_free(tokens, tags, clause, i)]
    if not free:
        return None
    first = free[-1]
    chain = [first]
    for other in reversed(free[:-1]):
        if not re.fullmatch(r"[wWAVT]*(?:o[TDwWV]+)*(?:,|,?c)A*", tags[other + 1 : chain[0]]):
            break
        chain.insert(0, other)
    phrases = [p for i in chain if (p := _phrase_at(tokens, tags, i))]
    if phrases and (lead := _single_in_list(tokens, tags, clause, chain[0])):
        phrases.insert(0, lead)
    if phrases and (tail := re.compile(r"cA*(?=[DT])").match(tags, phrases[-1].last + 1)):
        extra = _phrase_at(tokens, tags, tail.end())
        if extra and extra.quantity is None:
            phrases.append(extra)
    return _sum_phrases(phrases)


def _single_in_list(tokens: list[Token], tags: str, clause: int, begin: int) -> _Phrase | None:
    """Return "a soldier" of "a soldier and two civilians were killed"."""
    found = re.compile(r"(?:^|(?<=[,.rp]))(D[wW]{1,5})cA*$").search(tags[:begin], clause)
    return _phrase_at(tokens, tags, found.start(1)) if found else None


def _is_free(tokens: list[Token], tags: str, clause: int, at: int) -> bool:
    before = re.compile(r"[ATwV]*$").search(tags, clause, at)
    lead = before.start() if before else at
    governor = tags[lead - 1] if lead > clause else ""
    if governor in ("p", "b", "o", "t") or (governor == "," and _inside_aside(tags, clause, lead)):
        return False
    aside = tags.rfind("g", clause, at)
    if aside >= 0 and "," not in tags[aside:at]:
        return False
    return not _is_thing(tokens, tags, at)


def _inside_aside(tags: str, clause: int, lead: int) -> bool:
    """Tell whether the comma before belongs to a list that "including" opened."""
    aside = tags.rfind("g", clause, lead)
    return aside >= 0 and "," not in tags[aside : lead - 1]


def _single_subject(tokens: list[Token], tags: str, clause: int, end: int) -> Count | None:
    """Return 1 for a subject that is one person: "he", "a policeman in Kabul", "John Smith"."""
    if tags[end - 1] == "h" and tokens[end - 1].word in ("he", "she"):
        return Count(1, None, None, end - 1, end - 1, single=True)
    found = re.compile(
        r"(?:^|(?<=[,.prcvgb]))(?:[DT]V?[wWA]{1,6}|W{1,5})(?:[po][TD]?[wWt]{1,5}){0,2}(?:,[^,.]{1,30},)?$"
    ).search(tags[:end], clause)
    if not found or (found.start() and tags[found.start() - 1] in "pb" and clause < found.start() - 1):
        return None
    phrase = _phrase_at(tokens, tags, found.start())
    return _sum_phrases([phrase]) if phrase else None


def _sum_phrases(phrases: Iterable[_Phrase]) -> Count | None:
    """Add up a list: at-leasts stay at-leasts; attackers are left out where others died too."""
    listed = list(phrases)
    victims = [phrase for phrase in listed if not phrase.attackers] or listed
    if not victims:
        return None
    quantities = [phrase.quantity for phrase in victims]
    known = [q for q in quantities if q is not None]
    singles = len(quantities) - len(known)
    first, last = min(p.first for p in victims), max(p.last for p in victims)
    best = (
        singles + sum(q.best for q in known if q.best is not None) if all(q.best is not None for q in known) else None
    )
    loose = any(q.low is not None for q in known)
    low = singles + sum(q.low if q.low is not None else q.best or 0 for q in known) if loose else None
    capped = [q.high for q in known if q.high is not None]
    high = singles + sum(q.high if q.high is not None else q.best or 0 for q in known) if capped else None
    attackers = all(phrase.attackers for phrase in victims)
    if best is not None and high is not None:
        high = None
    return Count(best, low, high, first, last, not known, attackers)


def _is_singular(tokens: list[Token], tags: str, begin: int, last: int) -> bool:
    """Tell whether a phrase without a figure names one person."""
    head_end = tags.find("o", begin, last + 1)
    head = tokens[(head_end if head_end > begin else last + 1) - 1].word
    table = toll_words()
    if head in table["plural"] or head in table["thing"]:
        return False
    return not _PLURAL_END.search(re.sub(r"['’]s$", "", head))


def _are_attackers(tokens: list[Token], begin: int, last: int) -> bool:
    attackers = toll_words()["attacker"]
    return any(token.word in attackers for token in tokens[begin : last + 1])


def _is_thing(tokens: list[Token], tags: str, at: int) -> bool:
    """Tell whether the figure counts things or time: by its noun, the last word before "of" or a break."""
    things = toll_words()["thing"]
    begin = at + 1
    while begin < len(tags) and tags[begin] in "AVwW":
        begin += 1
    return begin > at + 1 and (tokens[begin - 1].word in things or tokens[at + 1].word in ("percent", "per"))
