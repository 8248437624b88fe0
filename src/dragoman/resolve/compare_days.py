"""How well the days of two codings agree."""

from __future__ import annotations

from dragoman.resolve.profiles import Profile

SLACK_DAYS = 1
"""Two clocks, and a night between two days, put one event a day apart."""

ACTUAL_DAYS = 90
"""By the coding guide; older is historical."""

VAGUE_DAYS = 40
"""An interval longer than a month ("in 2014") allows an event and says little for it."""

SURE = 0.5
"""Confidence below which a day was likelier misread than not."""

ERA_DAYS = 400
"""An interval longer than a year is that of a war or a policy, seldom of an event."""


def compare_days(left: Profile, right: Profile) -> str:
    """Return the level of agreement; "disjoint" where the two cannot have happened on one day."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return "unknown" if _told_after(left, right) else "disjoint"
    gap = max(left.first, right.first) - min(left.last, right.last)
    if gap > SLACK_DAYS:
        if _comes_late(left, right):
            return "late"
        return "doubtful" if _is_doubtful(left, right) else "disjoint"
    if not (left.dated or right.dated):
        return "silent"
    longest = max(left.last - left.first, right.last - right.first)
    if longest > VAGUE_DAYS:
        return "vaguely" if longest <= ERA_DAYS else "era"
    if not (left.dated and right.dated):
        return "presumed" if gap <= 0 else "next day"
    if not (left.narrow and right.narrow):
        return "within"
    return "same day" if gap <= 0 else "next day"


def _is_doubtful(left: Profile, right: Profile) -> bool:
    """Tell whether one of the days was likelier misread than not, which forbids nothing."""
    days = (left.coding.date, right.coding.date)
    return any(when is not None and when.confidence < SURE for when in days)


def _comes_late(left: Profile, right: Profile) -> bool:
    """Tell whether a report that gives no day may look back: `actual` reaches back 90 days."""
    for undated, other in ((left, right), (right, left)):
        if not undated.dated and other.last is not None and 0 < undated.published - other.last <= ACTUAL_DAYS:
            return True
    return False


def _told_after(left: Profile, right: Profile) -> bool:
    """What is told as long past cannot have happened after the report of it, nor be news only just published."""
    for undated, other in ((left, right), (right, left)):
        if undated.first is None and other.first is not None and other.first > undated.published:
            return False
    return True
