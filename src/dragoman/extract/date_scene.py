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
# The verb before a date governs it more often than the one after: it may stand this many characters farther off.
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

    def anchor(self) -> date:
        """Return the day that "the next day" is reckoned from: the date told last, or publication."""
        return self.told.days.start if self.told and self.told.days else self.published

    def looks_ahead(self, start: int, end: int) -> bool | None:
        """Tell whether the clause speaks of what is to come: by the nearest verb before it, else the next one after.

        None where no verb form says anything.
        """
        clause = max(self.lowered.rfind(mark, max(0, start - 160), start) for mark in (". ", "; ", "\n\n", ".\n"))
        stop = _CLAUSE_END.search(self.lowered, end, end + 160)
        before = None
        for before in _tense_pattern().finditer(self.lowered, max(clause, start - 160, 0), start):
            pass
        after = _tense_pattern().search(self.lowered, end, stop.start() if stop else min(end + 160, len(self.lowered)))
        if before and after:
            return _is_ahead(before if start - before.end() <= after.start() - end + _LEAN_BEFORE else after)
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
