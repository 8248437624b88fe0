"""A decision as one JSON object of a line, as `dragoman log` and `dragoman export` write it, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from dragoman.model.arrow import pack_row, shape_of
from dragoman.model.judgement import Decision

_NAMES = tuple(field.name for field in fields(Decision))


def write_decision(decision: Decision) -> dict[str, Any]:
    """Return the decision as a plain dict; its time as ISO 8601 in UTC."""
    return pack_row(decision) | {"at": decision.at.astimezone(UTC).isoformat()}


def read_decision(row: Mapping[str, Any]) -> Decision:
    """Return the decision that a row tells; ValueError where it lacks something or holds what it cannot."""
    missing = [name for name in _NAMES if name not in row]
    if missing:
        raise ValueError(f"expected the keys of a decision, found none of {', '.join(missing)}")
    kept = {name: row[name] for name in _NAMES}
    try:
        decision: Decision = shape_of(Decision).unpack(kept | {"at": datetime.fromisoformat(row["at"]).astimezone(UTC)})
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"expected a decision as 'dragoman log --format json' writes it, found {fault!r}") from fault
    return decision
