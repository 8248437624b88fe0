"""What becomes of promises, by type and day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dragoman.assess.promise_rules import load_rules
from dragoman.assess.promises import count_outcomes, measure_chances, read_promises
from dragoman.errors import BadTable
from dragoman.record.browse_relations import Act

FIRST = date(2020, 1, 1)
LAST = date(2022, 12, 31)


def act(number, event, day, *, status="actual", forth=True, lasts=0, told=None):
    start = FIRST + timedelta(day)
    report = FIRST + timedelta(day if told is None else told)
    return Act(f"ev-{number}", forth, event, status, start, start + timedelta(lasts), report)


def outcome_of(*acts, reported=LAST):
    (promise,) = read_promises(acts, reported, window=100)
    return promise.outcome, promise.answer.id if promise.answer else None


def test_a_later_deed_of_the_promised_kind_appears_to_keep_it():
    assert outcome_of(act(1, "AID", 30, status="future", told=0), act(2, "AID", 40)) == ("kept", "ev-2")
    assert outcome_of(act(1, "AGREE", 0), act(2, "COOPERATE", 40)) == ("kept", "ev-2")


def test_the_other_sides_deed_does_not_keep_it_unless_both_act_in_it():
    assert outcome_of(act(1, "AID", 30, status="future", told=0), act(2, "AID", 40, forth=False)) == ("open", None)
    assert outcome_of(act(1, "CONSULT", 9, status="future", told=0), act(2, "CONSULT", 9, forth=False))[0] == "kept"


def test_an_act_against_the_other_that_comes_first_appears_to_overtake_it():
    assert outcome_of(act(1, "AGREE", 0), act(2, "SANCTION", 10), act(3, "AID", 20)) == ("overtaken", "ev-2")
    assert outcome_of(act(1, "AGREE", 0), act(2, "AID", 10), act(3, "SANCTION", 20)) == ("kept", "ev-2")


def test_outside_the_window_nothing_counts():
    assert outcome_of(act(1, "AGREE", 0), act(2, "AID", 100)) == ("kept", "ev-2")
    assert outcome_of(act(1, "AGREE", 0), act(2, "AID", 101)) == ("open", None)
    assert outcome_of(act(1, "AGREE", 50), act(2, "AID", 50)) == ("open", None)


def test_a_vaguely_dated_promise_is_kept_only_after_its_last_possible_day():
    assert outcome_of(act(1, "AGREE", 0, lasts=30, told=40), act(2, "AID", 20)) == ("open", None)
    assert outcome_of(act(1, "AGREE", 0, lasts=30, told=40), act(2, "AID", 31)) == ("kept", "ev-2")


def test_a_plan_may_be_carried_out_on_its_day_but_not_before_it_was_told():
    plan = act(1, "CONSULT", 60, status="future", told=30)
    assert outcome_of(plan, act(2, "CONSULT", 60)) == ("kept", "ev-2")
    assert outcome_of(plan, act(2, "CONSULT", 30)) == ("open", None)


def test_the_window_runs_while_the_sources_do_not_reach_beyond_it():
    assert outcome_of(act(1, "AGREE", 0), reported=FIRST + timedelta(99)) == ("running", None)
    assert outcome_of(act(1, "AGREE", 0), reported=FIRST + timedelta(100)) == ("open", None)


def test_plans_of_harm_are_no_promises():
    assert read_promises((act(1, "ASSAULT", 30, status="future", told=0),), LAST) == ()


def test_chance_is_the_share_of_days_that_a_deed_follows():
    acts = (act(1, "AGREE", 0), act(2, "AID", 50), act(3, "AID", 80))
    (chance,) = measure_chances(acts, FIRST + timedelta(99), window=10)
    assert chance.share == pytest.approx(0.2)
    (often,) = measure_chances(acts, FIRST + timedelta(99), window=40)
    assert often.share == pytest.approx(0.7)


def test_outcomes_are_counted_for_each_side():
    promises = read_promises((act(1, "AGREE", 0), act(2, "AGREE", 0, forth=False), act(3, "AID", 5)), LAST, window=10)
    assert count_outcomes(promises, forth=True)["kept"] == 1
    assert count_outcomes(promises, forth=False) == {"kept": 0, "overtaken": 0, "open": 1, "running": 0}


def test_a_faulty_table_of_promises_names_the_entry(tmp_path):
    file = tmp_path / "promises.toml"
    file.write_text('[[promise]]\nevent = "AGRE"\nstatus = "actual"\nkept = []\novertaken = []\n')
    with pytest.raises(BadTable, match=r"promise 1: expected one of .* found 'AGRE'.*AGREE"):
        load_rules(file)
