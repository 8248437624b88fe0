"""Fit the models that find attributions to marked news: writes src/dragoman/extract/weights/quotation_*.npz.

    python -m scripts.train_quotations --data ../shared/gold/polnear

Only the part `train` is read. Takes about two minutes on one core. Four models: `heads` tells how often a word carries
a cue anywhere, `cues` whether it does here, `roles` which words of the sentence are the cue, its source and its
content, `links` whose a quotation is whose sentence has no cue.
"""

from __future__ import annotations

import argparse
import hashlib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from dragoman.extract import linear, quotation_words
from dragoman.extract.linear import LinearModel
from dragoman.extract.quotation_features import cue_features, role_features
from dragoman.extract.quotation_links import link_features, list_links, loose_quotations
from dragoman.extract.quotation_text import AttributedContent, Line, find_quotations, read_line
from dragoman.extract.quotation_words import choose_head, find_words, stem_word
from dragoman.extract.quotations import REACH
from dragoman.extract.sentences import split_sentences
from dragoman.model import Span
from evals.polnear import Marked, read_documents

FOLDS = 5
_PRIOR = 8.0
"""Log odds against a word that no cue of the training part holds."""
# Inverse strength of the L2 penalty, times that a feature must be seen, iterations, smallest weight kept.
SETTINGS = {"cues": (0.2, 3, 200, 0.03), "roles": (0.2, 4, 60, 0.05), "links": (1.0, 3, 200, 0.0)}
Row = tuple[tuple[str, ...], str, float]


def fit_heads(documents: Iterable[Marked]) -> LinearModel:
    """Return log odds a stem that the word carries a cue.

    Which word of a longer cue carries it is not marked: first each counts by how often it stands within cues, then the
    strongest of each cue counts alone, until that settles.
    """
    seen: Counter[str] = Counter()
    cues: list[list[str]] = []
    for document in documents:
        text = document.article.full_text
        seen.update(stems(text, Span(0, len(text))))
        cues += [cue for a in document.attributions if (cue := stems(text, a.cue))]
    carrying = Counter(stem for cue in cues for stem in cue)
    for _ in range(6):
        share = {stem: (n + 0.1) / (seen[stem] + 3) for stem, n in carrying.items()}
        carrying = Counter(max(cue, key=lambda stem: share.get(stem, 0.0)) for cue in cues)
    odds = {stem: np.log((n + 0.05) / (max(seen[stem] - n, 0) + 2)) for stem, n in sorted(carrying.items())}
    weights = np.array([[0.0, value + _PRIOR] for value in odds.values()])
    return LinearModel(["other", "head"], list(odds), weights.astype(np.float16), np.array([0.0, -_PRIOR]))


def stems(text: str, span: Span) -> list[str]:
    """Return the stems of a span's words."""
    return [stem_word(text[w.start : w.end].lower()) for w in find_words(text, span)]


def use_heads(model: LinearModel) -> None:
    """Let the package see this model instead of the stored one."""
    quotation_words.load_model = lambda name: model
    quotation_words.head_strength.cache_clear()


def read_lines(document: Marked) -> list[Line]:
    """Return the sentences of a document."""
    text = document.article.full_text
    quotations = find_quotations(text)
    return [read_line(text, sentence, quotations) for sentence in split_sentences(document.article)]


def find_head(text: str, attribution: AttributedContent, lines: Iterable[Line]) -> tuple[Line, int] | None:
    """Return the sentence that a cue stands in and the place of its head there."""
    words = find_words(text, attribution.cue)
    head = choose_head(text, words) if words else None
    for line in lines:
        if head and line.span.overlaps(head):
            return next(((line, i) for i, word in enumerate(line.words) if word.overlaps(head)), None)
    return None


def cue_rows(document: Marked, weight: float) -> Iterator[Row]:
    """Yield a row a candidate word: does it carry a cue?"""
    lines = read_lines(document)
    found = (find_head(document.article.full_text, a, lines) for a in document.attributions)
    heads = {(line.span, i) for line, i in filter(None, found)}
    for line in lines:
        for i in line.candidates:
            yield tuple(cue_features(line, i)), "head" if (line.span, i) in heads else "other", weight


