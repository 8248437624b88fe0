"""What an event's toll is, from all the reports of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from dragoman.model.coding import Toll
from dragoman.model.event import ResolvedCoding, TollReport

SMALL, KEPT = 2, 0.8
"""A later figure lower by no more than the first, or than this share, corrects the earlier ones; else it is a part."""

Reconciled = tuple[int | None, int | None, int | None]


def list_tolls(
    reports: Sequence[ResolvedCoding], read: Callable[[ResolvedCoding], Toll | None]
) -> tuple[TollReport, ...]:
    """Return every report that gives a toll; `reports` in order of publication."""
    return tuple(_report_toll(resolved, toll) for resolved in reports if (toll := read(resolved)) is not None)


def reconcile_toll(
    reports: Sequence[ResolvedCoding], read: Callable[[ResolvedCoding], Toll | None]
) -> Reconciled | None:
    """Return best, low and high, or None where nobody gives a toll; `reports` in order of publication.

    A toll that grows from day to day is a history: the reports of the latest day speak, unless a single one tells of
    a part only. Reports of one day that differ are a conflict: low and high span them. Best is what most independent
    witnesses give, in an article's own voice before any that it hangs on a speaker. Copies of one wire story speak
    once, those who remember speak where no news did, and "dozens" where nobody counted.
    """
    told = _list_speaking([(r, toll) for r in _drop_copies(reports) if (toll := read(r)) is not None])
    if not told:
        return None
    last = _find_last(told)
    best = _choose_best(last)
    low, high = _bound(last)
    return best, low, high


def _list_speaking(told: list[tuple[ResolvedCoding, Toll]]) -> list[tuple[ResolvedCoding, Toll]]:
    news = [(resolved, toll) for resolved, toll in told if resolved.coding.status == "actual"] or told
    return [(resolved, toll) for resolved, toll in news if toll.best is not None] or news


def _find_last(told: Sequence[tuple[ResolvedCoding, Toll]]) -> list[tuple[ResolvedCoding, Toll]]:
    """Return the reports of the last day, passing over a single witness who gives a part of what was told before.

    "Two Americans were among those killed" is no revision of 20; two witnesses who give a lower figure are one.
    """
    days = sorted({resolved.published for resolved, _ in told}, reverse=True)
    for day in days[:-1]:
        last = [(resolved, toll) for resolved, toll in told if resolved.published == day]
        before = max((toll.best or 0 for resolved, toll in told if resolved.published < day), default=0)
        most = max(toll.best or toll.high or before for _, toll in last)
        if len({resolved.witness for resolved, _ in last}) > 1 or before - most <= SMALL or most >= KEPT * before:
            return last
    return [(resolved, toll) for resolved, toll in told if resolved.published == days[-1]]


def _bound(last: Sequence[tuple[ResolvedCoding, Toll]]) -> tuple[int | None, int | None]:
    """Return low and high over the reports of one day: those that they give, or the span of figures that differ."""
    tolls = [toll for _, toll in last]
    bests = {toll.best for toll in tolls if toll.best is not None}
    low = min((toll.low for toll in tolls if toll.low is not None), default=None)
    high = max((toll.high for toll in tolls if toll.high is not None), default=None)
    given = [n for n in (low, *bests, high) if n is not None]
    if len(bests) > 1 or given != sorted(given):
        return min(given), max(given)
    return low, high


def _drop_copies(reports: Sequence[ResolvedCoding]) -> list[ResolvedCoding]:
    """Keep of each witness the first report of each coding: a copy printed days later is no later news."""
    seen: set[tuple[str, int | None, int | None]] = set()
    kept = []
    for resolved in reports:
        coding = resolved.coding
        key = (
            resolved.witness,
            coding.killed.best if coding.killed else None,
            coding.injured.best if coding.injured else None,
        )
        if key not in seen:
            kept.append(resolved)
        seen.add(key)
    return kept


def _choose_best(last: Sequence[tuple[ResolvedCoding, Toll]]) -> int | None:
    """Return what most independent witnesses give in their own voice, else what they hang on a speaker.

    Of figures with equally many witnesses, the last.
    """
    figures = [(resolved, toll.best) for resolved, toll in last if toll.best is not None]
    own = [(resolved, best) for resolved, best in figures if resolved.coding.attribution is None]
    given = own or figures
    support = Counter(best for _, best in {(resolved.witness, best) for resolved, best in given})
    return max((best for _, best in reversed(given)), key=lambda best: support[best], default=None)


def _report_toll(resolved: ResolvedCoding, toll: Toll) -> TollReport:
    speaker = resolved.coding.attribution.speaker if resolved.coding.attribution is not None else None
    return TollReport(resolved.published, resolved.outlet, resolved.coding.id, toll.best, toll.low, toll.high, speaker)
