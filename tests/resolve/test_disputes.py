"""Who denies an event, who is blamed for it, where its reports differ, and which report each value is from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dragoman.model import Quote, Span
from dragoman.resolve.reconciling import build_event

from .reports import INDIA, KARACHI, PAKISTAN, QUETTA, TTP, report

DAY = date(2010, 5, 1)
BOMB = "A bomb killed 70 people in a market in Karachi on Saturday."


def bomb(killed=70, outlet="AFP", **kwargs):
    defaults = {"mode": "explosives", "place": KARACHI, "days": (DAY, DAY), "trigger": "bomb"}
    return report(
        kwargs.pop("sentence", BOMB), kwargs.pop("published", DAY), killed=killed, outlet=outlet, **(defaults | kwargs)
    )


def accuse(sentence, **kwargs):
    defaults = {"mode": "allege", "actors": [INDIA], "recipients": [TTP], "article": "a1"}
    return report(sentence, DAY, event="ACCUSE", **(defaults | kwargs))


def build(*reports, beside=()):
    return build_event(reports, "ev-000000000000", beside=beside)


def show(conflicts):
    return [(c.field, [(side.value, side.said_by) for side in c.sides]) for c in conflicts]


def test_counts_of_one_day_are_shown_with_who_gave_them():
    edhi = bomb(88, "Dawn", speaker="Edhi")
    event = build(bomb(75, "BBC"), edhi, bomb(70, "AFP"))
    assert show(event.conflicts) == [("killed", [("70", ("AFP",)), ("75", ("BBC",)), ("88", ("Edhi",))])]
    assert event.conflicts[0].sides[2].coding_ids == (edhi.coding.id,)


@pytest.mark.parametrize(
    "others",
    [
        [bomb(88, "BBC", published=DAY + timedelta(1))],
        [bomb(70, "BBC")],
        [bomb((None, 24, None), "BBC")],
        [bomb(60, "BBC", status="historical")],
        [bomb(88, "BBC", witness="w"), bomb(88, "Dawn", witness="w")],
    ],
    ids=["it grew", "they agree", "nobody counted", "a memory", "a copy"],
)
def test_what_can_all_be_true_is_no_conflict(others):
    first = bomb(88 if len(others) > 1 else 70, "AFP", witness="w" if len(others) > 1 else None)
    assert build(first, *others).conflicts == ()


def test_days_modes_and_places_that_exclude_each_other_are_conflicts():
    next_day = DAY + timedelta(1)
    event = build(bomb(outlet="AFP"), bomb(outlet="BBC", mode="beat", days=(next_day, next_day), place=QUETTA))
    assert [conflict.field for conflict in event.conflicts] == ["mode", "date", "place"]
    kin = build(bomb(outlet="AFP"), bomb(outlet="BBC", mode="suicide-attack", days=(DAY, next_day)))
    assert kin.conflicts == (), "a bombing may be a suicide bombing, and a day lies within two"


def test_a_denial_of_the_deed_is_listed_and_is_no_report():
    deed = bomb(article="a1")
    denial = bomb(None, article="a1", status="negated", sentence="No bomb went off in Karachi.", speaker="The army")
    event = build(deed, beside=[denial])
    assert [(told.who, told.coding_id) for told in event.denied_by] == [("The army", denial.coding.id)]
    assert event.coding_ids == (deed.coding.id,)
    assert event.witnesses == 1


def test_a_denial_of_another_deed_is_not_its():
    deed = bomb(article="a1")
    elsewhere = bomb(None, article="a1", status="negated", place=QUETTA)
    other_day = bomb(None, article="a1", status="negated", days=(DAY - timedelta(9), DAY - timedelta(9)))
    other_kind = report("Nobody marched.", DAY, event="PROTEST", status="negated", article="a1", place=KARACHI)
    other_article = bomb(None, article="a2", status="negated")
    assert build(deed, beside=[elsewhere, other_day, other_kind, other_article]).denied_by == ()


def test_who_is_blamed_by_whom_is_told():
    blame = accuse("India blamed the TTP for the bombing in Karachi.")
    event = build(bomb(article="a1"), beside=[blame])
    assert [(b.who, b.whom, b.coding_id) for b in event.blamed] == [
        ("India", "Tehrik-i-Taliban Pakistan", blame.coding.id)
    ]


@pytest.mark.parametrize(
    "beside",
    [
        [accuse("India blamed the TTP for everything.")],
        [accuse("India blamed the TTP for the bombing.", article="a2")],
        [accuse("India condemned the bombing by the TTP.", mode="disapprove")],
        [accuse("India may blame the TTP for the bombing.", status="hypothetical")],
        [accuse("India blamed the bombing.", recipients=[])],
        [accuse("India blamed the TTP for the bombing.", days=(DAY - timedelta(30), DAY - timedelta(30)))],
        [
            accuse("India blamed the TTP for the bombing."),
            report("A bomb in Quetta.", DAY, article="a1", trigger="bomb", place=QUETTA),
        ],
    ],
    ids=["nothing named", "other article", "condemned", "not said", "nobody", "before the deed", "another deed"],
)
def test_an_accusation_that_may_point_elsewhere_points_nowhere(beside):
    deed = bomb(article="a1")
    apart = [other for other in beside if other.coding.event == "ACCUSE"]
    # Sentences of an article written by hand all begin at 0: they would overlap.
    shifted = [_shift(other, 200 * (i + 1)) for i, other in enumerate(apart)] + [
        _shift(other, 2000) for other in beside if other.coding.event != "ACCUSE"
    ]
    assert build(deed, beside=shifted).blamed == ()


def _shift(resolved, by):
    """Put a report's sentence farther on in its article."""
    quote = resolved.coding.quote
    moved = Quote(Span(quote.span.start + by, quote.span.end + by), quote.text)
    return replace(resolved, coding=replace(resolved.coding, quote=moved))


def test_every_value_is_traced_to_a_report_that_gives_it():
    first = bomb(70, "AFP", mode=None, place=None)
    second = bomb(88, "BBC", published=DAY + timedelta(1), actors=[PAKISTAN])
    event = build(first, second)
    origin = {each.field: each.coding_id for each in event.provenance}
    assert (origin["killed"], origin["mode"], origin["place"], origin["actors"]) == (second.coding.id,) * 4
    assert origin["event"] == first.coding.id
    assert all(each.rule for each in event.provenance)
    assert build(first).provenance == ()
