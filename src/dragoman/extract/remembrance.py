"""Does a sentence remember what happened years ago? What it tells of is history, and not of the day it is told on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.act_status import told_by
from dragoman.model import Quote, Span, When

_MONTHS = r"(?:[4-9]|\d\d|four|five|six|seven|eight|nine|ten|eleven|eighteen)[\s-]+months"
_LONG = rf"(?:(?:\d+|[a-z]+)[\s-]+(?:years?|decades?|centur(?:y|ies))|{_MONTHS})"
"""A time that reaches over the 90-day line."""
_REMEMBERS = re.compile(
    rf"\banniversary\s+(?:of|since)\b|\b{_LONG}\s+(?:since|on\s+from|after)\b"
    rf"|\bmark(?:s|ed|ing)\s+{_LONG}\s+of\b"
    rf"|\b{_LONG}\s+ago\s+(?:today|tomorrow|yesterday|to\s+the\s+day|(?:this|next|last|on)\s+\w+)\b,?",
    re.IGNORECASE,
)
_LASTED = re.compile(r"\b(?:for|by|within)(?:\s+[a-z]+){0,2}\s+$", re.IGNORECASE)
"""Before a time that tells how long something lasts: "closed for at least six months after the attack"."""
_REMEMBERED = re.compile(r"(?:['’]s?)?(?:\s+(?:\d+(?:st|nd|rd|th)|first|second|third|[a-z]+th))?\s+anniversary\b")
"""What follows the trigger in "the attack's tenth anniversary"."""
_UNDER_YEAR = re.compile(r"\W*(?:on this day in |in )?(?P<year>1\d{3}|20\d\d)(?: ?[:–—]| -)\s", re.IGNORECASE)
"""What heads an entry in a list of days gone by: "1945: bombers destroy the port"."""
_NEW_CLAUSE = re.compile(
    r"[;:\n]|,(?=\s)(?!\s+(?:(?:in|by|of|at|during|after)\s+)?(?:which|when|where|who|whose|that)\b)", re.IGNORECASE
)
_DEED = (
    r"(?:attack|massacre|bombing|killing|shooting|blast|explosion|siege|raid|assault|murder|tragedy|atrocity|slaughter"
    r"|carnage|bloodshed|crackdown|coup|war|genocide|assassination|strike|airstrike|shelling|abduction|kidnapping|deaths?"
    r"|clash(?:e|es)?|ambush|riot|pogrom|invasion|hijacking|uprising|insurrection|events)s?"
)
_THAT_DEED = rf"(?:the|that|those|this|these|his|her|its|their)\s+(?:[\w’'-]+\s+){{0,3}}?{_DEED}"
_LONG_AFTER = re.compile(
    rf"\b{_LONG}\s+(?:after|since|on\s+from)\s+{_THAT_DEED}\b|\b{_LONG}\s+on\b(?=[,.;]|\s*$)|\banniversary\b(?!\s+of\b)"
    rf"|\b{_THAT_DEED}\s+(?:[\w’'-]+\s+){{0,4}}?{_LONG}\s+(?:ago|earlier|before)\b",
    re.IGNORECASE,
)
"""How long ago it was, said in another part of the sentence: "a year after the massacre", ", four years on"."""
_WHOSE = re.compile(
    r"\b(?:(?:famil(?:y|ies)|relatives|survivors?|victims?|widows?|parents|mothers|fathers|children|friends|comrades"
    r"|names|memory|graves?|deaths?|those|memorial|monument)\s+(?:of|to|for|killed|slain|murdered|who|whose|shot|massacred)"
    r"|where|(?:in|during|by|on) which|whose|who|whom)\b",
    re.IGNORECASE,
)
"""What opens a part of a sentence that tells whose memory, or which place, it speaks of."""
_WORK = re.compile(
    r"\b(?:(?:documentar(?:y|ies)|memoirs?|exhibitions?|museums?|monuments?|plaques?|statues?|(?<!makeshift )memorials?"
    r"|podcast)\s+(?!service|mass|event|prayer|vigil|gathering)(?:[\w’'-]+\s+){0,4}?"
    r"(?:about|on|of|to|for|honou?ring|marking|remembering|dedicated|recounts?|chronicles|recalls?|tells)"
    r"|(?:films?|movies?|books?|novels?|plays?|series|drama)\s+about|commemorat(?:es?|ed|ing|ions?\s+of))\b",
    re.IGNORECASE,
)
"""What is made in memory of things past."""
_COURT = re.compile(
    r"\b(?:convict(?:s|ed|ion)|sentenced|(?:death|life|prison)\s+sentence|sentences(?=\s(?:[\w’'-]+\s){1,12}?to\b)"
    r"|(?:found|pleads?|pleaded)\s+guilty|jail(?:s|ed)|acquit(?:s|ted)|inquests?"
    r"|(?:on|stands?|stood)\s+trial|trials?\s+of)\b",
    re.IGNORECASE,
)
_CHARGE = re.compile(
    r"\b(?:of|for|over|into|in|with|alleged)\b(?!.*\b(?:after|when|while|as|before|since|during|who|say(?:s|ing)|said|by|is|are"
    r"|was|were|has|have|reportedly)\b)[^;:\n]{0,90}$",
    re.IGNORECASE | re.DOTALL,
)
"""What leads from a court's word to the act that it was about: "convicted of organizing an attack"."""
_VERB = re.compile(
    r"\b(?!killed|wounded|injured|murdered|bombed)(?:[a-z]+ed|held|met|came|got|gave|laid|lit|stood|sat|wept|said|told"
    r"|took|went|sang|read|were|was|are|is|has|have|had|will|want|gather|still)\b"
)
"""What takes a day for itself: "those killed at the camp gathered on Monday"."""
_WHICH = re.compile(r"\b(?:where|which|whose|who|whom|when)\b", re.IGNORECASE)
_NAMED = re.compile(r"['’]s?\s[^,;:]{0,30}$|(?:\s(?!(?:to|of|for|over|after)\b)[\w-]+){0,2}\s$")
"""What stands between a day and the trigger in "Monday's deadly bombing", "the March 20 bombing"."""
_NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NEAR = 3
"""Sentences, from that of the memory on, in which a day may be the one recalled."""
_SURE = 0.7


