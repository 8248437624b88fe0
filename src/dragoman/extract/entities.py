"""Which words are names, and of what kind? spaCy's entity recogniser, its greedy search done with array operations.

The model and the entities are spaCy's own (`EntityRecognizer.predict` and `set_annotations`, docs without entities set
beforehand). Only the search is ours: spaCy 3.8 asks of each of 74 moves at each word whether it is allowed, and takes a
lock at every such question, which is half of the recogniser's time. Outside a name the score of a move depends on the
word alone, so that one matrix product scores all words at once; inside one only "go on" and "end" are allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Name = tuple[int, int, str]
"""First token, token after the last, label."""


@dataclass(frozen=True, slots=True)
class EntityModel:
    """The recogniser's last two layers. `bias`, `pad`: of the hidden layer; `weights`, `offset`: a row a move.

    `moves`: names of the moves ("B-ORG", "O"), in the order of the rows.
    """

    recogniser: EntityRecognizer
    moves: Sequence[str]
    bias: Floats
    pad: Floats
    weights: Floats
    offset: Floats

    @classmethod
    def of(cls, recogniser: EntityRecognizer) -> EntityModel:
        """Take the layers out of a recogniser as it was loaded."""
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        moves = [recogniser.moves.get_class_name(i) for i in range(recogniser.moves.n_moves)]
        weights, offset = upper.get_param("W"), upper.get_param("b")
        return cls(recogniser, moves, lower.get_param("b"), lower.get_param("pad")[0], weights, offset)

    def mark_names(self, docs: Sequence[Doc]) -> None:
        """Set the entities of parsed docs; together they are one batch of the model."""
        from spacy.tokens import Span

        words = [doc for doc in docs if len(doc)]
        if not words:
            return
        layers = self.recogniser.model
        vectors = layers.get_ref("tok2vec").predict(words)
        lower = layers.get_ref("lower").get_param("W")
        parts = layers.ops.gemm(vectors, lower.reshape(-1, lower.shape[-1]), trans2=True)
        parts = parts.reshape(len(vectors), *lower.shape[:-1])
        start = 0
        for doc, best in zip(words, self._choose_openings(words, parts), strict=True):
            names = self._follow(best, parts[start : start + len(doc)], _may_go_on(doc))
            doc.set_ents([Span(doc, first, end, label=label) for first, end, label in names], default="outside")
            start += len(doc)

    def _choose_openings(self, docs: Sequence[Doc], parts: Floats) -> Iterator[list[int]]:
        """Yield the best move at each word of a doc, were no name open there."""
        scores = self._score(parts[:, 0] + self.pad[1] + self.pad[2])
        kinds = np.array([name[0] for name in self.moves])
        nameless = np.array([name == "U-" for name in self.moves])
        scores[:, (kinds == "I") | (kinds == "L") | nameless] = -np.inf
        space = np.array([token.is_space for doc in docs for token in doc])
        going_on = np.concatenate([_may_go_on(doc) for doc in docs])
        scores[np.ix_(space, (kinds == "B") | (kinds == "U"))] = -np.inf
        scores[np.ix_(~going_on, kinds == "B")] = -np.inf
        best = scores.argmax(axis=1).tolist()
        start = 0
        for doc in docs:
            yield best[start : start + len(doc)]
            start += len(doc)

    def _follow(self, best: Sequence[int], parts: Floats, going_on: NDArray[np.bool_]) -> Iterator[Name]:
        """Walk through a doc's words from name to name."""
        at = 0
        while at < len(best):
            kind, _, label = self.moves[best[at]].partition("-")
            first, at = at, at + 1
            if kind == "U":
                yield first, at, label
            elif kind == "B":
                inside, last = self.moves.index(f"I-{label}"), self.moves.index(f"L-{label}")
                while going_on[at] and self._goes_on(parts, at, first, inside, last):
                    at += 1
                at += 1
                yield first, at, label

    def _goes_on(self, parts: Floats, at: int, first: int, inside: int, last: int) -> bool:
        scores = self._score((parts[at, 0] + parts[first, 1] + parts[at - 1, 2])[None])[0]
        # Of two moves that score the same, spaCy takes the one that comes first: "I-" stands before "L-".
        return bool(scores[inside] >= scores[last])

    def _score(self, summed: Floats) -> Floats:
        hidden = (summed + self.bias).max(axis=-1)
        scores: Floats = hidden @ self.weights.T + self.offset
        return scores


def _may_go_on(doc: Doc) -> NDArray[np.bool_]:
    """Tell of each word whether a name may run on to the next: not over the end of a sentence that the parse sees."""
    allowed = np.zeros(len(doc), dtype=bool)
    allowed[:-1] = [not token.is_sent_start for token in doc[1:]]
    return allowed
