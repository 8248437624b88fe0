"""How two actors treat each other over time: everything that the page of a pair and the API tell, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dragoman.assess.figures import Figure, Period, figure_of, lay_out_periods
from dragoman.assess.leaders import Leaders, find_leaders
from dragoman.assess.promise_rules import list_types
from dragoman.assess.promises import Chance, Promise, measure_chances, read_promises
from dragoman.assess.trend import Trend, find_trend
from dragoman.catalog.actors import ActorCatalog
from dragoman.record.browse_relations import (
    Coverage,
    Dealing,
    Dealings,
    Pair,
    Span,
    Tally,
    ThirdParty,
    open_dealings,
    read_coverage,
)
from dragoman.record.mirror import Mirror

DOINGS: Mapping[str, tuple[str, ...]] = {
    "asks": ("REQUEST",),
    "promises": ("AGREE", "CONCEDE"),
    "accuses": ("ACCUSE",),
    "gives": ("AID",),
    "works": ("COOPERATE",),
    "refuses": ("REJECT",),
    "threatens": ("THREATEN",),
    "cuts": ("SANCTION",),
    "forces": ("COERCE", "ASSAULT"),
}
"""What a reader wants to know that one does to the other, and the event types that tell it."""

_SHOWN_PROMISES = 12
"""Promises of either side that are given in full, the latest; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What one side does to the other of one kind (a key of DOINGS): how much, and the latest dealings of it."""

    name: str
    events: tuple[str, ...]
    forth: bool
    figure: Figure
    latest: tuple[Dealing, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two actors over time, as the sources of the record tell it.

    `different`: how many different events the dealings are. `largest`: the largest dealing of each period that has any.
    `told`: the dealings that `promises` speak of, by event id. `leaders`: of the left and of the right.
    `trend`: None where nothing is recorded.
    """

    pair: Pair
    span: Span
    coverage: Coverage
    different: int
    tallies: tuple[Tally, ...]
    periods: tuple[Period, ...]
    largest: tuple[Dealing, ...]
    doings: tuple[Doing, ...]
    promises: tuple[Promise, ...]
    chances: tuple[Chance, ...]
    told: Mapping[tuple[str, bool], Dealing]
    third_parties: tuple[ThirdParty, ...]
    leaders: tuple[Leaders, Leaders]
    trend: Trend | None

    def total(self, forth: bool) -> Figure:
        """Everything that one side does to the other."""
        return figure_of(tally for tally in self.tallies if tally.forth == forth)


def assess_relation(mirror: Mirror, catalog: ActorCatalog, pair: Pair, span: Span = "quarter") -> Relation:
    """Read the mirror and work out everything about a pair. Promises and the trend are of what is told as actual (and
    planned), whatever statuses the pair's figures are asked for."""
    coverage = read_coverage(mirror)
    reported = coverage.reported or date.min
    with open_dealings(mirror, pair) as dealings:
        tallies = dealings.tally(span)
        acts = dealings.list_acts(list_types())
        promises = read_promises(acts, reported)
        return Relation(
            pair,
            span,
            coverage,
            dealings.count(),
            tallies,
            lay_out_periods(tallies, span),
            dealings.list_largest(span),
            _list_doings(tallies, dealings.list_latest()),
            promises,
            measure_chances(acts, reported),
            _read_told(dealings, _choose_shown(promises)),
            dealings.list_third_parties(),
            _find_both(catalog, pair, tallies),
            _find_trend(dealings, coverage),
        )


def _list_doings(tallies: Iterable[Tally], latest: Iterable[Dealing]) -> tuple[Doing, ...]:
    tallies, latest = tuple(tallies), tuple(latest)
    return tuple(
        Doing(
            name,
            events,
            forth,
            figure_of(tally for tally in tallies if tally.forth == forth and tally.event in events),
            tuple(dealing for dealing in latest if dealing.forth == forth and dealing.event in events)[:3],
        )
        for name, events in DOINGS.items()
        for forth in (True, False)
    )


def _choose_shown(promises: Iterable[Promise]) -> list[Promise]:
    promises = tuple(promises)
    sides = [[promise for promise in promises if promise.act.forth == forth] for forth in (True, False)]
    return [promise for side in sides for promise in side[:_SHOWN_PROMISES]]


def _read_told(dealings: Dealings, shown: Iterable[Promise]) -> Mapping[tuple[str, bool], Dealing]:
    acts = [act for promise in shown for act in (promise.act, promise.answer) if act is not None]
    found = dealings.find(sorted({act.id for act in acts})) if acts else ()
    return {(dealing.id, dealing.forth): dealing for dealing in found}


def _find_both(catalog: ActorCatalog, pair: Pair, tallies: tuple[Tally, ...]) -> tuple[Leaders, Leaders]:
    if not tallies:
        return Leaders((), None), Leaders((), None)
    first, last = tallies[0].period, date(tallies[-1].period.year, 12, 31)
    return find_leaders(catalog, pair.left, first, last), find_leaders(catalog, pair.right, first, last)


def _find_trend(dealings: Dealings, coverage: Coverage) -> Trend | None:
    if coverage.reported is None:
        return None
    return find_trend(dealings.tally("quarter", ("actual",)), coverage.reported)
