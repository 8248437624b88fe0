"""`/review`: the queue of events that await a person's eye, one at a time, that first which matters most."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.errors import NotFound
from dragoman.model import Span
from dragoman.pipeline.explaining import explain_event
from dragoman.publish.access.gate import Reviewer
from dragoman.publish.correction_form import fill_form
from dragoman.publish.desk import Desk
from dragoman.publish.marking import list_marks
from dragoman.publish.review_item import cut_tokens
from dragoman.publish.review_state import read_state
from dragoman.publish.workbench.render import render
from dragoman.publish.workbench.review_view import (
    Place,
    find_report,
    find_waiting,
    form_values,
    look_at,
    may_settle,
    read_place,
    show_item,
)
from dragoman.record import EventQuery
from dragoman.record.browse_event import follow_id
from dragoman.record.browse_queue import read_queue

router = APIRouter()


@router.get("/review")
def show_next(request: Request, person: Reviewer) -> HTMLResponse:
    """The first event that awaits this reviewer."""
    desk = _look(request)
    place = read_place(request.query_params)
    done = desk.memo.ask(read_state).list_done(person.name, desk.study.settings.review.reviewers)
    waiting = read_queue(desk.mirror, place.query, done, place.after)
    return show_item(request, person, place, waiting[0] if waiting else None)


@router.get("/review/differing")
def show_differing(request: Request, person: Reviewer) -> Response:
    """The first event on which independent answers differ that this person may settle."""
    desk = _look(request)
    state, reviewers = desk.memo.ask(read_state), desk.study.settings.review.reviewers
    for event_id in state.list_differing(reviewers):
        event, _ = look_at(desk, state, person, event_id)
        if may_settle(state, event, person, reviewers):
            return show_item(request, person, Place(EventQuery(), None), find_waiting(desk, event_id))
    return RedirectResponse("/review?told=none-differ", status_code=303)


@router.get("/review/{event_id}")
def show_one(request: Request, person: Reviewer, event_id: str) -> Response:
    """One event for review, whether it awaits it or not."""
    desk = _look(request)
    living = _follow(desk, event_id)
    if living != event_id:
        return RedirectResponse(f"/review/{quote(living)}?{request.url.query}", status_code=307)
    return show_item(request, person, read_place(request.query_params), find_waiting(desk, living))


@router.get("/review/{event_id}/correct/{coding_id}/{field}")
def show_form(
    request: Request, person: Reviewer, event_id: str, coding_id: str, field: str, words: str = ""
) -> HTMLResponse:
    """The form that corrects a field; `words`: start-end of words that were marked, in the article."""
    desk = _look(request)
    state = desk.memo.ask(read_state)
    event, reports = look_at(desk, state, person, _follow(desk, event_id))
    report = find_report(reports, coding_id)
    form = fill_form(report.coding, report.shown.report.article, field, _read_span(words))
    settling = may_settle(state, event, person, desk.study.settings.review.reviewers)
    values = form_values(form, event, report, read_place(request.query_params))
    return render(request, "review_form.html", settling=settling, **values)


@router.get("/review/{event_id}/text/{coding_id}")
def show_text(request: Request, person: Reviewer, event_id: str, coding_id: str) -> HTMLResponse:
    """The whole article of a report, word by word, so that words anywhere in it can be marked."""
    desk = _look(request)
    _, reports = look_at(desk, desk.memo.ask(read_state), person, _follow(desk, event_id))
    report = find_report(reports, coding_id)
    words = cut_tokens(report.shown.report.article.full_text, 0, list_marks(report.coding))
    return render(request, "review_text.html", words=words)


@router.get("/review/{event_id}/near")
def list_near(request: Request, person: Reviewer, event_id: str) -> HTMLResponse:
    """Events near this one that it may be merged with, each with the comparison of the two nearest reports."""
    desk = _look(request)
    with desk.reading() as record:
        event = record.event(_follow(desk, event_id))
        explanation = explain_event(desk.study, record, event)
    return render(request, "review_near.html", event=event, near=explanation.apart)


def _read_span(words: str) -> Span | None:
    """The span that an address names; None for none, and for what is none."""
    start, dash, end = words.partition("-")
    return Span(int(start), int(end)) if dash and start.isdigit() and end.isdigit() and int(start) < int(end) else None


def _follow(desk: Desk, event_id: str) -> str:
    living = follow_id(desk.mirror, event_id)
    if living is None:
        raise NotFound(f"no event '{event_id}' in the record. /events lists those that stand.")
    return living


def _look(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    return desk
