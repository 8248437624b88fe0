"""What an event's toll is, from all the reports of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.model.coding import Toll
from dragoman.model.event import ResolvedCoding, TollReport

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

    A toll that grows from day to day is a history: the reports of the latest day speak. Reports of one day that
    differ are a conflict: low and high span them. Best is the last figure in an article's own voice, before any that
    it hangs on a speaker; copies of one wire story speak once.
    """
    told = [(resolved, toll) for resolved in _drop_copies(reports) if (toll := read(resolved)) is not None]
    if not told:
        return None
    latest = max(resolved.published for resolved, _ in told)
    last = [(resolved, toll) for resolved, toll in told if resolved.published == latest]
    best = _choose_best(last)
    known = [n for _, toll in last for n in (toll.low, toll.best, toll.high) if n is not None]
    low, high = min(known), max(known)
    if low == high and best is not None and all(toll.best == best for _, toll in last):
        return best, _floor(last), _ceiling(last)
    return best, low, high


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
    own = [toll.best for resolved, toll in last if toll.best is not None and resolved.coding.attribution is None]
    said = [toll.best for _, toll in last if toll.best is not None]
    chosen = own or said
    return chosen[-1] if chosen else None


def _floor(last: Sequence[tuple[ResolvedCoding, Toll]]) -> int | None:
    return min((toll.low for _, toll in last if toll.low is not None), default=None)


def _ceiling(last: Sequence[tuple[ResolvedCoding, Toll]]) -> int | None:
    return max((toll.high for _, toll in last if toll.high is not None), default=None)


def _report_toll(resolved: ResolvedCoding, toll: Toll) -> TollReport:
    speaker = resolved.coding.attribution.speaker if resolved.coding.attribution is not None else None
    return TollReport(resolved.published, resolved.outlet, resolved.coding.id, toll.best, toll.low, toll.high, speaker)
