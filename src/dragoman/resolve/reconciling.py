"""One event from its codings: for each field the rule that chooses among what the reports say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from dragoman.model.actor import ResolvedActor
from dragoman.model.event import Correction, Event, ResolvedCoding
from dragoman.model.place import Place
from dragoman.resolve.conflicts import list_conflicts
from dragoman.resolve.disputes import list_blame, list_denials
from dragoman.resolve.part_sides import part_sides
from dragoman.resolve.provenance import trace_fields
from dragoman.resolve.reconcile_tolls import list_tolls, read_injured, read_killed, reconcile_tolls

Value = TypeVar("Value")

MOST_SURE = 0.99
NARROW_DAYS = 3
NO_CORRECTIONS: Mapping[str, Sequence[Correction]] = MappingProxyType({})


def build_event(
    cluster: Sequence[ResolvedCoding],
    event_id: str,
    aliases: Sequence[str] = (),
    *,
    beside: Sequence[ResolvedCoding] = (),
    corrections: Mapping[str, Sequence[Correction]] = NO_CORRECTIONS,
) -> Event:
    """Reconcile the codings of one event. The same codings in any order give the same event.

    `beside`: the other codings of the same articles, among which are denials and accusations. `corrections`: of
    codings, by id; those of other codings are passed over.
    """
    reports = sort_reports(cluster)
    others = sort_reports(beside)
    start, end = reconcile_days(reports)
    killed, injured = reconcile_tolls(reports)
    codings = [resolved.coding for resolved in reports]
    actors, recipients = part_sides(
        gather_actors(reports, lambda resolved: resolved.actors),
        gather_actors(reports, lambda resolved: resolved.recipients),
    )
    event = Event(
        id=event_id,
        aliases=tuple(sorted(aliases)),
        event=_choose_common(coding.event for coding in codings),
        mode=_choose_common(c.mode for c in codings if c.mode is not None) if any(c.mode for c in codings) else None,
        status=reconcile_status(reports),
        actors=actors,
        recipients=recipients,
        start=start,
        end=end,
        place=reconcile_place(reports),
        killed=killed,
        injured=injured,
        killed_history=list_tolls(reports, read_killed),
        injured_history=list_tolls(reports, read_injured),
        claimed_by=tuple(dict.fromkeys(c.claimed_by.name for c in codings if c.claimed_by is not None)),
        attributed_to=tuple(dict.fromkeys(c.attribution.speaker for c in codings if c.attribution is not None)),
        witnesses=len({resolved.witness for resolved in reports}),
        first_reported=reports[0].published,
        last_reported=reports[-1].published,
        confidence=reconcile_confidence(reports),
        coding_ids=tuple(coding.id for coding in codings),
        quote=choose_quote(reports),
        conflicts=list_conflicts(reports),
        denied_by=list_denials(reports, others),
        blamed=list_blame(reports, others),
        corrections=tuple(correction for coding in codings for correction in corrections.get(coding.id, ())),
    )
    return replace(event, provenance=trace_fields(event, reports)) if len(reports) > 1 else event


def sort_reports(cluster: Iterable[ResolvedCoding]) -> list[ResolvedCoding]:
    """Return codings in order of publication, those of one day by their ids."""
    return sorted(cluster, key=lambda resolved: (resolved.published, resolved.coding.id))


def reconcile_status(reports: Sequence[ResolvedCoding]) -> str:
    """The status of the first report: news of the day is `actual`, and stays so when it is remembered years later."""
    statuses = [resolved.coding.status for resolved in reports]
    return "actual" if "actual" in statuses else _choose_common(statuses)


def reconcile_days(reports: Sequence[ResolvedCoding]) -> tuple[date | None, date | None]:
    """Of the tightest intervals, that which most witnesses give or contain; (None, None) where no text tells.

    An event of several days keeps them: an interval counts as tight up to three days.
    """
    told = [(when.start, when.end, r.witness) for r in reports if (when := r.coding.date) is not None]
    if not told:
        return None, None

    def support(interval: tuple[date, date]) -> int:
        return len({witness for start, end, witness in told if start <= interval[0] and interval[1] <= end})

    def rank(interval: tuple[date, date]) -> tuple[bool, int, int, date]:
        days = (interval[1] - interval[0]).days
        return days >= NARROW_DAYS, -support(interval), days, interval[0]

    return min(dict.fromkeys((start, end) for start, end, _ in told), key=rank)


def reconcile_place(reports: Sequence[ResolvedCoding]) -> Place | None:
    """The most precise place; of several, that which most witnesses give, then the surest, then the first."""
    told = [(r.place, r.witness) for r in reports if r.place is not None]
    if not told:
        return None
    support = Counter((place.name, place.precision) for place, _ in dict.fromkeys(told))
    return min(
        (place for place, _ in told),
        key=lambda p: (p.precision, -support[p.name, p.precision], -p.confidence),
    )


def gather_actors(
    reports: Sequence[ResolvedCoding], read: Callable[[ResolvedCoding], tuple[ResolvedActor, ...]]
) -> tuple[ResolvedActor, ...]:
    """All actors of one side, those first that most witnesses name; each with the surest of its readings."""
    support: dict[str, set[str]] = {}
    surest: dict[str, ResolvedActor] = {}
    for resolved in reports:
        for actor in read(resolved):
            support.setdefault(actor.actor_id, set()).add(resolved.witness)
            known = surest.get(actor.actor_id)
            if known is None or actor.confidence > known.confidence:
                surest[actor.actor_id] = actor
    return tuple(surest[key] for key in sorted(surest, key=lambda key: -len(support[key])))


def reconcile_confidence(reports: Sequence[ResolvedCoding]) -> float:
    """Noisy-or over independent witnesses, each as sure as its surest coding; capped, since all may copy one source."""
    surest: dict[str, float] = {}
    for resolved in reports:
        surest[resolved.witness] = max(surest.get(resolved.witness, 0.0), resolved.coding.confidence)
    doubt = 1.0
    for confidence in surest.values():
        doubt *= 1.0 - confidence
    return round(max(*surest.values(), min(1.0 - doubt, MOST_SURE)), 4)


def choose_quote(reports: Sequence[ResolvedCoding]) -> str:
    """The sentence of the coding that tells most (who, to whom, when, where, how many); then the surest, the first."""

    def rank(resolved: ResolvedCoding) -> tuple[int, float]:
        c = resolved.coding
        told = (c.actors, c.recipients or c.targets, c.date, c.place, c.killed, c.injured)
        return sum(bool(value) for value in told), c.confidence

    return max(reports, key=rank).coding.quote.text


def _choose_common(values: Iterable[Value]) -> Value:
    """The value given most often; of several, the first."""
    return Counter(values).most_common(1)[0][0]