def set_in_memory(reading: ActReading, kept: Sequence[Kept]) -> list[Kept]:
    """Call historical what an anniversary recalls, and each attack beside it that the article dates no further.

    The date of what is recalled is that of the words: "ten years since", "the 10th anniversary", "the 2004 bombings".
    """
    recalled = [_find_memory(reading, k) if _may_be_memory(k) else None for k in kept]
    attacks = [
        k.draft.act.sentence
        for k, memory in zip(kept, recalled, strict=True)
        if memory and k.draft.act.event == "ASSAULT"
    ]
    return [
        _place_in_history(k, _date_of(reading, k.draft.date, memory))
        if memory
        else _place_in_history(k, None)
        if attacks and _is_beside(reading, k, attacks)
        else k
        for k, memory in zip(kept, recalled, strict=True)
    ]


def _may_be_memory(kept: Kept) -> bool:
    """Tell whether an act is told as of today, or as history without a date."""
    return kept.draft.status == "actual" or (kept.draft.status == "historical" and kept.draft.date is None)


def _place_in_history(kept: Kept, date: When | None) -> Kept:
    return replace(kept, draft=replace(kept.draft, status="historical", date=date))


def _find_memory(reading: ActReading, kept: Kept) -> Span | None:
    """Return the words that recall an act, with its trigger where they lead up to it; None where nothing does."""
    text, act = reading.article.full_text, kept.draft.act
    sentence = reading.sentences[act.sentence]
    entry = _UNDER_YEAR.match(text, sentence.start, sentence.end)
    if entry and int(entry["year"]) < reading.article.published.year:
        return Span(*entry.span("year"))
    for words in _REMEMBERS.finditer(text, sentence.start, act.span.end):
        lasted = _LASTED.search(text, sentence.start, words.start())
        if words.start() <= act.span.start and not lasted and not _NEW_CLAUSE.search(text, words.end(), act.span.end):
            return Span(words.start(), act.span.end)
    after = _REMEMBERED.match(text, act.span.end, sentence.end)
    if after:
        return Span(act.span.start, after.end())
    if act.event != "ASSAULT" or _has_day_of_its_own(reading, act.span):
        return None
    if _opens(_WORK, text, sentence.start, act.span) or _is_tried(text, sentence.start, act.span):
        return act.span
    if _opens(_WHOSE, text, sentence.start, act.span):
        long_after = _LONG_AFTER.search(text, sentence.start, sentence.end)
        return Span(long_after.start(), long_after.end()) if long_after else None
    return None


