"""Pair two lists one to one so that the pairs weigh most."""

from __future__ import annotations

import math
from collections.abc import Sequence

Weights = Sequence[Sequence[float]]


def assign_pairs(weights: Weights) -> list[tuple[int, int]]:
    """Return (row, column) pairs, in the order of the rows, whose weights sum to the most; the shorter side is used up.

    Kuhn's Hungarian method with potentials, one shortest path a row: O(rows² · columns).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in assign_pairs(turned))
    costs = [[-weight for weight in row] for row in weights]
    row_potential = [0.0] * len(costs)
    column_potential = [0.0] * len(costs[0])
    owner: list[int | None] = [None] * len(costs[0])
    for row in range(len(costs)):
        _give_column(row, costs, row_potential, column_potential, owner)
    return sorted((row, column) for column, row in enumerate(owner) if row is not None)


def _give_column(
    row: int,
    costs: Sequence[Sequence[float]],
    row_potential: list[float],
    column_potential: list[float],
    owner: list[int | None],
) -> None:
    """Find the cheapest chain of exchanges that frees a column for the row, and make them."""
    width = len(owner)
    distance, before = [math.inf] * width, [-1] * width
    done: set[int] = set()
    current, reached = row, -1
    while True:
        for column in range(width):
            if column in done:
                continue
            slack = costs[current][column] - row_potential[current] - column_potential[column]
            if slack < distance[column]:
                distance[column], before[column] = slack, reached
        nearest = min((column for column in range(width) if column not in done), key=distance.__getitem__)
        step = distance[nearest]
        row_potential[row] += step
        for column in done:
            column_potential[column] -= step
            row_potential[_owner_of(column, owner)] += step
        for column in range(width):
            if column not in done:
                distance[column] -= step
        done.add(nearest)
        reached = nearest
        if owner[nearest] is None:
            break
        current = _owner_of(nearest, owner)
    while reached >= 0:
        previous = before[reached]
        owner[reached] = row if previous < 0 else owner[previous]
        reached = previous


def _owner_of(column: int, owner: Sequence[int | None]) -> int:
    found = owner[column]
    if found is None:
        raise ValueError(f"column {column} has no row")
    return found
