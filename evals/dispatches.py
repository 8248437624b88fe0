"""Whole codings: how well the coder agrees with people who read, on articles coded by the coding guide.

    python -m evals.dispatches --data ../shared/gold/dispatches-train [--split FILE] [--coder NAME] [--json]

DIR is laid out as gold/dispatches-train (articles_val.jsonl, codings_val.jsonl) or as gold/dispatches (articles.jsonl
and one codings_*.jsonl an annotator, whose scores are averaged). FILE: ids of the articles to score, one a line. The
scorer is the shared one, tools/score_dispatches.py beside the gold folder; what it prints is what this prints.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.extract.coders import DEFAULT_CODER, load_coder
from dragoman.model import Article
from dragoman.model.guide import coding_to_guide
from evals.standoff import Row, read_lines


def score_coder(data: Path, coder: str = DEFAULT_CODER, split: Path | None = None) -> dict[str, Any]:
    """Code the articles of DIR and return the shared scorer's figures, averaged over annotators."""
    articles, codings = find_files(data)
    chosen = set(split.read_text(encoding="utf-8").split()) if split else None
    rows = [row for row in read_lines(articles) if chosen is None or row["id"] in chosen]
    predicted = code_rows(rows, coder)
    score = load_scorer(data)
    ids = {row["id"] for row in rows}
    return average([score([c for c in read_lines(path) if c["article_id"] in ids], predicted, ids) for path in codings])


def find_files(data: Path) -> tuple[Path, list[Path]]:
    """Return the articles and the codings, one file an annotator; FileNotFoundError where neither layout is there."""
    if (data / "articles_val.jsonl").exists():
        return data / "articles_val.jsonl", [data / "codings_val.jsonl"]
    codings = sorted(data.glob("codings*.jsonl"))
    if not (data / "articles.jsonl").exists() or not codings:
        raise FileNotFoundError(f"{data}: expected articles.jsonl and codings*.jsonl, or articles_val.jsonl")
    return data / "articles.jsonl", codings


def code_rows(rows: Iterable[Row], coder: str) -> list[Row]:
    """Code articles given as rows of the guide's format; return codings in that format."""
    articles = [
        Article(row["id"], row.get("outlet"), date.fromisoformat(row["published"]), row.get("title") or "", row["text"])
        for row in rows
    ]
    reader = load_coder(coder)
    return [coding_to_guide(coding) for article in articles for coding in reader.code_articles([article])[0]]


def load_scorer(data: Path) -> Any:  # noqa: ANN401 -- a function of a script that lies outside the repository
    """Return `score` of tools/score_dispatches.py, which lies two folders above DIR."""
    path = data.resolve().parents[1] / "tools" / "score_dispatches.py"
    spec = importlib.util.spec_from_file_location("score_dispatches", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(f"{path}: expected the shared scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score


def average(scores: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the mean of every number, at any depth; a field that only some annotators fill is averaged over those."""
    merged: dict[str, Any] = {}
    for key in dict.fromkeys(key for score in scores for key in score):
        values = [score[key] for score in scores if key in score]
        if isinstance(values[0], Mapping):
            merged[key] = average(values)
        else:
            merged[key] = round(sum(values) / len(values), 4)
    return merged


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--coder", default=DEFAULT_CODER)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scores = score_coder(options.data, options.coder, options.split)
    if options.json:
        print(json.dumps(scores, indent=1))
        return 0
    for name, figures in scores.items():
        if name != "fields":
            print(f"{name:12} P {figures['p']:.3f}  R {figures['r']:.3f}  F {figures['f']:.3f}")
    for name, figures in scores.get("fields", {}).items():
        print(f"  {name:24} {figures['mean']:.3f}  ({figures['n']:.0f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
