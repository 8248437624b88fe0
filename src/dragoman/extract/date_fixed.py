"""Read dates that stand on the calendar by themselves: days, months, years, decades, feasts.

A day or month without its year is the last one on or before publication, unless the clause looks ahead.
"""

from __future__ import annotations

import re
from datetime import date

from dragoman.extract.date_calendar import (
    Days,
    feast_day,
    month_of,
    one_day,
    quarter_of,
    season_of,
    valid_day,
    year_of,
    years_from,
)
from dragoman.extract.date_edges import part_of
from dragoman.extract.date_scene import Reading, Scene
from dragoman.extract.date_table import date_words, value_of
from dragoman.extract.quantities import read_number

# A day and month without a year that return this soon are told ahead of time, whatever the verbs ("a summit on
# 12 May"); up to the second limit only where the clause looks ahead.
_SOON_DAYS = 62
_AHEAD_DAYS = 300
_FEAST_SOON_DAYS = 14
_MODAL = re.compile(
    r"\s+(?:be|have|not|well|also|still|yet|even|only|never|seem|become|take|need|want|or\s+may|include)\b"
)
# "Jan" and "Mar" are names of people too.
_BEFORE_SHORT_MONTH = re.compile(r"\b(?:in|since|until|till|by|last|next|this|early|late|mid)[\s-]+$")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|during|before|after|to|and|through|from|last|next|this|early|late|mid|for|between|or|every|each)[\s-]+|[(,–—-]\s*)$"
)


