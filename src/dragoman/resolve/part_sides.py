"""Nobody acts on himself: a state, body or person stands on one side of an event."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook.terms import SECTORS
from dragoman.model.actor import ResolvedActor

_SECTORS = frozenset(sector.lower() for sector in SECTORS)

Side = tuple[ResolvedActor, ...]


def part_sides(actors: Sequence[ResolvedActor], recipients: Sequence[ResolvedActor]) -> tuple[Side, Side]:
    """Return both sides without those who stand on both: mostly one name that was read in two pieces.

    They stay where they are alone; where they are alone on both sides, or on neither, they act. A role is not somebody:
    civilians fight civilians, and unidentified gunmen others.
    """
    shared = {actor.actor_id for actor in actors if not _is_role(actor)} & {who.actor_id for who in recipients}
    if not shared:
        return tuple(actors), tuple(recipients)
    if len(recipients) == 1 < len(actors):
        return tuple(actor for actor in actors if actor.actor_id not in shared), tuple(recipients)
    return tuple(actors), tuple(who for who in recipients if who.actor_id not in shared)


def _is_role(actor: ResolvedActor) -> bool:
    state, _, sector = actor.actor_id.rpartition(".")
    return sector in _SECTORS and (not state or state == (actor.country or "").lower())
