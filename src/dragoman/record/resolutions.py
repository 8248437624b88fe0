"""Reading back who and where the names of codings are, as the last link run resolved them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_type_hints

from dragoman.model.arrow import batch_to_codings, shape_of
from dragoman.model.event import ResolvedCoding
from dragoman.record.link_memory import list_values, read_among
from dragoman.record.store import Store

_FIELDS = ("published", "outlet", "witness", "actors", "recipients", "place", "named")
_SHAPES = {name: shape_of(get_type_hints(ResolvedCoding)[name]) for name in _FIELDS}


def read_resolved(store: Store, article_ids: Iterable[str]) -> list[ResolvedCoding]:
    """Return the codings that stand of these articles and were resolved, as persons amended them, by article."""
    codings = read_among(
        store, "FROM standing_coding", "article_id", article_ids, 'ORDER BY article_id, trigger."start", id'
    )
    last = "QUALIFY row_number() OVER (PARTITION BY coding_id ORDER BY run DESC) = 1"
    rows = read_among(store, "FROM resolution", "coding_id", list_values(codings, "id"), last)
    resolved = {row["coding_id"]: row for row in rows.to_pylist()}
    return [
        ResolvedCoding(coding, **{name: _SHAPES[name].unpack(resolved[coding.id][name]) for name in _FIELDS})
        for coding in batch_to_codings(codings)
        if coding.id in resolved
    ]
