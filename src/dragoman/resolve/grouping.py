"""Which codings hang together: those that likely pairs or persons' judgements tie to each other, however indirectly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from dragoman.resolve.clustering import Pair
from dragoman.resolve.link_keys import Numbers


def group_positions(pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the groups of two and more positions that pairs tie together, each ascending, by their first."""
    home: dict[int, int] = {}
    for one, other in pairs:
        left, right = _find(home, one), _find(home, other)
        home[max(left, right)] = min(left, right)
    groups: dict[int, list[int]] = defaultdict(list)
    for position in sorted(home):
        groups[_find(home, position)].append(position)
    return [group for group in groups.values() if len(group) > 1]


def label_groups(size: int, lefts: Numbers, rights: Numbers) -> Numbers:
    """Return of each position the first position of its group, that of one that no pair ties being its own."""
    homes = np.arange(size)
    while len(lefts):
        ours, theirs = homes[lefts], homes[rights]
        apart = ours != theirs
        lefts, rights, ours, theirs = lefts[apart], rights[apart], ours[apart], theirs[apart]
        # Of two groups that a pair ties, that of the later first position goes over to the other.
        np.minimum.at(homes, np.maximum(ours, theirs), np.minimum(ours, theirs))
        while not np.array_equal(homes, farther := homes[homes]):
            homes = farther
    return homes


def _find(home: dict[int, int], position: int) -> int:
    home.setdefault(position, position)
    while home[position] != position:
        home[position] = home[home[position]]
        position = home[position]
    return position
