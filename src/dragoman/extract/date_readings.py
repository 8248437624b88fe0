"""What may a date of an article mean? Each way of reading it, and what can be said of it whatever the act."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.date_calendar import month_of
from dragoman.extract.dates import DateMention

_SETTLED = re.compile(r"\d{4}|\b(?:last|next|this|that|coming|following|previous|past|ago)\b", re.IGNORECASE)
"""Words that leave no doubt which week or year is meant."""
_SAID = re.compile(
    r"\b(?:said|says|saying|told|announced|reported|reports|according|confirmed|stated|statement|tweeted|wrote|added)\b"
    r"[^.;]{0,30}$"
)
_BEFORE = 45
"""Characters before a date in which a verb of saying is looked for."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, and whether it tells when somebody said something.

    `turns`: each way of reading it: what was turned, the days, and what sort of days they are, as features.
    """

    day: DateMention
    said: bool
    turns: Sequence[tuple[str, DateMention, Sequence[str]]]


def read_dates(dates: Sequence[DateMention], text: str, published: datetime.date) -> list[DateReading]:
    """Return the dates of an article with all that each may mean."""
    same = Counter((day.start, day.end) for day in dates)
    found = []
    for day in dates:
        said = bool(_SAID.search(text[max(day.span.start - _BEFORE, 0) : day.span.start].lower()))
        turns = [(turn, d, tuple(_traits(d, published, same))) for turn, d in _list_turns(day, text, published)]
        found.append(DateReading(day, said, turns))
    return found


def _list_turns(day: DateMention, text: str, published: datetime.date) -> Iterator[tuple[str, DateMention]]:
    yield from read_both_ways(day, text, published)
    if day.end < published and day.kind != "dateline":
        # What has gone on or been done since then, at whatever day: "has denounced the raid of 3 May".
        yield "until", replace(day, end=published)


def read_both_ways(day: DateMention, text: str, published: datetime.date) -> Iterator[tuple[str, DateMention]]:
    """Yield a date as it was read, and as it may be meant too, with what was turned.

    "Friday" and "in May" may lie ahead or back; "since 2014" may tell when something happened, and not since when it
    has been going on.
    """
    yield "told", day
    if day.bound == "since" and day.end == published:
        end = {"day": day.start, "month": _last_of_month(day.start), "year": day.start.replace(month=12, day=31)}
        if end.get(day.granularity, published) < published:
            yield "point", replace(day, end=end[day.granularity])
    if day.kind not in ("weekday", "month", "day") or _SETTLED.search(day.span.quote(text)):
        return
    if day.end < published:
        yield "ahead", _move(day, 1)
    elif day.start > published:
        yield "back", _move(day, -1)


def _move(day: DateMention, turns: int) -> DateMention:
    """Return a weekday a week, another date a year further on."""
    if day.kind == "weekday":
        week = datetime.timedelta(days=7 * turns)
        return replace(day, start=day.start + week, end=day.end + week)
    start, end = (_move_year(date, turns) for date in (day.start, day.end))
    return replace(day, start=start, end=end)


def _move_year(date: datetime.date, years: int) -> datetime.date:
    last = _last_of_month(date.replace(year=date.year + years, day=1))
    return last.replace(day=min(date.day, last.day))


def _last_of_month(date: datetime.date) -> datetime.date:
    return month_of(date.year, date.month).end


def _traits(
    day: DateMention, published: datetime.date, same: Counter[tuple[datetime.date, datetime.date]]
) -> Iterator[str]:
    gap, length = (published - day.start).days, (day.end - day.start).days
    ago = "future" if day.start > published else "recent" if gap <= 7 else "quarter" if gap <= 90 else "old"
    yield from (f"ago={ago}", f"kind={day.kind}", f"bound={day.bound}", f"same={min(same[day.start, day.end], 3)}")
    yield f"length={0 if length == 0 else 1 if length < 8 else 2 if length < 32 else 3}"
