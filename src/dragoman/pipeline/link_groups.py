"""Likely pairs cut into tasks for clustering, group by group: as arrays, since a large study has millions of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from dragoman.resolve.clustering import Ruling
from dragoman.resolve.grouping import label_groups
from dragoman.resolve.link_keys import Numbers


def cut_groups(
    size: int, linked: pa.Table, rulings: Sequence[Ruling], at_once: int
) -> Iterator[tuple[pa.Table, list[Ruling]]]:
    """Yield the pairs and the rulings of some groups at a time; no group is cut in two.

    `size`: codings in all; `at_once`: of some groups. `linked`: positions `left` and `right`, and `score`.
    """
    same = np.array([(ruling.left, ruling.right) for ruling in rulings if ruling.same], np.int64).reshape(-1, 2)
    lefts, rights = (np.concatenate([np.asarray(linked[side]), same[:, i]]) for i, side in enumerate(("left", "right")))
    task_of = _number_tasks(size, lefts, rights, at_once)
    rulings_of: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        # One that parts two groups has no say in either.
        if task_of[ruling.left] == task_of[ruling.right] >= 0:
            rulings_of[int(task_of[ruling.left])].append(ruling)
    tasks = task_of[np.asarray(linked["left"])]
    order = np.argsort(tasks, kind="stable")
    ends = np.searchsorted(tasks[order], np.arange(task_of.max(initial=-1) + 1), side="right")
    start = 0
    for task, end in enumerate(ends.tolist()):
        yield linked.take(pa.array(order[start:end])), rulings_of[task]
        start = end


def _number_tasks(size: int, lefts: Numbers, rights: Numbers, at_once: int) -> Numbers:
    """Return of each position the task that its group goes to, -1 where it is tied to none."""
    homes = label_groups(size, lefts, rights)
    tied = np.unique(np.concatenate([lefts, rights]))
    firsts, counts = np.unique(homes[tied], return_counts=True)
    task_of = np.full(size, -1, np.int64)
    task_of[tied] = ((np.cumsum(counts) - counts) // at_once)[np.searchsorted(firsts, homes[tied])]
    return task_of
