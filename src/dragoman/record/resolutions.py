"""Reading back who and where the names of codings are, as the last link run resolved them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_type_hints

from dragoman.model.arrow import batch_to_codings, shape_of
from dragoman.model.event import ResolvedCoding
from dragoman.record.link_memory import list_values, name_ids
from dragoman.record.store import Store

_FIELDS = ("published", "outlet", "witness", "actors", "recipients", "place")
_SHAPES = {name: shape_of(get_type_hints(ResolvedCoding)[name]) for name in _FIELDS}


def read_resolved(store: Store, article_ids: Iterable[str]) -> list[ResolvedCoding]:
    """Return the codings that stand of these articles and were resolved, as persons amended them, by article."""
    with store.lending(wanted=name_ids(article_ids)):
        codings = store.read(
            'FROM standing_coding WHERE article_id IN (SELECT id FROM wanted) ORDER BY article_id, trigger."start", id'
        )
    with store.lending(wanted=name_ids(list_values(codings, "id"))):
        rows = store.read(
            """
            WITH last AS (
                SELECT coding_id, max(run) AS run FROM resolution
                WHERE coding_id IN (SELECT id FROM wanted) GROUP BY coding_id
            )
            FROM resolution JOIN last USING (coding_id, run)
            """
        )
    resolved = {row["coding_id"]: row for row in rows.to_pylist()}
    return [
        ResolvedCoding(coding, **{name: _SHAPES[name].unpack(resolved[coding.id][name]) for name in _FIELDS})
        for coding in batch_to_codings(codings)
        if coding.id in resolved
    ]
