"""Fit the models of the incident reader to MUC-4's training texts: writes src/dragoman/extract/weights/incident_*.npz.

    python -m scripts.train_incidents [--data DIR] [--out DIR] [--cache FILE] [--case-table CORPUS]

DIR is laid out as gold/muc4; only gtt_train.json is read. The network's weights must be there, for its view of the
words is part of what is fitted to: run this again when the network has changed. Every model that feeds another is
fitted five times, each time without a fifth of the texts, so that what follows is fitted to what it will meet; the
score printed at the end is that of texts which no linear model had seen. With --case-table only data/incident_case.txt
is counted anew, from a folder of articles (*.jsonl.gz). Some ten minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from dragoman.extract import incident_model
from dragoman.extract.incident_case import ORDINARY_ENDING
from dragoman.extract.incident_evidence import (
    JUDGED,
    Evidence,
    joint_features,
    judge_text,
    sentence_features,
    text_features,
)
from dragoman.extract.incident_fillers import Filler, find_fillers, fold_mention, weigh_features
from dragoman.extract.incident_model import IncidentModel
from dragoman.extract.incident_reading import ROLES, IncidentText, read_text
from dragoman.extract.incident_roles import head_features
from dragoman.extract.incident_spans import list_spans
from dragoman.extract.incident_text import INCIDENT_TYPES, find_acts
from dragoman.extract.incidents import TAKE_FILLER, TAKE_TYPE
from evals.muc4 import load_scorer, read_gold
from scripts.muc_examples import Tag, choose_mentions, find_mentions, read_documents
from scripts.parse_cache import cached_parses

T = TypeVar("T")
FOLDS = 5
# Inverse strength of the L2 penalty, the number of times that a feature must be seen, and the least weight kept.
SETTINGS = {
    "sentences": (0.1, 3, 0.02), "words": (0.03, 3, 0.005), "texts": (0.03, 1, 0.0), "roles": (0.3, 3, 0.03),
    "spans": (0.5, 2, 0.03), "fillers": (0.03, 2, 0.0),
}  # fmt: skip
# How much it counts that a sentence tells of an incident of whose fillers it names none.
UNSURE = 0.3


@dataclass(frozen=True)
class Document:
    """A training text as read, with its templates and where its fillers are named."""

    docid: str
    reading: IncidentText
    templates: Sequence[Mapping[str, Any]]
    marked: Sequence[tuple[set[str], list[Tag]]]
    unmarked: set[Tag]

    @property
    def fold(self) -> int:
        return int(hashlib.md5(self.docid.encode("utf-8")).hexdigest(), 16) % FOLDS

    def gold(self, role: str, kind: str | None = None) -> set[str]:
        """Return the folded mentions in a role: of the template of a type with most fillers, or of all templates."""
        chosen = [t for t in self.templates if kind is None or kind in t["incident_type"]]
        if kind is not None:
            chosen = sorted(chosen, key=lambda t: -sum(len(t[r]) for r in ROLES))[:1]
        return {fold_mention(mention[0]) for t in chosen for entity in t[role] for mention in entity}


def read_document(row: Mapping[str, Any]) -> Document:
    """Parse a text and find the mentions of its templates' fillers."""
    reading = read_text(row["doctext"])
    spans = [sentence.span for sentence in reading.sentences]
    acts = [find_acts(reading.text, span) for span in spans]
    marked, every = [], set[Tag]()
    for template in row["templates"]:
        kinds = set(template["incident_type"].split(" / "))
        fitting = [[act for act in words if kinds & set(act.types)] for words in acts]
        found = list(find_mentions(reading.text, template))
        every.update(tag for tags in found for tag in tags)
        marked.append((kinds, choose_mentions(found, spans, fitting)))
    near = {tag for _, tags in marked for tag in tags}
    return Document(row["docid"], reading, row["templates"], marked, every - near)


