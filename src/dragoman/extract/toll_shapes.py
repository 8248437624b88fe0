"""Find the people that a verb of killing or hurting speaks of: before it, after it, or behind "death toll"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.extract.quantities import Quantity
from dragoman.extract.toll_tags import Token, toll_words

# A noun phrase: its first word, then modifiers and noun, then "of" phrases ("12 members of the security forces").
_PHRASE = re.compile(r"(?:T?[AD]*QT?|[DT])?V?A?(?:[wWA]|(?<=[wW])V(?=[wW])){0,8}(?:oA*[QDT]?V?[wW]{1,6}){0,2}")
_LINK = re.compile(r",?cA*(?=[QDTWs])|,(?=A*[QDTW])")
_AUXILIARY = re.compile(r"(?:[BHA!v]|(?<=[BA])V)*$")
_JOINED_VERB = re.compile(r"B[A!]*[VvkiwWU](?:,[VvwU]){0,3}(?:[pot][^,.BH]{0,12}?)?c[A]*$")
_CARRIED = re.compile(r"[uRimU](?=[^.rhyvVkKxe]{0,24}?(?:c|,?w|,c|,w)A*$)")
_ENDS_CLAUSE = re.compile(r"[uRimUS][^.hyrb]{0,24}H?A*$")
_NONE_BEFORE = re.compile(r"!o?[TA]*(?:Q[wW]*c[TA]*)?$")
# What may stand between a subject and its verb: a relative pronoun, an aside between commas, a preposition's phrase.
_BETWEEN = re.compile(
    r"A*(?:,DW{1,3})?(?:[pobgV][^.,vr]{0,24}|p?t+|,[^.]{1,60},|,?g[^.]{1,40}?,?|,t?,)?(?:,[^.,]{1,40},)?,?r?A*"
)
_PART = re.compile(r"Q(?:A*o[yr]|g)A*$")
_TARGETS = frozenset(("officer", "officers", "police", "deputy", "deputies", "him", "her", "them", "each", "people"))
_LEAVES = frozenset(("left", "leaving", "leaves", "leave"))
_DASHES = frozenset(("--", "—", "–", "-", ":"))
_AIMS = frozenset(("into", "toward", "towards", "up", "through"))
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
class _Phrase:
    """One noun phrase with what it counts; where it gives no figure, `quantity` is None: one person, or a couple."""

    first: int
    last: int
    quantity: Quantity | None
    attackers: bool
    people: int = 1


def count_after(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read the object: "killed 12 people", "killing a soldier and two civilians", "the murder of John Smith"."""
    begin = at + 1
    while begin < len(tags) and tags[begin] == "A":
        begin += 1
    phrases, _ = _read_list(tokens, tags, begin, closed=tags[at] == "N")
    return _sum_phrases(phrases)


