"""What a log of merges, splits and undoings rules, whatever its order of contradictions."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Decision
from dragoman.resolve.clustering import Ruling, cluster_pairs
from dragoman.resolve.rulings import derive_rulings, find_undoing, list_effective, list_in_force

CODINGS = tuple("abcdefgh")
AT = datetime(2024, 3, 7, tzinfo=UTC)


def decide(number, action, here=(), there=(), undoes=None):
    return Decision(number, action, "Ada", AT, "", tuple(here), tuple(there), undoes=undoes)


@st.composite
def logs(draw):
    """Draw a log as it can come about: sides share no coding, and what is undone stood until then."""
    log = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        undoable = [decision.number for decision in list_effective(log)]
        if undoable and draw(st.booleans()):
            log.append(decide(number, "undo", undoes=draw(st.sampled_from(undoable))))
            continue
        order = draw(st.permutations(CODINGS))
        cut, end = sorted(draw(st.lists(st.integers(1, len(order)), min_size=2, max_size=2, unique=True)))
        log.append(decide(number, draw(st.sampled_from(("merge", "split"))), order[:cut], order[cut:end]))
    return log


def cluster(log, standing=CODINGS):
    """Return the clusters that the rulings alone make: no two codings are likely to be one."""
    place = {coding: i for i, coding in enumerate(standing)}
    rulings = [Ruling(place[r.left], place[r.right], r.same) for r in derive_rulings(log, standing)]
    found = cluster_pairs(len(standing), [], lambda i, j: 0.0, rulings)
    return {frozenset(standing[i] for i in members) for members in found}, rulings


def home_of(clusters):
    return {coding: members for members in clusters for coding in members}


@given(logs())
def test_the_last_decision_in_force_holds_whole(log):
    home = home_of(cluster(log)[0])
    in_force = list_in_force(log)
    if in_force and in_force[-1].action == "merge":
        assert len({home[coding] for coding in (*in_force[-1].codings, *in_force[-1].others)}) == 1
    elif in_force:
        assert not {home[coding] for coding in in_force[-1].codings} & {home[coding] for coding in in_force[-1].others}


@given(logs())
def test_rulings_contradict_each_other_in_no_order(log):
    clusters, rulings = cluster(log)
    turned = cluster_pairs(len(CODINGS), [], lambda i, j: 0.0, rulings[::-1])
    assert {frozenset(CODINGS[i] for i in members) for members in turned} == clusters


@given(logs())
def test_an_earlier_decision_holds_where_no_later_one_speaks_of_its_codings(log):
    home = home_of(cluster(log)[0])
    in_force = list_in_force(log)
    for i, decision in enumerate(in_force):
        later = {coding for other in in_force[i + 1 :] for coding in (*other.codings, *other.others)}
        if decision.action == "merge" and not later & {*decision.codings, *decision.others}:
            assert len({home[coding] for coding in (*decision.codings, *decision.others)}) == 1


@given(logs())
def test_undoing_all_leaves_nothing_and_undoing_that_brings_it_back(log):
    before = list_in_force(log)
    undoing = list(log)
    for decision in reversed(before):
        undoing.append(decide(len(undoing) + 1, "undo", undoes=decision.number))
    assert list_in_force(undoing) == []
    assert derive_rulings(undoing, CODINGS) == []
    for decision in undoing[len(log) :]:
        undoing.append(decide(len(undoing) + 1, "undo", undoes=decision.number))
    assert list_in_force(undoing) == before
    assert all(undone not in find_undoing(undoing) for undone in [decision.number for decision in before])


def test_codings_that_stand_no_more_leave_the_rest_of_a_decision_in_force():
    log = [decide(1, "merge", "ab", "cd")]
    clusters, _ = cluster(log, ("b", "d", "e"))
    assert frozenset("bd") in clusters


def test_what_is_split_off_stays_together_and_its_former_partners_too():
    log = [decide(1, "merge", "ab", "cd"), decide(2, "split", "ac", "bd")]
    assert {frozenset("ac"), frozenset("bd")} <= cluster(log)[0]
