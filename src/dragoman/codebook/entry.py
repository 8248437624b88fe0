"""One term of the codebook, explained."""

from __future__ import annotations

from dataclasses import dataclass

KINDS_OF_TERM = {
    "event": "event type",
    "mode": "mode",
    "quad": "quad class",
    "context": "context",
    "sector": "sector",
    "status": "status",
    "kind": "kind of attribution",
    "precision": "precision of a place",
    "field": "field of a coding",
}
"""Every kind of term, with its name for a person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with what it means, what it is not, and what stands beside it.

    `kind`: a key of KINDS_OF_TERM. `code`: as it stands in a coding.
    `key`: the one name that no other term has: the code, and for modes, precisions and fields "TYPE/mode",
    "precision/3", "field/date". `near`: keys of neighbouring terms of the same kind.
    `event`: the type that a mode belongs to. `quad`, `score`: of event types only; the score runs from -10
    (conflict) to +10 (cooperation), PLOVER 2.0's table.
    """

    kind: str
    code: str
    key: str
    title: str
    definition: str
    example: str
    is_not: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    event: str | None = None
    quad: str | None = None
    score: float | None = None
