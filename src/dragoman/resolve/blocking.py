"""Which codings are worth comparing: those that share a key of kind, days and place, actor, name or toll.

Codings stand in order of publication, and each is compared with earlier ones that stand under its keys. A key under
which very many stand offers only the latest of them: those that share more than that meet under a finer key. So the
work grows with the number of codings and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dragoman.resolve.link_keys import Numbers, OutlineTable

MOST_PER_KEY = 60
"""Codings that one key offers: the latest before the one that asks."""

MOST_PER_CODING = 80
"""Codings that one is compared with: those with which it shares most keys, then the latest."""

ASKED_AT_ONCE = 4096
_HALF = 32
_LOW = np.int64((1 << _HALF) - 1)


class Blocks:
    """All standing codings of a partition, sorted by key and position."""

    def __init__(self, table: OutlineTable) -> None:
        self._table = table
        keys, rows = table.list_standing(np.arange(table.size))
        order = np.lexsort((rows, keys))
        self._keys, first = np.unique(keys[order], return_index=True)
        self._rows = rows[order]
        self._starts = np.append(first, len(order))
        ranks = np.repeat(np.arange(len(self._keys)), np.diff(self._starts))
        self._codes = (ranks << _HALF) | self._rows

    def find_candidates(self, askers: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield (earlier positions, later positions) of the pairs to compare, some thousand `askers` at a time.

        Askers ascend; pairs come by the later position, then by the earlier one.
        """
        for start in range(0, len(askers), ASKED_AT_ONCE):
            yield self._offer(askers[start : start + ASKED_AT_ONCE])

    def find_affected(self, changed: Numbers) -> Numbers:
        """Return the later positions to which a key offers any of these: their candidates depend on the changed ones.

        What a key offers to a coding differs between two states of the record only if one of the 60 that it offers
        was added, removed or changed, so that the latest such one has fewer than 60 others after it: those of both
        states may stand in the table together.
        """
        standing_keys, standing = self._table.list_standing(changed)
        ranks = np.searchsorted(self._keys, standing_keys)
        at = np.searchsorted(self._codes, (ranks << _HALF) | standing)
        beyond = at + MOST_PER_KEY
        ends = self._starts[ranks + 1]
        last = np.where(beyond < ends, self._rows[np.minimum(beyond, len(self._rows) - 1)], self._table.size)
        reach: dict[int, list[tuple[int, int]]] = {}
        for rank, low, high in zip(ranks.tolist(), standing.tolist(), last.tolist(), strict=True):
            reach.setdefault(rank, []).append((low, high))
        return self._find_askers(reach)

    def _find_askers(self, reach: dict[int, list[tuple[int, int]]]) -> Numbers:
        keys, rows = self._table.list_asked(np.arange(self._table.size))
        ranks, found = self._look_up(keys)
        wanted = found & np.isin(ranks, np.fromiter(reach, np.int64, len(reach)))
        affected = {
            row
            for rank, row in zip(ranks[wanted].tolist(), rows[wanted].tolist(), strict=True)
            if any(low < row <= high for low, high in reach[rank])
        }
        return np.array(sorted(affected), np.int64)

    def _look_up(self, keys: Numbers) -> tuple[Numbers, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
        if not len(self._keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), bool)
        ranks = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return ranks, self._keys[ranks] == keys

    def _offer(self, askers: Numbers) -> tuple[Numbers, Numbers]:
        keys, rows = self._table.list_asked(askers)
        ranks, found = self._look_up(keys)
        ranks, rows = ranks[found], rows[found]
        ends = np.searchsorted(self._codes, (ranks << _HALF) | rows)
        counts = ends - np.maximum(self._starts[ranks], ends - MOST_PER_KEY)
        total = np.cumsum(counts)
        places = np.arange(total[-1] if len(total) else 0) + np.repeat(ends - total, counts)
        codes = (np.repeat(rows, counts) << _HALF) | self._rows[places]
        pairs, shared = np.unique(codes, return_counts=True)
        return _choose(pairs & _LOW, pairs >> _HALF, shared)


def _choose(lefts: Numbers, rights: Numbers, shared: Numbers) -> tuple[Numbers, Numbers]:
    """Keep of each later coding those earlier ones that share most with it, then the latest."""
    order = np.lexsort((-lefts, -shared, rights))
    ordered = rights[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept = np.sort(order[rank < MOST_PER_CODING])
    return lefts[kept], rights[kept]
