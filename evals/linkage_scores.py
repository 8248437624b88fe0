"""Scores of a clustering against gold: pairwise and B-cubed precision, recall and F."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

Scores = dict[str, float]


def score_pairs(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Scores:
    """Score the pairs of items that are put together; both mappings tell of each item the cluster that holds it."""
    both = _count_pairs(Counter((found[item], gold[item]) for item in gold))
    told = _count_pairs(Counter(found[item] for item in gold))
    true = _count_pairs(Counter(gold.values()))
    return _sum_up(both / told if told else 1.0, both / true if true else 1.0)


def score_b_cubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Scores:
    """Score each item's cluster against its gold cluster, and average over items (Bagga and Baldwin, 1998)."""
    both = Counter((found[item], gold[item]) for item in gold)
    told, true = Counter(found[item] for item in gold), Counter(gold.values())
    precision = sum(both[found[item], gold[item]] / told[found[item]] for item in gold) / len(gold)
    recall = sum(both[found[item], gold[item]] / true[gold[item]] for item in gold) / len(gold)
    return _sum_up(precision, recall)


def _count_pairs(sizes: Counter[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _sum_up(precision: float, recall: float) -> Scores:
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f": round(f, 4)}
