"""What an event says when its reports do not say the same."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve.reconciling import build_event

from .reports import KARACHI, LYARI, PESHAWAR, QUETTA, TTP, WAZIRISTAN, report

FIRST, SECOND, THIRD = date(2010, 5, 1), date(2010, 5, 2), date(2010, 5, 3)


def told(killed, published=FIRST, outlet="A", **kwargs):
    return report(f"{outlet} counts the dead of the market.", published, killed=killed, outlet=outlet, **kwargs)


def build(*reports):
    return build_event(reports, "ev-000000000000")


def test_a_growing_toll_is_a_history():
    event = build(told(5), told(9, SECOND), told(13, THIRD))
    assert event.killed == (13, None, None)
    assert [each.best for each in event.killed_history] == [5, 9, 13]


def test_counts_of_one_day_that_differ_are_a_conflict():
    event = build(
        told(70, outlet="AFP"), told(75, outlet="BBC"), told(88, outlet="Edhi", speaker="an ambulance service")
    )
    assert event.killed is not None
    best, low, high = event.killed
    assert (low, high) == (70, 88)
    assert best in {70, 75}, "a figure in an article's own voice goes before one that it hangs on a speaker"


def test_a_part_of_the_dead_does_not_lower_the_toll():
    assert build(told(20), told(20, outlet="B"), told(2, SECOND)).killed == (20, None, None)
    corrected = build(told(20), told(8, SECOND), told(8, SECOND, outlet="B"))
    assert corrected.killed == (8, None, None), "two witnesses who give less correct the first report"
    assert build(told(20), told(18, SECOND)).killed == (18, None, None)


def test_the_figure_of_most_witnesses_is_the_best():
    event = build(told(9, outlet="A"), told(9, outlet="B"), told(12, outlet="C"))
    assert event.killed == (9, 9, 12)
    copies = build(*(told(12, outlet=outlet, witness="wire") for outlet in "ABC"), *(told(9, outlet=o) for o in "DE"))
    assert copies.killed is not None and copies.killed[0] == 9, "copies of one story are one witness"


def test_killed_and_injured_are_taken_from_reports_that_agree():
    event = build(told(None, injured=4), told(1, outlet="B", injured=3))
    assert event.killed is not None and event.killed[0] == 1
    assert event.injured == (3, 3, 4), "four shot are no four hurt beside one dead, and the difference is shown"


def test_whoever_died_later_is_no_longer_injured():
    hurt = told(None, injured=2)
    assert build(hurt, told(2, SECOND)).injured is None, "both have died since"
    assert build(hurt, told(1, SECOND)).injured == (2, None, None), "the second may have been killed at once"
    assert build(told(1, injured=2), told(1, SECOND)).injured == (2, None, None)
    assert build(told(1, injured=2), told(3, SECOND, injured=9)).injured == (9, None, None)


def test_a_copy_is_no_later_news_and_no_second_witness():
    wire = told(5, outlet="Wire", witness="w")
    late_copy = told(5, THIRD, outlet="Copy", witness="w")
    event = build(wire, told(9, SECOND, outlet="Other"), late_copy)
    assert event.killed == (9, None, None)
    assert event.witnesses == 2
    assert len(event.killed_history) == 3


def test_a_floor_stays_a_floor():
    assert build(told((75, 75, None))).killed == (75, 75, None)
    assert build(told((None, 24, None))).killed == (None, 24, None)


def test_neither_memory_nor_vague_words_change_a_count():
    years_on = date(2013, 5, 1)
    assert build(told(48), told((None, 24, None), SECOND)).killed == (48, None, None)
    assert build(told(48), told(40, years_on, status="historical")).killed == (48, None, None)
    assert build(told(40, years_on, status="historical")).killed == (40, None, None)


def test_the_tightest_day_that_most_support_is_the_day():
    year = (date(2010, 1, 1), date(2010, 12, 31))
    reports = [
        told(1, outlet="A", days=(FIRST, FIRST)),
        told(1, outlet="B", days=(FIRST, FIRST)),
        told(1, outlet="C", days=(SECOND, SECOND)),
        told(1, outlet="D", days=year),
    ]
    event = build(*reports)
    assert (event.start, event.end) == (FIRST, FIRST)
    assert build(told(1)).start is None


def test_the_most_precise_place_is_the_place():
    reports = [told(1, outlet="A", place=WAZIRISTAN), told(1, outlet="B", place=PESHAWAR)]
    assert build(*reports).place == PESHAWAR
    most = [told(1, outlet=outlet, place=place) for outlet, place in zip("ABC", (LYARI, KARACHI, KARACHI), strict=True)]
    assert build(*most).place == KARACHI
    assert build(told(1)).place is None


def test_who_claims_and_who_says_so_are_gathered_once():
    one = told(1, outlet="A", claimed="TTP", speaker="police", actors=[TTP], place=QUETTA)
    other = told(1, SECOND, outlet="B", claimed="TTP", speaker="a minister", actors=[TTP])
    event = build(one, other)
    assert event.claimed_by == ("TTP",)
    assert event.attributed_to == ("police", "a minister")
    assert [actor.actor_id for actor in event.actors] == ["group.ttp"]
    assert (event.first_reported, event.last_reported) == (FIRST, SECOND)


TOLLS = st.one_of(
    st.none(),
    st.integers(0, 500),
    st.tuples(st.none(), st.integers(0, 50), st.one_of(st.none(), st.integers(50, 99))),
)
REPORTS = st.lists(
    st.tuples(TOLLS, st.sampled_from([FIRST, SECOND, THIRD]), st.sampled_from("ABCDEF"), st.floats(0, 1)),
    min_size=1,
    max_size=8,
)


@given(REPORTS, st.randoms())
def test_any_reports_in_any_order_give_one_sound_event(rows, chance):
    reports = [told(killed, day, outlet, confidence=trust, witness=outlet) for killed, day, outlet, trust in rows]
    reports = list({resolved.coding.id: resolved for resolved in reports}.values())
    event = build(*reports)
    for toll in (event.killed, event.injured):
        given_numbers = [n for n in (toll or ()) if n is not None]
        assert toll is None or given_numbers
        if toll is not None:
            ordered = [n for n in (toll[1], toll[0], toll[2]) if n is not None]
            assert ordered == sorted(ordered)
    assert 0 <= event.confidence <= 1
    assert event.confidence >= max(resolved.coding.confidence for resolved in reports) - 1e-4
    assert event.witnesses <= len(event.coding_ids) == len(reports)
    chance.shuffle(reports)
    assert build(*reports) == event
