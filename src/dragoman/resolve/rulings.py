"""From the log of decisions to what is in force, and to rulings on pairs of codings that never contradict."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dragoman.model.judgement import Decision, Judgement

PERSONS = "persons"
"""The judge of all rulings that come from the log, which tells who they were."""


def list_effective(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that nobody has undone, undoings among them, in their order. `decisions`: the whole log.

    An undo that was itself undone undoes nothing.
    """
    undone: set[int] = set()
    effective = []
    for decision in sorted(decisions, key=lambda d: d.number, reverse=True):
        if decision.number in undone:
            continue
        effective.append(decision)
        if decision.undoes is not None:
            undone.add(decision.undoes)
    return effective[::-1]


def list_in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the merges, splits and reviews that nobody has undone, in their order. `decisions`: the whole log."""
    return [decision for decision in list_effective(decisions) if decision.undoes is None]


def find_undoing(decisions: Sequence[Decision]) -> dict[int, int]:
    """Return for each decision that is undone the number of the one that undid it. `decisions`: the whole log."""
    return {decision.undoes: decision.number for decision in list_effective(decisions) if decision.undoes is not None}


def derive_rulings(decisions: Sequence[Decision], standing: Collection[str]) -> list[Judgement]:
    """Return what the decisions rule of pairs of codings, free of contradictions, for `standing` codings alone.

    A later decision stands before an earlier one that contradicts it; of the earlier one the rest still holds.
    """
    pieces = _Pieces()
    for decision in reversed(list_in_force(decisions)):
        here, there = ([c for c in ids if c in standing] for ids in (decision.codings, decision.others))
        if decision.action == "merge":
            pieces.tie(here + there)
        elif decision.action == "split":
            pieces.part(here, there)
            pieces.tie(here)
    return pieces.list_rulings()


def find_tied(decisions: Sequence[Decision], coding_ids: Collection[str]) -> set[str]:
    """Return these codings and all that decisions in force name together with them, directly or by others."""
    found = set(coding_ids)
    waiting = [set(d.codings) | set(d.others) for d in list_in_force(decisions) if d.action != "review"]
    while near := [group for group in waiting if group & found]:
        found.update(*near)
        waiting = [group for group in waiting if not group & found]
    return found


class _Pieces:
    """Codings that are tied into pieces; pieces that are parted are never tied."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = {}

    def tie(self, codings: Sequence[str]) -> None:
        """Make codings one piece, or as few as partings allow: the first ones that a coding may join."""
        made: list[str] = []
        for coding in codings:
            own = self._find(coding)
            for other in made:
                if self._join(self._find(other), own):
                    break
            else:
                made.append(coding)

    def part(self, here: Sequence[str], there: Sequence[str]) -> None:
        """Keep codings apart, but for those that are tied already."""
        for one in {self._find(coding): None for coding in here}:
            for other in {self._find(coding): None for coding in there}:
                if one != other:
                    self._apart[one].add(other)
                    self._apart[other].add(one)

    def list_rulings(self) -> list[Judgement]:
        """Return one ruling for each coding tied to the first of its piece, and one for each two pieces parted."""
        same = [
            Judgement(members[0], coding, True, PERSONS, 1.0, "ruled to be one event")
            for members in self._members.values()
            for coding in members[1:]
        ]
        apart = {tuple(sorted((one, other))) for one, others in self._apart.items() for other in others}
        return same + [
            Judgement(one, other, False, PERSONS, 0.0, "ruled to be two events") for one, other in sorted(apart)
        ]

    def _find(self, coding: str) -> str:
        if coding not in self._home:
            self._home[coding] = coding
            self._members[coding] = [coding]
            self._apart[coding] = set()
        return self._home[coding]

    def _join(self, one: str, other: str) -> bool:
        """Join two pieces unless they are parted; tell whether they are one now."""
        if one == other:
            return True
        if other in self._apart[one]:
            return False
        for coding in self._members[other]:
            self._home[coding] = one
        self._members[one] += self._members.pop(other)
        for enemy in self._apart.pop(other):
            self._apart[enemy].discard(other)
            self._apart[enemy].add(one)
            self._apart[one].add(enemy)
        return True