def count_before(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read the subject: "12 people were killed", "30 hurt", "a policeman died", "he was shot dead"."""
    end = _AUXILIARY.search(tags, 0, at).start()  # type: ignore[union-attr]
    verb = tags[end:at]
    if (not verb or verb.strip("A") == "") and (earlier := _JOINED_VERB.search(tags, 0, at)):
        # "was captured in May and killed": the subject stands before the first of the joined verbs.
        end, verb = earlier.start(), "B"
    if end == 0 or "!" in verb or (not verb and tags[end - 1] in "T!"):
        return None
    if part := _PART.search(tags, 0, end):
        quantity = tokens[part.start()].quantity
        if quantity is not None:
            return Count(quantity.best, quantity.low, quantity.high, part.start(), end - 1, part=True)
    clause = max((tags.rfind(mark, 0, end) for mark in ".kKiIxvmUSuR"), default=-1) + 1
    found = [phrases for start in range(clause, end) if (phrases := _subject_from(tokens, tags, clause, start, end))]
    counted = next((phrases for phrases in found if any(p.quantity for p in phrases)), None)
    if counted:
        count = _sum_phrases(counted)
        # "Two of the victims are in critical condition", of more who were hurt.
        some = tags[at] in "mR" and tokens[counted[0].first].word.endswith(" of")
        return replace(count, part=True) if count and some else count
    if _is_aimed(tokens, at):
        return None
    plural_verb = any(token.word in ("were", "are", "have") for token in tokens[end:at])
    for phrases in found:
        alone = (
            verb or tags[at] in "xmuR" or _is_shot_dead(tokens, clause, at) or _is_reduced(tokens, tags, phrases, at)
        )
        if alone and (len(phrases) > 1 or not plural_verb):
            return _sum_phrases(phrases)
    return _count_before_clause(tokens, tags, at) if tags[at] == "x" and not found else None


def _count_before_clause(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read the subject of "died" from before what else befell it.

    "A boy who was shot on Monday has died", "the driver was taken to hospital, but died".
    """
    if carried := _CARRIED.search(tags, 0, at):
        return count_before(tokens, tags, carried.start())
    start = tags.rfind(".", 0, at) + 1
    relative = tags.find("r", start, at)
    if relative <= start or not _ENDS_CLAUSE.search(tags, relative, at):
        return None
    for first in range(start, relative):
        phrases = _subject_from(tokens, tags, start, first, relative)
        if phrases and phrases[-1].last + 1 + (tags[relative - 1] == ",") == relative:
            return _sum_phrases(phrases)
    return None


def count_owned(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read "Omar Badri's murder": one person, named or described, whose killing it is."""
    if at == 0 or not tokens[at - 1].word.endswith(("'s", "’s")):
        return None
    found = re.compile(r"(?:[DT]w?)?[wW]{1,4}$").search(tags[:at])
    return _sum_phrases([_Phrase(found.start(), at - 1, None, False)]) if found else None


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
    if number is not None and tags[begin:number].strip("ADT"):
        number = None
    if number is not None:
        if _is_thing(tokens, tags, number) or _is_part(tokens, tags, number):
            return None
        return _Phrase(begin, last, tokens[number].quantity, _are_attackers(tokens, number, last))
    if tags[begin] not in "DTW" and not _names_person(tokens, begin):
        return None
    attackers = _are_attackers(tokens, begin, last)
    if _head_word(tokens, tags, _Phrase(begin, last, None, attackers)) in toll_words()["pair"]:
        return _Phrase(begin, last, None, attackers, people=2)
    return _Phrase(begin, last, None, attackers) if _is_singular(tokens, tags, begin, last) else None


def _is_part(tokens: list[Token], tags: str, number: int) -> bool:
    """Tell whether a number counts some of those told of before: "141 people, 132 of them children"."""
    after = number + 1
    return tags[after : after + 2] in ("oy", "or") or (
        tags[after : after + 1] == "g" and tokens[after].word in ("of them", "of whom")
    )


def _read_list(tokens: list[Token], tags: str, begin: int, *, closed: bool = False) -> tuple[list[_Phrase], int]:
    """Return the phrases of a list that begins here, and the last token that belongs to it.

    "A soldier, his wife and two children" is a list of three; without a final "and" only figures are listed.
    `closed`: the list hangs on a noun, so that a verb behind it is that of the whole ("the bodies of A and B were").
    """
    phrases: list[_Phrase] = []
    sure, last = 0, begin - 1
    while begin < len(tags):
        if tags[begin] == "s":
            end = begin
        else:
            phrase = _phrase_at(tokens, tags, begin)
            if phrase is None or (phrases and not _may_join(tokens, phrase, tags, closed=closed)):
                break
            phrases.append(phrase)
            end = phrase.last
        if len(phrases) < 2 or tags[begin - 1] in "cA" or all(p.quantity for p in phrases):
            sure, last = len(phrases), end
        link = _LINK.match(tags, end + 1)
        if not link or tokens[end + 1].word in _DASHES:
            break
        begin = link.end()
    return phrases[:sure], last


def _may_join(tokens: list[Token], phrase: _Phrase, tags: str, *, closed: bool) -> bool:
    """Tell whether a further phrase belongs to the list, and does not open a clause of its own."""
    if not closed and re.match(r"A?[kixeBHvVKImUuR]", tags[phrase.last + 1 :]):
        return False
    if phrase.quantity or tags[phrase.first] == "W":
        return not tokens[phrase.last].word.endswith(("'s", "’s"))
    aged = any(token.word.endswith(("old", "yo", "y/o")) for token in tokens[phrase.first : phrase.last + 1])
    return phrase.attackers or aged or _head_word(tokens, tags, phrase) in toll_words()["person"]


def _subject_from(tokens: list[Token], tags: str, clause: int, start: int, end: int) -> list[_Phrase]:
    """Return the list that begins here, if it is the subject of the verb at `end`."""
    if tags[start] not in "AQDTWVwh" or (start > clause and tags[start - 1] in "QDTWA" and tags[start] not in "QD"):
        return []
    if start > clause + 1 and tags[start - 1] == "o" and tokens[start - 2].word in toll_words()["person"]:
        return []  # "a father of three": his children are not meant
    if (tags[start] == "w" and not _names_person(tokens, start)) or (
        tags[start] == "A" and tags[start + 1] not in "QW"
    ):
        return []
    phrases, last = _read_list(tokens[:end], tags[:end], start)
    if not phrases or last >= end or _NONE_BEFORE.search(tags, clause, start):
        return []
    between = tags[last + 1 : end]
    if between[:1] in ("D", "T") and tokens[last].word.endswith("ing"):
        between = ""  # "four boys attending a party were shot"
    if not _BETWEEN.fullmatch(between):
        return []
    governor = tags[start - 1] if start > clause else ""
    governed = governor in ("p", "b", "o", "t", "g") or _in_aside(tags, clause, start)
    if tags[end - 1] == "," and len(phrases) > 1 and phrases[0].quantity is None:
        # "Karim, a commander and one of the founders, was killed": what stands between commas tells who he was.
        phrases = phrases[:1]
    if not governed:
        return phrases
    adjacent = not between or between[0] == "r"
    return phrases[-1:] if adjacent and governor != "g" and phrases[-1].quantity else []


def _in_aside(tags: str, clause: int, start: int) -> bool:
    """Tell whether the words stand in what "including" opened."""
    aside = tags.rfind("g", clause, start)
    return aside >= 0 and "," not in tags[aside : start - 1]


def _is_reduced(tokens: list[Token], tags: str, phrases: list[_Phrase], at: int) -> bool:
    """Tell "a diplomat killed in a raid": a participle right behind one person, with a preposition after it."""
    return (
        tags[at] in "kiU"
        and (tags[phrases[0].first] == "D" or _head_word(tokens, tags, phrases[0]) in toll_words()["person"])
        and tags[at + 1 : at + 2] in ("", "p", "b", "q", "t", "A", ".", ",", "g")
    )


def _is_aimed(tokens: list[Token], at: int) -> bool:
    """Tell "a man shot at officers" and "shot into a house": whoever stands before it did the shooting."""
    if tokens[at].tag != "U" or at + 1 >= len(tokens):
        return False
    after = [token.word for token in tokens[at + 1 : at + 4]]
    table = toll_words()
    aims = after[0] == "at" and any(word in table["thing"] or word in _TARGETS for word in after[1:])
    return after[0] in _AIMS or aims


def _is_shot_dead(tokens: list[Token], clause: int, at: int) -> bool:
    """Tell "shot a man dead", "leaving a policeman dead" and "left two hurt and a policeman dead"."""
    opener = tokens[clause - 1].word if clause else ""
    left = any(token.word in _LEAVES for token in tokens[:clause]) and tokens[clause - 1].tag in "iIm"
    return tokens[at].word == "dead" and (left or opener in ("shot", "found", "find") or opener in _LEAVES)


def _sum_phrases(phrases: Iterable[_Phrase]) -> Count | None:
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


def _head_word(tokens: list[Token], tags: str, phrase: _Phrase) -> str:
    of = tags.find("o", phrase.first, phrase.last + 1)
    word = tokens[(of if of > phrase.first else phrase.last + 1) - 1].word
    return re.sub(r"['’]s$", "", word)


def _is_singular(tokens: list[Token], tags: str, begin: int, last: int) -> bool:
    """Tell whether a phrase without a figure names one person."""
    head = _head_word(tokens, tags, _Phrase(begin, last, None, False))
    table = toll_words()
    if head in table["plural"] or head in table["thing"]:
        return False
    is_name = tags[begin] == "W" and tags[last] == "W" and last > begin
    return is_name or not _PLURAL_END.search(head) or head in table["person"]


def _names_person(tokens: list[Token], at: int) -> bool:
    """Tell whether a word opens the mention of a person without an article, as headlines do: "boy shot"."""
    return not (at and tokens[at - 1].tag in "wWVDTQA") and tokens[at].word in toll_words()["person"]


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
