"""What might be told here? Each group of words that the network takes for an act, with what it says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.network import Network, Read, Scores, Vectors
from dragoman.extract.windows import Window, load_tokenizer
from dragoman.model import Span

TASK = "dispatches"
LEAST = 0.4
"""An act none of whose words names one with this probability is passed over: of those from 0.3 on one in six is a
coding, and F is hardly higher with them."""
_WORD_LEAST = 0.18
"""Words below this probability of naming any act are no part of a trigger."""
_LIKELY = 0.5
_ANOTHER_CLAUSE = 0.25
"""How much of its probability a word keeps that stands in the clause of another act from _LIKELY on."""
_GAP = 2
"""Words that may stand between two words of one trigger ("blew himself up")."""


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """An act that a trigger may tell of.

    `sentence`: its number in the article; `words`: indices of the trigger's words in the window; `probability`: that
    it names an act at all; `roles`: by group the probabilities of labels of every word of the window, [words, 1 +
    labels]; `status`: by status its probability; `modes`: by "EVENT/mode" its probability.
    """

    read: Read
    sentence: int
    words: Sequence[int]
    span: Span
    event: str
    probability: float
    roles: dict[str, Scores]
    status: dict[str, float]
    modes: dict[str, float]

    @property
    def vector(self) -> Vectors:
        """The mean of the network's vectors of the trigger's words, float32 [width]."""
        return np.asarray(self.read.vectors[list(self.words)].mean(axis=0))


def find_acts(reads: Sequence[Read], network: Network, least: float = LEAST) -> list[Act]:
    """Return the acts that an article may tell, in text order; `least`: the probability of their likeliest word."""
    return [act for read in reads for act in _find_in_window(read, network, least)]


def _find_in_window(read: Read, network: Network, least: float) -> list[Act]:
    scores = network.tag(read, TASK)
    clauses = _number_clauses(read.window)
    groups = _group_words(read, scores, min(least, _WORD_LEAST), clauses)
    acts = [_make_act(read, network, scores, words) for words in groups if scores[words, 0].min() <= 1 - least]
    for act in acts:
        _mind_clauses(act, acts, clauses)
    return acts


def _make_act(read: Read, network: Network, scores: Scores, words: Sequence[int]) -> Act:
    likeliest = max(words, key=lambda w: 1 - scores[w, 0])
    kinds = network.tell_kinds(read, words)
    spans = read.window.words
    return Act(
        read,
        int(read.window.sentences[likeliest]),
        words,
        Span(spans[words[0]].start, spans[words[-1]].end),
        network.tag_labels[TASK][int(scores[words, 1:].sum(axis=0).argmax())],
        float(1 - scores[likeliest, 0]),
        network.relate(read, TASK, words),
        dict(zip(network.kind_labels["status"], map(float, kinds["status"]), strict=True)),
        dict(zip(network.kind_labels["mode"], map(float, kinds["mode"]), strict=True)),
    )


def _mind_clauses(act: Act, acts: Sequence[Act], clauses: NDArray[np.int64]) -> None:
    """Make words of another likely act's clause in the same sentence less likely to play a role in this one."""
    own = {int(clauses[word]) for word in act.words}
    others = {
        int(clauses[other.words[0]])
        for other in acts
        if other.sentence == act.sentence and other.probability >= _LIKELY
    } - own
    if others:
        away = np.isin(clauses, list(others)) & (act.read.window.sentences == act.sentence)
        for scores in act.roles.values():
            scores[away, 1:] *= _ANOTHER_CLAUSE
            scores[away, 0] = 1 - scores[away, 1:].sum(axis=1)


def _group_words(read: Read, scores: Scores, least: float, clauses: NDArray[np.int64]) -> Iterator[list[int]]:
    """Yield runs of words that may name an act of one type; small gaps are bridged, but none between two clauses."""
    sentences = read.window.sentences
    group: list[int] = []
    for word in (int(w) for w in (scores[:, 0] <= 1 - least).nonzero()[0]):
        if group and not (
            word - group[-1] <= _GAP + 1
            and sentences[word] == sentences[group[-1]]
            and clauses[word] == clauses[group[-1]]
            and scores[word, 1:].argmax() == scores[group[-1], 1:].argmax()
        ):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _number_clauses(window: Window) -> NDArray[np.int64]:
    """Return of each word the number of its clause in the window: a new one begins after ";" and ", and"."""
    pieces = window.pieces[window.firsts]
    semicolon, comma, *joining = _parting_pieces()
    begins = np.isin(pieces, joining)
    begins[1:] &= pieces[:-1] == comma
    begins[:1] = False
    return np.asarray(np.add.accumulate(begins | (pieces == semicolon)))


@cache
def _parting_pieces() -> tuple[int, ...]:
    numbers = load_tokenizer().get_vocab()
    return tuple(numbers[piece] for piece in (";", ",", "and", "while", "but"))
