"""Read dates that are reckoned from publication or from the date told last: weekdays, "two days ago", "last month"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.extract.date_calendar import (
    Days,
    months_from,
    one_day,
    shift_days,
    week_of,
    weekday_after,
    weekday_before,
)
from dragoman.extract.date_fixed import day_number
from dragoman.extract.date_scene import Reading, Scene
from dragoman.extract.date_table import count_of, date_words, value_of
from dragoman.extract.date_units import (
    FARTHEST,
    duration_value,
    go_back,
    narrow_unit,
    open_ago,
    read_unit,
    units_from,
)

# Days that "in recent days" or "weeks" goes back from publication: what the coders of the training texts took.
_RECENT_DAYS = {"hour": 1, "day": 7, "week": 30, "month": 91, "year": 1096, "decade": 3652}
_CLOCKS = {"noon": "12:00", "midnight": "00:00"}
_DAY_UNITS = ("day", "morning", "evening", "night")
_AHEAD_OF = re.compile(r"\b(?:ahead\s+of|before|until|for|by|next)\s+(?:the\s+)?$")
_SINCE = re.compile(r"\s+(?:since|on\s+from)\b")
_RELATED = re.compile(r"\s+(?:(?P<after>after)|before|ahead\s+of|prior\s+to)\b")
_THE_BEFORE = re.compile(r"\bthe\s+$")


def read_weekday(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read a weekday: the last such day on or before publication, unless "next" or the clause looks ahead."""
    words = " ".join(found["wday"].split())
    table = date_words()
    weekday = int(table["weekday"].get(words) or table["short_weekday"][words])
    if words in table["weekday"] and words.endswith("days"):
        return Reading("SET", f"XXXX-WXX-{weekday}", None, "set", "day")
    day = _weekday_told(weekday, found, scene)
    if found["away"]:
        day = shift_days(day, -7)
    if found["clock"]:
        return Reading("TIME", f"{day}T{_CLOCKS[found['clock']]}", one_day(day), "weekday", "day")
    value = day.isoformat()
    part = found["part"]
    if part and value_of("part", part) != "MI":
        value += "T" + value_of("part", part)
    return Reading("TIME" if part else "DATE", value, one_day(day), "weekday", "day")


def _weekday_told(weekday: int, found: re.Match[str], scene: Scene) -> date:
    published = scene.published
    if found["week"]:
        weeks = int(value_of("which", re.sub(r"^of\s+", "", found["week"])))
        return shift_days(week_of(published).start, 7 * weeks + weekday - 1)
    words = found["which"]
    table = date_words()
    if words in table["anchor"] and words != "the":
        anchor = scene.anchor()
        return (
            weekday_after(shift_days(anchor, 1), weekday)
            if value_of("anchor", words) == "1"
            else weekday_before(anchor, weekday)
        )
    which = table["which"].get(words, "")
    if which == "-1":
        return weekday_before(shift_days(published, -1), weekday)
    if which == "1":
        return weekday_after(shift_days(published, 1), weekday)
    if which == "0":
        return shift_days(week_of(published).start, weekday - 1)
    lead = scene.lowered[max(0, found.start() - 20) : found.start()]
    owned = scene.lowered.startswith(("'s", "’s"), found.end()) and not _AHEAD_OF.search(lead)
    if not owned and scene.looks_ahead(*found.span()):
        return weekday_after(published, weekday)
    # "Friday's raid" has happened, unless the text speaks of what comes before it.
    return weekday_before(published, weekday)


