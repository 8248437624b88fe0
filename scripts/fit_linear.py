"""Fit one of the coder's linear models to labelled rows, try it in place of the stored one, and write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
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