class Table:
    """Rows of named features, with a label row and weights a row, and the fold of each row's text."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._values: list[float] = []
        self._columns: list[int] = []
        self._ends = [0]
        self.labels: list[Any] = []
        self.weights: list[Any] = []
        self.folds: list[int] = []

    def add(self, features: Mapping[str, float], label: Any, fold: int, weight: Any = 1.0) -> None:  # noqa: ANN401
        """Add a row. `label`: an index of a class, or a row of 0 and 1, with a row of weights."""
        self._columns.extend(self._names.setdefault(name, len(self._names)) for name in features)
        self._values.extend(features.values())
        self._ends.append(len(self._columns))
        self.labels.append(label)
        self.weights.append(weight)
        self.folds.append(fold)

    def fit(self, name: str, classes: Sequence[str], without: int | None = None) -> IncidentModel:
        """Fit a model to the rows, those of one fold left out."""
        strength, least, smallest = SETTINGS[name]
        shape = (len(self.labels), len(self._names))
        matrix = sparse.csr_matrix((np.array(self._values, np.float32), self._columns, self._ends), shape=shape)
        rows = np.flatnonzero(np.array(self.folds) != (-1 if without is None else without))
        matrix = matrix[rows].tocsc()
        columns = np.flatnonzero(np.diff(matrix.indptr) >= least)
        matrix = matrix[:, columns].tocsr()
        names = np.array(list(self._names))[columns]
        # Values that are not 0 or 1 are brought to a spread of 1 for the fit, those that every row has to a mean of 0.
        mean = np.asarray(matrix.mean(axis=0)).ravel()
        spread = np.sqrt(np.maximum(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel() - mean**2, 0.04))
        odd = np.unique(matrix.indices[matrix.data != 1])
        scale, shift = np.ones(len(columns)), np.zeros(len(columns))
        scale[odd] = 1 / spread[odd]
        everywhere = odd[np.bincount(matrix.indices, minlength=len(columns))[odd] == len(rows)]
        shift[everywhere] = mean[everywhere]
        matrix.data = ((matrix.data - shift[matrix.indices]) * scale[matrix.indices]).astype(np.float32)
        labels, weights = np.array(self.labels)[rows], np.array(self.weights)[rows]
        exclusive = labels.ndim == 1
        fits = (
            [_fit(matrix, labels, weights, strength)]
            if exclusive
            else [_fit(matrix, labels[:, n], weights[:, n], strength) for n in range(labels.shape[1])]
        )
        found = np.vstack([weights for weights, _ in fits]).T * scale[:, None]
        bias = np.concatenate([bias for _, bias in fits]) - shift @ found
        kept = (np.abs(found).max(axis=1) >= smallest) | (scale != 1)
        return IncidentModel(list(classes), [str(n) for n in names[kept]], found[kept], bias, exclusive)


def _fit(
    matrix: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray, strength: float
) -> tuple[np.ndarray, np.ndarray]:
    if len(set(labels.tolist())) == 1:  # a type too rare to be in every part
        return np.zeros((1, matrix.shape[1])), np.array([-8.0])
    fitted = LogisticRegression(C=strength, max_iter=200, tol=1e-3).fit(matrix, labels, sample_weight=weights)
    return fitted.coef_, fitted.intercept_


def label_sentences(document: Document) -> tuple[np.ndarray, np.ndarray]:
    """Return of each sentence whether it tells of each type of incident, and how much that counts."""
    sentences = document.reading.sentences
    sure = np.zeros((len(sentences), len(JUDGED)))
    unsure = np.zeros_like(sure)
    for kinds, tags in document.marked:
        columns = [JUDGED.index(kind) for kind in kinds]
        fits = [any(kinds & set(a.types) for a in find_acts(document.reading.text, s.span)) for s in sentences]
        named = {
            s.number
            for s in sentences
            for start, _, role in tags
            if s.span.start <= start < s.span.end and role != "PerpOrg" and (fits[s.number] or len(tags) == 1)
        }
        for number in named or [n for n, fit in enumerate(fits) if fit]:
            (sure if named else unsure)[number, columns] = 1
    for grid in (sure, unsure):
        grid[:, -1] = grid[:, :-1].max(axis=1, initial=0)
    return np.maximum(sure, unsure), np.where((unsure > 0) & (sure == 0), UNSURE, 1.0)


def label_text(document: Document) -> np.ndarray:
    """Return whether a text reports each type of incident, and any."""
    kinds = {kind for t in document.templates for kind in t["incident_type"].split(" / ")}
    return np.array([float(kind in kinds) for kind in INCIDENT_TYPES] + [float(bool(kinds))])


def label_heads(document: Document) -> dict[tuple[int, int], set[str]]:
    """Return the roles of words that head fillers, by sentence and token; "?" for mentions away from any act."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    tags = [(tag, tag[2]) for _, marked in document.marked for tag in marked]
    for (start, end, _), role in [*tags, *((tag, "?") for tag in document.unmarked)]:
        for s in document.reading.sentences:
            if s.span.start <= start < s.span.end:
                inside = s.doc.char_span(start - s.span.start, end - s.span.start, alignment_mode="expand")
                if inside is not None and len(inside):
                    found[s.number, inside.root.i].add(role)
    return found


