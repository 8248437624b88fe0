"""Agreement between coders: figures that a textbook has worked out, and what must hold of any two coders."""

import importlib.util
import os
from datetime import date
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from dragoman.extract.agreement import measure_agreement
from dragoman.extract.alpha import nominal_alpha
from dragoman.extract.assignment import assign_pairs
from dragoman.extract.pairing import pair_acts
from dragoman.model import Article

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))


# The three worked examples for nominal data of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_what_the_textbook_works_out(coders, alpha):
    units = [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]
    assert nominal_alpha(units) == pytest.approx(alpha, abs=0.0006)


def test_alpha_by_hand():
    # Four units, values AA BB AB BB: 2 of 8 coincidences disagree; 3 A and 5 B. 1 - 7 * 2 / (2 * 3 * 5).
    assert nominal_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")]) == pytest.approx(1 - 14 / 30)


@pytest.mark.parametrize("units", [[], [("a",), ()], [("a", "a"), ("a", "a")]])
def test_alpha_of_nothing_that_could_differ_is_not_defined(units):
    assert nominal_alpha(units) is None


UNITS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=25)


@given(UNITS)
def test_alpha_knows_no_order_and_is_one_for_agreement_alone(units):
    alpha = nominal_alpha(units)
    turned = nominal_alpha([pair[::-1] for pair in reversed(units)])
    renamed = nominal_alpha([tuple("wxyz"["abcd".index(v)] for v in pair) for pair in units])
    assert alpha == (None if turned is None else pytest.approx(turned))
    assert alpha == (None if renamed is None else pytest.approx(renamed))
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(one == other for one, other in units)


TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.floats(0, 1, allow_nan=False), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


@given(TABLES)
def test_pairs_weigh_as_much_as_those_of_scipy(table):
    pairs = assign_pairs(table)
    rows, columns = linear_sum_assignment(-numpy.array(table))
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs) == len(rows)
    assert sum(table[i][j] for i, j in pairs) == pytest.approx(
        sum(table[i][j] for i, j in zip(rows, columns, strict=True))
    )


def code(article, event, trigger, quote, status="actual", **values):
    row = dict.fromkeys(("mode", "date", "place", "killed", "injured", "attribution", "claimed_by"))
    row |= {"actors": [], "recipients": [], "targets": [], "weapons": []}
    return row | {"article_id": article, "event": event, "status": status, "trigger": trigger, "quote": quote} | values


BLAST = "Shells of the army killed nine villagers in Ostrel on Monday."
PROTEST = "Crowds marched in Tamsk against the shelling."
TALKS = "Envoys will meet in Corvia."
ARTICLE = Article("a", None, date(2024, 3, 7), "The canal", f"{BLAST} {PROTEST} {TALKS} It rained. It rained again.")
ANNA = [
    code("a", "ASSAULT", "killed", BLAST, killed={"best": 9, "low": None, "high": None, "text": "nine"}),
    code("a", "PROTEST", "marched", PROTEST, mode="demo"),
    code("a", "CONSULT", "meet", TALKS, "future"),
]
BORIS = [
    code("a", "ASSAULT", "killed nine villagers", BLAST, killed={"best": 8, "low": None, "high": None, "text": "nine"}),
    code("a", "PROTEST", "marched", PROTEST, mode="riot"),
    code("a", "AGREE", "will meet", TALKS),
]


def test_type_and_status_are_compared_over_acts_that_both_coded():
    found = measure_agreement(ANNA, BORIS, ["a"], {"a": ARTICLE})
    # Types: ASSAULT twice, PROTEST twice, CONSULT against AGREE. n = 6: 1 - 5 * 2 / (36 - 4 - 4 - 1 - 1).
    assert found.alphas["type"].units == 3
    assert found.alphas["type"].alpha == pytest.approx(1 - 10 / 26)
    # Status: actual twice, future against actual. 5 actual, 1 future: 1 - 5 * 2 / (36 - 25 - 1).
    assert found.alphas["status"].alpha == pytest.approx(0)
    # Title and two sentences of rain, where neither saw anything, agree as "none".
    assert found.alphas["type or none"].units == 6
    overlap = found.overlaps["all"]
    assert (overlap.pairs, overlap.left, overlap.right, overlap.f) == (2, 3, 3, pytest.approx(2 / 3))
    assert found.fields["killed"].agreement == 0
    assert found.fields["mode"].agreement == 0
    assert found.fields["status"].agreement == 1


