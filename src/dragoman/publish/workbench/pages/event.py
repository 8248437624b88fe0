"""`/event/ID`: one event with all that is known of it, each value with the words that it was read from."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from dragoman.errors import BadSetting, NotFound
from dragoman.pipeline.explaining import explain_event
from dragoman.publish.access.gate import Viewer
from dragoman.publish.access.hosts import is_loopback
from dragoman.publish.citing import FORMS
from dragoman.publish.desk import Desk
from dragoman.publish.marking import LABELS, cut_text, list_marks
from dragoman.publish.open_event import find_reports, make_citation, open_event, read_history
from dragoman.publish.workbench.render import render
from dragoman.record import EventQuery
from dragoman.record.browse import read_page
from dragoman.record.browse_event import find_heirs, follow_id, read_versions

router = APIRouter()


@router.get("/event/{event_id}")
def show_event(request: Request, person: Viewer, event_id: str) -> Response:
    """The card. An older id leads to the event of today; one that stands no more says what became of it."""
    desk = _look(request)
    living = follow_id(desk.mirror, event_id)
    if living is None:
        return _show_withdrawn(request, desk, event_id)
    if living != event_id:
        return RedirectResponse(f"/event/{quote(living)}", status_code=307)
    opened = open_event(desk, event_id)
    citation = make_citation(desk, opened.versions[-1], _public_address(request))
    return render(
        request,
        "event.html",
        event=opened.card.event,
        card=opened.card,
        beside=opened.beside,
        steps=read_history(desk, opened.versions),
        cited={form: write(citation) for form, (write, _, _) in FORMS.items()},
        labels=LABELS,
    )


def _show_withdrawn(request: Request, desk: Desk, event_id: str) -> HTMLResponse:
    versions = read_versions(desk.mirror, event_id)
    if not versions:
        raise NotFound(f"no event '{event_id}' in the record. /events lists those that stand.")
    last = versions[-1].event
    heirs = EventQuery(ids=tuple(find_heirs(desk.mirror, last.coding_ids)))
    page = render(
        request,
        "event_withdrawn.html",
        event=last,
        steps=read_history(desk, versions),
        heirs=read_page(desk.mirror, heirs).events if heirs.ids else (),
    )
    page.status_code = 410
    return page


@router.get("/event/{event_id}/why")
def explain_links(request: Request, person: Viewer, event_id: str) -> HTMLResponse:
    """Why its reports were linked, field by field, and what lay near and was not; the page asks for it late."""
    desk = _look(request)
    living = _follow(desk, event_id)
    with desk.reading() as record:
        event = record.event(living)
        explanation = explain_event(desk.study, record, event)
    numbers = {coding_id: number for number, coding_id in enumerate(event.coding_ids, 1)}
    return render(request, "event_why.html", explanation=explanation, numbers=numbers)


@router.get("/event/{event_id}/article/{article_id}")
def show_article(request: Request, person: Viewer, event_id: str, article_id: str) -> HTMLResponse:
    """The whole text of an article with the words of this event's values marked; htmx asks for the text alone."""
    desk = _look(request)
    living = _follow(desk, event_id)
    event = read_versions(desk.mirror, living)[-1].event
    reports = [r for r in find_reports(desk, event.coding_ids) if r.article.id == article_id]
    if not reports:
        raise NotFound(f"event {living} has no report in article '{article_id}'. Its card lists its reports.")
    article = reports[0].article
    marks = [mark for report in reports for mark in list_marks(report.coding)]
    pieces = cut_text(article.full_text, 0, marks)
    template = "article_text.html" if "HX-Request" in request.headers else "article.html"
    return render(request, template, article=article, pieces=pieces, event=event, labels=LABELS)


@router.get("/event/{event_id}/cite/{form}")
def cite_event(request: Request, person: Viewer, event_id: str, form: str) -> Response:
    """A citation as a file: text, bibtex or ris."""
    desk = _look(request)
    if form not in FORMS:
        raise BadSetting(f"cite: expected one of {', '.join(FORMS)}; found '{form}'.")
    living = _follow(desk, event_id)
    version = read_versions(desk.mirror, living)[-1]
    write, media, ending = FORMS[form]
    words = write(make_citation(desk, version, _public_address(request)))
    headers = {"content-disposition": f'attachment; filename="{living}.{ending}"'}
    return PlainTextResponse(words, media_type=media, headers=headers)


def _follow(desk: Desk, event_id: str) -> str:
    living = follow_id(desk.mirror, event_id)
    if living is None:
        raise NotFound(f"no event '{event_id}' in the record. /events lists those that stand.")
    return living


def _look(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    return desk


def _public_address(request: Request) -> str | None:
    """The page's own address, unless only this machine knows it."""
    if is_loopback(request.url.hostname or ""):
        return None
    return str(request.url_for("show_event", event_id=request.path_params["event_id"]))
