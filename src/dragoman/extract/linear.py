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
    features that the model has never seen count nothing. Made by scripts/train_reader.py.
    """

    def __init__(self, classes: list[str], features: list[str], weights: NDArray[np.float16], bias: Scores) -> None:
        self.classes = classes
        self._row = {name: i for i, name in enumerate(features)}
        self._weights = weights.astype(np.float32)
        self._bias = bias.astype(np.float32)

    def probabilities(self, features: Iterable[str]) -> Scores:
        """Return the probability of each class, in the order of `classes`."""
        rows = sorted(row for row in (self._row.get(name) for name in features) if row is not None)
        scores = self._bias + self._weights[rows].sum(axis=0) if rows else self._bias
        powers = np.exp(scores - scores.max())
        result: Scores = powers / powers.sum()
        return result

    def probability(self, features: Iterable[str], of: str) -> float:
        """Return the probability of one class."""
        return float(self.probabilities(features)[self.classes.index(of)])

    def dump(self) -> bytes:
        """Return the model as the bytes of an npz file."""
        buffer = BytesIO()
        names = np.array("\n".join(self._row).encode("utf-8"))
        np.savez_compressed(
            buffer,
            classes=np.array(self.classes),
            features=names,
            weights=self._weights.astype(np.float16),
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
