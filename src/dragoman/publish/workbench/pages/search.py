"""`/search`: articles, quotes, actors and places while one types."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.errors import RecordFault
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.questions import write_question
from dragoman.publish.workbench.hits import mark_extract, mark_hits
from dragoman.publish.workbench.render import render
from dragoman.record import EventQuery
from dragoman.record.browse import count_events, read_page
from dragoman.record.browse_places import PlaceFound, find_places
from dragoman.record.search_words import SearchWords, read_words

router = APIRouter()

_SHOWN = 6
"""Hits of each kind."""
_COUNTED = 100
"""Actors and places are counted up to so many."""
_LONGEST = 200


@router.get("/search")
def search(request: Request, person: Viewer, q: str = "") -> HTMLResponse:
    """The page, or for htmx its results alone."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    text = q[:_LONGEST]
    words = read_words(text)
    told = EventQuery(text=text.strip()) if words else None
    values: dict[str, object] = {
        "q": text,
        "words": words,
        "shown": _SHOWN,
        "counted": _COUNTED,
        "actors": desk.directory.find(text, _COUNTED) if words else [],
        "places": find_places(desk.mirror, text, _COUNTED) if words else (),
        "events": read_page(desk.mirror, told, "newest", limit=_SHOWN).events if told else (),
        "events_count": count_events(desk.mirror, told).events if told else 0,
        "events_address": "/events?" + write_question(told) if told else "",
        "place_address": _address_place,
        "mark_hits": mark_hits,
        "mark_extract": mark_extract,
        **_find_articles(desk, words),
    }
    template = "search_results.html" if "HX-Request" in request.headers else "search.html"
    return render(request, template, **values)


def _find_articles(desk: Desk, words: SearchWords) -> dict[str, object]:
    """Articles by their words. While the index is made they are those found so far, and the page says so."""
    try:
        desk.full_text.keep_up()
        hits = desk.full_text.find(words, _SHOWN)
        progress = desk.full_text.measure()
    except RecordFault as fault:
        return {"hits": None, "progress": None, "fault": str(fault)}
    return {"hits": hits, "progress": progress, "fault": None}


def _address_place(place: PlaceFound) -> str:
    return "/events?" + write_question(EventQuery(place=place.name, country=place.country))
