"""Where the reports of one event say what cannot all be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dragoman.model.coding import Toll, When
from dragoman.model.event import Conflict, ResolvedCoding, Side
from dragoman.model.place import Place
from dragoman.resolve.compare_places import REACH_KM, measure_km
from dragoman.resolve.link_tables import load_link_tables

NARROW_DAYS = 3
"""A day told within so many days is told; two such that do not meet contradict each other."""

Told = tuple[str, ResolvedCoding]
"""A value in words, and the report that gives it."""


def list_conflicts(reports: Sequence[ResolvedCoding]) -> tuple[Conflict, ...]:
    """Return the fields on which the reports differ, with every side. `reports` in order of publication.

    A toll that grows from day to day is no conflict: only those who counted last are compared. Nor is a city beside
    its province, a bombing beside a suicide bombing, "last week" beside Tuesday.
    """
    if len(reports) == 1:
        return ()
    found = (
        ("event", [(r.coding.event, r) for r in reports]),
        ("mode", _tell_modes(reports)),
        ("date", _tell_days(reports)),
        ("place", _tell_places(reports)),
        ("killed", _tell_tolls(reports, lambda r: r.coding.killed)),
        ("injured", _tell_tolls(reports, lambda r: r.coding.injured)),
    )
    return tuple(Conflict(field, _gather_sides(told)) for field, told in found if len({value for value, _ in told}) > 1)


def name_source(resolved: ResolvedCoding) -> str:
    """Return who gives a report's figures: the speaker that it hangs them on, else the outlet."""
    attribution = resolved.coding.attribution
    return attribution.speaker if attribution is not None else resolved.outlet or "unnamed outlet"


def _gather_sides(told: Iterable[Told]) -> tuple[Side, ...]:
    """Group the reports by what they say; figures in order, other values by their first report."""
    sides: dict[str, list[ResolvedCoding]] = {}
    for value, resolved in told:
        sides.setdefault(value, []).append(resolved)
    ordered = sorted(sides.items(), key=lambda side: int(side[0]) if side[0].isdigit() else 0)
    return tuple(
        Side(value, tuple(dict.fromkeys(map(name_source, told_so))), tuple(r.coding.id for r in told_so))
        for value, told_so in ordered
    )


def _tell_tolls(reports: Sequence[ResolvedCoding], read: Callable[[ResolvedCoding], Toll | None]) -> list[Told]:
    """The counts of the last day that gave any, each witness once; memories and "dozens" count nobody."""
    counted = [
        (toll.best, resolved)
        for resolved in reports
        if (toll := read(resolved)) is not None and toll.best is not None and resolved.coding.status == "actual"
    ]
    firsts = {(resolved.witness, best): resolved for best, resolved in reversed(counted)}
    last = max((resolved.published for resolved in firsts.values()), default=None)
    return [(str(best), r) for best, r in counted if r.published == last and firsts[r.witness, best] is r]


def _tell_modes(reports: Sequence[ResolvedCoding]) -> list[Told]:
    """The modes told, where two of them are not kin."""
    kin = load_link_tables().kin_modes
    told = [(resolved.coding.mode, resolved) for resolved in reports if resolved.coding.mode is not None]
    modes = {mode for mode, _ in told}
    strange = any(frozenset((one, other)) not in kin for one in modes for other in modes if one != other)
    return [(mode, resolved) for mode, resolved in told] if strange else []


def _tell_days(reports: Sequence[ResolvedCoding]) -> list[Told]:
    """The narrow intervals told, where two of them share no day."""
    told = [(when, resolved) for resolved in reports if (when := resolved.coding.date) is not None]
    narrow = [(when, resolved) for when, resolved in told if (when.end - when.start).days < NARROW_DAYS]
    if not narrow or max(when.start for when, _ in narrow) <= min(when.end for when, _ in narrow):
        return []
    return [(_word_days(when), resolved) for when, resolved in narrow]


def _word_days(when: When) -> str:
    return when.start.isoformat() if when.start == when.end else f"{when.start} to {when.end}"


def _tell_places(reports: Sequence[ResolvedCoding]) -> list[Told]:
    """The exact places told, where two of them are farther apart than one town reaches."""
    told = [(place, resolved) for resolved in reports if (place := resolved.place) is not None and place.precision == 1]
    places = list({place.name: place for place, _ in told}.values())
    if not any(_are_apart(one, other) for one in places for other in places):
        return []
    return [(place.name, resolved) for place, resolved in told]


def _are_apart(one: Place, other: Place) -> bool:
    distance = measure_km(one, other)
    return distance is not None and distance > 2 * REACH_KM[1]
