"""From scored pairs to clusters, without chaining: A like B and B like C does not make A and C one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]

MOST_SAMPLED = 8
"""Members of a large cluster that speak for it, spread evenly over it."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person has ruled of two positions."""

    left: int
    right: int
    same: bool


class Clusters:
    """Positions in clusters that only grow; pairs ruled apart never come together."""

    def __init__(self, size: int) -> None:
        self._home = list(range(size))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}

    def find(self, i: int) -> int:
        """Return the cluster that holds `i`, named by its first member."""
        while self._home[i] != i:
            self._home[i] = self._home[self._home[i]]
            i = self._home[i]
        return i

    def members(self, cluster: int) -> list[int]:
        """Return the positions in a cluster, in order."""
        return self._members.get(cluster, [cluster])

    def parted(self, one: int, other: int) -> bool:
        """Tell whether a person ruled any member of one cluster apart from any of the other."""
        return other in self._apart.get(one, ())

    def part(self, one: int, other: int) -> None:
        """Keep two clusters apart for good."""
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def join(self, one: int, other: int) -> None:
        """Make two clusters one."""
        kept, gone = min(one, other), max(one, other)
        self._members[kept] = sorted(self.members(kept) + self.members(gone))
        self._members.pop(gone, None)
        self._home[gone] = kept
        for enemy in self._apart.pop(gone, ()):
            self._apart[enemy].discard(gone)
            self.part(kept, enemy)

    def list_all(self) -> list[list[int]]:
        """Return all clusters, in the order of their first members."""
        return [self.members(i) for i in range(len(self._home)) if self._home[i] == i]


def cluster_pairs(
    size: int,
    scored: Iterable[tuple[float, Pair]],
    score: Callable[[int, int], float | None],
    rulings: Sequence[Ruling] = (),
    threshold: float = 0.5,
) -> list[list[int]]:
    """Join the best pair first; two clusters join where the mean score over their pairs reaches the threshold.

    `score`: the score of any pair, or None for a veto: one veto keeps two clusters apart. `rulings`: oldest first;
    they come before every score, and a later ruling before an earlier one that contradicts it.
    Nothing depends on the order of `scored`, nor on pairs that no chain of scored pairs ties to these.
    """
    clusters = Clusters(size)
    _apply_rulings(clusters, rulings)
    for best, (left, right) in sorted(scored, key=lambda s: (-s[0], s[1])):
        if best < threshold:
            break
        one, other = clusters.find(left), clusters.find(right)
        if one != other and not clusters.parted(one, other) and _mean_score(clusters, one, other, score) >= threshold:
            clusters.join(one, other)
    return clusters.list_all()


def _apply_rulings(clusters: Clusters, rulings: Sequence[Ruling]) -> None:
    for ruling in reversed(rulings):
        one, other = clusters.find(ruling.left), clusters.find(ruling.right)
        if one == other or clusters.parted(one, other):
            continue
        if ruling.same:
            clusters.join(one, other)
        else:
            clusters.part(one, other)


def _mean_score(clusters: Clusters, one: int, other: int, score: Callable[[int, int], float | None]) -> float:
    """Return the mean over the pairs across two clusters; 0 where one of them is vetoed."""
    total, count = 0.0, 0
    for left in _sample(clusters.members(one)):
        for right in _sample(clusters.members(other)):
            found = score(left, right)
            if found is None:
                return 0.0
            total += found
            count += 1
    return total / count


def _sample(members: list[int]) -> list[int]:
    if len(members) <= MOST_SAMPLED:
        return members
    return [members[i * (len(members) - 1) // (MOST_SAMPLED - 1)] for i in range(MOST_SAMPLED)]
