"""Does a sentence remember what happened years ago? What it tells of is history, and not of the day it is told on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.act_status import told_by
from dragoman.model import Quote, Span, When

_REMEMBERS = re.compile(
    r"\banniversary\s+(?:of|since)\b"
    r"|(?<!\bfor )\b(?:\d+|[a-z]+)[\s-]+(?:years?|decades?|centur(?:y|ies))\s+(?:since|on\s+from|after)\b",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(r"(?:['’]s?)?(?:\s+(?:\d+(?:st|nd|rd|th)|first|second|third|[a-z]+th))?\s+anniversary\b")
"""What follows the trigger in "the attack's tenth anniversary"."""
_NEW_CLAUSE = re.compile(
    r"[;:\n]|,(?!\s+(?:(?:in|by|of|at|during|after)\s+)?(?:which|when|where|who|whose|that)\b)", re.IGNORECASE
)
_SURE = 0.7


def set_in_memory(reading: ActReading, kept: Sequence[Kept]) -> list[Kept]:
    """Call historical what an anniversary recalls, and each attack beside it that the article dates no further.

    The date of what is recalled is that of the words: "ten years since", "the 10th anniversary", "the 2004 bombings".
    """
    recalled = [_find_memory(reading, k) if k.draft.status == "actual" else None for k in kept]
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


def _place_in_history(kept: Kept, date: When | None) -> Kept:
    return replace(kept, draft=replace(kept.draft, status="historical", date=date))


def _find_memory(reading: ActReading, kept: Kept) -> Span | None:
    """Return the words that recall an act, from those of remembrance to its trigger; None where nothing does."""
    text, act = reading.article.full_text, kept.draft.act
    sentence = reading.sentences[act.sentence]
    for words in _REMEMBERS.finditer(text, sentence.start, act.span.start):
        if not _NEW_CLAUSE.search(text, words.end(), act.span.end):
            return Span(words.start(), act.span.end)
    after = _REMEMBERED.match(text, act.span.end, sentence.end)
    return Span(act.span.start, after.end()) if after else None


def _is_beside(reading: ActReading, kept: Kept, recalled: Sequence[int]) -> bool:
    """Tell whether an attack is told further on with no date, or with none but that of the day of remembrance."""
    draft = kept.draft
    if draft.act.event != "ASSAULT" or draft.status != "actual" or draft.act.sentence <= min(recalled):
        return False
    return draft.date is None or any(reading.sentences[n].contains(draft.date.mention.span) for n in recalled)


def _date_of(reading: ActReading, date: When | None, memory: Span) -> When | None:
    """Return the day recalled: the act's own where it lies far enough back, else one that the words name, or none."""
    published, text = reading.article.published, reading.article.full_text
    if date is not None and told_by(date, published) == ("historical",):
        return date
    for day in reading.dates:
        when = When(day.start, day.end, Quote.cut(text, day.span.start, day.span.end), _SURE)
        if day.span.start < memory.end and memory.start < day.span.end and told_by(when, published) == ("historical",):
            return when
    return None
