"""From the network's labels of words to spans: who takes part, where, when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.acts import Act
from dragoman.extract.network import Network
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Words that play a role in an act. `sentence`: its number; `probability`: of the role, mean over the words."""

    label: str
    span: Span
    sentence: int
    probability: float


def label_mass(act: Act, network: Network, group: str) -> dict[str, NDArray[np.float32]]:
    """Return of each label of a group the probability of every word, begin or not, [words]."""
    scores = act.roles[group]
    mass: dict[str, NDArray[np.float32]] = {}
    for index, name in enumerate(network.anchor_labels["dispatches"][group], 1):
        label = name[2:]
        mass[label] = mass.get(label, np.zeros(len(scores), dtype=np.float32)) + scores[:, index]
    return mass


def find_spans(act: Act, network: Network, group: str, least: float) -> list[RoleSpan]:
    """Return the spans of a group's labels in which every word has at least a probability, in text order.

    Each word goes to its likeliest label; a span begins anew where the network says so.
    """
    labels = network.anchor_labels["dispatches"][group]
    mass = label_mass(act, network, group)
    names = list(mass)
    table = np.stack([mass[name] for name in names], axis=1)
    best = table.argmax(axis=1)
    begins = act.roles[group][:, [labels.index(f"B-{name}") + 1 for name in names]]
    sentences = act.read.window.sentences
    found: list[tuple[int, list[int]]] = []
    for word in (int(w) for w in (table.max(axis=1) >= least).nonzero()[0]):
        label = int(best[word])
        if found and found[-1][0] == label and found[-1][1][-1] == word - 1 and sentences[word] == sentences[word - 1]:
            begin = float(begins[word, label])
            if begin <= table[word, label] / 2:
                found[-1][1].append(word)
                continue
        found.append((label, [word]))
    return [_make_span(act, names[label], words, table[words, label]) for label, words in found]


def _make_span(act: Act, label: str, words: Sequence[int], each: NDArray[np.float32]) -> RoleSpan:
    spans = act.read.window.words
    span = Span(spans[words[0]].start, spans[words[-1]].end)
    return RoleSpan(label, span, int(act.read.window.sentences[words[0]]), float(each.mean()))


def mean_probability(act: Act, mass: NDArray[np.float32], span: Span) -> float | None:
    """Return the mean probability of the words inside a span, None where the window does not hold it."""
    first, last = act.read.window.find_words(span)
    return float(np.add.reduce(mass[first:last]) / (last - first)) if first < last else None
