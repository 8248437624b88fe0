"""`/events/cells` and `/events/here`: what the map draws, and what stands at a place of it."""

from __future__ import annotations

from dataclasses import asdict, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from dragoman.errors import BadSetting
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.questions import read_box
from dragoman.publish.wording import word_level, word_place
from dragoman.publish.workbench.chips import address_events
from dragoman.publish.workbench.pages.events import read_view
from dragoman.publish.workbench.render import render
from dragoman.publish.workbench.words import say
from dragoman.record.browse import count_events, read_page
from dragoman.record.browse_map import Cell, read_cells

router = APIRouter()

_HERE = 20
"""Events that the card of a place lists."""


@router.get("/events/cells")
def list_cells(request: Request, person: Viewer, zoom: float, view: str) -> JSONResponse:
    """The events in view as cells. `view`: west,south,east,north; the question's own box is drawn, not asked."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    if not 0 <= zoom <= 24:
        raise BadSetting(f"zoom: expected a number from 0 to 24; found {zoom}.")
    query, _ = read_view(desk, request.query_params)
    cells = desk.memo.ask(read_cells, replace(query, box=read_box("view", view)), zoom)
    return JSONResponse({"cells": [{**asdict(cell), "title": _title(cell)} for cell in cells]})


@router.get("/events/here")
def list_here(request: Request, person: Viewer, at: str) -> HTMLResponse:
    """The events at one position, `at`: longitude,latitude, as part of a page."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    box = read_box("at", f"{at},{at}")
    query, _ = read_view(desk, request.query_params)
    here = replace(query, box=box)
    page = read_page(desk.mirror, here, "newest", limit=_HERE)
    place = page.events[0].place if page.events else None
    return render(
        request,
        "events_here.html",
        events=page.events,
        place=word_place(place),
        precision=word_level(place.precision) if place else None,
        more=page.next is not None,
        total=count_events(desk.mirror, here).events,
        all_here=address_events(here),
    )


def _title(cell: Cell) -> str:
    """A cell in words: its place if all is at one, how many events, and how many of them are known to a region only."""
    events = say("events.found", n=cell.events)
    if cell.vague:
        events = say("map.vague", events=events, n=cell.vague)
    return f"{cell.place}: {events}" if cell.place else events