def role_rows(document: Marked, weight: float) -> Iterator[Row]:
    """Yield a row a word near a cue: is it B or I of the source, C of the content, CUE, or O?"""
    lines = read_lines(document)
    for attribution in document.attributions:
        place = find_head(document.article.full_text, attribution, lines)
        if place is None:
            continue
        line, head = place
        begun = False
        for k, word in enumerate(line.words):
            label = _role(word, attribution, begun)
            begun = begun or label == "B"
            if abs(k - head) <= REACH:
                yield tuple(role_features(line, head, k)), label, weight


def _role(word: Span, attribution: AttributedContent, begun: bool) -> str:
    if word.overlaps(attribution.cue):
        return "CUE"
    if attribution.source and word.overlaps(attribution.source):
        return "I" if begun else "B"
    return "C" if any(word.overlaps(content) for content in attribution.contents) else "O"


def link_rows(document: Marked, weight: float) -> Iterator[Row]:
    """Yield a row a quotation without a cue and an attribution near it: is it the same hand's?"""
    lines = read_lines(document)
    found: list[AttributedContent] = []
    places: list[int] = []
    for attribution in document.attributions:
        place = next((at for at, line in enumerate(lines) if line.span.overlaps(attribution.cue)), None)
        if place is not None:
            found.append(attribution)
            places.append(place)
    for at, piece in loose_quotations(lines, found):
        for link in list_links(at, piece, places):
            attribution = found[link.attribution]
            own = [content for content in attribution.contents if not content.overlaps(lines[at].span)]
            features = link_features(lines, replace(attribution, contents=tuple(own)), link)
            mine = any(content.overlaps(piece) for content in attribution.contents)
            yield tuple(features), "yes" if mine else "no", weight


def fit_model(name: str, rows: Sequence[Row]) -> LinearModel:
    """Fit one logistic regression and drop the features that weigh next to nothing."""
    strength, least, rounds, smallest = SETTINGS[name]
    counts = Counter(feature for features, _, _ in rows for feature in features)
    column = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= least)}
    ends, present = [0], []
    for features, _, _ in rows:
        present += [column[f] for f in features if f in column]
        ends.append(len(present))
    matrix = csr_matrix((np.ones(len(present), np.float32), present, ends), shape=(len(rows), len(column)))
    fitted = LogisticRegression(C=strength, max_iter=rounds, tol=1e-4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted.fit(matrix, [label for _, label, _ in rows], sample_weight=[weight for _, _, weight in rows])
    weights, bias = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:
        weights, bias = np.vstack([np.zeros_like(weights[0]), weights[0]]), np.array([0.0, bias[0]])
    kept = np.abs(weights).max(axis=0) >= smallest
    names = [feature for feature, keep in zip(column, kept, strict=True) if keep]
    print(
        f"{name}: {len(rows)} rows, {len(names)} features, {dict(Counter(label for _, label, _ in rows))}", flush=True
    )
    return LinearModel(
        [str(c) for c in fitted.classes_], names, weights.T[kept].astype(np.float16), bias.astype(np.float32)
    )


def train(documents: Sequence[Marked]) -> dict[str, LinearModel]:
    """Fit the three models. Whether a word is a cue is learnt with head strengths counted on other documents."""
    weight = {name: 1 / n for name, n in Counter(document.name for document in documents).items()}
    cues: list[Row] = []
    for fold in range(FOLDS):
        use_heads(fit_heads(d for d in documents if fold_of(d.name) != fold))
        for document in documents:
            if fold_of(document.name) == fold:
                cues.extend(cue_rows(document, weight[document.name]))
    heads = fit_heads(documents)
    use_heads(heads)
    roles = [row for document in documents for row in role_rows(document, weight[document.name])]
    links = [row for document in documents for row in link_rows(document, weight[document.name])]
    rows = {"cues": cues, "roles": roles, "links": links}
    return {"heads": heads} | {name: fit_model(name, rows[name]) for name in rows}


def fold_of(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0] % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    for name, model in train(list(read_documents(options.data / "train"))).items():
        path = options.out / f"quotation_{name}.npz"
        path.write_bytes(model.dump())
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
