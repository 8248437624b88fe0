"""Codings that a chain of likely pairs ties together, to the clusters that are one event each.

Nothing outside such a group has a say in it. So a study is linked group by group, in any order and by any number of
processes, and a new article leaves all groups but its own as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.judgement import Judgement
from dragoman.resolve.clustering import Pair, Ruling, cluster_pairs
from dragoman.resolve.comparing import compare_profiles
from dragoman.resolve.link_tables import load_link_tables
from dragoman.resolve.profiles import Profile
from dragoman.resolve.scoring import LINK_FROM, judge_pair, score_comparison


@dataclass(frozen=True, slots=True)
class Joined:
    """The clusters of a group, as positions in it, and the matcher's judgements on its pairs."""

    clusters: tuple[tuple[int, ...], ...]
    judgements: tuple[Judgement, ...]


def join_group(
    profiles: Sequence[Profile], linked: Sequence[tuple[float, Pair]], rulings: Sequence[Ruling] = ()
) -> Joined:
    """Cluster a group. `profiles`: in order of publication; `linked`: the candidates that look like one event.

    A judgement is given on each of these, and on each pair that was weighed on the way and became one event or
    looked like one.
    """
    scores = _Scores(profiles, linked)
    clusters = cluster_pairs(len(profiles), linked, scores.score, rulings)
    return Joined(tuple(map(tuple, clusters)), tuple(scores.judge(clusters)))


def score_pair(left: Profile, right: Profile) -> float | None:
    """Return the probability that two codings are one event, or None for a veto."""
    tables = load_link_tables()
    comparison = compare_profiles(left, right, tables)
    return None if comparison.veto is not None else score_comparison(comparison, tables)


class _Scores:
    """Scores of pairs of positions, each compared once."""

    def __init__(self, profiles: Sequence[Profile], known: Iterable[tuple[float, Pair]]) -> None:
        self._profiles = profiles
        self._scores: dict[Pair, float | None] = {pair: score for score, pair in known}

    def score(self, one: int, other: int) -> float | None:
        """Return the score of a pair, in either order; None for a veto."""
        pair = (min(one, other), max(one, other))
        if pair not in self._scores:
            self._scores[pair] = score_pair(self._profiles[pair[0]], self._profiles[pair[1]])
        return self._scores[pair]

    def judge(self, clusters: Sequence[Sequence[int]]) -> Iterable[Judgement]:
        """Yield a judgement for each pair that looked like one event or became one."""
        home = {i: number for number, cluster in enumerate(clusters) for i in cluster}
        for (left, right), found in sorted(self._scores.items()):
            same = home[left] == home[right]
            if found is not None and (same or found >= LINK_FROM):
                comparison = compare_profiles(self._profiles[left], self._profiles[right], load_link_tables())
                yield judge_pair(comparison, same)
