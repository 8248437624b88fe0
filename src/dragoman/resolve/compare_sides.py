"""How well who did it, and to whom, agree between two codings."""

from __future__ import annotations

from dragoman.resolve.profiles import Party, Profile

MUTUAL = frozenset({"consult", "cooperate", "agree"})
"""Families in which either side may be told first: the sides are compared as one."""


def compare_sides(left: Profile, right: Profile) -> tuple[str, str]:
    """Return the levels of agreement of actors and of recipients."""
    if left.family in MUTUAL:
        return _compare_partners(_join_party(left), _join_party(right)), "missing"
    return compare_parties(left.actors, right.actors), compare_parties(left.recipients, right.recipients)


def compare_parties(left: Party, right: Party) -> str:
    """Return the level of agreement of one side.

    Somebody named who is of the same state as somebody unnamed is "related": a ministry and its minister.
    """
    if left.empty or right.empty:
        return "missing"
    if left.named & right.named:
        return "same named"
    if left.states & right.states:
        return "related" if left.named and right.named else "same state"
    return "differs"


def _compare_partners(left: Party, right: Party) -> str:
    """A meeting is told apart by both who met: one that both reports name does not make it the same meeting."""
    for ours, theirs in ((left.named, right.named), (left.states, right.states)):
        if len(ours) > 1 and len(theirs) > 1 and not (ours <= theirs or theirs <= ours):
            return "other partner" if len(ours & theirs) < 2 else compare_parties(left, right)
    level = compare_parties(left, right)
    if level == "differs":
        return "other partner"
    if level == "same named" and len(left.named & right.named) < 2 and len(left.states & right.states) < 2:
        return "one partner"
    return level


def _join_party(profile: Profile) -> Party:
    actors, recipients = profile.actors, profile.recipients
    return Party(actors.named | recipients.named, actors.states | recipients.states)
