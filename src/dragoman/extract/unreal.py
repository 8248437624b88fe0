"""Is it told as something that took place? What was foiled, played, filmed or only supposed did not.

The training articles tell little of these, and the network knows them little. Here the words that govern an act are
looked for before and after it, as far as their clause reaches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading

_BREAK = re.compile(r"[,;:.()\"“”—–]|\b(?:and|but|after|when|while|who|which|where|as|because|that)\b", re.IGNORECASE)
_REACH = 60
"""Characters that may stand between a governing word and the act."""
_OPENS = 12
"""Characters from the act's beginning within which such a word opens it: "the plot to bomb ..."."""

_THWART = r"(?:foil|thwart|avert)(?:s|ed|ing)?"
_STOP = (
    rf"(?:{_THWART}|(?:prevent|disrupt|block|uncover|unearth|halt|frustrat)(?:e?s|e?d|ing)?|stop(?:s|ped|ping)?"
    r"|bust(?:s|ed)?|broke up)"
)
_PLOT = r"(?:plots?|conspirac(?:y|ies)|schemes?|plans?|attempts?|bids?|planned|attempted|would-be|intended)"
_FOILED = re.compile(rf"\b(?:{_THWART}|{_STOP} (?:[\w’'-]+ ){{0,4}}?{_PLOT})\b", re.IGNORECASE)
_WAS_FOILED = re.compile(r"\b(?:was|were|is|are|been|being|be) (?:\w+ly )?(?:foiled|thwarted|averted)\b", re.IGNORECASE)
_PLOTTED = re.compile(r"\b(?:plot(?:s|ted)? (?:to|against)|conspir(?:ed|ing|acy) to|plotting)\b")
_CAUGHT = re.compile(rf"\b(?:{_STOP}|arrest\w*|detain\w*|failed)\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:reports?|claims?|allegations?|rumou?rs?) (?:that|of)\b", re.IGNORECASE)
_FALSE = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ )?(?:false|untrue|baseless|fabricated|unfounded|fake)\b", re.IGNORECASE
)
_PLAYED = re.compile(
    r"\b(?:simulat(?:es?|ed|ing|ion of)|rehears(?:es?|ed|ing|al of)|mock|fictional|fictitious|imaginary|war-?gam\w+)\b",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"\b(?:films?|movies?|novels?|thrillers?|sitcom|video ?games?|comics?|cartoons?|musical|opera)\b[^.;]{0,40}?"
    r"\b(?:tells?|depicts?|portrays?|imagines?|follows?|in which)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?:^|[.;:,] |\b(?:said|says|warned|that) )(?:an?|any|another|such an?) (?:[\w’'-]+ ){0,3}?(?:attack|bombing"
    r"|strike|airstrike|raid|assault|invasion|war|coup|offensive|killing|execution|blockade|massacre|incursion|occupation"
    r"|blast|explosion)(?: (?:on|of|by|against|in|from|at) (?:[\w’'.-]+ ){1,5}?| )(?:would|could|might)\b",
    re.IGNORECASE,
)

_MODAL = re.compile(
    r"\b(?:would|could|might|may)(?: not| never)?(?: \w+ly)?(?: have| be| have been)? ?$", re.IGNORECASE
)
"""Right before a verb."""


def set_unreal(reading: ActReading, kept: Sequence[Kept]) -> list[Kept]:
    """Give each violent or coercive act that is told as actual the status that the words around it give it."""
    return [_set_unreal(reading, k) if k.draft.act.event in ("ASSAULT", "COERCE") else k for k in kept]


def _set_unreal(reading: ActReading, kept: Kept) -> Kept:
    act = kept.draft.act
    sentence = reading.sentences[act.sentence]
    quote = sentence.quote(reading.article.full_text)
    status = unreal_status(quote, act.span.start - sentence.start, act.span.end - sentence.start)
    told = kept.draft.status
    if (
        status is None
        and told != "future"
        and _MODAL.search(re.sub(r"\s", " ", quote[: act.span.start - sentence.start]))
    ):
        status = "hypothetical"
    if status is None or told not in ("actual", "historical", "future"):
        return kept
    return replace(kept, draft=replace(kept.draft, status=status))


def unreal_status(sentence: str, start: int, end: int) -> str | None:
    """Return "negated" or "hypothetical" where the words around an act at [start, end) of a sentence make it so.

    By the coding guide an attack that never came is negated, and one that is played or supposed is hypothetical.
    """
    text = re.sub(r"\s", " ", sentence)
    if _governs(_FOILED, text, start, end) or _follows(_WAS_FOILED, text, start, end):
        return "negated"
    if _governs(_PLOTTED, text, start, end):
        return "negated" if _CAUGHT.search(text) else "hypothetical"
    if _governs(_REPORTED, text, start, end) and _FALSE.search(text, end):
        return "negated"
    if _governs(_PLAYED, text, start, end) or _FILM.search(text, 0, start):
        return "hypothetical"
    return "hypothetical" if any(s.start() <= end and start < s.end() for s in _SUPPOSED.finditer(text)) else None


def _governs(words: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether words stand before an act, or open it, with no other clause between."""
    return any(
        start - found.end() <= _REACH and not _BREAK.search(text, found.end(), max(start, found.end()))
        for found in words.finditer(text, 0, end)
        if found.start() <= start or start <= found.start() <= start + _OPENS
    )


def _follows(words: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether words stand in an act, or after it with no other clause between."""
    found = words.search(text, start, end + _REACH)
    return found is not None and not _BREAK.search(text, end, max(found.start(), end))
