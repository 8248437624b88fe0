"""Fit the linear models of the default coder to coded articles: writes src/dragoman/extract/weights/*.npz.

    python -m scripts.train_reader [--data DIR] [--out DIR] [--cache FILE]

DIR is laid out as gold/dispatches-train (articles_train.jsonl, codings_train.jsonl); the codings of evals/standoff are
added, where the shared corpus holds their articles. Takes about three minutes on one core. The model card
(docs/reference/model-card.md) says what the models are, what they were fitted to and how well they do.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dragoman.extract import linear
from dragoman.extract.linear import LinearModel
from dragoman.model import Article
from evals.standoff import read_standoff
from scripts.reader_examples import (
    Coded,
    Labelled,
    filter_rows,
    keep_rows,
    option_rows,
    read_article,
    read_coded,
    read_examples,
    status_rows,
    type_rows,
)
from scripts.sentence_examples import sentence_rows

FOLDS = 5
# Inverse strength of the L2 penalty and the number of times that a feature must be seen, chosen on the validation part.
SETTINGS = {
    "filter": (0.1, 3),
    "types": (0.3, 2), "modes": (1.0, 2), "status": (1.0, 2), "roles": (0.5, 3), "speakers": (0.5, 3),
    "places": (0.3, 3), "dates": (0.3, 3), "keep": (0.1, 4),
}  # fmt: skip
SMALLEST_WEIGHT = 0.04
_STORED = linear.load_model


def fit_model(name: str, rows: Sequence[Labelled]) -> LinearModel:
    """Fit one multinomial logistic regression and drop the features that weigh next to nothing."""
    strength, least = SETTINGS[name]
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


def fit_out_of_fold(name: str, rows: Sequence[Labelled]) -> dict[int, LinearModel]:
    """Return a model a fold, fitted to the other folds; a row's fold follows its article."""
    return {fold: fit_model(name, [row for row in rows if row.fold(FOLDS) != fold]) for fold in range(FOLDS)}


def train(coded: Sequence[tuple[Article, list[Coded]]], sentences: Path, cache: Path | None) -> dict[str, LinearModel]:
    """Fit every model to what the ones before it leave: the filter decides which sentences the others see.

    The last one, `keep`, is fitted to what the others make of articles that their types model has not seen.
    """
    models = {"filter": fit_model("filter", [row for pair in coded for row in filter_rows(*pair)])}
    use_models(models)
    examples = read_examples(coded, cache)
    rows: dict[str, list[Labelled]] = defaultdict(list)
    for example in examples:
        rows["types"].extend(type_rows(example))
        for name, more in option_rows(example).items():
            rows[name].extend(more)
    for name, more in sentence_rows(sentences, cache).items():
        rows[name].extend(more)
    models |= {name: fit_model(name, rows[name]) for name in rows}
    use_models(models)
    models["status"] = fit_model("status", [row for example in examples for row in status_rows(example)])
    use_models(models)
    unseen = fit_out_of_fold("types", rows["types"])
    kept: list[Labelled] = []
    for example in examples:
        use_models({**models, "types": unseen[example.fold(FOLDS)]})
        kept.extend(keep_rows(example))
    models["keep"] = fit_model("keep", kept)
    use_models(models)
    return models


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


def main(arguments: Iterable[str] | None = None) -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "gold" / "dispatches-train")
    parser.add_argument("--sentences", type=Path, default=shared / "gold" / "plv" / "PLV_train.tsv")
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    parser.add_argument("--cache", type=Path, help="keep the parses in this file for the next run")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    coded = read_coded(options.data / "articles_train.jsonl", options.data / "codings_train.jsonl")
    coded += [(read_article(line), codings) for line, codings in read_standoff(shared)]
    models = train(coded, options.sentences, options.cache)
    write_models(models, options.out)


if __name__ == "__main__":
    main()
