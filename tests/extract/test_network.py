"""The network: probabilities in the shapes that are told, the same for a window whatever was read before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dragoman.codebook import EVENTS, MODES, STATUSES
from dragoman.extract.network import Network, Read, load_network, softmax
from dragoman.extract.windows import cut_windows
from dragoman.model import Span

ATTACK = "Gunmen shot dead five policemen near Gao on Monday, an official said."
TALKS = "The Kenyan and Ugandan presidents held talks in Kampala on Friday."


def read(text: str) -> Read:
    (window,) = cut_windows(text, [(0, Span(0, len(text)))])
    return load_network().read(window)


def assert_probabilities(scores: np.ndarray, *shape: int) -> None:
    assert scores.shape == shape
    assert scores.min() >= 0
    np.testing.assert_allclose(scores.sum(axis=-1), 1, atol=1e-4)


@given(arrays.arrays(np.float32, (3, 4), elements=st.floats(-1e4, 1e4, width=32)))
def test_softmax_gives_probabilities(scores: np.ndarray) -> None:
    assert_probabilities(softmax(scores), 3, 4)


def test_labels_are_those_of_the_codebook() -> None:
    network = load_network()
    assert set(network.tag_labels["dispatches"]) == set(EVENTS)
    assert set(network.kind_labels["status"]) == set(STATUSES)
    modes = {tuple(name.split("/")) for name in network.kind_labels["mode"]}
    assert all(event in EVENTS and (not mode or mode in MODES[event]) for event, mode in modes)
    assert set(network.anchor_labels["dispatches"]) >= {"party", "place", "date", "speaker"}


@pytest.mark.parametrize("text", [ATTACK, TALKS, "?", "Мы не знаем. " * 20, "x" * 300])
def test_every_question_has_an_answer_of_its_shape(text: str) -> None:
    network, found = load_network(), read(text)
    count = len(found.window.words)
    assert found.vectors.shape[0] == count
    for task, labels in network.tag_labels.items():
        assert_probabilities(network.tag(found, task), count, 1 + len(labels))
    for words in ([0], [count - 1], list(range(count))):
        for task, groups in network.anchor_labels.items():
            related = network.relate(found, task, words)
            assert list(related) == list(groups)
            for group, labels in groups.items():
                assert_probabilities(related[group], count, 1 + len(labels))
        for kind, scores in network.tell_kinds(found, words).items():
            assert_probabilities(scores, len(network.kind_labels[kind]))
        for task, labels in network.pair_labels.items():
            assert_probabilities(network.type_pair(found, task, words, [0]), len(labels))


def test_a_window_is_read_the_same_whatever_came_before() -> None:
    first = read(ATTACK)
    read(TALKS)
    again = read(ATTACK)
    np.testing.assert_array_equal(first.vectors, again.vectors)
    (window,) = cut_windows(ATTACK, [(0, Span(0, len(ATTACK)))])
    np.testing.assert_array_equal(Network().read(window).vectors, first.vectors)


def test_an_anchor_is_answered_the_same_after_others() -> None:
    """What all anchors of a window share is worked out once, and must not depend on which asks first."""
    network, found, fresh = load_network(), read(ATTACK), read(ATTACK)
    for word in range(5):
        network.relate(found, "dispatches", [word])
    after, alone = (network.relate(r, "dispatches", [1, 2]) for r in (found, fresh))
    for group, scores in alone.items():
        np.testing.assert_allclose(after[group], scores, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_is_read(text: str) -> None:
    for window in cut_windows(text, [(0, Span(0, len(text)))]):
        assert np.isfinite(load_network().read(window).vectors).all()


def test_nothing_is_sent_or_left_behind(tmp_path: Path) -> None:
    """onnxruntime's telemetry writes a device id and a queue of reports to the user's cache before it sends them."""
    program = (
        "from dragoman.extract.coders import load_coder\n"
        "load_coder('network')\n"
        "import os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    home = kept | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", program], env=home, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_network_knows_an_attack_and_talks() -> None:
    network = load_network()
    for text, word, event in ((ATTACK, 1, "ASSAULT"), (TALKS, 6, "CONSULT")):
        scores = network.tag(read(text), "dispatches")[word]
        assert network.tag_labels["dispatches"][int(scores[1:].argmax())] == event
        assert scores[0] < 0.5
