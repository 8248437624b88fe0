"""Figures of two actors, worked out from a real record."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.assess.dealings import CORVIA, FRONT, GUNMEN, VELDAN_ARMY, VELDANIA, make_event, open_mirror, random_events

from dragoman.assess.figures import CLASSES
from dragoman.assess.relation import assess_relation
from dragoman.catalog.name_tables import SHIPPED
from dragoman.errors import BadSetting
from dragoman.record import EventQuery
from dragoman.record.browse import count_events
from dragoman.record.browse_relations import SPANS, Pair

PAIR = Pair("VEL", "COR")


@contextmanager
def recorded(events):
    with tempfile.TemporaryDirectory() as folder, open_mirror(Path(folder), events) as mirror:
        yield mirror


def assess(mirror, pair=PAIR, span="quarter"):
    return assess_relation(mirror, SHIPPED.catalog, pair, span)


PAIRS = (
    Pair("VEL", "COR"),
    Pair("VEL:GOV", "COR"),
    Pair("vel.mil", "group.northern-front"),
    Pair("COR", "group.northern-front", ("actual", "future")),
    Pair("VEL", "SOU"),
)


@pytest.fixture(scope="module")
def busy():
    """Actors who deal with each other in all ways for two and a half years."""
    with recorded(random_events(seed=20190101, count=600)) as mirror:
        yield mirror


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_looking_from_the_other_side_swaps_the_directions_and_changes_no_figure(busy, pair):
    here, there = assess(busy, pair), assess(busy, pair.turned)
    assert here.different == there.different
    assert [(p.start, p.forth, p.back) for p in here.periods] == [(p.start, p.back, p.forth) for p in there.periods]
    assert [(d.name, d.forth, d.figure) for d in here.doings if d.forth] == [
        (d.name, not d.forth, d.figure) for d in there.doings if not d.forth
    ]
    assert [(p.act.id, p.outcome) for p in here.promises if p.act.forth] == [
        (p.act.id, p.outcome) for p in there.promises if not p.act.forth
    ]
    assert [(t.key, t.on_left, t.by_left) for t in here.third_parties] == [
        (t.key, t.on_right, t.by_right) for t in there.third_parties
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
@pytest.mark.parametrize("span", SPANS)
def test_the_periods_add_up_to_the_events_that_the_page_of_events_lists(busy, pair, span):
    relation = assess(busy, pair, span)
    for forth, asked in ((True, (pair.left, pair.right)), (False, (pair.right, pair.left))):
        query = EventQuery(pair=asked, directed=True, statuses=pair.statuses)
        figures = [period.forth if forth else period.back for period in relation.periods]
        assert sum(each.events for side in figures for each in side.values()) == count_events(busy, query).events
        for period, side in list(zip(relation.periods, figures, strict=True))[:4]:
            inside = replace(query, start=period.start, end=period.end, begins=True)
            assert sum(each.events for each in side.values()) == count_events(busy, inside).events


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_promise_is_never_kept_or_overtaken_by_an_earlier_act(busy, pair):
    answered = [promise for promise in assess(busy, pair).promises if promise.answer is not None]
    assert answered or pair == PAIRS[-1]
    for promise in answered:
        assert promise.act.day < promise.answer.day <= promise.until
        assert promise.answer.status == "actual"
        assert promise.answer.id != promise.act.id


def test_a_state_stands_for_its_bodies_unless_its_government_alone_is_meant():
    events = [
        make_event(1, "ACCUSE"),
        make_event(2, "ASSAULT", [VELDAN_ARMY], day=40),
        make_event(3, "AID", [CORVIA], [VELDAN_ARMY], day=80, witnesses=3),
    ]
    with recorded(events) as mirror:
        whole, government = assess(mirror), assess(mirror, Pair("VEL:GOV", "COR:GOV"))
    assert (whole.total(True).events, whole.total(False).events) == (2, 1)
    assert (government.total(True).events, government.total(False).events) == (1, 0)
    assert whole.total(False).score == pytest.approx(7.4)
    assert whole.total(False).weighted == pytest.approx(22.2)


def test_periods_without_an_event_stand_between_those_with_one():
    with recorded([make_event(1, "AID"), make_event(2, "AID", day=400)]) as mirror:
        periods = assess(mirror).periods
    assert [period.events for period in periods] == [1, 0, 0, 0, 1]
    assert set(periods[1].forth) == set(CLASSES)


def test_what_is_not_told_as_actual_is_left_out_unless_asked_for():
    with recorded([make_event(1, "ASSAULT", status="hypothetical"), make_event(2, "ACCUSE", day=3)]) as mirror:
        assert assess(mirror).different == 1
        assert assess(mirror, Pair("VEL", "COR", ("hypothetical",))).different == 1
        assert assess(mirror, Pair("VEL", "COR", ("actual", "hypothetical"))).different == 2


def test_third_parties_are_named_actors_who_are_neither_of_the_two():
    events = [
        make_event(1, "ASSAULT", [VELDANIA], [CORVIA, FRONT]),
        make_event(2, "ASSAULT", [VELDAN_ARMY, GUNMEN], [CORVIA], day=5),
        make_event(3, "THREATEN", [FRONT], [CORVIA], day=9),
    ]
    with recorded(events) as mirror:
        (third,) = assess(mirror).third_parties
    assert (third.key, third.between, third.on_left, third.on_right) == ("group.northern-front", 1, 0, 1)
    assert (third.by_left, third.by_right) == (1, 0)


def test_the_largest_event_of_a_period_is_the_best_witnessed_of_the_weightiest():
    events = [make_event(1, "CONSULT", witnesses=3), make_event(2, "ASSAULT", day=2), make_event(3, "CONSULT", day=300)]
    with recorded(events) as mirror:
        largest = assess(mirror).largest
    assert [dealing.id for dealing in largest] == ["ev-000000000002", "ev-000000000003"]


def test_an_actor_has_no_relation_with_itself():
    with pytest.raises(BadSetting, match="two different actors"):
        Pair("VEL", "VEL")


def test_leaders_are_those_in_office_while_the_events_happened():
    with recorded([make_event(1, "AID", day=0)]) as mirror:
        relation = assess_relation(mirror, SHIPPED.catalog, Pair("VEL", "COR"))
    assert relation.leaders[0].terms == ()
    assert relation.leaders[0].written is not None
