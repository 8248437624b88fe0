"""A linear model over named features: the sum of each present feature's weights gives a score a class."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class LinearModel:
    """Multinomial logistic regression with sparse, named, binary features.

    `classes`: names in the order of the scores. Weights are kept as float16 rows, one a feature;
    features that the model has never seen count nothing. Made by scripts/fit_linear.py.
    """

    def __init__(self, classes: list[str], features: list[str], weights: NDArray[np.float16], bias: Scores) -> None:
        self.classes = classes
        # Rows count from 1, so that `filter(None, ...)` drops features that are not known and nothing else.
        self._row = {name: i for i, name in enumerate(features, 1)}
        self._weights = np.vstack([np.zeros_like(weights[:1]), weights]).astype(np.float32)
        self._bias = bias.astype(np.float32)

    def probabilities(self, features: Iterable[str]) -> Scores:
        """Return the probability of each class, in the order of `classes`."""
        rows = sorted(filter(None, map(self._row.get, features)))
        scores = self._bias + np.add.reduce(self._weights.take(rows, axis=0)) if rows else self._bias
        powers = np.exp(scores - scores.max())
        result: Scores = powers / powers.sum()
        return result

    def probability(self, features: Iterable[str], of: str) -> float:
        """Return the probability of one class."""
        return float(self.probabilities(features)[self.classes.index(of)])

    def probabilities_of_each(self, cases: Iterable[Iterable[str]]) -> Scores:
        """Return `probabilities` of many cases at once, [cases, classes]: several times as fast as one by one."""
        scores = self._score_each(cases)
        powers = np.exp(scores - np.maximum.reduce(scores, axis=1, keepdims=True))
        return np.asarray(powers / np.add.reduce(powers, axis=1, keepdims=True), dtype=np.float32)

    def probability_of_one(self, cases: Iterable[Iterable[str]]) -> list[float]:
        """Return for each case the probability that it is the right one, where at most one is.

        For models of two classes, the wrong one first, fitted by scripts/fit_linear.fit_choice.
        """
        scores = self._score_each(cases)
        if not len(scores):
            return []
        odds = np.exp(scores[:, 1] - scores[:, 0])
        found: list[float] = (odds / (1 + np.add.reduce(odds))).tolist()
        return found

    def _score_each(self, cases: Iterable[Iterable[str]]) -> Scores:
        known = self._row.get
        rows: list[int] = []
        starts: list[int] = []
        for features in cases:
            starts.append(len(rows))
            rows.append(0)  # the row of zeros: no case is empty
            some = filter(None, map(known, features))
            # The order decides on the last bit of a sum, and a set has another one in every process.
            rows.extend(sorted(some) if isinstance(features, set | frozenset) else some)
        if not starts:
            return np.zeros((0, len(self.classes)), dtype=np.float32)
        return np.asarray(self._bias + np.add.reduceat(self._weights.take(rows, axis=0), starts), dtype=np.float32)

    def probability_of_each(self, cases: Iterable[Iterable[str]], of: str) -> list[float]:
        """Return the probability of one class for each of many cases."""
        found: list[float] = self.probabilities_of_each(cases)[:, self.classes.index(of)].tolist()
        return found

    def dump(self) -> bytes:
        """Return the model as the bytes of an npz file."""
        buffer = BytesIO()
        names = np.array("\n".join(self._row).encode("utf-8"))
        np.savez_compressed(
            buffer,
            classes=np.array(self.classes),
            features=names,
            weights=self._weights[1:].astype(np.float16),
            bias=self._bias,
        )
        return buffer.getvalue()


@cache
def load_model(name: str) -> LinearModel:
    """Load `weights/NAME.npz` of this package, once a process."""
    data = files("dragoman.extract").joinpath("weights", f"{name}.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        features = bytes(stored["features"][()]).decode("utf-8").split("\n")
        return LinearModel([str(c) for c in stored["classes"]], features, stored["weights"], stored["bias"])
