"""`/`: what the record holds, at a glance; `/changes`: what the latest runs and decisions changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.codebook import EVENTS, QUADS, Codebook
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.workbench.chips import address_events
from dragoman.publish.workbench.filter_choices import name_actor
from dragoman.publish.workbench.pages.events import describe_timeline
from dragoman.publish.workbench.render import render
from dragoman.record.browse import count_events
from dragoman.record.browse_changes import read_changes
from dragoman.record.browse_facets import rank_actors, rank_pairs, rank_places, read_facets
from dragoman.record.browse_map import find_extent
from dragoman.record.browse_overview import LARGE_TOLL, LOW_CONFIDENCE, count_doubts, read_tolls
from dragoman.record.browse_timeline import Timeline, read_timeline
from dragoman.record.event_query import EventQuery

router = APIRouter()

_ACTUAL = EventQuery(statuses=("actual",))
"""Tolls are summed over what happened: what is recalled, threatened or denied has its toll elsewhere, or none."""
_RANKED = 8
"""Actors, pairs and places of each list."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of a list: a name, how many events, and where it leads."""

    name: str
    events: int
    address: str


@router.get("/")
def show_overview(request: Request, person: Viewer) -> HTMLResponse:
    """The overview."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    ask = desk.memo.ask
    everything = EventQuery()
    timeline = ask(read_timeline, everything)
    extent = ask(find_extent, everything)
    return render(
        request,
        "overview.html",
        totals=ask(count_events, everything),
        actual=ask(count_events, _ACTUAL),
        timeline=timeline,
        chart=describe_timeline(timeline, everything),
        types=_describe_types(timeline),
        tolls=[row for row in ask(read_tolls, _ACTUAL) if row.year >= _first_year(timeline)],
        extent=",".join(f"{side:g}" for side in extent) if extent else "",
        statuses=ask(read_facets, everything).statuses,
        watched=_list_watched(desk),
        actors=[
            Ranked(actor.name, actor.events, f"/actor/{quote(actor.key)}")
            for actor in ask(rank_actors, everything, _RANKED)
        ],
        pairs=[_rank_pair(desk, left, right, events) for left, right, events in ask(rank_pairs, everything, _RANKED)],
        places=[
            Ranked(place.name, place.events, address_events(EventQuery(place=place.name, country=place.country)))
            for place in ask(rank_places, everything, _RANKED)
        ],
        doubts=ask(count_doubts),
        large_toll=LARGE_TOLL,
        low_confidence=LOW_CONFIDENCE,
    )


@router.get("/changes")
def show_changes(request: Request, person: Viewer) -> HTMLResponse:
    """The latest changes: a page of its own, and a part that the overview fetches when it stands."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    if "HX-Request" in request.headers:
        return render(request, "changes_list.html", changes=desk.memo.ask(read_changes, 3, 6))
    return render(request, "changes.html", changes=desk.memo.ask(read_changes, 30, 200))


def _first_year(timeline: Timeline) -> int:
    return timeline.periods[0].first.year if timeline.periods else 0


def _describe_types(timeline: Timeline) -> dict[str, object]:
    """What the script that draws a small chart a type needs, the types with the most events first."""
    book = Codebook.load()
    counts = {event: [period.types[number] for period in timeline.periods] for number, event in enumerate(EVENTS)}
    ordered = sorted((event for event in EVENTS if any(counts[event])), key=lambda event: -sum(counts[event]))
    return {
        "unit": timeline.unit,
        "firsts": [period.first.isoformat() for period in timeline.periods],
        "types": [
            {
                "title": book.explain(event).title,
                "quad": QUADS[event],
                "events": sum(counts[event]),
                "address": address_events(EventQuery(events=(event,))),
                "periods": counts[event],
            }
            for event in ordered
        ],
    }


def _list_watched(desk: Desk) -> list[Ranked]:
    """The pairs, actors and places that study.toml names, in its order."""
    watch = desk.study.settings.watch

    def count(query: EventQuery) -> int:
        return desk.memo.ask(count_events, query).events

    found: Iterable[Ranked] = (
        *(_rank_pair(desk, left, right, count(EventQuery(pair=(left, right)))) for left, right in watch.pairs),
        *(
            Ranked(name_actor(desk, actor), count(EventQuery(actors=(actor,))), f"/actor/{quote(actor)}")
            for actor in watch.actors
        ),
        *(
            Ranked(name_actor(desk, place), count(query), address_events(query))
            for place in watch.places
            for query in [_ask_place(desk, place)]
        ),
    )
    return list(found)


def _ask_place(desk: Desk, place: str) -> EventQuery:
    """A watched place is a state by its code, or a name."""
    state = desk.tables.catalog.get(place)
    return EventQuery(country=state.id) if state else EventQuery(place=place)


def _rank_pair(desk: Desk, left: str, right: str, events: int) -> Ranked:
    return Ranked(
        f"{name_actor(desk, left)} – {name_actor(desk, right)}", events, f"/between/{quote(left)}/{quote(right)}"
    )
