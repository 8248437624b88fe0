"""A date as outlets write it -> the day of publication; never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate

from dateutil import parser as dateutil_parser

from dragoman.errors import SkipArticle

EARLIEST_YEAR = 1600
"""The oldest newspaper, Relation of Strasbourg, is of 1605 (World Association of Newspapers, 2005)."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})(?!\d)")
_RFC822 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d{1,2}:\d{2}")
_IN_NAME = re.compile(r"(?<!\d)((?:1[6-9]|20)\d{2})([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def read_date(written: str | date) -> date:
    """Return the day, in the outlet's own calendar: the day as written, whatever its time zone.

    Read are ISO 8601, RFC 822, 20230415, "April 15, 2023", "15 Apr 2023 10:30 EST", 15.04.2023. A day, a month and a
    year with its century must all be there; 03/04/2016 is March or April, and refused.
    """
    if isinstance(written, datetime):
        return _check_year(written.date(), written.isoformat())
    if isinstance(written, date):
        return _check_year(written, written.isoformat())
    cleaned = written.strip()
    try:
        return _check_year(_parse(cleaned), cleaned)
    except (ValueError, OverflowError, IndexError, TypeError) as error:
        raise SkipArticle("bad-date", f"expected a date such as 2023-04-15; found {cleaned[:60]!r}") from error


def find_date(name: str) -> date | None:
    """Return the last day that stands in a file's path ("2023-04-15-peshawar.txt", "2023/04/15/a.txt"), or None."""
    for found in reversed(list(_IN_NAME.finditer(name))):
        year, _, month, day = found.groups()
        try:
            return date(int(year), int(month), int(day))
        except ValueError:  # 31 April and the like: only a number that looks like a date
            continue
    return None


def _parse(written: str) -> date:
    for pattern in (_ISO, _COMPACT):
        found = pattern.match(written) if pattern is _ISO else pattern.fullmatch(written)
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.match(written):
        return _read_numeric(found)
    if not re.search(r"[^\W\d_]{3}|^\d{4}\D", written):
        raise ValueError(written)  # bare numbers: seconds since 1970 and days since 1900 cannot be told apart
    if _RFC822.match(written) and (fields := parsedate(written)):
        return date(fields[0], fields[1], fields[2])
    return _parse_freely(written)


def _read_numeric(found: re.Match[str]) -> date:
    first, separator, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if len(year) != 4:
        raise ValueError(found[0])
    if separator == "." or first > 12 or first == second:  # dots are day first wherever they are used
        return date(int(year), second, first)
    if second > 12:
        return date(int(year), first, second)
    either = f"{year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
    raise SkipArticle("bad-date", f"{found[0]!r} can be read in two ways; write {either}")


def _parse_freely(written: str) -> date:
    # Read twice against defaults that differ in year, month and day: what the text leaves out shows as a difference.
    days = {
        dateutil_parser.parse(written, default=default, ignoretz=True).date()
        for default in (datetime(2001, 1, 1), datetime(2004, 2, 2))
    }
    if len(days) != 1:
        raise ValueError(written)
    return days.pop()


def _check_year(day: date, written: str) -> date:
    if day.year < EARLIEST_YEAR:
        raise SkipArticle("bad-date", f"expected a day since {EARLIEST_YEAR}; found {written[:60]!r}")
    return day
