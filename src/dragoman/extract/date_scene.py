"""What a time expression is read against: publication day, the date told last, and whether the clause looks ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.extract.date_calendar import Days
from dragoman.extract.date_table import date_words
from dragoman.extract.word_table import any_of

_CLAUSE_END = re.compile(r"[.;]\s|\n\n")
_SENTENCE_END = re.compile(r"[.;!?]\s|\n\n")
_DEADLINE = re.compile(r"\b(?:by|until|till|no later than)\s+(?:the\s+)?(?:[\d:]+\s+[ap]\.?m\.?\s+)?$")
_NEW_CLAUSE = re.compile(r"\bthat\s+(?:(?:on|in)\s+)?$")
# The verb before a date governs it more often than the one after, which must stand this near, and nearer by this much
# (in characters; chosen on the dev half of TempEval-3 and the training dispatches).
_NEAR_AFTER = 25
_LEAN_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says. `type` and `value` as in TIMEX3; `days`: None where no calendar days follow from it.

    `kind`: day, weekday, week, month, year, decade, season, quarter, span, relative, duration, set, vague or clock.
    `grain`: the unit that it is told in. `anchored`: reckoned from another date told in the text.
    """

    type: str
    value: str
    days: Days | None
    kind: str
    grain: str
    anchored: bool = False


@dataclass(slots=True)
class Scene:
    """The text around, in lower case, and what has been read so far (`told`, changed as reading goes on)."""

    lowered: str
    text: str
    published: date
    told: Reading | None = None
    told_day: Reading | None = None
    told_quarter: Reading | None = None
    told_day_end: int = 0

    def note(self, reading: Reading, end: int) -> None:
        """Keep a date told, for what is reckoned from it later. `end`: of its words, in characters of the text."""
        self.told = reading
        if reading.grain == "day":
            self.told_day, self.told_day_end = reading, end
        if reading.grain == "quarter" and not reading.anchored:
            self.told_quarter = reading

    def anchor(self, unit: str = "year") -> date:
        """Return the day that "the next day" or "a year earlier" is reckoned from.

        It is the date told last, in days where days or weeks are counted, or publication where none was told.
        """
        told = self.told_day if unit in ("day", "week", "weekend", "fortnight") else self.told
        return told.days.start if told and told.days else self.published

    def day_beside(self, start: int) -> date:
        """Return the day told last in the sentence of words that start there, or publication."""
        told = self.told_day
        if told is None or told.days is None or _SENTENCE_END.search(self.text, self.told_day_end, start):
            return self.published
        return told.days.start

    def looks_ahead(self, start: int, end: int) -> bool | None:
        """Tell whether the clause speaks of what is to come: by the nearest verb before it, else the next one after.

        None where no verb form says anything.
        """
        lead = self.lowered[max(0, start - 24) : start]
        if _DEADLINE.search(lead):
            return True
        clause = max(self.lowered.rfind(mark, max(0, start - 160), start) for mark in (". ", "; ", "\n\n", ".\n"))
        stop = _CLAUSE_END.search(self.lowered, end, end + 160)
        if _NEW_CLAUSE.search(lead):
            clause = start
        earlier = list(_tense_pattern().finditer(self.lowered, max(clause, start - 160, 0), start))
        before = earlier[-1] if earlier else None
        after = _tense_pattern().search(self.lowered, end, stop.start() if stop else min(end + 160, len(self.lowered)))
        if before and after:
            gap = after.start() - end
            return _is_ahead(after if gap <= _NEAR_AFTER and gap + _LEAN_BEFORE < start - before.end() else before)
        nearest = before or after
        return _is_ahead(nearest) if nearest else None


def _is_ahead(found: re.Match[str]) -> bool:
    return found.lastgroup == "ahead"


@cache
def _tense_pattern() -> re.Pattern[str]:
    table = date_words()
    ahead = any_of(table["ahead"])
    # A regular past tense counts only where no "will", "to" or "be" makes a passive or an infinitive of it.
    return re.compile(
        rf"(?P<ahead>(?<!\w){ahead}(?:\s+(?:not\s+)?(?:be|have)\b)?(?:\s+\w+(?:ed|en|d)\b)?(?!\w))|(?P<behind>\b(?:{any_of(table['behind'])}|\w{{2,}}ed)\b)"
    )
