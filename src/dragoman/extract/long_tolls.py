"""Is a figure the toll of one event, or that of a war so far? The sum of years of violence is background, no attack."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.model import Toll

LARGE = 500
"""From here on an undated number of killed is doubted where the sentence speaks of a war or of a stretch of time."""
HUGE = 5_000
"""From here on an undated number is taken for a sum whatever the sentence says."""

_STRETCH = re.compile(
    r"\b(?:since|so far this (?:year|month)|this year alone|(?:a|per|each|every) (?:year|month)|annually"
    r"|between \d{4} and \d{4}|from \d{4} to \d{4}|(?:total|overall) death toll"
    r"|(?:over|in|during|within|throughout) (?:[\w,.-]+ ){0,4}?(?:months|years|decades|century)|\d+-(?:year|month)"
    r"|(?:in|during|throughout|of|from|by|to) (?:[\w’'-]+ ){0,4}?(?:wars?|conflicts?|uprisings?|rebellions?"
    r"|insurgenc(?:y|ies)|genocides?|holocaust|famines?|revolutions?|crisis|occupation|invasion|dictatorship"
    r"|regime|hostilities|intifada|apartheid|slavery))\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:first|last|only|worst|most|largest|biggest|highest|greatest|heaviest|deadliest|bloodiest)\b[^.;]*$",
    re.IGNORECASE,
)
"""What stands before the words for a stretch of time where they tell how rare the event is: "the worst since"."""


def set_in_the_past(reading: ActReading, kept: Sequence[Kept], tolls: Sequence[Mapping[str, Toll]]) -> list[Kept]:
    """Call historical, as the coding guide calls undated background, each act told as actual by such a sum alone."""
    return [
        replace(k, draft=replace(k.draft, status="historical"))
        if k.draft.status == "actual"
        and k.draft.date is None
        and "killed" in found
        and is_long(reading, found["killed"])
        else k
        for k, found in zip(kept, tolls, strict=True)
    ]


def is_long(reading: ActReading, toll: Toll) -> bool:
    """Tell whether an undated figure covers a war or years rather than one event."""
    size = max(n for n in (toll.low, toll.best, toll.high) if n is not None)
    return size >= HUGE or (size >= LARGE and _speaks_of_long(reading, toll))


def _speaks_of_long(reading: ActReading, toll: Toll) -> bool:
    span = toll.mention.span
    sentence = next((each for each in reading.sentences if each.contains(span)), span).quote(reading.article.full_text)
    return any(not _RECORD.search(sentence, 0, found.start()) for found in _STRETCH.finditer(sentence))
