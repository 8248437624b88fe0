"""Of which pairs a change of some codings decides anew whether they are compared: all others stay as they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute

from dragoman.resolve.blocking import Blocks
from dragoman.resolve.link_keys import Numbers, OutlineTable

IdPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is to be looked at. Pairs are ids of codings, the one published first before the other.

    `askers`: the codings whose earlier candidates were looked up anew. `fresh`: those of their candidates that are to
    be compared. `kept`: those that were candidates before and whose codings are what they were.
    """

    askers: frozenset[str]
    fresh: tuple[IdPair, ...]
    kept: frozenset[IdPair]


def find_neighbours(standing: pa.Table, old: pa.Table, new: pa.Table) -> Neighbours:
    """Find what changes where `old` outlines give way to `new` ones and all others stand.

    The result is exact: a coding that is not among the askers has the candidates that it had. `standing`: of the
    partitions of the others, those outlines that stay.
    """
    changed = {*old["coding_id"].to_pylist(), *new["coding_id"].to_pylist()}
    affected = _find_affected(standing, old, new) - changed
    now = _find_pairs(pa.concat_tables([standing, new]), affected | set(new["coding_id"].to_pylist()))
    before = _find_pairs(pa.concat_tables([standing, old]), affected)
    kept = frozenset(pair for pair in now & before if not changed.intersection(pair))
    return Neighbours(frozenset(affected | changed), tuple(sorted(now - kept)), kept)


def _find_affected(standing: pa.Table, old: pa.Table, new: pa.Table) -> set[str]:
    """Return the codings to which any of the changed ones was or is offered."""
    changed = {*old["coding_id"].to_pylist(), *new["coding_id"].to_pylist()}
    near, rows = _narrow(pa.concat_tables([standing, old, new]), changed)
    affected = Blocks(OutlineTable(near)).find_affected(rows)
    return set(near["coding_id"].take(pa.array(affected)).to_pylist())


def _find_pairs(table: pa.Table, askers: set[str]) -> set[IdPair]:
    near, rows = _narrow(table, askers)
    ids = near["coding_id"].to_pylist()
    return {
        (ids[left], ids[right])
        for lefts, rights in Blocks(OutlineTable(near)).find_candidates(rows)
        for left, right in zip(lefts.tolist(), rights.tolist(), strict=True)
    }


def _narrow(table: pa.Table, wanted: set[str]) -> tuple[pa.Table, Numbers]:
    """Return the rows that share anything with those wanted, in order, and where among them these are."""
    related = OutlineTable(table).list_related(_find_rows(table, wanted))
    near = table.take(pa.array(related)).sort_by([("published", "ascending"), ("coding_id", "ascending")])
    return near, _find_rows(near, wanted)


def _find_rows(table: pa.Table, wanted: set[str]) -> Numbers:
    found = pa.compute.is_in(table["coding_id"], value_set=pa.array(sorted(wanted), pa.string()))
    return np.flatnonzero(np.asarray(found.combine_chunks()))
