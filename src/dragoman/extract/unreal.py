"""Is it told as something that took place? What was foiled, played, filmed or only supposed did not.

The training articles tell little of these, and the network knows them little. Here the words that govern an act
(`unreal_words`) are looked for before and after it, as far as their clause reaches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract import unreal_words as words
from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.act_status import told_by

_REACH = 60
"""Characters that may stand between a governing word and the act."""
_OPENS = 12
"""Characters from the act's beginning within which such a word opens it: "the plot to bomb ..."."""
_SAID = frozenset(("REJECT", "ACCUSE", "REQUEST", "THREATEN"))
"""Types whose acts are words, and may lie in a "not": "does not recognise the treaty" refuses."""
_VIOLENT = frozenset(("ASSAULT", "COERCE"))
_ARRANGED = frozenset(("CONSULT", "PROTEST", "COOPERATE"))
_DEEDS = frozenset(("ASSAULT", "COERCE", "AID", "RETREAT", "CONCEDE", "PROTEST", "SANCTION", "MOBILIZE", "COOPERATE"))
"""Types of which "calls for" and "proposes" tell only a wish; the wish itself is told by other codings."""


def set_unreal(reading: ActReading, kept: Sequence[Kept]) -> list[Kept]:
    """Give each act that is told as real, and each attack that was foiled, the status that the words around it give."""
    return [_set_unreal(reading, k) for k in kept]


def _set_unreal(reading: ActReading, kept: Kept) -> Kept:
    draft, act = kept.draft, kept.draft.act
    sentence = reading.sentences[act.sentence]
    quote = sentence.quote(reading.article.full_text)
    start, end = act.span.start - sentence.start, act.span.end - sentence.start
    status = _read_status(quote, start, end, act.event, draft.status)
    if draft.status == "negated" and is_left_open(quote, start, end):
        status = told_by(draft.date, reading.article.published)[0] if draft.date else "actual"
    return replace(kept, draft=replace(draft, status=status)) if status else kept


def _read_status(quote: str, start: int, end: int, event: str, told: str) -> str | None:
    if told == "hypothetical" and event in _VIOLENT:
        return "negated" if _is_foiled(re.sub(r"\s", " ", quote), start, end) else None
    if told not in ("actual", "historical", "future"):
        return None
    before = re.sub(r"\s", " ", quote[:start])
    not_done = words.NOT_DONE.search(before)
    if event not in _SAID and not_done and not words.IF.search(before, 0, not_done.start()):
        return None if event == "COERCE" and words.ALLOWED.match(quote[start:end]) else "negated"
    within = words.NOT_WITHIN.search(quote, start, end) if event not in _SAID else None
    if within and not words.IF.search(before) and not words.ALLOWED.match(quote, within.end()):
        return "negated"
    if event not in _SAID and words.NO_SUCH.search(before):
        return "negated"
    if event in _ARRANGED and _is_called_off(quote, start, end):
        return "negated"
    if event in _DEEDS and told != "future" and _is_wished(before):
        return "hypothetical"
    if event not in _VIOLENT:
        return None
    status = unreal_status(quote, start, end, told)
    if status is None and (words.MODAL.search(before) if told != "future" else words.MODAL_PAST.search(before)):
        return "hypothetical"
    return status


def _is_wished(before: str) -> bool:
    """Tell whether what follows some words is a deed that somebody asks for, or on which something depends."""
    return any(pattern.search(before) for pattern in (words.WISHED, words.ASKED_TO, words.CONDITION))


def _is_called_off(quote: str, start: int, end: int) -> bool:
    """Tell whether a meeting or a rally at [start, end) of a sentence is one that was cancelled."""
    act, after = re.sub(r"\s", " ", quote[start:end]), re.sub(r"\s", " ", quote[end:])
    before = re.sub(r"\s", " ", quote[:start])
    return bool(words.CALLED_OFF.search(before) or words.CALLING_OFF.match(act) or words.WAS_CALLED_OFF.match(after))


def unreal_status(sentence: str, start: int, end: int, told: str = "actual") -> str | None:
    """Return "negated" or "hypothetical" where the words around an act at [start, end) of a sentence make it so.

    By the coding guide an attack that never came is negated, and one that is played or supposed is hypothetical.
    `told`: the status that it has so far; what is only planned and told as such stays future.
    """
    text = re.sub(r"\s", " ", sentence)
    if _is_foiled(text, start, end):
        return "negated"
    if _governs(words.PLOTTED, text, start, end):
        return "negated" if words.CAUGHT.search(text) else "hypothetical"
    if told != "future" and _is_caught_planning(text, start, end):
        return "negated"
    if _touches(words.DEFUSED, text, start, end) and not words.EXPLODED.search(text):
        return "negated"
    if _governs(words.REPORTED, text, start, end) and words.FALSE.search(text, end):
        return "negated"
    if _governs(words.CALLED_FALSE, text, start, end) or _governs(words.NEVER_ORDERED, text, start, end):
        return "negated"
    return "hypothetical" if _is_thought_of(text, start, end) else None


def _is_foiled(text: str, start: int, end: int) -> bool:
    return _governs(words.FOILED, text, start, end) or _follows(words.WAS_FOILED, text, start, end)


def _is_caught_planning(text: str, start: int, end: int) -> bool:
    """Tell whether somebody was caught before an act: "arrested for planning attacks", and nobody is killed in it."""
    planned = _governs(words.PLANNED, text, start, end)
    return planned and bool(words.CHARGED.search(text)) and not words.KILLED.search(text, start)


def _is_thought_of(text: str, start: int, end: int) -> bool:
    """Tell whether an act is played, told in a work of fiction, imagined, feared or supposed."""
    before = text[:start]
    if _governs(words.PLAYED, text, start, end) or words.FILM.search(before) or words.SCENE.search(text, end):
        return True
    if words.IMAGINED.search(before) or words.PREVENTED.search(before):
        return True
    if re.match(r"\w+ing\b", text[start:end]) and words.GERUND.search(before) and words.WOULD.match(text[end:]):
        return True
    return _touches(words.SUPPOSED, text, start, end)


def is_left_open(sentence: str, start: int, end: int) -> bool:
    """Tell whether somebody is said not to deny an act, which says nothing of whether it took place."""
    return _governs(words.LEFT_OPEN, re.sub(r"\s", " ", sentence), start, end, clauses=False)


def _governs(governing: re.Pattern[str], text: str, start: int, end: int, clauses: bool = True) -> bool:
    """Tell whether words stand before an act, or open it; `clauses`: with no other clause between."""
    return any(
        start - found.end() <= _REACH
        and not (clauses and words.BREAK.search(text, found.end(), max(start, found.end())))
        for found in governing.finditer(text, 0, end)
        if found.start() <= start or start <= found.start() <= start + _OPENS
    )


def _touches(naming: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether an act stands in such words, or next to them."""
    return any(found.start() <= end and start < found.end() for found in naming.finditer(text))


def _follows(following: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether words stand in an act, or after it with no other clause between."""
    found = following.search(text, start, end + _REACH)
    return found is not None and not words.BREAK.search(text, end, max(found.start(), end))
