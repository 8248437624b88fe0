"""Who did what kind of act to whom, from the bare sentence: PLOVER root types of marked pairs (laid out as gold/plv).

    python -m evals.plv --data DIR [--split FILE] [--json]

DIR holds PLV_*.tsv, all of which are read; FILE: another such file, or ids of the sentences to score, one a line. Given
are the sentence and the words of source and target. macro_f1: mean over the root types of gold_root; accuracy: share of
sentences with the right one. direction: given the two parties unordered, the share in which the right one is said to
act (sentences that name both). Where most sentences of a file were fitted to by the packaged model (evals/fitted.py),
only its others are scored, and `fitted` counts those left out; figures over all of gold/plv:
`python -m scripts.train_dyads --cv`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.extract.dyads import choose_source, type_dyad
from evals.fitted import were_fitted


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its two parties, as their words; an empty string where the set names none."""

    id: str
    sentence: str
    source: str
    target: str
    root: str

    def fold(self, folds: int) -> int:
        """Return the fold that the sentence falls in, the same on every machine."""
        return hashlib.sha256(self.sentence.encode()).digest()[0] % folds


PLACEHOLDERS = frozenset({"An actor", "a recipient"})
"""What the set writes for a party that the sentence does not name."""


def read_sentences(path: Path) -> Iterator[Marked]:
    """Yield the sentences of a PLV file that have a root type."""
    with path.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream, delimiter="\t"):
            if line["gold_root"]:
                source, target = (
                    "" if line[side] in PLACEHOLDERS else line[side].strip() for side in ("source", "target")
                )
                yield Marked(line["sentence_id"], line["sentence"], source, target, line["gold_root"])


def choose_sentences(data: Path, split: Path | None) -> tuple[list[Marked], int]:
    """Return the sentences to score, and how many were left out because the packaged model was fitted to them."""
    files = [split] if split and split.suffix == ".tsv" else sorted(data.glob("PLV_*.tsv"))
    if not files:
        raise FileNotFoundError(f"{data}: expected PLV_*.tsv, found none")
    ids = set(split.read_text(encoding="utf-8").split()) if split and split.suffix != ".tsv" else None
    chosen: list[Marked] = []
    left_out = 0
    for file in files:
        sentences = [marked for marked in read_sentences(file) if ids is None or marked.id in ids]
        fitted = were_fitted("plv", [marked.sentence for marked in sentences])
        if split is None and sum(fitted) > len(fitted) / 2:
            left_out += sum(fitted)
            sentences = [marked for marked, known in zip(sentences, fitted, strict=True) if not known]
        chosen += sentences
    return chosen, left_out


def score_sentences(sentences: Sequence[Marked]) -> dict[str, Any]:
    """Run the packaged models over the sentences and return all figures."""
    guesses = [type_dyad(m.sentence, m.source or None, m.target or None).root for m in sentences]
    # Sorted, so that the order in which the set names the parties tells nothing.
    pairs = [(m, sorted((m.source, m.target))) for m in sentences if m.source and m.target]
    turned = [(m, choose_source(m.sentence, (first, second))[0]) for m, (first, second) in pairs]
    scores = score_roots([m.root for m in sentences], guesses)
    direction = sum(chosen == m.source for m, chosen in turned) / max(len(turned), 1)
    return {**scores["roots"], "direction": round(direction, 4), "pairs": len(turned), "by_root": scores["by_root"]}


def score_roots(gold: Sequence[str], guesses: Sequence[str]) -> dict[str, Any]:
    """Return macro-F1 and accuracy over root types, and precision, recall and F of each."""
    by_root = {}
    for root in sorted(set(gold)):
        hits = sum(g == p == root for g, p in zip(gold, guesses, strict=True))
        wanted, given = sum(g == root for g in gold), sum(p == root for p in guesses)
        f = 2 * hits / (wanted + given) if hits else 0.0
        by_root[root] = {
            "p": round(hits / given, 4) if given else 0.0,
            "r": round(hits / wanted, 4),
            "f": round(f, 4),
            "n": wanted,
        }
    right = sum(g == p for g, p in zip(gold, guesses, strict=True))
    macro = sum(figures["f"] for figures in by_root.values()) / max(len(by_root), 1)
    roots = {"sentences": len(gold), "macro_f1": round(macro, 4), "accuracy": round(right / max(len(gold), 1), 4)}
    return {"roots": roots, "by_root": by_root}


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    sentences, fitted = choose_sentences(options.data, options.split)
    if not sentences:
        print(f"{options.data}: expected sentences with a gold_root that no model was fitted to.", file=sys.stderr)
        return 4
    scores = {"fitted": fitted, **score_sentences(sentences)}
    if options.json:
        print(json.dumps(scores, indent=1))
        return 0
    by_root = scores.pop("by_root")
    print("\n".join(f"{name:12} {value}" for name, value in scores.items()))
    for root, figures in by_root.items():
        print(f"  {root:10} P {figures['p']:.3f}  R {figures['r']:.3f}  F {figures['f']:.3f}  ({figures['n']})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