def role_table(documents: Sequence[Document], evidence: Mapping[str, Evidence]) -> Table:
    """Return the words that could head a filler with their roles; mentions away from any act are left out."""
    table = Table()
    for document in documents:
        roles = label_heads(document)
        for sentence, token, features in head_features(document.reading.sentences, evidence[document.docid]):
            own = roles.get((sentence.number, token), set())
            role = next((1 + n for n, role in enumerate(ROLES) if role in own), 0)
            if role or not own:
                table.add(features, role, document.fold)
    return table


def span_table(documents: Sequence[Document]) -> Table:
    """Return the possible mentions around the heads of fillers, and whether each is one."""
    table = Table()
    for document in documents:
        for (number, token), roles in label_heads(document).items():
            sentence = document.reading.sentences[number]
            for role in roles - {"?"}:
                gold = document.gold(role)
                for option in list_spans(sentence, token, role):
                    quote = sentence.quote_tokens(option.first, option.last).quote(document.reading.text)
                    table.add(option.features, [float(fold_mention(quote) in gold)], document.fold, [1.0])
    return table


def use_models(models: Mapping[str, IncidentModel]) -> None:
    """Let the package's modules see these models instead of the stored ones."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("dragoman.extract") and hasattr(module, "load_incident_model"):
            module.load_incident_model = models.__getitem__  # type: ignore[attr-defined]


class Trainer:
    """Fits one model after another; keeps of each one a fold, for the texts that it has not seen, and one of all."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.folds: list[dict[str, IncidentModel]] = [{} for _ in range(FOLDS)]
        self.final: dict[str, IncidentModel] = {}

    def fit(self, name: str, table: Table, classes: Sequence[str]) -> None:
        """Fit a model a fold and the final one."""
        for fold in range(FOLDS):
            self.folds[fold][name] = table.fit(name, classes, fold)
        self.final[name] = table.fit(name, classes)
        print(f"{name}: {len(table.labels)} rows, {len(self.final[name].dump()) / 1e6:.2f} MB", flush=True)

    def each_unseen(self, work: Callable[[Document], T]) -> Iterator[tuple[Document, T]]:
        """Yield what `work` makes of each text with the models that have not seen it."""
        for fold in range(FOLDS):
            use_models(self.folds[fold])
            for document in self.documents:
                if document.fold == fold:
                    yield document, work(document)

    def train(self) -> None:
        """Fit all models in the order in which they feed one another."""
        sentences, words, texts = Table(), Table(), Table()
        for d in self.documents:
            labels, weights = label_sentences(d)
            for n, features in enumerate(sentence_features(d.reading.sentences)):
                sentences.add(features, labels[n], d.fold, weights[n])
            words.add(text_features(d.reading.sentences), label_text(d), d.fold, np.ones(len(JUDGED)))
        self.fit("sentences", sentences, JUDGED)
        self.fit("words", words, JUDGED)
        for d, features in self.each_unseen(self._joint):
            texts.add(features, label_text(d), d.fold, np.ones(len(JUDGED)))
        self.fit("texts", texts, JUDGED)
        evidence = {d.docid: e for d, e in self.each_unseen(lambda d: judge_text(d.reading.sentences))}
        self.fit("roles", role_table(self.documents, evidence), ("none", *ROLES))
        self.fit("spans", span_table(self.documents), ["exact"])
        found = {d.docid: f for d, f in self.each_unseen(lambda d: find_fillers(d.reading, evidence[d.docid]))}
        fillers = Table()
        for d in self.documents:
            for filler, kind, features in weigh_features(found[d.docid], evidence[d.docid]):
                right = filler.best.key in d.gold(filler.role, kind)
                fillers.add(features, [float(right)], d.fold, [1.0])
        self.fit("fillers", fillers, ["filled"])
        self.found, self.evidence = found, evidence

    def _joint(self, document: Document) -> dict[str, float]:
        sentences = document.reading.sentences
        model = self.folds[document.fold]["sentences"]
        told = np.array([model.probabilities(f) for f in sentence_features(sentences)]).reshape(-1, len(JUDGED))
        return joint_features(self.folds[document.fold]["words"].probabilities(text_features(sentences)), told)

    def predict_unseen(self) -> dict[str, list[dict[str, Any]]]:
        """Return the templates of each training text by models that have not seen it, in the scorer's form."""
        found: dict[str, list[dict[str, Any]]] = {}
        for d in self.documents:
            evidence = self.evidence[d.docid]
            judged = zip(INCIDENT_TYPES, evidence.text, strict=False)
            taken = {k: {r: list[str]() for r in ROLES} for k, p in judged if p >= TAKE_TYPE}
            pairs: Iterable[tuple[Filler, str, dict[str, float]]] = weigh_features(self.found[d.docid], evidence)
            for filler, kind, features in pairs:
                probability = self.folds[d.fold]["fillers"].probabilities(features)[0]
                if kind in taken and probability >= TAKE_FILLER and filler.best.key not in taken[kind][filler.role]:
                    taken[kind][filler.role].append(filler.best.key)
            found[d.docid] = [{"incident_type": kind, **roles} for kind, roles in taken.items()]
        return found