def _opens(words: re.Pattern[str], text: str, start: int, trigger: Span) -> bool:
    """Tell whether words stand before a trigger, or open it, with no other clause between."""
    for found in words.finditer(text, start, trigger.end):
        between = text[found.end() : trigger.start]
        if not _NEW_CLAUSE.search(between) and (_WHICH.search(found.group() + between) or not _VERB.search(between)):
            return True
    return False


def _is_tried(text: str, start: int, trigger: Span) -> bool:
    """Tell whether an act is what a court judges, which it does long after; nobody who was convicted is its victim."""
    return any(
        _CHARGE.search(text[found.start() : trigger.start]) for found in _COURT.finditer(text, start, trigger.start)
    )


def _has_day_of_its_own(reading: ActReading, trigger: Span) -> bool:
    """Tell whether a day of late belongs to an act: "Monday's attack", "killed in the town on Monday"."""
    text, published = reading.article.full_text, reading.article.published
    for day in reading.dates:
        when = When(day.start, day.end, Quote.cut(text, day.span.start, day.span.end), _SURE)
        if day.kind == "dateline" or "historical" in told_by(when, published):
            continue
        if trigger.contains(day.span) or _NAMED.match(text[day.span.end : max(trigger.start, day.span.end)]):
            return True
        _, _, between = text[trigger.start : day.span.start].partition(" ")
        if trigger.end <= day.span.start and not _NEW_CLAUSE.search(between) and not _VERB.search(between):
            return True
    return False


def _is_beside(reading: ActReading, kept: Kept, recalled: Sequence[int]) -> bool:
    """Tell whether an attack is told further on with no date, or with none but that of the day of remembrance."""
    draft = kept.draft
    if draft.act.event != "ASSAULT" or draft.status != "actual" or draft.act.sentence <= min(recalled):
        return False
    return draft.date is None or any(reading.sentences[n].contains(draft.date.mention.span) for n in recalled)


def _date_of(reading: ActReading, date: When | None, memory: Span) -> When | None:
    """Return the day recalled: the act's own, one as many years back as the words tell, or the year that they name.

    What does not lie far enough back to be history is passed over; None where nothing is left.
    """
    published, text = reading.article.published, reading.article.full_text
    told = [When(day.start, day.end, Quote.cut(text, day.span.start, day.span.end), _SURE) for day in reading.dates]
    old = [when for when in told if told_by(when, published) == ("historical",)]
    own = date if date is not None and told_by(date, published) == ("historical",) else None
    years = _count_years(memory.quote(text))
    if own is not None and (years is None or published.year - own.start.year == years):
        return own
    named = (when for when in old if when.mention.span.overlaps(memory))
    near = [s for s in reading.sentences if s.end > memory.start][:_NEAR]
    days = (
        when
        for when in old
        if when.start == when.end
        and published.year - when.start.year == years
        and any(sentence.contains(when.mention.span) for sentence in near)
    )
    return next(days, None) or next(named, own)


def _count_years(words: str) -> int | None:
    """Return how many years ago words say that it was; None where they give no number that is read here."""
    found = re.search(r"\b(\w+)[\s-]+(year|decade)s?\b", words, re.IGNORECASE)
    if not found:
        return None
    number = found[1].lower()
    count = int(number) if number.isdigit() else _NUMBERS.index(number) if number in _NUMBERS else None
    return count and count * (10 if found[2].lower() == "decade" else 1)
