"""Promises between two actors and what became of them, read from types and days alone, and said with "appears"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.assess.promise_rules import PromiseRule, load_rules
from dragoman.record.browse_relations import Act

Outcome = Literal["kept", "overtaken", "open", "running"]
OUTCOMES: tuple[Outcome, ...] = ("kept", "overtaken", "open", "running")

WINDOW_DAYS = 180
"""How long after the promise, or the day that it was made for, a deed may come to count: half a year."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, and the act that it appears kept or overtaken by.

    `outcome`: "kept": `answer` is the first later act of the kind that keeps it. "overtaken": `answer` is an act of the
    same side against the other that came first. "open": its window ended without either. "running": without either so
    far, and the window is not over. `until`: the last day of the window.
    """

    act: Act
    outcome: Outcome
    until: date
    answer: Act | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """How easily a promise of a kind finds a deed: the share of days (0 to 1) of the pair's whole time after which one
    came within the window. Where it is high, "appears kept" says little."""

    event: str
    status: str
    forth: bool
    share: float


class _Deeds:
    """Actual acts of one pair, by direction and type, in order of their days."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts: dict[tuple[bool, str], list[Act]] = {}
        for act in sorted(acts, key=lambda act: (act.day, act.id)):
            if act.status == "actual":
                self._acts.setdefault((act.forth, act.event), []).append(act)
        self._days = {key: [act.day for act in acts] for key, acts in self._acts.items()}

    def find_first(self, sides: Sequence[bool], events: Iterable[str], after: date, until: date) -> Act | None:
        """Return the first act of these types later than `after` and not later than `until`."""
        found = []
        for key in ((side, event) for side in sides for event in events):
            days = self._days.get(key, [])
            at = bisect_right(days, after)
            if at < len(days) and days[at] <= until:
                found.append(self._acts[key][at])
        return min(found, key=lambda act: (act.day, act.id), default=None)

    def list_days(self, sides: Sequence[bool], events: Iterable[str]) -> list[date]:
        """Return the days of all acts of these types, in order."""
        return sorted(day for side in sides for event in events for day in self._days.get((side, event), ()))


def read_promises(acts: Sequence[Act], reported: date, window: int = WINDOW_DAYS) -> tuple[Promise, ...]:
    """Return every promise among the acts with its outcome, the latest first.

    A deed counts that begins after the day on which the promise was first told, and at most `window` days after that
    or after the last day that it was made for. `reported`: the last day that the sources reach to.
    """
    rules, deeds = load_rules(), _Deeds(acts)
    promises = [
        _judge_promise(act, rules[act.event, act.status], deeds, reported, window)
        for act in acts
        if (act.event, act.status) in rules
    ]
    return tuple(sorted(promises, key=lambda promise: (promise.act.told, promise.act.id), reverse=True))


def _judge_promise(act: Act, rule: PromiseRule, deeds: _Deeds, reported: date, window: int) -> Promise:
    after, until = _window_of(act, window)
    kept = deeds.find_first(_sides(act.forth, rule), rule.kept, after, until)
    against = deeds.find_first((act.forth,), rule.overtaken, after, until)
    if kept is not None and (against is None or kept.day <= against.day):
        return Promise(act, "kept", until, kept)
    if against is not None:
        return Promise(act, "overtaken", until, against)
    return Promise(act, "open" if until <= reported else "running", until)


def _window_of(act: Act, window: int) -> tuple[date, date]:
    """The day that a deed must come after, and the last day that it may come on.

    A plan is made when it is first told, a promise on the last of the days that it may be of before its report.
    """
    made = act.told if act.status == "future" else max(act.day, min(act.told, act.until))
    return made, max(made, act.until) + timedelta(window)


def _sides(forth: bool, rule: PromiseRule) -> tuple[bool, ...]:
    return (forth, not forth) if rule.either else (forth,)


def measure_chances(acts: Sequence[Act], reported: date, window: int = WINDOW_DAYS) -> tuple[Chance, ...]:
    """Return, for each kind of promise that the acts hold, how easily any day would find a deed that keeps it."""
    rules, deeds = load_rules(), _Deeds(acts)
    kinds = sorted({(act.event, act.status, act.forth) for act in acts if (act.event, act.status) in rules})
    first = min((act.day for act in acts), default=reported)
    return tuple(
        Chance(event, status, forth, _share_before(deeds, rules[event, status], forth, (first, reported), window))
        for event, status, forth in kinds
    )


def _share_before(deeds: _Deeds, rule: PromiseRule, forth: bool, reach: tuple[date, date], window: int) -> float:
    """The share of the days in `reach` that lie at most `window` days before a deed."""
    first, last = reach
    covered, free = 0, first
    for day in deeds.list_days(_sides(forth, rule), rule.kept):
        begin, end = max(free, day - timedelta(window)), min(day - timedelta(1), last)
        if end >= begin:
            covered += (end - begin).days + 1
            free = end + timedelta(1)
    return covered / max(1, (last - first).days + 1)


def count_outcomes(promises: Iterable[Promise], forth: bool) -> Mapping[Outcome, int]:
    """Return how many promises of one side came to each outcome."""
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for promise in promises:
        if promise.act.forth == forth:
            counts[promise.outcome] += 1
    return counts