def read_iso(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "2021-08-26"."""
    day = valid_day(int(found["y"]), int(found["m"]), int(found["d"]))
    return day_reading(day) if day else None


def read_numeric(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "12/31/1999" (month first, unless only day first can be) and "31.12.1999" (day first)."""
    first, second, year = int(found["a"]), int(found["b"]), full_year(found["y"], scene.published)
    if found["sep"] == "/" and (day := valid_day(year, first, second)):
        return day_reading(day)
    day = valid_day(year, second, first)
    return day_reading(day) if day else None


def read_known(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read a date known by its short name ("9/11"), where it lies behind."""
    day = date.fromisoformat(value_of("known", found["known"]))
    return day_reading(day) if day <= scene.published else None


def read_day(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "26 August 2021", "Aug. 26", "3 to 5 May": one day, or the days from the first to the last."""
    month = int(value_of("month", found["m"]))
    if found["m"] in ("may", "march") and not _is_month(found, scene, bare=False):
        return None
    number = day_number(found["d"])
    year = _year_given(found, scene) or _known_year(month, number, found, scene)
    day = valid_day(year, month, number) if year else _day_without_year(month, number, found, scene)
    if day is None:
        return None
    if found["d2"] and (last := valid_day(day.year, month, day_number(found["d2"]))) and last > day:
        return Reading("DATE", day.isoformat(), Days(day, last), "span", "day")
    return day_reading(day)


def read_month(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "March 2015", "June last year", "last August", "in August", "late March"."""
    groups = found.groupdict()
    if groups.get("edge") and value_of("edge", groups["edge"]) in ("EARLIER", "LATER"):
        return None
    month = int(value_of("month", found["m"]))
    year = _year_given(found, scene)
    if year is None and not _is_month(found, scene, bare=True):
        return None
    if year is None:
        year = _year_of_month(month, found, scene)
    days = part_of(month_of(year, month), "month", _edge(found))
    return Reading("DATE", f"{year:04}-{month:02}", days, "month", "month")


def read_month_span(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "January to March 2017"."""
    year, first, last = int(found["y"]), int(value_of("month", found["m"])), int(value_of("month", found["m2"]))
    if last < first:
        return None
    return Reading("DATE", f"{year}-{first:02}", Days(date(year, first, 1), month_of(year, last).end), "span", "month")


def read_year(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read a year: its first to its last day, or the part that "early" or "late" names."""
    year = full_year(found["y"], scene.published)
    if found["edge"] and value_of("edge", found["edge"]) in ("EARLIER", "LATER"):
        return None
    return Reading("DATE", f"{year}", part_of(year_of(year), "year", _edge(found)), "year", "year")


def read_year_span(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "between 2004 and 2018", "1997 and 1998", "2004-08"."""
    first, second = int(found["y"]), found["y2"]
    last = int(second) if len(second) == 4 else int(f"{found['y']}"[:2] + second)
    hyphen_only = not re.search(r"[a-z]", found["to"])
    if last <= first or (len(second) == 2 and not hyphen_only):
        return None
    return Reading("DATE", f"{first}", Days(date(first, 1, 1), date(last, 12, 31)), "span", "year")


def read_decade(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "the 1980s", "the '80s", "the late eighties"."""
    if found["y"]:
        first = int(found["y"])
    else:
        tens = int(found["yy"] or value_of("tens", found["tens"]))
        if found["yy"] is None and "the" not in scene.lowered[max(0, found.start() - 5) : found.end()]:
            return None
        first = 1900 + tens
    length = 100 if first % 100 == 0 and first < 2000 else 10
    days = part_of(years_from(first, length), "decade" if length == 10 else "century", _edge(found))
    return Reading("DATE", f"{first // 10}", days, "decade", "decade")


def read_century(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "the 18th century"."""
    number = day_number(found["c"])
    return Reading("DATE", f"{number - 1:02}", years_from(number * 100 - 99, 100), "span", "century")


def read_season(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read "spring 2015", "last fall", "the summer of 1990"; a bare "spring" or "fall" is none."""
    code = value_of("season", found["season"])
    lead = scene.lowered[max(0, found.start() - 8) : found.start()]
    told = found["y"] or found["ywhich"] or found["which"] or found["edge"]
    if not told and (not re.search(r"\b(?:in(?:\s+the)?|during(?:\s+the)?)\s+$", lead) or found["season"] == "fall"):
        return None
    year = _year_given(found, scene) or _year_of_season(code, found, scene)
    return Reading("DATE", f"{year}-{code}", season_of(year, code), "season", "season")


def read_feast(found: re.Match[str], scene: Scene) -> Reading | None:
    """Read a feast: the last on or before publication, or the next where the clause looks ahead."""
    rule = value_of("feast", found["feast"])
    if found["feast"].endswith("new year's") and not re.match(r"\s+(?:day|eve)", scene.lowered[found.end() :][:5]):
        return None
    if year := _year_given(found, scene):
        return day_reading(feast_day(rule, year))
    steps = {year: feast_day(rule, year) for year in range(scene.published.year - 1, scene.published.year + 2)}
    ahead = bool(found["which"] and value_of("which", found["which"]) == "1") or scene.looks_ahead(*found.span())
    coming = min(day for day in steps.values() if day >= scene.published)
    if ahead or (coming - scene.published).days <= _FEAST_SOON_DAYS:
        return day_reading(coming)
    return day_reading(max(day for day in steps.values() if day <= scene.published))


def day_reading(day: date, kind: str = "day") -> Reading:
    """Return the reading that is one calendar day."""
    return Reading("DATE", day.isoformat(), one_day(day), kind, "day")


def full_year(digits: str, published: date) -> int:
    """Return the year meant by two or four digits: the last such year that lies at most ten years ahead."""
    if not digits[-1].isdigit():
        return 1900 + (read_number(digits.split(maxsplit=1)[1]) or 0)
    year = int(digits.lstrip("'’"))
    if len(digits.lstrip("'’")) == 4:
        return year
    century = published.year // 100 * 100
    return century + year if century + year <= published.year + 10 else century - 100 + year


def quarter_value(day: date) -> str:
    """Return the TIMEX3 value of the quarter that a day lies in."""
    return f"{day.year}-Q{quarter_of(day)}"


def _edge(found: re.Match[str]) -> str:
    words = found.groupdict().get("edge")
    return value_of("edge", words) if words else ""


def _year_given(found: re.Match[str], scene: Scene) -> int | None:
    groups = found.groupdict()
    for name in ("y", "yy", "y2"):
        if groups.get(name):
            return full_year(groups[name], scene.published)
    words = groups.get("ywhich") or (groups.get("which") if found[0].endswith("year") else None)
    if not words:
        return None
    if words in date_words()["which"]:
        return scene.published.year + int(value_of("which", words))
    return scene.anchor().year + int(value_of("anchor", words))


def day_number(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else int(value_of("dayname", words))


def _day_without_year(month: int, number: int, found: re.Match[str], scene: Scene) -> date | None:
    year = scene.published.year
    days = [day for y in (year - 1, year, year + 1) if (day := valid_day(y, month, number))]
    if named := [day for day in days if _falls_on(day, found["wday"])]:
        days = named
    behind = [day for day in days if day <= scene.published]
    ahead = [day for day in days if day > scene.published]
    if not behind or not ahead:
        return behind[-1] if behind else ahead[0] if ahead else None
    wait = (ahead[0] - scene.published).days
    soon = wait < _SOON_DAYS
    looks = scene.looks_ahead(*found.span())
    return ahead[0] if soon or (looks and wait < _AHEAD_DAYS) else behind[-1]


def _known_year(month: int, number: int, found: re.Match[str], scene: Scene) -> int | None:
    """Return 2001 for a "Sept. 11" that the words around tie to those attacks."""
    around = scene.lowered[max(0, found.start() - 80) : found.end() + 60]
    if (month, number) != (9, 11) or scene.published.year < 2002:
        return None
    return 2001 if re.search(r"\battacks?\b|twin towers|world trade|\bal[- ]qa", around) else None


def _falls_on(day: date, weekday: str | None) -> bool:
    if not weekday:
        return False
    table = date_words()
    return day.isoweekday() == int(table["weekday"].get(weekday) or table["short_weekday"][weekday])


def _year_of_month(month: int, found: re.Match[str], scene: Scene) -> int:
    published = scene.published
    words = found.groupdict().get("which")
    which = int(value_of("which", words)) if words and words in date_words()["which"] else None
    if which == -1:
        return published.year - (month >= published.month)
    if which == 1:
        return published.year + (month <= published.month)
    if which == 0:
        return published.year
    past = published.year - (month > published.month)
    if month == published.month or not scene.looks_ahead(*found.span()):
        return past
    return published.year + (month < published.month)


def _year_of_season(code: str, found: re.Match[str], scene: Scene) -> int:
    published = scene.published
    words = found["which"]
    if words and words in date_words()["anchor"] and words != "the" and scene.told:
        return scene.anchor().year
    current = season_of(published.year, code)
    which = int(value_of("which", words)) if words and words in date_words()["which"] else None
    if which == 1 or (which is None and scene.looks_ahead(*found.span())):
        return published.year + (current.start <= published)
    if which == 0:
        return published.year
    last_ended = current.end < published if which == -1 else current.start <= published
    return published.year - (not last_ended)


def _is_month(found: re.Match[str], scene: Scene, bare: bool) -> bool:
    """Tell "May" and "March" from the modal and the walk: by capitals, by the word before, and by the word after."""
    word = found["m"].rstrip(".")
    if len(word) <= 4 and word not in ("may", "june", "july") and bare:
        lead = scene.lowered[max(0, found.start("m") - 12) : found.start("m")]
        return found["m"].endswith(".") or bool(_BEFORE_SHORT_MONTH.search(lead))
    if word not in ("may", "march", "august"):
        return True
    at = found.start("m")
    original = scene.text[at : at + len(word)]
    no_case = scene.text.isupper() or scene.text.islower()
    if not no_case and not original[0].isupper():
        return False
    if _MODAL.match(scene.lowered, found.end("m")):
        return False
    if bare and word != "august":
        return bool(_BEFORE_MONTH.search(scene.lowered[max(0, at - 12) : at]))
    return True