def count_case(corpus: Path) -> list[str]:
    """Return words seen three times or more as they are mostly written: small ones, and names that look ordinary."""
    small, capital = Counter[str](), Counter[str]()
    word = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for piece in re.split(r"(?<=[.!?:\"“”])\s+|\n+|(?<=[\"“”‘])", json.loads(line)["text"]):
                    for match in list(word.finditer(piece))[1:]:
                        quote = match.group()
                        if quote.islower():
                            small[quote] += 1
                        elif quote[0].isupper():
                            capital[quote.lower()] += 1
    table = []
    for key in sorted(small.keys() | capital.keys()):
        seen = small[key] + capital[key]
        ordinary = small[key] >= 0.12 * seen
        if seen >= 3 and ordinary != bool(ORDINARY_ENDING.match(key)):
            table.append(key if ordinary else key.capitalize())
    return table


def write_case_table(corpus: Path) -> None:
    """Write data/incident_case.txt."""
    target = Path(incident_model.__file__).parent / "data" / "incident_case.txt"
    header = "# Words as news articles of 1987 to 2026 mostly write them, counted by scripts/train_incidents.py.\n"
    target.write_text(header + "\n".join(count_case(corpus)) + "\n", encoding="utf-8")


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "gold" / "muc4")
    parser.add_argument("--out", type=Path, default=Path(incident_model.__file__).parent / "weights")
    parser.add_argument("--cache", type=Path, help="keep the parses in this file for the next run")
    parser.add_argument("--case-table", type=Path, metavar="CORPUS")
    options = parser.parse_args()
    if options.case_table:
        write_case_table(options.case_table)
        return
    path = options.data / "gtt_train.json"
    with cached_parses(options.cache):
        documents = [read_document(row) for row in read_documents(path)]
    trainer = Trainer(documents)
    trainer.train()
    for name, model in trainer.final.items():
        (options.out / f"incident_{name}.npz").write_bytes(model.dump())
    score = load_scorer(options.data)
    print(json.dumps(score.score(trainer.predict_unseen(), read_gold(score, path))))


if __name__ == "__main__":
    main()
