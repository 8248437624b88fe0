"""Which type is taken for which, and how sound is the confidence? Matrices and bins of the coder against gold codings.

    python -m evals.confusion --data ../shared/gold/dispatches-train [--split FILE] [--coder NAME] [--json]

DIR and FILE as for evals.dispatches. `types`: gold and coded events are paired one to one within an article by the
shared scorer's similarity, whatever their types; among equals, those of one type go together. Rows are the gold's,
columns the coder's; "none" is the column of what the coder misses and the row of what it invents. `statuses`: the
same pairs by status. `calibration`: codings by confidence, in tenths; `right` is the share that the shared scorer pairs
with a gold coding of the same type. With several annotators, counts add up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from dragoman.codebook import MODES
from dragoman.codebook.terms import STATUSES
from dragoman.extract.coders import DEFAULT_CODER, load_coder
from dragoman.model import Article
from dragoman.model.guide import coding_to_guide
from evals.dispatches import find_files
from evals.standoff import Row, read_lines

NONE = "none"
BINS = 10
LEAST_SIMILAR = 0.3  # the scorer's own threshold
_SAME_TYPE = 0.05


@dataclass(frozen=True, slots=True)
class Scored:
    """A coding in the guide's format, with the coder's confidence in it."""

    row: Row
    confidence: float


def measure_coder(data: Path, coder: str = DEFAULT_CODER, split: Path | None = None) -> dict[str, Any]:
    """Code the articles of DIR and return the matrices and the bins."""
    articles, files = find_files(data)
    chosen = set(split.read_text(encoding="utf-8").split()) if split else None
    lines = [line for line in read_lines(articles) if chosen is None or line["id"] in chosen]
    reader = load_coder(coder)
    coded = {
        line["id"]: [
            Scored(coding_to_guide(coding), coding.confidence)
            for coding in reader.code_articles([read_article(line)])[0]
        ]
        for line in lines
    }
    scorer = load_scorer(data)
    pairs: list[tuple[Row | None, Row | None]] = []
    judged: list[tuple[float, bool]] = []
    for file in files:
        gold: dict[str, list[Row]] = defaultdict(list)
        for row in read_lines(file):
            gold[row["article_id"]].append(row)
        for article_id, found in coded.items():
            pairs += pair_codings(gold[article_id], [scored.row for scored in found], scorer)
            judged += judge_codings(gold[article_id], found, scorer)
    return {
        "articles": len(lines),
        "annotators": len(files),
        "types": count_pairs(pairs, "event", list(MODES)),
        "statuses": count_pairs([pair for pair in pairs if None not in pair], "status", list(STATUSES)),
        "calibration": fill_bins(judged),
    }


def read_article(row: Row) -> Article:
    """Return an article that the guide's format gives as a row."""
    published = date.fromisoformat(row["published"])
    return Article(row["id"], row.get("outlet"), published, row.get("title") or "", row["text"])


def load_scorer(data: Path) -> ModuleType:
    """Return tools/score_dispatches.py, which lies two folders above DIR, as a module."""
    path = data.resolve().parents[1] / "tools" / "score_dispatches.py"
    spec = importlib.util.spec_from_file_location("score_dispatches", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(f"{path}: expected the shared scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pair_codings(gold: Sequence[Row], found: Sequence[Row], scorer: ModuleType) -> list[tuple[Row | None, Row | None]]:
    """Pair the codings of one article whatever their types; None stands for the missing side."""
    if not gold or not found:
        return [*((row, None) for row in gold), *((None, row) for row in found)]
    alike = np.array([[scorer.similarity(left, right) for right in found] for left in gold])
    same = np.array([[left["event"] == right["event"] for right in found] for left in gold])
    rows, columns = linear_sum_assignment(-np.where(alike >= LEAST_SIMILAR, alike + _SAME_TYPE * same, 0.0))
    paired = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if alike[r, c] >= LEAST_SIMILAR]
    missed = set(range(len(gold))) - {r for r, _ in paired}
    invented = set(range(len(found))) - {c for _, c in paired}
    return [
        *((gold[r], found[c]) for r, c in paired),
        *((gold[r], None) for r in sorted(missed)),
        *((None, found[c]) for c in sorted(invented)),
    ]


def judge_codings(gold: Sequence[Row], found: Sequence[Scored], scorer: ModuleType) -> list[tuple[float, bool]]:
    """Return each coding's confidence, and whether the scorer pairs it with a gold coding of its type."""
    right = {id(row) for _, row in scorer.pair(list(gold), [scored.row for scored in found])}
    return [(scored.confidence, id(scored.row) in right) for scored in found]


def count_pairs(pairs: Iterable[tuple[Row | None, Row | None]], key: str, labels: Sequence[str]) -> dict[str, Any]:
    """Return a matrix of counts, gold by coded; "none" is added where a side is missing."""
    named = [tuple(row[key] if row is not None else NONE for row in pair) for pair in pairs]
    names = [*labels, NONE] if any(NONE in pair for pair in named) else list(labels)
    counts = [[0] * len(names) for _ in names]
    for left, right in named:
        counts[names.index(left)][names.index(right)] += 1
    return {"labels": names, "counts": counts}


def fill_bins(judged: Iterable[tuple[float, bool]]) -> list[dict[str, float | int]]:
    """Return the bins that hold a coding: their limits, number of codings, mean confidence and share right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return [
        {
            "low": at / BINS,
            "high": (at + 1) / BINS,
            "codings": len(members),
            "confidence": round(sum(confidence for confidence, _ in members) / len(members), 4),
            "right": round(sum(right for _, right in members) / len(members), 4),
        }
        for at, members in sorted(bins.items())
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print the matrices and bins; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--coder", default=DEFAULT_CODER)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    measured = measure_coder(options.data, options.coder, options.split)
    if options.json:
        print(json.dumps(measured))
        return 0
    for name in ("types", "statuses"):
        labels, counts = measured[name]["labels"], measured[name]["counts"]
        print(f"{name:13}" + " ".join(f"{label[:5]:>5}" for label in labels))
        for label, row in zip(labels, counts, strict=True):
            print(f"{label:13}" + " ".join(f"{count or '':>5}" for count in row))
    for each in measured["calibration"]:
        print(f"{each['low']:.1f}-{each['high']:.1f}  {each['codings']:4} codings  right {each['right']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
