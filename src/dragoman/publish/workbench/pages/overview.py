"""`/`: what the record holds, at a glance."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.workbench.render import render
from dragoman.record import EventQuery
from dragoman.record.browse import count_events, read_page

router = APIRouter()

_LATEST = 10


@router.get("/")
def show_overview(request: Request, person: Viewer) -> HTMLResponse:
    """The overview."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    return render(
        request,
        "overview.html",
        totals=count_events(desk.mirror, EventQuery()),
        latest=read_page(desk.mirror, EventQuery(), "latest-change", limit=_LATEST).events,
    )
