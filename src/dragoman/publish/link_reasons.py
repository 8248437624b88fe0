"""Why two reports were taken for one event: the matcher's reason, cut into what weighed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WEIGHED = re.compile(r"(.+?) ([+-]\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Weight:
    """What weighed, in words ("place same"), and how much, in log odds: above 0 for one event; 0 where it is no sum."""

    words: str
    weight: float


def split_reason(reason: str) -> list[Weight]:
    """Return the parts of a judgement's reason (resolve/scoring.py), the heaviest first as they stand in it."""
    parts = [part.strip() for part in reason.split(";") if part.strip()]
    found = [(part, _WEIGHED.fullmatch(part)) for part in parts]
    return [Weight(match[1], float(match[2])) if match else Weight(part, 0.0) for part, match in found]
