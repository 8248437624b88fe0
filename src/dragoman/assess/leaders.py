"""Who led a state or a group while things happened: terms of office from the catalog of actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.tables import read_rows
from dragoman.model.actor import Actor

FILE = Path(__file__).parent / "data" / "leading_offices.csv"


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in a leading office. `end` None: still held when the table was written.

    `lane`: which terms follow one another: "state" (heads of state), "government", "party", "group" (leaders of an
    armed group or body).
    """

    actor_id: str
    name: str
    office: str
    lane: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Leaders:
    """The terms that the catalog has for one actor, by lane and day. `written`: the latest day that any office in the
    catalog begins or ends on: it knows of no change after that."""

    terms: tuple[Term, ...]
    written: date | None


def find_leaders(catalog: ActorCatalog, key: str, first: date, last: date) -> Leaders:
    """Return who led the actor of this key (see EventQuery) between two days; no term where the catalog has none."""
    actors = [actor for actor in catalog if actor.office is not None]
    terms = (_read_term(actor, key.split(":", maxsplit=1)[0]) for actor in actors)
    inside = [t for t in terms if t is not None and t.start <= last and (t.end is None or t.end >= first)]
    ordered = sorted(inside, key=lambda term: (_LANES.index(term.lane), term.start, term.name))
    return Leaders(tuple(ordered), _last_written(actors))


_LANES = ("state", "government", "party", "group")


def _read_term(actor: Actor, key: str) -> Term | None:
    """A leading office of the state itself, or the leadership of a body that has persons of its own."""
    lanes = _load_lanes()
    office = actor.office or ""
    if actor.country == key and actor.parent is None and office in lanes:
        lane = lanes[office]
    elif actor.parent == key and office.lower().endswith("leader") and "deputy" not in office:
        lane = "group"
    else:
        return None
    return None if actor.start is None else Term(actor.id, actor.name, office, lane, actor.start, actor.end)


def _last_written(actors: Iterable[Actor]) -> date | None:
    return max((day for actor in actors for day in (actor.start, actor.end) if day is not None), default=None)


@cache
def _load_lanes() -> dict[str, str]:
    lanes = {}
    for row in read_rows(FILE, ("office", "lane")):
        if row.cells["lane"] not in _LANES:
            raise row.fail(f"a lane ({', '.join(_LANES)})", row.cells["lane"], "Correct it.")
        lanes[row.cells["office"]] = row.cells["lane"]
    return lanes
