"""`/api/decisions`: the log of what persons decided; posting merges, splits, reviews and undoes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Header, HTTPException, Request

from dragoman.errors import BadSetting
from dragoman.model import Decision, Quote, Span
from dragoman.pipeline.deciding import merge_events, review_value, split_event, undo_decision
from dragoman.publish.access.gate import Reviewer
from dragoman.publish.access.persons import Person
from dragoman.publish.api.answers import Fault
from dragoman.publish.api.answers_decisions import (
    Decided,
    DecisionPage,
    DecisionTold,
    MergePosted,
    Posted,
    ReviewPosted,
    SplitPosted,
    UndoPosted,
)
from dragoman.publish.api.asking import AskedLog
from dragoman.publish.api.fresh import FreshDesk
from dragoman.publish.desk import Desk
from dragoman.record import Record
from dragoman.record.browse_history import read_log
from dragoman.record.requests import RequestNote
from dragoman.resolve.rulings import find_undoing

router = APIRouter(tags=["decisions"])

_REFUSED: dict[int | str, dict[str, object]] = {
    400: {"model": Fault, "description": "The body is no text in UTF-8."},
    404: {"model": Fault, "description": "No event, coding or decision of this id."},
    409: {"model": Fault, "description": "The Idempotency-Key was used for another decision."},
    413: {"model": Fault, "description": "The body is longer than 1 MiB."},
    415: {"model": Fault, "description": "The body is not JSON by its Content-Type."},
}


@router.get("/decisions", summary="The log of what persons decided")
def list_decisions(desk: FreshDesk, asked: AskedLog) -> DecisionPage:
    """Decisions by number, the oldest first. The log alone, on the same codings, gives the same events."""
    log = [logged.decision for logged in read_log(desk.mirror)]
    undone = find_undoing(log)
    found = [decision for decision in log if decision.number > asked.after]
    page = found[: asked.limit]
    more = len(found) > asked.limit
    return DecisionPage(
        decisions=[_lay_out(decision, undone.get(decision.number)) for decision in page],
        next=f"/api/decisions?after={page[-1].number}&limit={asked.limit}" if more else None,
    )


@router.post("/decisions", status_code=201, summary="Decide", responses=_REFUSED)
def decide(
    request: Request,
    person: Reviewer,
    posted: Annotated[Posted, Body()],
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            max_length=200,
            pattern=r"^[\x21-\x7e]*$",
            description="A word of your own. A call that is repeated with it is not applied twice.",
        ),
    ] = "",
) -> Decided:
    """Merge, split, review or undo, in the name of the caller. When the answer comes the decision is on disk, and
    every page shows it."""
    desk: Desk = request.app.state.desk
    _refuse_alone(desk, person)
    note = _note_request(person, key, posted) if key else None
    with desk.writing() as record:
        return record.transact(lambda: _decide_once(desk, record, person, posted, note))


def _refuse_alone(desk: Desk, person: Person) -> None:
    """Where several reviewers answer independently, one of them decides nothing alone; an admin may."""
    asked = desk.study.settings.review.reviewers
    if asked > 1 and not person.may("admin"):
        raise HTTPException(
            403,
            f"This study asks {asked} reviewers independently of one another. Answer at /review; an admin may decide.",
        )


def _note_request(person: Person, key: str, posted: Posted) -> RequestNote:
    asked = posted.model_dump_json()
    return RequestNote(f"{person.name}\n{key}", hashlib.sha256(asked.encode()).hexdigest())


def _decide_once(desk: Desk, record: Record, person: Person, posted: Posted, note: RequestNote | None) -> Decided:
    """In one transaction: look whether the request was answered before, decide, and note that it is answered now."""
    earlier = record.find_request(note.key) if note else None
    if earlier is not None and note is not None:
        if earlier.digest != note.digest:
            raise HTTPException(409, "Idempotency-Key: it was used for another decision. Choose a new one.")
        decision = next(each for each in record.decisions() if each.number == earlier.decision)
    else:
        decision = _apply(desk, record, person.name, posted)
        if note is not None:
            record.note_request(note, decision.number)
    held = record.events_holding([*decision.codings, *decision.others])
    return Decided(decision=_lay_out(decision, None), events=[event.id for event in held], repeated=earlier is not None)


def _apply(desk: Desk, record: Record, author: str, posted: Posted) -> Decision:
    study, reason = desk.study, posted.reason
    match posted:
        case MergePosted():
            done = merge_events(study, record, posted.left, posted.right, author=author, reason=reason)
        case SplitPosted():
            done = split_event(study, record, posted.event, posted.codings, author=author, reason=reason)
        case UndoPosted():
            done = undo_decision(study, record, posted.number, author=author, reason=reason)
        case ReviewPosted():
            done = review_value(
                study,
                record,
                posted.coding,
                str(posted.field),
                posted.verdict,
                posted.value,
                spans=_cut_spans(record, posted),
                author=author,
                reason=reason,
            )
    return done.decision


def _cut_spans(record: Record, posted: ReviewPosted) -> Sequence[Quote]:
    if not posted.spans:
        return ()
    [coding] = record.codings([record.find_coding_id(posted.coding)])
    text = record.article(coding.article_id).full_text
    for span in posted.spans:
        if not span.start < span.end <= len(text):
            raise BadSetting(
                f"spans: expected start < end <= {len(text)}, the article's length; found {span.start} to {span.end}."
            )
    return [Quote(Span(span.start, span.end), text[span.start : span.end]) for span in posted.spans]


def _lay_out(decision: Decision, undone_by: int | None) -> DecisionTold:
    names = [name for name in DecisionTold.model_fields if name != "undone_by"]
    values = {name: getattr(decision, name) for name in names}
    return DecisionTold.model_validate({**values, "undone_by": undone_by})
