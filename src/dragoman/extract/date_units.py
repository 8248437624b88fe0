"""Calendar units around a day ("last week", "this year"), the stretches before it, and their TIMEX3 values."""

from __future__ import annotations

import re
from datetime import date

from dragoman.extract.date_calendar import (
    Days,
    month_of,
    months_from,
    one_day,
    quarter_of,
    shift_days,
    shift_months,
    week_of,
    weekend_of,
    year_of,
    years_from,
)
from dragoman.extract.date_edges import cut_at, part_of
from dragoman.extract.date_fixed import quarter_value
from dragoman.extract.date_scene import Reading, Scene

_LETTER = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
}
# "10,000 years ago" lies before the calendar, and names no days.
FARTHEST = 1500
# "Several weeks ago" is from so many to so many weeks back.
_SEVERAL = (2, 5)
_OPEN = ("day", "week", "month", "year", "decade")
_PARTS_OF_DAY = {"morning": "MO", "evening": "EV", "night": "NI", "season": "", "day": ""}


def read_unit(anchor: date, unit: str, by: int, anchored: bool) -> Reading | None:
    """Return the reading of the unit `by` units after the one that the anchor lies in; None for a bare "this night"."""
    if unit in _PARTS_OF_DAY:
        if unit == "season" or (unit in ("evening", "night") and by == 0 and not anchored):
            return None
        day = shift_days(anchor, by)
        code = _PARTS_OF_DAY[unit]
        return Reading(
            "TIME" if code else "DATE",
            day.isoformat() + ("T" + code if code else ""),
            one_day(day),
            "relative",
            "day",
            anchored,
        )
    days, value = unit_days(anchor, unit, by)
    return Reading("DATE", value, days, unit, unit, anchored)


def unit_days(anchor: date, unit: str, by: int) -> tuple[Days, str]:
    """Return the calendar unit `by` units after the one that the anchor lies in, with its TIMEX3 value."""
    if unit == "weekend":
        days = weekend_of(shift_days(anchor, 7 * by))
        return days, f"{iso_week(days.start)}-WE"
    if unit in ("week", "fortnight"):
        days = week_of(shift_days(anchor, 7 * by))
        return days, iso_week(days.start)
    if unit == "month":
        day = shift_months(anchor, by)
        return month_of(day.year, day.month), f"{day:%Y-%m}"
    if unit == "quarter":
        day = shift_months(anchor, 3 * by)
        return months_from(day.year, quarter_of(day) * 3 - 2, 3), quarter_value(day)
    if unit == "year":
        return year_of(anchor.year + by), f"{anchor.year + by}"
    size = 10 if unit == "decade" else 100
    first = (anchor.year // size + by) * size
    return years_from(first, size), f"{first // size}"


def open_ago(unit: str, away: str, published: date | None = None) -> Reading:
    """Return the reading of "weeks ago": counted from `published`, as two to five weeks back; without, no days."""
    value = "PAST_REF" if int(away) < 0 else "FUTURE_REF"
    if published is None or away != "-1" or unit not in _OPEN:
        return Reading("DATE", value, None, "vague", unit)
    days = Days(go_back(published, unit, _SEVERAL[1]), go_back(published, unit, _SEVERAL[0]))
    return Reading("DATE", value, days, "recent", unit)


def units_from(anchor: date, unit: str, by: int, told_quarter: Reading | None, anchored: bool) -> Reading | None:
    """Return the day, or the unit, that lies `by` units after the anchor: "two days ago", "a year later"."""
    if unit == "year" and by == -1 and told_quarter and told_quarter.days:
        # Company reports: "a year earlier" is the same quarter of the year before.
        day = shift_months(told_quarter.days.start, -12)
        days = months_from(day.year, quarter_of(day) * 3 - 2, 3)
        return Reading("DATE", quarter_value(day), days, "quarter", "quarter", True)
    if unit in ("day", "weekend"):
        day = shift_days(anchor, by)
        return Reading("DATE", day.isoformat(), one_day(day), "relative", "day", anchored)
    step = {"fortnight": ("week", 2), "decade": ("year", 10), "century": ("year", 100)}.get(unit)
    if step:
        unit, by = step[0], by * step[1]
    if abs(by) > FARTHEST:
        return open_ago(unit, str(by))
    days, value = unit_days(anchor, unit, by)
    if unit == "week":
        # "Two weeks ago" names the day, give or take; TIMEX3 gives it as the week.
        days = one_day(shift_days(anchor, 7 * by))
    if unit == "year" and abs(by) == 1:
        month = shift_months(anchor, 12 * by)
        days = month_of(month.year, month.month)
    return Reading("DATE", value, days, "relative", unit, anchored)


def narrow_unit(reading: Reading, edge: str, scene: Scene, found: re.Match[str]) -> Reading:
    """Take the part that "early" names, and cut at publication what has happened, or is to come, "this month"."""
    if reading.days is None:
        return reading
    days = part_of(reading.days, reading.grain, edge)
    if reading.grain in ("week", "month", "year") and days == reading.days:
        ahead = edge == "LATER" or (edge != "EARLIER" and bool(scene.looks_ahead(*found.span())))
        days = cut_at(days, scene.published, ahead)
    return Reading(reading.type, reading.value, days, reading.kind, reading.grain, reading.anchored)


def duration_value(unit: str, count: int | None) -> str:
    """Return the TIMEX3 value of a stretch; X stands for a number left open."""
    scale = {"fortnight": 2, "decade": 10, "century": 100}.get(unit, 1)
    base = {"fortnight": "week", "decade": "year", "century": "year", "weekend": "day"}.get(unit, unit)
    letter = _LETTER[base]
    amount = "X" if count is None else str(count * scale)
    return f"PT{amount}{letter[1]}" if letter[0] == "T" else f"P{amount}{letter}"


def go_back(day: date, unit: str, count: int) -> date:
    """Return the day that many units before, no later than the day before."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months:
        return shift_months(day, -months * count)
    per = {"week": 7, "fortnight": 14, "weekend": 7, "day": 1}.get(unit, 0)
    return shift_days(day, -max(1, per * count))


def iso_week(day: date) -> str:
    """Return the TIMEX3 value of the week that a day lies in."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
