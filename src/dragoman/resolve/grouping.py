"""Which codings hang together: those that likely pairs or persons' judgements tie to each other, however indirectly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.resolve.clustering import Pair


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


def _find(home: dict[int, int], position: int) -> int:
    home.setdefault(position, position)
    while home[position] != position:
        home[position] = home[home[position]]
        position = home[position]
    return position
