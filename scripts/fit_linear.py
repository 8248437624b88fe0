"""Fit one of the coder's linear models to labelled rows, try it in place of the stored one, and write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dragoman.extract import linear
from dragoman.extract.linear import LinearModel
from scripts.coded_rows import Labelled

SMALLEST_WEIGHT = 0.04
_STORED = linear.load_model


def fit_model(name: str, rows: Sequence[Labelled], strength: float, least: int) -> LinearModel:
    """Fit one multinomial logistic regression and drop the features that weigh next to nothing.

    `strength`: inverse strength of the L2 penalty. `least`: how often a feature must be seen.
    """
    counts = Counter(feature for row in rows for feature in row.features)
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform([{f: 1 for f in row.features if counts[f] >= least} for row in rows])
    fitted = LogisticRegression(C=strength, max_iter=400)
    fitted.fit(matrix, [row.label for row in rows], sample_weight=[row.weight for row in rows])
    weights, bias = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:
        weights, bias = np.vstack([np.zeros_like(weights[0]), weights[0]]), np.array([0.0, bias[0]])
    kept = np.abs(weights).max(axis=0) >= SMALLEST_WEIGHT
    names = [str(n) for n, k in zip(vectors.get_feature_names_out(), kept, strict=True) if k]
    model = LinearModel(
        [str(c) for c in fitted.classes_], names, weights.T[kept].astype(np.float16), bias.astype(np.float32)
    )
    print(f"{name}: {len(rows)} rows, {len(names)} features, {dict(Counter(row.label for row in rows).most_common(6))}")
    return model


def fit_choice(name: str, rows: Sequence[Labelled], strength: float, least: int) -> LinearModel:
    """Fit a model that chooses one row of each case, or none of them; of several right ones any is right.

    `rows`: those of a case follow each other; else as in `fit_model`. Asked by LinearModel.probability_of_one.
    """
    counts = Counter(feature for row in rows for feature in row.features)
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {feature: n for n, feature in enumerate(names)}
    columns = [sorted(column[f] for f in row.features if f in column) for row in rows]
    ends = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(columns), ends), (len(rows), len(names)))
    keys = {key: n for n, key in enumerate(dict.fromkeys((row.article_id, row.case) for row in rows))}
    owner = np.array([keys[row.article_id, row.case] for row in rows])
    right = np.array([row.label == "yes" for row in rows])
    answered = np.bincount(owner, right, len(keys)) > 0
    weight = np.zeros(len(keys))
    weight[owner] = [row.weight for row in rows]

    def measure(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the penalised loss of weights, the last of which is the bias, and its slope."""
        scores = matrix @ weights[:-1] + weights[-1]
        top = np.zeros(len(keys))  # none of them scores 0
        np.maximum.at(top, owner, scores)
        powers, none = np.exp(scores - top[owner]), np.exp(-top)
        every = none + np.bincount(owner, powers, len(keys))
        good = np.maximum(np.where(answered, np.bincount(owner, powers * right, len(keys)), none), 1e-300)
        slope = weight[owner] * (powers / every[owner] - right * powers / good[owner])
        loss = -(weight * np.log(good / every)).sum() + (weights[:-1] ** 2).sum() / (2 * strength)
        return loss, np.append(matrix.T @ slope + weights[:-1] / strength, slope.sum())

    found = minimize(measure, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    kept = np.abs(found[:-1]) >= SMALLEST_WEIGHT
    weights = np.stack([np.zeros(kept.sum()), found[:-1][kept]], axis=1).astype(np.float16)
    print(f"{name}: {len(keys)} cases, {len(rows)} rows, {kept.sum()} features, {answered.sum()} with a right one")
    features = [feature for feature, keep in zip(names, kept, strict=True) if keep]
    return LinearModel(["no", "yes"], features, weights, np.array([0.0, found[-1]], dtype=np.float32))


def use_models(models: dict[str, LinearModel]) -> None:
    """Let the package's modules see these models instead of the stored ones of the same names."""
    import sys

    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("dragoman.extract") and hasattr(module, "load_model"):
            module.load_model = lambda name: models[name] if name in models else _STORED(name)  # type: ignore[attr-defined]


def write_models(models: dict[str, LinearModel], folder: Path) -> None:
    """Write one npz file a model."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        (folder / f"{name}.npz").write_bytes(model.dump())
    print(f"{sum(p.stat().st_size for p in folder.glob('*.npz')) / 1e6:.1f} MB in {folder}")
