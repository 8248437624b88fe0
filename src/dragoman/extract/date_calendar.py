"""Days and stretches of days: what the date rules reckon with. Weeks run from Monday to Sunday (ISO 8601)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A stretch of days, both ends included."""

    start: date
    end: date

    @property
    def length(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1


def one_day(day: date) -> Days:
    """Return the stretch that is one day."""
    return Days(day, day)


def shift_days(day: date, by: int) -> date:
    """Return the day that lies `by` days later; stops at the calendar's ends."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def shift_months(day: date, by: int) -> date:
    """Return the same day of the month `by` months later, or that month's last day."""
    months = day.year * 12 + day.month - 1 + by
    year = min(max(months // 12, MINYEAR), MAXYEAR)
    month = months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def week_of(day: date) -> Days:
    """Return the week that the day lies in."""
    monday = shift_days(day, -day.weekday())
    return Days(monday, shift_days(monday, 6))


def weekend_of(day: date) -> Days:
    """Return the Saturday and Sunday of the week that the day lies in."""
    monday = shift_days(day, -day.weekday())
    return Days(shift_days(monday, 5), shift_days(monday, 6))


def month_of(year: int, month: int) -> Days:
    """Return a calendar month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_from(year: int, month: int, count: int) -> Days:
    """Return `count` calendar months on end."""
    start = date(year, month, 1)
    return Days(start, shift_days(shift_months(start, count), -1))


def year_of(year: int) -> Days:
    """Return a calendar year; stops at the calendar's ends."""
    year = min(max(year, MINYEAR), MAXYEAR)
    return Days(date(year, 1, 1), date(year, 12, 31))


def years_from(year: int, count: int) -> Days:
    """Return `count` calendar years on end."""
    return Days(date(year, 1, 1), date(year + count - 1, 12, 31))


def season_of(year: int, season: str) -> Days:
    """Return a northern season of three months; a winter bears the year of its December."""
    return months_from(year, SEASON_MONTHS[season], 3)


def quarter_of(day: date) -> int:
    """Return 1 to 4."""
    return (day.month - 1) // 3 + 1


def weekday_before(day: date, weekday: int) -> date:
    """Return the last such weekday (Monday 1) on or before the day."""
    return shift_days(day, -((day.isoweekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """Return the first such weekday (Monday 1) on or after the day."""
    return shift_days(day, (weekday - day.isoweekday()) % 7)


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def feast_day(rule: str, year: int) -> date:
    """Return the day of a feast in a year; `rule`: as the group `feast` of date_words.csv tells it."""
    if rule.startswith("easter:"):
        return easter_sunday(year) + timedelta(days=int(rule[7:]))
    if rule.startswith("nth:"):
        month, weekday, nth = (int(part) for part in rule[4:].split(":"))
        days = month_of(year, month)
        if nth < 0:
            return weekday_before(days.end, weekday)
        return shift_days(weekday_after(days.start, weekday), 7 * (nth - 1))
    return date(year, int(rule[:2]), int(rule[3:]))


def easter_sunday(year: int) -> date:
    """Return Easter by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    lead = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + lead - 7 * ((golden + 11 * epact + 22 * lead) // 451) + 114, 31)
    return date(year, month, day + 1)