def test_what_only_one_coder_saw_counts_against_none():
    found = measure_agreement(ANNA, [], ["a"], {"a": ARTICLE})
    assert found.alphas["type"].alpha is None
    assert (found.alphas["type or none"].units, found.overlaps["all"].f) == (6, 0)
    assert found.alphas["type or none"].alpha < 0
    assert measure_agreement([], [], ["a"], {"a": ARTICLE}).overlaps["all"].f is None


def test_two_acts_of_one_sentence_are_not_taken_for_one():
    ours = [code("a", "ACCUSE", "accused", "Corvia accused Veldania of bombing Ostrel.", actors=[{"text": "Corvia"}])]
    theirs = [
        code("a", "ASSAULT", "bombing", "Corvia accused Veldania of bombing Ostrel.", actors=[{"text": "Veldania"}])
    ]
    assert pair_acts(ours, theirs) == []


WORDS = ("the army", "nine villagers", "envoys of Corvia", "killed", "met in Tamsk", "marched", "the ford", "")
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(WORDS[:3]),
            "name": st.sampled_from([None, "Corvia", "Northern Front"]),
            "country": st.sampled_from([None, "PAK", "USA"]),
            "sector": st.just("GOV"),
        }
    ),
    max_size=2,
)
TOLLS = st.none() | st.fixed_dictionaries({"best": st.sampled_from([None, 3, 9]), "low": st.sampled_from([None, 3])})
DAYS = st.none() | st.sampled_from(
    [{"start": "2024-03-01", "end": "2024-03-04"}, {"start": "2024-03-03", "end": "2024-03-05"}]
)
PLACES = st.none() | st.sampled_from(
    [
        {"text": "Ostrel", "name": "Ostrel", "admin1": None, "country": "PAK"},
        {"text": "near Tamsk", "name": "Tamsk", "admin1": None, "country": "USA"},
    ]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "article_id": st.sampled_from(["a", "b"]),
            "event": st.sampled_from(["ASSAULT", "CONSULT", "AID"]),
            "mode": st.sampled_from([None, "visit", "aerial"]),
            "status": st.sampled_from(["actual", "future", "historical"]),
            "trigger": st.sampled_from(WORDS[3:6]),
            "quote": st.sampled_from([" ".join(WORDS[n : n + 3]) for n in range(5)]),
            "actors": PEOPLE,
            "recipients": PEOPLE,
            "date": DAYS,
            "place": PLACES,
            "killed": TOLLS,
            "injured": TOLLS,
            "attribution": st.none() | st.just({"speaker": "the army", "kind": "official"}),
            "claimed_by": st.sampled_from([None, "the Northern Front", "the army"]),
        }
    ),
    max_size=6,
)


@given(ROWS, ROWS)
def test_agreement_is_mutual_and_whole_with_oneself(left, right):
    one, other = measure_agreement(left, right, ["a", "b"]), measure_agreement(right, left, ["a", "b"])
    for name, overlap in one.overlaps.items():
        turned = other.overlaps[name]
        assert (overlap.pairs, overlap.left, overlap.right) == (turned.pairs, turned.right, turned.left)
        assert overlap.pairs <= min(overlap.left, overlap.right)
    for found in one.fields.values():
        assert 0 <= found.agreement <= 1
    own = measure_agreement(left, left, ["a", "b"])
    assert all(overlap.f in (None, 1) for overlap in own.overlaps.values())


@given(ROWS, ROWS)
def test_f_is_what_the_shared_scorer_gives(left, right):
    path = SHARED / "tools" / "score_dispatches.py"
    if not path.is_file():
        pytest.skip(f"needs {path}; set DRAGOMAN_SHARED to the folder of shared data")
    spec = importlib.util.spec_from_file_location("score_dispatches", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    theirs = scorer.score(left, right, ["a", "b"])
    ours = measure_agreement(left, right, ["a", "b"]).overlaps
    for name, key in (
        ("all", "all"),
        ("actual", "actual"),
        ("actual, by class", "actual_quad"),
        ("assault", "assault"),
    ):
        assert (ours[name].f or 0) == pytest.approx(theirs[key]["f"], abs=0.0001)
