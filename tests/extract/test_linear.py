"""Linear models over named features: one by one, and where at most one of several is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.linear import LinearModel
from scripts.coded_rows import Labelled
from scripts.fit_linear import fit_choice

CUES = ("near", "far", "after", "title")


def ask(case: int, *answers: tuple[str, bool]) -> list[Labelled]:
    return [Labelled(f"a{case}", frozenset(cues.split()), "yes" if right else "no") for cues, right in answers]


@pytest.fixture(scope="module")
def model() -> LinearModel:
    """Of two dates the one nearer to the act is right, and none where all are far."""
    rows = []
    for case in range(0, 90, 3):
        rows += ask(case, ("near", True), ("far", False))
        rows += ask(case + 1, ("far title", False), ("near after", True))
        rows += ask(case + 2, ("far", False), ("far after", False))
    return fit_choice("test", rows, 1.0, 2)


def test_the_right_one_is_chosen_and_none_where_none_is_right(model: LinearModel) -> None:
    near, far = model.probability_of_one([{"near"}, {"far"}])
    assert near > 0.5 > far
    assert max(model.probability_of_one([{"far"}, {"far", "after"}])) < 0.5


@given(st.lists(st.sets(st.sampled_from(CUES)), max_size=6))
def test_no_more_than_one_is_right(model: LinearModel, cases: list[set[str]]) -> None:
    found = model.probability_of_one(cases)
    assert len(found) == len(cases)
    assert sum(found) < 1


@given(st.lists(st.sets(st.sampled_from(CUES)), min_size=1, max_size=4), st.sets(st.sampled_from(CUES)))
def test_another_that_may_be_right_makes_the_others_less_likely(
    model: LinearModel, cases: list[set[str]], more: set[str]
) -> None:
    for before, after in zip(model.probability_of_one(cases), model.probability_of_one([*cases, more]), strict=False):
        assert after < before


def test_the_order_of_articles_does_not_matter() -> None:
    rows = [row for case in range(30) for row in ask(case, ("near title", case % 3 > 0), ("far", False))]
    turned = [row for case in reversed(range(30)) for row in rows[2 * case : 2 * case + 2]]
    first, second = (
        fit_choice("test", each, 0.5, 1).probability_of_one([{"near"}, {"far"}]) for each in (rows, turned)
    )
    assert first == pytest.approx(second, abs=1e-3)
