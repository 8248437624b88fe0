"""`/actors`: everybody in the record by number of events; `/actor/ID`: what one does, to whom, where and when."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.assess.figures import name_period
from dragoman.errors import NotFound
from dragoman.publish.access.gate import Viewer
from dragoman.publish.actor_profile import Profile, read_profile
from dragoman.publish.desk import Desk
from dragoman.publish.questions import write_question
from dragoman.publish.relation_chart import address_of, plot_panel
from dragoman.publish.workbench.render import render
from dragoman.record import EventQuery
from dragoman.record.browse import read_page
from dragoman.record.browse_actors import list_coding_ids, list_names

router = APIRouter()

PAGE = 100
"""Actors on a page of the list."""
_LATEST = 8
_FEW = 6
"""Events below which no chart is drawn."""


@router.get("/actors")
def list_actors(request: Request, person: Viewer, q: str = "", after: int = 0) -> HTMLResponse:
    """The list; `q`: the beginning of a name. htmx asks for the rows alone."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    directory, text, after = desk.directory, q[:200].strip(), max(0, after)
    found = directory.find(text, after + PAGE + 1, recorded=True) if text else directory.recorded
    rows = found[after : after + PAGE]
    more = len(found) > after + PAGE
    return render(
        request,
        "actors_rows.html" if "HX-Request" in request.headers else "actors.html",
        q=text,
        rows=rows,
        after=after,
        count=directory.count(text) if text else len(directory.recorded),
        next_rows="/actors?" + urlencode({"q": text, "after": after + PAGE}) if more else None,
        name_of=directory.name_of,
    )


@router.get("/actor/{key}")
def show_actor(request: Request, person: Viewer, key: str) -> Response:
    """One actor, by a key of EventQuery."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    directory = desk.directory
    listed = desk.find_actor(key)
    if listed is None:
        return RedirectResponse(f"/actor/{quote(directory.resolve(key).key)}", 303)
    profile = desk.memo.ask(read_profile, desk.tables.catalog, listed)
    does, undergoes = (
        EventQuery(source=key, statuses=("actual",)),
        EventQuery(target=key, statuses=("actual",)),
    )
    return render(
        request,
        "actor.html",
        key=key,
        profile=profile,
        name=listed.name,
        name_of=directory.name_of,
        panels=_plot_panels(profile, does, undergoes),
        does=does,
        undergoes=undergoes,
        address_of=address_of,
        period_name=name_period,
        ask=_ask,
        target_address=lambda other: _ask(pair=(key, other), directed=True),
        source_address=lambda other: _ask(pair=(other, key), directed=True),
        accuser_address=lambda other: _ask(pair=(other, key), directed=True, events=("ACCUSE",)),
        partner_address=lambda other: _ask(actors=(other,), source=key),
        own_address=lambda other: _ask(actors=(other,), statuses=()),
        place_address=lambda place: _ask(actors=(key,), place=place.admin1, country=place.country),
        latest=read_page(desk.mirror, EventQuery(actors=(key,)), "newest", limit=_LATEST).events,
    )


@router.get("/actor/{key}/names")
def show_names(request: Request, person: Viewer, key: str) -> HTMLResponse:
    """The words that reports name the actor by: a part of the page, which htmx asks for after it."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    if desk.find_actor(key) is None:
        raise NotFound(f"no actor '{key}'. The page /actors lists all.")
    ids = list_coding_ids(desk.mirror, key)
    return render(request, "actor_names.html", names=list_names(desk.mirror, key, ids), codings=len(ids))


def _plot_panels(profile: Profile, does: EventQuery, undergoes: EventQuery) -> list[dict[str, object]]:
    if profile.events < _FEW:
        return []
    return [
        plot_panel(profile.periods, forth=forth, span=profile.span, measure="events", asked=asked)
        for forth, asked in ((True, does), (False, undergoes))
    ]


def _ask(**given: object) -> str:
    """The address of events told as actual that fit; see EventQuery."""
    query = EventQuery(**{"statuses": ("actual",), **given})  # type: ignore[arg-type]
    return "/events?" + write_question(query)
