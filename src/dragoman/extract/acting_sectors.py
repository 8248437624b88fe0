"""In which sector does somebody act? Whoever uses violence acts as force or as an unknown attacker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.catalog.actors import ActorCatalog
from dragoman.model import Participant, Span

# Bystanders do not use these: an unnamed man with a bomb is an attacker, one with a stone may be a protester.
_ATTACKERS_MEANS = frozenset(
    ("suicide-attack", "explosives", "firearms", "aerial", "drone", "heavy-weapons", "unconventional", "abduct")
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def act_by_force(participant: Participant, mode: str | None, catalog: ActorCatalog, published: date) -> Participant:
    """Return the actor of an ASSAULT with the sector that it acts in.

    A state named alone attacks with its forces (59 of 65 in the training articles), and so does "Israeli" in "an
    Israeli air strike" (49 of 51); unnamed people with bombs or guns are unknown attackers, whom no state owns (coding
    guide), and so, more often than anything else, is somebody of whom neither article nor catalog tells who it is.
    """
    if participant.sector == "CVL" and participant.name is None and mode in _ATTACKERS_MEANS:
        return replace(participant, sector="UAF", country=None)
    words = _ARTICLE.sub("", participant.mention.text)
    if participant.sector == "UNK" and not catalog.find(words):
        return replace(participant, sector="UAF")
    if participant.sector == "GOV" and _is_state(words, catalog, published):
        return replace(participant, sector="MIL")
    return participant


def _is_state(words: str, catalog: ActorCatalog, published: date) -> bool:
    """Tell whether words are the name of a state, or of what belongs to it, and nothing else."""
    described = catalog.describe(words, published)
    if described is not None and described.actor_id and catalog.kind(described.actor_id) == "state":
        return True
    return any(found.kind == "demonym" and found.span == Span(0, len(words)) for found in catalog.find(words))


def prefer_groups(actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the actors of an ASSAULT without the unknown attacker where a group is told (coding guide, ruling 4)."""
    if any(who.sector == "REB" for who in actors):
        return tuple(who for who in actors if who.sector != "UAF")
    return tuple(actors)
