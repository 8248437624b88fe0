"""Early, mid, late: which part of a month, a year or a decade is meant, and where publication cuts a stretch off.

The parts follow how the coders of the training texts read them: "late July" from the 21st, "early 2014" January to
April, "late 2014" October to December, "the late 1990s" 1997 to 1999.
"""

from __future__ import annotations

from datetime import date

from dragoman.extract.date_calendar import Days, shift_days, shift_months

# (unit, part) -> where it begins and ends, from 0, end excluded: in days of a week or month, months of a year, years
# of a decade or century.
_PARTS = {
    ("week", "START"): (0, 3),
    ("week", "MID"): (2, 4),
    ("week", "END"): (3, 7),
    ("month", "START"): (0, 10),
    ("month", "MID"): (10, 20),
    ("month", "END"): (20, 31),
    ("year", "START"): (0, 4),
    ("year", "MID"): (4, 8),
    ("year", "END"): (9, 12),
    ("decade", "START"): (0, 4),
    ("decade", "MID"): (4, 7),
    ("decade", "END"): (7, 10),
    ("century", "START"): (0, 40),
    ("century", "MID"): (40, 60),
    ("century", "END"): (60, 100),
}
_MONTHS_PER_STEP = {"year": 1, "decade": 12, "century": 12}


def part_of(days: Days, unit: str, edge: str) -> Days:
    """Return the part of a calendar unit that "early", "mid" or "late" names; the whole where `edge` names none."""
    bounds = _PARTS.get((unit, edge))
    if bounds is None:
        return days
    months = _MONTHS_PER_STEP.get(unit)
    if months:
        start = shift_months(days.start, bounds[0] * months)
        return Days(start, shift_days(shift_months(days.start, bounds[1] * months), -1))
    return Days(shift_days(days.start, bounds[0]), min(days.end, shift_days(days.start, bounds[1] - 1)))


def cut_at(days: Days, published: date, ahead: bool) -> Days:
    """Cut a stretch that publication falls in: what lies ahead begins there, what has happened ends there."""
    if not days.start <= published <= days.end:
        return days
    return Days(published, days.end) if ahead else Days(days.start, published)
