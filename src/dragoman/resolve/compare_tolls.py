"""How well two reports of a toll agree, a toll being what grows from report to report."""

from __future__ import annotations

from dragoman.model.coding import Toll

LARGE = 5
"""From here on two equal counts are seldom chance."""

SMALL = 2
LEAP = 4.0
"""Counts grow by no more than this factor from one report to a later one, unless the first is a handful."""

LOOSE = 1.6
"""Counts of one day differ by no more than this factor between two reports of one event, as a rule."""


def compare_tolls(earlier: Toll | None, later: Toll | None, days_between: int) -> str:
    """Return the level of agreement of two reports; `days_between`: from the earlier publication to the later."""
    if earlier is None or later is None:
        return "missing"
    if earlier.best is not None and earlier.best == later.best:
        return _grade_equal(earlier.best)
    before, after = bound_toll(earlier), bound_toll(later)
    if before[1] >= after[0] and after[1] >= before[0]:
        return "overlap"
    if days_between == 0:
        return _compare_unordered(min(before[1], after[1]), max(before[0], after[0]))
    return _compare_ordered(before, after)


def bound_toll(toll: Toll) -> tuple[float, float]:
    """Return least and most people that the words allow; "at least 75" allows 75 and what a few more may be."""
    known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
    most = known[-1]
    if toll.high is None and toll.low is not None:
        return known[0], (2 * known[0] if toll.best is None else 1.2 * most)
    return known[0], most


def _grade_equal(count: int) -> str:
    return "equal large" if count >= LARGE else "equal" if count > SMALL else "equal small"


def _compare_unordered(fewer: float, more: float) -> str:
    """Two counts of one day, whose order nobody knows: the greater may be the later one."""
    if more - fewer <= SMALL or more <= LOOSE * fewer:
        return "loose"
    return "wide" if more <= LEAP * fewer and fewer >= SMALL else "conflict"


def _compare_ordered(before: tuple[float, float], after: tuple[float, float]) -> str:
    if after[0] > before[1]:
        return "rising" if after[0] <= LEAP * max(before[1], SMALL) else "leaping"
    return "lower" if after[1] >= 0.8 * before[0] or before[0] - after[1] <= SMALL else "falling"
