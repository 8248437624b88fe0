"""`/events`: map, time line and table of the events that the address asks for."""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.codebook import EVENTS, MODES, STATUSES
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.questions import read_key, read_question, write_key, write_question
from dragoman.publish.workbench.render import render
from dragoman.record.browse import ORDERS, count_events, read_page
from dragoman.record.event_query import Order

router = APIRouter()

PAGE = 50
"""Events on a page of the table."""


@router.get("/events")
def list_events(request: Request, person: Viewer) -> HTMLResponse:
    """The events; htmx asks for the rows after a key alone."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    given = request.query_params
    query = read_question(given)
    order = cast("Order", given.get("order") or "newest")
    after = read_key(given.get("after"))
    page = read_page(desk.mirror, query, order, after, PAGE)
    following = write_key(page.next)
    extra = [("order", order)] if order != "newest" else []
    values: dict[str, object] = {
        "events": page.events,
        "next_rows": "/events?" + write_question(query, [*extra, ("after", following)]) if following else None,
    }
    if after is not None and "HX-Request" in request.headers:
        return render(request, "events_rows.html", **values)
    return render(
        request,
        "events.html",
        query=query,
        order=order,
        orders=ORDERS,
        totals=count_events(desk.mirror, query),
        address=write_question(query, extra),
        kinds=EVENTS,
        modes=sorted({mode for event in query.events or EVENTS for mode in MODES[event]}),
        statuses=STATUSES,
        **values,
    )
