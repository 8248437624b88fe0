"""What a reviewer sends: accept, reject, correct, merge, split, settle, undo. On disk when the answer goes out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from dragoman.errors import BadSetting, NotFound
from dragoman.pipeline.reviewing import Outcome
from dragoman.pipeline.reviewing import Reviewer as Reviewing
from dragoman.publish.access.gate import Reviewer
from dragoman.publish.access.persons import Person
from dragoman.publish.correction_form import CorrectionForm, read_correction, read_form
from dragoman.publish.desk import Desk
from dragoman.publish.review_state import read_state
from dragoman.publish.workbench.review_view import (
    Place,
    describe_undo,
    find_report,
    find_waiting,
    look_at,
    may_settle,
    read_place,
    show_item,
)
from dragoman.record.browse_event import follow_id
from dragoman.resolve.amending import WHOLE

router = APIRouter()

Act = Callable[[Reviewing], Outcome]


@router.post("/review/undo")
async def undo(request: Request, person: Reviewer) -> Response:
    """Take back this person's last act: its decisions, or an answer that waits for others."""
    given = await request.form()
    return await run_in_threadpool(_undo, request, person, given)


def _undo(request: Request, person: Person, given: FormData) -> Response:
    desk: Desk = request.app.state.desk
    desk.mirror.refresh(at_once=True)
    last = describe_undo(desk.memo.ask(read_state), person, desk.study.settings.review.reviewers)
    if last is None:
        return _lead(_place(given), told="nothing-to-undo")
    with desk.writing() as record:
        reviewing = Reviewing(desk.study, record, person.name)
        if last.answer is not None:
            reviewing.withdraw_answer(last.answer)
            events = [last.answer]
        else:
            done = reviewing.take_back(last.numbers)
            events = [event.id for decided in done.decided for event in decided.after]
    return _lead(_place(given), events[0] if events else None, told="undone")


@router.post("/review/{event_id}/{act}")
async def judge(request: Request, person: Reviewer, event_id: str, act: str) -> Response:
    """Accept, reject, merge, split or settle an event; then the next one, but a part of it that is left comes again."""
    given = await request.form()
    return await run_in_threadpool(_judge, request, person, event_id, act, given)


def _judge(request: Request, person: Person, event_id: str, act: str, given: FormData) -> Response:
    desk: Desk = request.app.state.desk
    event_id, place = _follow(desk, event_id), _place(given)
    waiting = find_waiting(desk, event_id)
    try:
        outcome = _decide(desk, person, event_id, _read_act(event_id, act, given), settling=bool(given.get("settling")))
    except BadSetting as fault:
        return show_item(request, person, place, waiting, fault=str(fault))
    if act in ("merge", "split") and outcome.state == "decided":
        return _lead(place, event_id, told=act)
    beyond = Place(place.query, waiting.key if waiting is not None else place.after)
    return _lead(beyond, told=act if outcome.state == "decided" else outcome.state)


def _read_act(event_id: str, act: str, given: FormData) -> Act:
    reason = str(given.get("reason", ""))
    match act:
        case "accept":
            return lambda reviewing: reviewing.judge_event(event_id, "accept", reason)
        case "reject":
            return lambda reviewing: reviewing.judge_event(event_id, "reject", reason)
        case "merge":
            other = str(given.get("other") or given.get("other_id") or "").strip()
            if not other:
                raise BadSetting("merge: expected the event to merge with, found none. Choose one, or give its id.")
            return lambda reviewing: reviewing.merge(event_id, other, reason)
        case "split":
            codings = [str(coding) for coding in given.getlist("coding")]
            return lambda reviewing: reviewing.split(event_id, codings, reason)
        case "settle":
            return lambda reviewing: reviewing.settle(event_id, str(given.get("reviewer", "")))
    raise NotFound(f"no act '{act}'. Known: accept, reject, merge, split, settle.")


@router.post("/review/{event_id}/correct/{coding_id}/{field}")
async def correct(request: Request, person: Reviewer, event_id: str, coding_id: str, field: str) -> Response:
    """Correct one field of one report, or drop the report (field "coding"); a refusal is shown beside the form."""
    given = await request.form()
    return await run_in_threadpool(_correct, request, person, event_id, coding_id, field, given)


def _correct(request: Request, person: Person, event_id: str, coding_id: str, field: str, given: FormData) -> Response:
    desk: Desk = request.app.state.desk
    event_id, place = _follow(desk, event_id), _place(given)
    _, reports = look_at(desk, desk.memo.ask(read_state), person, event_id)
    article = find_report(reports, coding_id).shown.report.article
    form = None if field == WHOLE else read_form(given, coding_id, field, article.full_text)
    try:
        value, spans = (None, ()) if form is None or given.get("none") else read_correction(form)
        outcome = _decide(
            desk,
            person,
            event_id,
            lambda reviewing: reviewing.correct_value(event_id, coding_id, field, value, spans),
            settling=bool(given.get("settling")),
        )
    except BadSetting as fault:
        return _refuse(request, person, place, event_id, form, fault)
    return _lead(place, event_id, told="corrected" if outcome.state == "decided" else "noted", report=coding_id)


def _refuse(
    request: Request, person: Person, place: Place, event_id: str, form: CorrectionForm | None, fault: BadSetting
) -> Response:
    waiting = find_waiting(request.app.state.desk, event_id)
    if form is None:
        return show_item(request, person, place, waiting, fault=str(fault))
    return show_item(request, person, place, waiting, form.refuse(str(fault)))


def _decide(desk: Desk, person: Person, event_id: str, act: Act, *, settling: bool) -> Outcome:
    """Do an act in the writer's turn. Who settles a difference decides at once, if they may."""
    event, _ = look_at(desk, desk.memo.ask(read_state), person, event_id)
    alone = settling and may_settle(desk.memo.ask(read_state), event, person, desk.study.settings.review.reviewers)
    with desk.writing() as record:
        return act(Reviewing(desk.study, record, person.name, at_once=alone))


def _follow(desk: Desk, event_id: str) -> str:
    desk.mirror.refresh(at_once=True)
    living = follow_id(desk.mirror, event_id)
    if living is None:
        raise NotFound(f"no event '{event_id}' in the record any more: somebody may have rejected or merged it.")
    return living


def _place(given: FormData) -> Place:
    """The place in the queue that a form carries along."""
    return read_place(QueryParams(parse_qsl(str(given.get("place", "")))))


def _lead(place: Place, event_id: str | None = None, *, told: str, report: str | None = None) -> Response:
    """Lead to an event, or to the next one in the queue, and tell what was done."""
    path = f"/review/{quote(event_id)}" if event_id else "/review"
    query = "&".join(part for part in (place.address, f"told={quote(told)}") if part)
    return RedirectResponse(f"{path}?{query}" + (f"#report-{quote(report)}" if report else ""), status_code=303)
