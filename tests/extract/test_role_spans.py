"""From labels of words to spans."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from act_values import make_act, make_reading
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.acts import Act
from dragoman.extract.network import load_network
from dragoman.extract.role_spans import find_spans, label_mass, mean_probability
from dragoman.model import Span

TEXT = "Masked gunmen shot five market traders in Gao. Two nurses hid."


def act(**labels: str) -> Act:
    return make_act(make_reading(TEXT), "shot", labels={"party": labels})


def test_words_of_one_role_make_one_span() -> None:
    found = find_spans(act(actor="Masked gunmen", recipient="five market traders"), load_network(), "party", 0.3)
    quoted = [(span.label, span.span.quote("\n\n" + TEXT), span.sentence) for span in found]
    assert quoted == [("actor", "Masked gunmen", 0), ("recipient", "five market traders", 0)]
    assert all(span.probability == pytest.approx(0.9) for span in found)


def test_a_span_begins_anew_where_the_network_says_so() -> None:
    told = act(recipient="five market traders")
    scores = told.roles["party"]
    begin = 1 + load_network().anchor_labels["dispatches"]["party"].index("B-recipient")
    scores[4, [begin, begin + 1]] = [0.8, 0.1]  # "market"
    found = find_spans(told, load_network(), "party", 0.3)
    assert [span.span.quote("\n\n" + TEXT) for span in found] == ["five", "market traders"]


def test_no_span_crosses_a_sentence() -> None:
    found = find_spans(act(recipient="Gao. Two nurses"), load_network(), "party", 0.3)
    assert [span.span.quote("\n\n" + TEXT) for span in found] == ["Gao.", "Two nurses"]
    assert [span.sentence for span in found] == [0, 1]


def test_words_below_the_least_are_left_out() -> None:
    assert find_spans(act(actor="Masked gunmen"), load_network(), "party", 0.91) == []
    assert find_spans(act(), load_network(), "party", 0.1) == []


def test_begin_and_inside_count_together() -> None:
    mass = label_mass(act(actor="Masked gunmen"), load_network(), "party")
    assert set(mass) == {"actor", "recipient", "target", "weapon"}
    np.testing.assert_allclose(mass["actor"][:3], [0.9, 0.9, 0], atol=1e-6)


def test_the_mean_is_over_the_words_inside_a_span() -> None:
    told = act(actor="Masked gunmen")
    mass = label_mass(told, load_network(), "party")["actor"]
    start = 2
    assert mean_probability(told, mass, Span(start, start + 13)) == pytest.approx(0.9)
    assert mean_probability(told, mass, Span(start, start + 18)) == pytest.approx(0.6)
    assert mean_probability(told, mass, Span(200, 210)) is None


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_any_labels_give_spans_in_order_that_do_not_overlap(seed: int, least: float) -> None:
    told = act()
    for group, scores in told.roles.items():
        told.roles[group] = np.random.default_rng(seed).dirichlet([0.2] * scores.shape[1], len(scores)).astype("f4")
        found = find_spans(told, load_network(), group, least)
        assert all(least <= span.probability <= 1.0001 for span in found)
        assert all(left.span.end <= right.span.start for left, right in pairwise(found))
