"""A change is told only where the interval leaves no doubt of its sign."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assess.trend import compare_shares, find_trend
from dragoman.record.browse_relations import Tally


def quarters(year, cooperation, conflict):
    return [
        Tally(date(year, 1, 1), True, "CONSULT", cooperation, cooperation),
        Tally(date(year, 10, 1), False, "ACCUSE", conflict, conflict),
    ]


def test_the_last_four_whole_quarters_are_compared_with_the_four_before():
    tallies = quarters(2021, 10, 30) + quarters(2022, 30, 10) + [Tally(date(2023, 1, 1), True, "ACCUSE", 99, 99)]
    trend = find_trend(tallies, date(2023, 2, 10))
    assert (trend.before.start, trend.after.start, trend.after.end) == (
        date(2021, 1, 1),
        date(2022, 1, 1),
        date(2022, 12, 31),
    )
    assert (trend.before.cooperation, trend.before.events) == (10, 40)
    assert trend.verdict == "more cooperation"
    assert trend.low > 0
    assert find_trend(tallies, date(2023, 3, 31)).after.end == date(2023, 3, 31)


def test_a_change_that_may_be_chance_is_no_clear_change():
    trend = find_trend(quarters(2021, 10, 10) + quarters(2022, 12, 8), date(2023, 1, 5))
    assert trend.verdict == "no clear change"
    assert trend.low < 0 < trend.high


def test_few_events_tell_of_no_trend():
    trend = find_trend(quarters(2021, 1, 1) + quarters(2022, 30, 10), date(2023, 1, 5))
    assert (trend.verdict, trend.change, trend.low) == ("too few events", None, None)


def test_the_interval_is_newcombes():
    # Newcombe 1998, method 10, on 56 of 70 against 48 of 80: his table II gives 0.0524 to 0.3339.
    change, low, high = compare_shares(56, 70, 48, 80)
    assert change == pytest.approx(0.2)
    assert (low, high) == (pytest.approx(0.0524, abs=2e-4), pytest.approx(0.3339, abs=2e-4))


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_interval_holds_the_change_and_turns_with_the_sides(trials, others, data):
    hits, other_hits = data.draw(st.integers(0, trials)), data.draw(st.integers(0, others))
    change, low, high = compare_shares(hits, trials, other_hits, others)
    assert -1 - 1e-9 <= low <= change <= high <= 1 + 1e-9
    turned = compare_shares(other_hits, others, hits, trials)
    assert turned == (pytest.approx(-change), pytest.approx(-high), pytest.approx(-low))