def read_deictic(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "today", "yesterday evening", "last night", "overnight"."""
    words = " ".join(found["deictic"].split())
    day = shift_days(scene.published, int(value_of("deictic", words)))
    if words == "overnight":
        return Reading("TIME", f"{scene.published}TNI", Days(day, scene.published), "relative", "day")
    part = re.search(r"morning|afternoon|evening|night$", found[0])
    code = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}[part[0]] if part else ""
    return Reading("TIME" if code else "DATE", day.isoformat() + code, one_day(day), "relative", "day")


def read_this_unit(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "last week", "this year", "earlier this month", "that day", "the weekend", "the following year"."""
    words, unit = found["which"], found["unit"]
    edge = value_of("edge", found["edge"]) if found["edge"] else ""
    table = date_words()
    if unit in _DAY_UNITS and re.search(r"next|previous|preceding", words):
        # "The next morning" follows the day told before; nobody calls tomorrow so.
        reading = read_unit(scene.anchor("day"), unit, int(value_of("which", words)), True)
    elif words in table["which"]:
        which = int(value_of("which", words))
        reading = read_unit(scene.published, unit, which + _turn_of_unit(unit, which, edge, scene, found), False)
    elif words == "the":
        reading = read_unit(scene.published, unit, 0, False) if edge else None
    else:
        reading = read_unit(scene.anchor(unit), unit, int(value_of("anchor", words)), True)
    if reading is None or reading.days is None:
        return reading
    back = words.endswith("past") or (
        words.endswith("last") and _THE_BEFORE.search(scene.lowered[max(0, found.start() - 6) : found.start()])
    )
    if back and not edge and unit in ("week", "month", "year", "decade"):
        days = Days(go_back(scene.published, unit, 1), scene.published)
        return Reading(reading.type, reading.value, days, "relative", unit)
    return narrow_unit(reading, edge, scene, found)


def _turn_of_unit(unit: str, which: int, edge: str, scene: Scene, found: re.Match[str]) -> int:
    """Return how many units to move on where the paper comes out as one ends: on a Sunday, or on the first of a month.

    Then "last week" is the one that ends that day, what is to come "this week" begins the day after, and "earlier
    this month" was in the last.
    """
    if unit == "week" and scene.published.isoweekday() == 7:
        return int(which == -1 or (which == 0 and (edge == "LATER" or bool(scene.looks_ahead(*found.span())))))
    return -int(unit == "month" and which == 0 and edge == "EARLIER" and scene.published.day == 1)


def read_weekend(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "the weekend": the last one begun before publication, or this week's where the clause looks ahead."""
    ahead = scene.looks_ahead(*found.span())
    return read_unit(scene.published if ahead else shift_days(scene.published, -5), "weekend", 0, False)


def read_ago(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "two days ago", "a week earlier", "several months ago", "a year later"."""
    unit = value_of("unit", found["unit"])
    away = value_of("away", found["away"]) if found["away"] != "old" else "-1"
    count = count_of(found["n"]) if found["n"] else None
    if unit in ("second", "minute", "hour"):
        return None
    if count is None and re.match(r"year-(?:ago|earlier)", found[0]):
        count = 1
    if count is None or (away == "2" and not scene.told):
        return open_ago(unit, away, None if found["away"] == "old" else scene.published)
    if found["half"] or found["half2"]:
        unit, count = ("month", count * 12 + 6) if unit == "year" else (unit, count)
    anchored = abs(int(away)) == 2
    anchor = scene.anchor(unit) if anchored else scene.published
    return units_from(anchor, unit, count if int(away) > 0 else -count, scene.told_quarter, anchored)


def read_past_n(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "the past two weeks": a TIMEX3 duration, and the days from then to publication."""
    unit = value_of("unit", found["unit"])
    count = count_of(found["n"]) if found["n"] not in ("few", "several", "couple of") else None
    value = duration_value(unit, count)
    words = " ".join(found["which"].split())
    back = re.search(r"past|last|recent|preceding|previous", words)
    days = None
    if back and count:
        days = Days(go_back(scene.published, unit, count), scene.published)
    elif back:
        days = Days(shift_days(scene.published, -_RECENT_DAYS.get(unit, 1)), scene.published)
    return Reading("DURATION", value, days, "span" if days else "duration", unit)


def read_recent(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "in recent weeks": a loose stretch that ends at publication."""
    unit = value_of("unit", found["unit"])
    if found["which"] == "coming":
        return Reading("DATE", "FUTURE_REF", None, "vague", unit)
    days = Days(shift_days(scene.published, -_RECENT_DAYS[unit]), scene.published)
    return Reading(
        "DURATION", duration_value(unit, None), days if unit in ("day", "week", "month") else None, "recent", unit
    )


def read_quarter(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "the third quarter of 1986", "third-quarter", "the first half"."""
    ordinal = int(value_of("ordinal", found["q"]))
    months = 3 if found["unit"] == "quarter" else 6
    if ordinal * months > 12:
        return None
    year = scene.published.year
    if found["y"]:
        year = int(found["y"])
    elif found["ywhich"]:
        year += int(value_of("which", found["ywhich"]))
    elif date(year, (ordinal - 1) * months + 1, 1) > scene.published and not scene.looks_ahead(*found.span()):
        year -= 1
    days = months_from(year, (ordinal - 1) * months + 1, months)
    return Reading("DATE", f"{year}-{'Q' if months == 3 else 'H'}{ordinal}", days, "quarter", found["unit"])


def read_duration(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "two years", "six-month": how long; a date only in "ten years since", "two days after", "a week before"."""
    unit = value_of("unit", found["unit"])
    if found["unit"] in ("second", "quarter", "quarters", "night") or found[0].endswith("-old"):
        return None
    if found["unit"] in ("weekend", "weekends"):
        return None
    count = count_of(found["n"])
    value = duration_value(unit, count)
    if not count or unit in ("second", "minute", "hour"):
        return Reading("DURATION", value, None, "duration", unit)
    if _SINCE.match(scene.lowered, found.end()):
        begun = units_from(scene.published, unit, -count, None, False)
        return Reading("DURATION", value, begun.days if begun else None, "relative" if begun else "duration", unit)
    related = _RELATED.match(scene.lowered, found.end())
    if related:
        # "Two days after the vote, he left": the vote, counted back from the day of what else the sentence tells.
        told = units_from(scene.day_beside(found.start()), unit, -count if related["after"] else count, None, True)
        if told is not None and told.days is not None:
            return Reading("DURATION", value, told.days, "counted", unit)
    return Reading("DURATION", value, None, "duration", unit)


def read_anniversary(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "the 10th anniversary of" as the year of what is remembered."""
    years = day_number(found["c"])
    return units_from(scene.published, "year", -years, None, False) if 0 < years <= FARTHEST else None
