"""Krippendorff's alpha for names: how far coders agree beyond what chance would give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import permutations


def nominal_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return alpha over units, each with the values that its coders gave (any number; missing ones left out).

    1 is full agreement, 0 what chance gives, below 0 is less than that. None where it is not defined: no unit with
    two values, or one and the same value everywhere, which tells nothing. Source: K. Krippendorff, "Computing
    Krippendorff's Alpha-Reliability" (2011), nominal data.
    """
    totals: defaultdict[Hashable, float] = defaultdict(float)
    observed = 0.0
    for values in units:
        if len(values) < 2:
            continue
        for one, other in permutations(values, 2):
            share = 1 / (len(values) - 1)
            totals[one] += share
            observed += share if one != other else 0.0
    number = sum(totals.values())
    expected = number * number - sum(total * total for total in totals.values())
    if len(totals) < 2:
        return None
    return 1 - (number - 1) * observed / expected
