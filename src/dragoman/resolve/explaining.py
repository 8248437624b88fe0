"""Why the codings of an event are one event, and why near ones are not of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.model.event import ResolvedCoding
from dragoman.resolve.comparing import Comparison, compare_profiles
from dragoman.resolve.link_tables import LinkTables, load_link_tables
from dragoman.resolve.profiles import Profile
from dragoman.resolve.scoring import score_comparison

MOST_PAIRS = 200
"""Of an event of more reports than make so many pairs, each is compared with its neighbours in time alone."""


@dataclass(frozen=True, slots=True)
class FieldReason:
    """How two codings agree on a field: its level, what that adds to the log-odds, and what either says.

    The field "prior" is what speaks for any two codings that are compared at all.
    """

    field: str
    level: str
    weight: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PairReason:
    """Two codings side by side; `left` was published first.

    `probability`: that they are one event, by the comparison alone. `veto`: why they cannot be, or None.
    """

    left: ResolvedCoding
    right: ResolvedCoding
    probability: float
    veto: str | None
    fields: tuple[FieldReason, ...]


def explain_joins(profiles: Sequence[Profile]) -> list[PairReason]:
    """Return the likeliest pairs that tie an event's codings together, one fewer than there are codings.

    `profiles`: of the event's codings, in order of publication. Pairs that only a person could have joined are among
    them where no likelier one ties their ends.
    """
    size = len(profiles)
    pairs = list(combinations(range(size), 2))
    if len(pairs) > MOST_PAIRS:
        pairs = [(i, j) for i in range(size) for j in range(i + 1, min(i + 4, size))]
    tables = load_link_tables()
    weighed = [(_compare(profiles[i], profiles[j], tables), i, j) for i, j in pairs]
    home = list(range(size))
    ties = []
    for reason, i, j in sorted(weighed, key=lambda each: (each[0].veto is not None, -each[0].probability, each[1:])):
        if home[i] != home[j]:
            gone = home[j]
            home = [home[i] if h == gone else h for h in home]
            ties.append(reason)
    return ties


def explain_apart(
    profiles: Sequence[Profile], near: Sequence[Profile], event_of: Mapping[str, str], limit: int
) -> list[PairReason]:
    """Return for each of the likeliest events nearby the pair that comes nearest to a link, the likeliest first.

    `near`: codings of other events, of which those of another kind are passed over. `event_of`: their events. What no
    veto forbids comes before what one does.
    """
    tables = load_link_tables()
    families = {profile.family for profile in profiles}
    best: dict[str, PairReason] = {}
    for other in near:
        event_id = event_of.get(other.coding.id)
        if event_id is None or other.family not in families:
            continue
        reasons = [_compare(profile, other, tables) for profile in profiles]
        nearest = min([*reasons, *([best[event_id]] if event_id in best else [])], key=_rank)
        best[event_id] = nearest
    return sorted(best.values(), key=_rank)[:limit]


def _rank(reason: PairReason) -> tuple[bool, float, float, str, str]:
    weight = sum(field.weight for field in reason.fields)
    return reason.veto is not None, -reason.probability, -weight, reason.left.coding.id, reason.right.coding.id


def _compare(left: Profile, right: Profile, tables: LinkTables) -> PairReason:
    comparison = compare_profiles(left, right, tables)
    weights = tables.weights[comparison.left.kind]
    prior = FieldReason("prior", "any such pair", weights["prior"][""], "", "")
    # A level that forbids a link ("far") has no weight: it needs none.
    fields = [
        FieldReason(field, level, weights[field].get(level, 0.0), *_show_sides(field, comparison))
        for field, level in comparison.list_levels()
    ]
    probability = round(score_comparison(comparison, tables), 4)
    first, second = comparison.left.resolved, comparison.right.resolved
    return PairReason(first, second, probability, comparison.veto, (prior, *fields))


def _show_sides(field: str, comparison: Comparison) -> tuple[str, str]:
    return _show(field, comparison.left), _show(field, comparison.right)


def _show(field: str, profile: Profile) -> str:
    """What a coding says of a field, in a few words; "" where it says nothing or the words would not help."""
    coding, resolved = profile.coding, profile.resolved
    if field in ("type", "mode", "status"):
        return str(getattr(coding, "event" if field == "type" else field) or "")
    if field in ("actors", "recipients"):
        return ", ".join(actor.name for actor in getattr(resolved, field))
    if field == "place":
        return resolved.place.name if resolved.place is not None else ""
    if field == "date":
        return f"{coding.date.start} to {coding.date.end}" if coding.date is not None else ""
    if field in ("killed", "injured"):
        toll = getattr(coding, field)
        return " ".join(toll.mention.text.split()) if toll is not None else ""
    if field == "names":
        return ", ".join(sorted(profile.names))
    return ""


def list_kindred(event_types: Collection[str]) -> set[str]:
    """Return the types that reports of one event of these types may be coded as."""
    families = load_link_tables().families
    names = {family.name for (event, _), family in families.items() if event in event_types}
    return {event for (event, _), family in families.items() if family.name in names}
