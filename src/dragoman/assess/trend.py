"""Whether two actors treat each other otherwise of late: shares compared, with an interval, and no more said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from dragoman.assess.figures import add_months, period_of
from dragoman.codebook import QUADS
from dragoman.record.browse_relations import Tally

Verdict = Literal["more cooperation", "more conflict", "no clear change", "too few events"]

LEAST = 10
"""Events that each of the two years needs: below it the interval spans most of what a share can be."""
_Z = 1.959964
"""95 % of a normal distribution lies within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Year:
    """Four whole quarters: `cooperation` of `events` are cooperation, in words or deeds; the rest is conflict."""

    start: date
    end: date
    events: int
    cooperation: int

    @property
    def share(self) -> float | None:
        """The share of cooperation, 0 to 1; None where nothing happened."""
        return self.cooperation / self.events if self.events else None


@dataclass(frozen=True, slots=True)
class Trend:
    """The last four whole quarters against the four before.

    `change`: of the share of cooperation, -1 to 1; `low`, `high`: its 95 % interval (Newcombe's, from Wilson's scores),
    as if each event had come independently of the others. All None where there are too few.
    """

    before: Year
    after: Year
    verdict: Verdict
    change: float | None = None
    low: float | None = None
    high: float | None = None


def find_trend(tallies: Iterable[Tally], reported: date) -> Trend:
    """Compare the last four quarters that lie wholly before or on `reported`, the last day of a report, with the
    four before them. The tallies are by month or quarter."""
    tallies = tuple(tallies)
    day_after = date.fromordinal(reported.toordinal() + 1)
    end = period_of(day_after, "quarter")
    before, after = (_count_year(tallies, add_months(end, -months)) for months in (24, 12))
    if min(before.events, after.events) < LEAST:
        return Trend(before, after, "too few events")
    change, low, high = compare_shares(after.cooperation, after.events, before.cooperation, before.events)
    verdict: Verdict = "more cooperation" if low > 0 else "more conflict" if high < 0 else "no clear change"
    return Trend(before, after, verdict, change, low, high)


def compare_shares(hits: int, trials: int, other_hits: int, other_trials: int) -> tuple[float, float, float]:
    """Return the first share less the second, and the 95 % interval of that.

    Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17
    (1998), method 10: right also for shares near 0 and 1, and for few trials.
    """
    first, second = hits / trials, other_hits / other_trials
    first_low, first_high = _wilson(first, trials)
    second_low, second_high = _wilson(second, other_trials)
    change = first - second
    low = change - sqrt((first - first_low) ** 2 + (second_high - second) ** 2)
    high = change + sqrt((first_high - first) ** 2 + (second - second_low) ** 2)
    return change, low, high


def _wilson(share: float, trials: int) -> tuple[float, float]:
    middle = share + _Z**2 / (2 * trials)
    reach = _Z * sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    scale = 1 + _Z**2 / trials
    return (middle - reach) / scale, (middle + reach) / scale


def _count_year(tallies: tuple[Tally, ...], start: date) -> Year:
    after = add_months(start, 12)
    inside = [tally for tally in tallies if start <= tally.period < after]
    cooperation = sum(tally.events for tally in inside if QUADS[tally.event].endswith("cooperation"))
    last = date.fromordinal(after.toordinal() - 1)
    return Year(start, last, sum(tally.events for tally in inside), cooperation)
