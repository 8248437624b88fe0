"""Days that can be read in two ways, and which of them an act takes."""

from __future__ import annotations

from datetime import date

import pytest
from act_values import DAY, make_act, make_reading
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.act_dates import choose_date, read_both_ways, weigh_dates
from dragoman.extract.dates import find_dates
from dragoman.extract.network import load_network


@pytest.mark.parametrize(
    ("text", "turn", "start", "end"),
    [
        ("The premiers met in Tamsk on Friday.", "ahead", date(2021, 3, 19), date(2021, 3, 19)),
        ("The fleet sailed in May.", "ahead", date(2021, 5, 1), date(2021, 5, 31)),
        ("The envoy will come on 2 April.", "back", date(2020, 4, 2), date(2020, 4, 2)),
        ("Since 2014, when rebels took Tamsk, nobody has voted.", "point", date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_a_date_that_may_mean_two_stretches_is_read_both_ways(text: str, turn: str, start: date, end: date) -> None:
    [day] = find_dates(text, DAY)
    assert [(name, read.start, read.end) for name, read in read_both_ways(day, text, DAY)] == [
        ("told", day.start, day.end),
        (turn, start, end),
    ]


@pytest.mark.parametrize("words", ["last Friday", "next Friday", "in May 2019", "last May", "yesterday"])
def test_a_date_that_leaves_no_doubt_is_read_once(words: str) -> None:
    text = f"The premiers met in Tamsk {words}."
    [day] = find_dates(text, DAY)
    assert len(list(read_both_ways(day, text, DAY))) == 1


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.sampled_from(["on 29 February", "in May", "on Sunday"]))
def test_both_readings_lie_on_either_side_of_publication(published: date, words: str) -> None:
    text = f"The premiers met {words}."
    for day in find_dates(text, published):
        told, *others = (read for _, read in read_both_ways(day, text, published))
        for other in others:
            assert other.start <= other.end
            assert (told.end < published) == (other.start > told.start)


def test_what_is_planned_in_a_month_lies_ahead() -> None:
    """A month read as the last one turned a plan into history."""
    reading = make_reading("The navy plans to send its largest ship to the strait in May, three sources said.")
    act = make_act(reading, "send", "MOBILIZE", labels={"date": {"date": "May"}}, status="future")
    chosen = choose_date(reading, act, load_network())
    assert chosen is not None and (chosen.start, chosen.end) == (date(2021, 5, 1), date(2021, 5, 31))


FILLER = "The harbour is old. Its walls are thick. Its lamps are lit at dusk. Boats lie there. Gulls cry. Nets dry. "


def test_a_day_named_far_above_is_weighed_too() -> None:
    """A report names its day once, at the top, and goes on telling of it."""
    reading = make_reading(f"Premier Ivo Rask spoke in Tamsk on Tuesday. {FILLER}Rask thanked the fishermen.")
    act = make_act(reading, "thanked", "SUPPORT")
    assert date(2021, 3, 16) in {day.start for day, _ in weigh_dates(reading, act, load_network())}


def test_what_somebody_has_done_may_reach_from_a_day_to_publication() -> None:
    reading = make_reading("Fishermen have blocked the harbour of Tamsk after the decree of 3 February.")
    act = make_act(reading, "blocked", "PROTEST")
    days = {(day.start, day.end) for day, _ in weigh_dates(reading, act, load_network())}
    assert {(date(2021, 2, 3), date(2021, 2, 3)), (date(2021, 2, 3), DAY)} <= days


def test_a_day_that_is_named_twice_is_one_day() -> None:
    labels = {"date": {"date": "3 February"}}
    once = make_reading("Police shot a fisherman in Tamsk on 3 February. The harbour was closed.")
    twice = make_reading("Police shot a fisherman in Tamsk on 3 February. The harbour was closed on 3 February.")
    found = [choose_date(r, make_act(r, "shot", labels=labels, sure=0.3), load_network()) for r in (once, twice)]
    assert [day and (day.start, day.end) for day in found] == [(date(2021, 2, 3), date(2021, 2, 3))] * 2
    assert all(day is not None and day.confidence <= 1 for day in found)


def test_of_the_days_that_a_status_allows_the_likeliest_is_taken() -> None:
    reading = make_reading("Ministers met in Tamsk on 3 February, and will meet again on 30 March.")
    act = make_act(reading, "met", "CONSULT", labels={"date": {"date": "3 February"}})
    ahead = choose_date(reading, act, load_network(), lambda day: day.start > DAY)
    assert ahead is None or ahead.start > DAY
    assert choose_date(reading, act, load_network(), lambda _: False) is None
