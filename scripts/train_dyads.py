"""Fit the linear models of extract/dyads.py: the root type of a pair, and which of two parties acts.

    python -m scripts.train_dyads [--data DIR] [--cv] [--out DIR]

Fitted to nine tenths of gold/plv (the tenth that scripts/plv_examples.py holds out stays unseen) and, with less weight,
to coded articles (gold/dispatches-train, evals/standoff), whose types are defined a little differently: every feature
stands twice, once for both sets and once for PLV alone, so that the smaller set has the last word. With --cv nothing is
written: figures over five folds of PLV, with and without the coded articles.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dragoman.extract import linear
from dragoman.extract.dyad_features import dyad_features
from dragoman.extract.dyads import find_parties
from dragoman.extract.linear import LinearModel
from evals.fitted import write_fitted
from evals.plv import Marked, read_sentences, score_roots
from evals.standoff import read_standoff
from scripts.plv_examples import coded_pairs, is_dev, read_dispatches

OWN = "plv:"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model is fitted: inverse strength of the L2 penalty, rows that a feature needs, balance of the classes.

    `balance`: the power of a class's rarity that its rows weigh. `least`: smaller weights are dropped.
    """

    strength: float
    rows: int = 2
    balance: float = 0.0
    least: float = 0.05


@dataclass(frozen=True, slots=True)
class Labelled:
    """Features and label of one row."""

    features: frozenset[str]
    label: str
    weight: float = 1.0


ROOTS = Fit(strength=1.0, balance=0.5)
ORDER = Fit(strength=0.3, rows=3)
CODED_WEIGHT = 0.3


def fit_linear(rows: Sequence[Labelled], how: Fit) -> LinearModel:
    """Fit a logistic regression a class (one in all for two); weights of a feature and of its OWN copy are added up."""
    counts = Counter(feature for row in rows for feature in row.features)
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform([{f: 1 for f in row.features if counts[f] >= how.rows} for row in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # as liblinear asks
    labels = np.array([row.label for row in rows])
    numbers = Counter(row.label for row in rows)
    rarity = {label: (len(rows) / len(numbers) / count) ** how.balance for label, count in numbers.items()}
    importance = np.array([row.weight * rarity[row.label] for row in rows])
    classes = sorted(numbers)
    columns, bias = [], []
    for label in classes if len(classes) > 2 else classes[1:]:
        fitted = LogisticRegression(C=how.strength, solver="liblinear", dual=True, max_iter=300, random_state=1)
        fitted.fit(matrix, labels == label, sample_weight=importance)
        columns.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
    if len(classes) == 2:
        columns, bias = [np.zeros_like(columns[0]), *columns], [0.0, *bias]
    summed: dict[str, np.ndarray] = {}
    for name, column in zip(vectors.get_feature_names_out(), np.array(columns).T, strict=True):
        plain = str(name).removeprefix(OWN)
        summed[plain] = summed.get(plain, 0) + column
    kept = {name: column for name, column in summed.items() if np.abs(column).max() >= how.least}
    return LinearModel(classes, list(kept), np.array(list(kept.values()), np.float16), np.array(bias, np.float32))


def root_rows(pairs: Sequence[Marked], own: bool) -> list[Labelled]:
    """Return the rows of the root types; `own`: of PLV itself."""
    rows = []
    for marked in pairs:
        found = dyad_features(marked.sentence, *find_parties(marked.sentence, marked.source, marked.target))
        features = frozenset(found | {OWN + feature for feature in found} if own else found)
        rows.append(Labelled(features, marked.root, 1.0 if own else CODED_WEIGHT))
    return rows


def order_rows(pairs: Sequence[Marked], own: bool) -> list[Labelled]:
    """Return the rows of who acts: "forward" where the first party in the sentence is the source."""
    rows = []
    for marked in pairs:
        source, target = find_parties(marked.sentence, marked.source, marked.target)
        if source is not None and target is not None:
            features = dyad_features(marked.sentence, min(source, target), max(source, target))
            label = "forward" if source < target else "backward"
            rows.append(Labelled(frozenset(features), label, 1.0 if own else CODED_WEIGHT))
    return rows


def cross_validate(plv: Sequence[Marked], coded: Sequence[Marked]) -> dict[str, dict[str, float]]:
    """Return figures over folds of PLV, with the coded articles and without."""
    scores: dict[str, dict[str, float]] = {}
    for name, more in (("with coded articles", coded), ("PLV alone", [])):
        guesses: dict[int, str] = {}
        right: list[bool] = []
        extra, extra_order = root_rows(more, own=False), order_rows(more, own=False)
        for fold in range(FOLDS):
            train = [marked for marked in plv if marked.fold(FOLDS) != fold]
            model = fit_linear([*root_rows(train, own=True), *extra], ROOTS)
            order = fit_linear([*order_rows(train, own=True), *extra_order], ORDER)
            for at, marked in enumerate(plv):
                if marked.fold(FOLDS) == fold:
                    [row] = root_rows([marked], own=False)
                    guesses[at] = model.classes[int(model.probabilities(row.features).argmax())]
                    for turn in order_rows([marked], own=False):
                        right.append((order.probability(turn.features, "forward") >= 0.5) == (turn.label == "forward"))
        scores[name] = {
            **score_roots([marked.root for marked in plv], [guesses[at] for at in range(len(plv))])["roots"],
            "direction": round(sum(right) / len(right), 4),
        }
    return scores


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "gold" / "plv")
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    parser.add_argument("--cv", action="store_true")
    options = parser.parse_args()
    plv = list(read_sentences(options.data / "PLV_train.tsv"))
    articles = [*read_dispatches(shared / "gold" / "dispatches-train", "train"), *read_standoff(shared)]
    coded = list(coded_pairs(articles))
    if options.cv:
        print(json.dumps(cross_validate(plv, coded), indent=1))
        return
    train = [marked for marked in plv if not is_dev(marked.sentence)]
    for name, make_rows, how in (("dyads", root_rows, ROOTS), ("dyad_order", order_rows, ORDER)):
        model = fit_linear([*make_rows(train, own=True), *make_rows(coded, own=False)], how)
        (options.out / f"{name}.npz").write_bytes(model.dump())
        print(f"{name}: {(options.out / f'{name}.npz').stat().st_size / 1000:.0f} kB")
    write_fitted("plv", [marked.sentence for marked in train])


if __name__ == "__main__":
    main()
