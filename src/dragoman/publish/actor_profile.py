"""Everything that the page of one actor tells, from the record and from the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.assess.figures import Figure, Period, figure_of, lay_out_periods
from dragoman.catalog.actors import ActorCatalog
from dragoman.codebook import EVENTS
from dragoman.model.actor import Actor
from dragoman.publish.actor_directory import Listed
from dragoman.record import Mirror
from dragoman.record.browse_actors import (
    ClaimCount,
    Counterpart,
    PlaceCount,
    find_reach,
    list_claims,
    list_counterparts,
    list_partners,
    list_places,
    list_within,
    tally_actor,
)
from dragoman.record.browse_relations import Span, Tally

_ACTUAL = ("actual",)
_YEARS_BY_YEAR, _YEARS_BY_QUARTER = 12, 2
"""Records over more years are drawn by year, over more than two by quarter, and else by month."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How often the actor does, and undergoes, what a type of event means."""

    event: str
    does: Figure
    undergoes: Figure


@dataclass(frozen=True, slots=True)
class Family:
    """What the catalog puts an actor beside: what it is part of, its own parts, and other parts of the same."""

    parent: Actor | None
    parts: tuple[Actor, ...]
    beside: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One actor. Figures are of events told as actual; `events`, `first`, `last` of all.

    `entries`: what the catalog has under its id, one for each office of a person. `within`: for a state, its bodies and
    persons that are named most. `accusers`: who accuses it most.
    """

    listed: Listed
    entries: tuple[Actor, ...]
    family: Family
    events: int
    first: date | None
    last: date | None
    span: Span
    periods: tuple[Period, ...]
    kinds: tuple[Kind, ...]
    targets: tuple[Counterpart, ...]
    sources: tuple[Counterpart, ...]
    partners: tuple[Counterpart, ...]
    accusers: tuple[Counterpart, ...]
    places: tuple[PlaceCount, ...]
    claims: tuple[ClaimCount, ...]
    within: tuple[Counterpart, ...]


def read_profile(mirror: Mirror, catalog: ActorCatalog, listed: Listed) -> Profile:
    """Read everything about an actor of the directory."""
    key = listed.key
    entries = tuple(actor for actor in catalog if actor.id == key)
    events, first, last = find_reach(mirror, key)
    span = _choose_span(first, last)
    tallies = tally_actor(mirror, key, span, _ACTUAL)
    return Profile(
        listed,
        entries,
        _find_family(catalog, key, entries),
        events,
        first,
        last,
        span,
        lay_out_periods(tallies, span),
        _count_kinds(tallies),
        list_counterparts(mirror, key, _ACTUAL, acting=True),
        list_counterparts(mirror, key, _ACTUAL, acting=False),
        list_partners(mirror, key, _ACTUAL),
        list_counterparts(mirror, key, _ACTUAL, acting=False, events=("ACCUSE",)),
        list_places(mirror, key, _ACTUAL),
        list_claims(mirror, key, listed.names),
        list_within(mirror, key) if listed.kind == "state" else (),
    )


def _choose_span(first: date | None, last: date | None) -> Span:
    years = last.year - first.year if first and last else 0
    return "year" if years >= _YEARS_BY_YEAR else "quarter" if years >= _YEARS_BY_QUARTER else "month"


def _count_kinds(tallies: tuple[Tally, ...]) -> tuple[Kind, ...]:
    kinds = (
        Kind(
            event, *(figure_of(t for t in tallies if t.event == event and t.forth == forth) for forth in (True, False))
        )
        for event in EVENTS
    )
    return tuple(kind for kind in kinds if kind.does.events or kind.undergoes.events)


def _find_family(catalog: ActorCatalog, key: str, entries: tuple[Actor, ...]) -> Family:
    parents = {actor.parent for actor in entries if actor.parent}
    known: dict[str, Actor] = {}
    for actor in catalog:
        known.setdefault(actor.id, actor)
    parts = tuple(actor for actor in known.values() if actor.parent == key)
    beside = tuple(actor for actor in known.values() if actor.parent in parents and actor.id != key)
    return Family(next((known[p] for p in sorted(parents) if p in known), None), parts, beside)
