"""Logistic regression over named features that have values: how the incident reader weighs what it sees."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class IncidentModel:
    """Scores of classes as weighted sums of features. Features that the model has never seen count nothing.

    `exclusive`: the classes exclude one another (softmax); otherwise each is judged by itself (sigmoid).
    Made by scripts/train_incidents.py.
    """

    def __init__(
        self, classes: list[str], features: list[str], weights: NDArray[np.float32], bias: Values, exclusive: bool
    ) -> None:
        self.classes = classes
        self.exclusive = exclusive
        self._rows = {name: i for i, name in enumerate(features)}
        self._weights = weights.astype(np.float32)
        self._bias = bias.astype(np.float64)

    def probabilities(self, features: Mapping[str, float]) -> Values:
        """Return the probability of each class, in the order of `classes`."""
        known = [(self._rows[name], value) for name, value in sorted(features.items()) if name in self._rows]
        scores = self._bias
        if known:
            rows, values = zip(*known, strict=True)
            scores = scores + np.asarray(values, dtype=np.float64) @ self._weights[list(rows)]
        if not self.exclusive:
            return np.asarray(1 / (1 + np.exp(-scores)))
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())

    def dump(self) -> bytes:
        """Return the model as the bytes of an npz file."""
        buffer = BytesIO()
        np.savez_compressed(
            buffer,
            classes=np.array(self.classes),
            features=np.array("\n".join(self._rows).encode("utf-8")),
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            exclusive=np.array(self.exclusive),
        )
        return buffer.getvalue()


def log_odds(probability: float, least: float = 1e-4) -> float:
    """Return the logarithm of the odds, of a probability kept `least` away from 0 and 1."""
    p = min(max(float(probability), least), 1 - least)
    return float(np.log(p / (1 - p)))


@cache
def load_incident_model(name: str) -> IncidentModel:
    """Load `weights/incident_NAME.npz` of this package, once a process."""
    data = files("dragoman.extract").joinpath("weights", f"incident_{name}.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        return IncidentModel(
            [str(c) for c in stored["classes"]],
            bytes(stored["features"][()]).decode("utf-8").split("\n"),
            stored["weights"],
            stored["bias"],
            bool(stored["exclusive"]),
        )
