"""Find the people that a verb of killing or hurting speaks of: before it, after it, or behind "death toll"."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.extract.toll_phrases import (
    Count,
    Phrase,
    find_head,
    is_thing,
    names_person,
    read_list,
    sum_phrases,
)
from dragoman.extract.toll_tags import Token, toll_words

_AUXILIARY = re.compile(r"(?:[BHA!v]|(?<=[BA])V)*$")
_JOINED_VERB = re.compile(r"B[A!]*[VvkiwWU](?:,[VvwU]){0,3}(?:[pot][^,.BH]{0,12}?)?c[A]*$")
_CARRIED = re.compile(r"[uRimU](?=[^.rhyvVkKxe]{0,24}?(?:c|,?w|,c|,w)A*$)")
_ENDS_CLAUSE = re.compile(r"[uRimUS][^.hyrb]{0,24}H?A*$")
_NONE_BEFORE = re.compile(r"!o?[TA]*(?:Q[wW]*c[TA]*)?$")
# What may stand between a subject and its verb: a relative pronoun, an aside between commas, a preposition's phrase.
_BETWEEN = re.compile(
    r"A*(?:,DW{1,3})?(?:(?:[pobgV]|rH?[vVUkKiI])[^.,vr]{0,24}|p?t+|,[^.]{1,60},|,?g[^.]{1,40}?,?|,t?,)?(?:,[^.,]{1,40},)?,?r?A*"
)
_RELATIVE = re.compile(r"rH?A*[vUkKiI]$")
_PART = re.compile(r"Q(?:A*o[yr]|g)A*$")
_OWN_VERB = re.compile(r"V[^.,]*cA?Q")
"""A verb of its own, and another figure after it: "hundreds marched and three were killed"."""
_TARGETS = frozenset(("officer", "officers", "police", "deputy", "deputies", "him", "her", "them", "each", "people"))
_LEAVES = frozenset(("left", "leaving", "leaves", "leave"))
_AIMS = frozenset(("into", "toward", "towards", "up", "through"))


def count_after(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read the object: "killed 12 people", "killing a soldier and two civilians", "the murder of John Smith"."""
    begin = at + 1
    while begin < len(tags) and tags[begin] == "A":
        begin += 1
    phrases, _ = read_list(tokens, tags, begin, closed=tags[at] == "N")
    return sum_phrases(phrases)


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
    last = end
    if (relative := _RELATIVE.search(tags, 0, clause)) and _is_singular_verb(tokens[end:at]):
        # "The man who attacked two officers was killed": they are no subject, and he is.
        clause, last = tags.rfind(".", 0, relative.start()) + 1, relative.start()
    found = [phrases for start in range(clause, last) if (phrases := _subject_from(tokens, tags, clause, start, end))]
    counted = next((phrases for phrases in found if any(p.quantity for p in phrases)), None)
    if counted:
        count = sum_phrases(counted)
        # "Two of the victims are in critical condition", of more who were hurt.
        some = tags[at] in "mR" and tokens[counted[0].first].word.endswith(" of")
        return replace(count, part=True) if count and some else count
    if _is_aimed(tokens, at) or _befalls_many(tokens, end, at):
        return None
    plural_verb = any(token.word in ("were", "are", "have") for token in tokens[end:at])
    for phrases in found:
        alone = (
            verb or tags[at] in "xmuR" or _is_shot_dead(tokens, clause, at) or _is_reduced(tokens, tags, phrases, at)
        )
        if alone and (len(phrases) > 1 or not plural_verb):
            return sum_phrases(phrases)
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
            return sum_phrases(phrases)
    return None


def count_owned(tokens: list[Token], tags: str, at: int) -> Count | None:
    """Read "Omar Badri's murder": one person, named or described, whose killing it is."""
    if at == 0 or not tokens[at - 1].word.endswith(("'s", "’s")):
        return None
    found = re.compile(r"(?:[DT]w?)?[wW]{1,4}$").search(tags[:at])
    return sum_phrases([Phrase(found.start(), at - 1, None, False)]) if found else None


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
    if quantity is None or is_thing(tokens, tags, chosen):
        return None
    if tokens[chosen].word.startswith("from ") and quantity.high is not None:
        # "rose from 30 to 45": the later figure, and no range.
        return Count(quantity.high, None, None, chosen, chosen, running=True)
    return Count(quantity.best, quantity.low, quantity.high, chosen, chosen, running=True)


def _subject_from(tokens: list[Token], tags: str, clause: int, start: int, end: int) -> list[Phrase]:
    """Return the list that begins here, if it is the subject of the verb at `end`."""
    if tags[start] not in "AQDTWVwh" or (start > clause and tags[start - 1] in "QDTWA" and tags[start] not in "QD"):
        return []
    if start > clause + 1 and tags[start - 1] == "o" and tokens[start - 2].word in toll_words()["person"]:
        return []  # "a father of three": his children are not meant
    if (tags[start] == "w" and not names_person(tokens, start)) or (tags[start] == "A" and tags[start + 1] not in "QW"):
        return []
    phrases, last = read_list(tokens[:end], tags[:end], start)
    if not phrases or last >= end or _NONE_BEFORE.search(tags, clause, start):
        return []
    if tags[start] == "Q" and (_OWN_VERB.match(tags, last, end) or _OWN_VERB.match(tags, last + 1, end)):
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


def _is_reduced(tokens: list[Token], tags: str, phrases: list[Phrase], at: int) -> bool:
    """Tell "a diplomat killed in a raid": a participle right behind one person, with a preposition after it."""
    return (
        tags[at] in "kiU"
        and (tags[phrases[0].first] == "D" or find_head(tokens, tags, phrases[0]) in toll_words()["person"])
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


def _is_singular_verb(tokens: list[Token]) -> bool:
    return any(token.word in ("was", "is", "has") for token in tokens)


def _befalls_many(tokens: list[Token], end: int, at: int) -> bool:
    """Tell "a search after people were found dead": no figure, and no single person."""
    return end > 0 and tokens[end - 1].word in toll_words()["plural"] and not _is_singular_verb(tokens[end:at])


def _is_shot_dead(tokens: list[Token], clause: int, at: int) -> bool:
    """Tell "shot a man dead", "leaving a policeman dead" and "left two hurt and a policeman dead"."""
    opener = tokens[clause - 1].word if clause else ""
    left = any(token.word in _LEAVES for token in tokens[:clause]) and tokens[clause - 1].tag in "iIm"
    return tokens[at].word == "dead" and (left or opener in ("shot", "found", "find") or opener in _LEAVES)
