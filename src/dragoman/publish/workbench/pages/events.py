"""`/events`: map, time line and table of the events that the address asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.questions import Parameters, read_key, read_question, write_key, write_question
from dragoman.publish.wording import word_level
from dragoman.publish.workbench.chips import address_events, list_chips
from dragoman.publish.workbench.filter_choices import name_actor, offer_choices
from dragoman.publish.workbench.render import render
from dragoman.record.browse import ORDERS, count_events, read_page
from dragoman.record.browse_facets import PlaceCount, find_actor_key, rank_places
from dragoman.record.browse_map import QUAD_ORDER, find_extent
from dragoman.record.browse_timeline import Timeline, read_timeline
from dragoman.record.event_query import EventQuery, Order

router = APIRouter()

PAGE = 50
"""Events on a page of the table."""
_PLACES = 40
"""Places in the table that stands for the map."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the table that stands for the time line, and the question that asks for it."""

    year: int
    quads: tuple[int, ...]
    address: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the table that stands for the map: how precisely it is known, and the question that asks for it."""

    name: str
    precision: str
    events: int
    killed: int
    address: str


@router.get("/events")
def list_events(request: Request, person: Viewer) -> HTMLResponse:
    """The events; a script asks for the page without its frame, and htmx for the rows after a key alone."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    query, order = read_view(desk, request.query_params)
    after = read_key(request.query_params.get("after"))
    page = desk.memo.ask(read_page, query, order, after, PAGE)
    extra: list[tuple[str, str]] = [("order", order)] if order != "newest" else []
    following = write_key(page.next)
    values: dict[str, object] = {
        "events": page.events,
        "next_rows": "/events?" + write_question(query, [*extra, ("after", following)]) if following else None,
    }
    if after is not None and "HX-Request" in request.headers:
        return render(request, "events_rows.html", **values)
    timeline = desk.memo.ask(read_timeline, query.without("start", "end"))
    counts, names = offer_choices(desk, query)
    extent = desk.memo.ask(find_extent, query)
    return render(
        request,
        "events.html",
        query=query,
        order=order,
        orders=ORDERS,
        totals=desk.memo.ask(count_events, query),
        address=write_question(query, extra),
        chips=list_chips(query, partial(name_actor, desk), extra),
        facets=counts,
        names=names,
        timeline=timeline,
        chart=describe_timeline(timeline, query),
        quads=QUAD_ORDER,
        years=_list_years(timeline, query, extra),
        places=[_row_of(place, query, extra) for place in desk.memo.ask(rank_places, query, _PLACES)],
        map_question=write_question(query.without("box")),
        extent=",".join(f"{side:g}" for side in extent) if extent else "",
        **values,
    )


def read_view(desk: Desk, given: Parameters) -> tuple[EventQuery, Order]:
    """Return the question and the order that an address asks for; an actor may be given by the name it goes by."""
    query = read_question(given)

    def find(text: str) -> str:
        return desk.memo.ask(find_actor_key, text) or text

    named = replace(
        query,
        actors=tuple(dict.fromkeys(find(actor) for actor in query.actors)),
        source=query.source and find(query.source),
        target=query.target and find(query.target),
    )
    orders = [order for order in given.getlist("order") if order]
    return named, cast("Order", orders[-1] if orders else "newest")


def describe_timeline(timeline: Timeline, query: EventQuery) -> dict[str, object]:
    """Return what the script that draws the time line needs: periods, their length, and the days asked for."""
    return {
        "unit": timeline.unit,
        "periods": [{"first": period.first.isoformat(), "quads": period.quads} for period in timeline.periods],
        "from": query.start.isoformat() if query.start else None,
        "to": query.end.isoformat() if query.end else None,
    }


def _list_years(timeline: Timeline, query: EventQuery, extra: list[tuple[str, str]]) -> list[YearRow]:
    sums: dict[int, list[int]] = {}
    for period in timeline.periods:
        row = sums.setdefault(period.first.year, [0] * len(QUAD_ORDER))
        for number, events in enumerate(period.quads):
            row[number] += events
    open_days = query.without("start", "end")
    return [
        YearRow(year, tuple(quads), address_events(open_days, [("from", str(year)), ("to", str(year)), *extra]))
        for year, quads in sorted(sums.items(), reverse=True)
    ]


def _row_of(place: PlaceCount, query: EventQuery, extra: list[tuple[str, str]]) -> PlaceRow:
    asked = replace(query, place=place.name, country=place.country or query.country)
    name = place.name if place.country in (None, place.name) else f"{place.name}, {place.country}"
    return PlaceRow(name, word_level(place.precision), place.events, place.killed, address_events(asked, extra))
