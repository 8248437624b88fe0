"""From a comparison to a probability, and to a judgement that can be read."""

from __future__ import annotations

from functools import lru_cache
from math import exp

from dragoman.model.judgement import Judgement
from dragoman.resolve.comparing import COMPARED, Comparison
from dragoman.resolve.link_tables import LinkTables, load_link_tables

MATCHER = "matcher:levels/1"
LINK_FROM = 0.5


def score_comparison(comparison: Comparison, tables: LinkTables) -> float:
    """Return the probability that the two are one event: the logistic of the summed weights; 0 under a veto."""
    if comparison.veto is not None:
        return 0.0
    weights = tables.weights[comparison.left.kind]
    total = weights["prior"][""]
    for field, level in zip(COMPARED, comparison.levels, strict=True):
        total += weights[field][level]
    return 1.0 / (1.0 + exp(-total))


def judge_pair(comparison: Comparison, same: bool | None = None) -> Judgement:
    """Judge two codings. `same`: what clustering made of the pair, where that is known; else by the score alone."""
    tables = load_link_tables()
    score = score_comparison(comparison, tables)
    return Judgement(
        left=comparison.left.coding.id,
        right=comparison.right.coding.id,
        same=score >= LINK_FROM if same is None else same,
        judge=MATCHER,
        score=round(score, 4),
        reason=word_reason(comparison),
    )


def word_reason(comparison: Comparison) -> str:
    """Return the levels that weighed, the heaviest first, as "place same +2.2; mode differs -1.5"."""
    return comparison.veto or _word_levels(comparison.left.kind, comparison.levels)


@lru_cache(maxsize=1 << 15)
def _word_levels(kind: str, levels: tuple[str, ...]) -> str:
    # A large study has millions of pairs, and some thousand combinations of levels.
    tables = load_link_tables()
    weighed = [(tables.weigh(kind, *pair), pair) for pair in zip(COMPARED, levels, strict=True)]
    told = sorted((w for w in weighed if w[0]), key=lambda w: (-abs(w[0]), w[1]))
    return "; ".join(f"{field} {level} {weight:+.1f}" for weight, (field, level) in told)
