"""The page of one event under review, as the pages that ask for it and the acts that refuse an input both show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import QueryParams

from dragoman.codebook import EVENTS, MODES, STATUSES
from dragoman.errors import NotFound
from dragoman.model import Decision, Event
from dragoman.publish.access.persons import Person
from dragoman.publish.correction_form import CHOICES, MANY, CorrectionForm
from dragoman.publish.desk import Desk
from dragoman.publish.marking import LABELS
from dragoman.publish.open_event import open_event
from dragoman.publish.questions import read_key, read_question, write_key, write_question
from dragoman.publish.review_item import ReviewedReport, lay_out_reports
from dragoman.publish.review_state import ReviewState, read_agreement, read_state
from dragoman.publish.workbench.guidance import list_guidance
from dragoman.publish.workbench.render import render
from dragoman.record import EventQuery
from dragoman.record.browse import Key
from dragoman.record.browse_queue import Waiting, count_queue, read_queue


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the queue a reviewer is: which events are asked for, and the key after which to go on."""

    query: EventQuery
    after: Key | None

    @property
    def address(self) -> str:
        """The query string that leads back here."""
        return self.beyond(self.after)

    def beyond(self, key: Key | None) -> str:
        """The query string that leads to what comes after a key."""
        word = write_key(key)
        return write_question(self.query, [("after", word)] if word else [])


@dataclass(frozen=True, slots=True)
class Undo:
    """What an undo would take back: decisions by number, or the answer on an event that still waits for others."""

    numbers: tuple[int, ...]
    answer: str | None
    decisions: tuple[Decision, ...]


def read_place(given: QueryParams) -> Place:
    """Return the place that an address names."""
    return Place(read_question(given), read_key(given.get("after")))


def find_waiting(desk: Desk, event_id: str) -> Waiting | None:
    """Return a standing event as the queue shows it."""
    found = read_queue(desk.mirror, EventQuery(ids=(event_id,)), ())
    return found[0] if found else None


def show_item(
    request: Request,
    person: Person,
    place: Place,
    waiting: Waiting | None,
    form: CorrectionForm | None = None,
    fault: str = "",
) -> HTMLResponse:
    """Return the page of one event, or of an empty queue. `form`, `fault`: what was refused, and why (status 422)."""
    desk: Desk = request.app.state.desk
    state, reviewers = desk.memo.ask(read_state), desk.study.settings.review.reviewers
    values: dict[str, object] = {
        "reviewers": reviewers,
        "place": place,
        "query": place.query,
        "awaiting": count_queue(desk.mirror, place.query, state.list_done(person.name, reviewers)),
        "differing": len(state.list_differing(reviewers)),
        "agreement": desk.memo.ask(read_agreement, reviewers) if reviewers > 1 else None,
        "undo": describe_undo(state, person, reviewers),
        "told": request.query_params.get("told", ""),
        "fault": fault,
        "kinds": EVENTS,
        "statuses": STATUSES,
        "waiting": waiting,
    }
    if waiting is None:
        return render(request, "review_empty.html", **values)
    event, reports = look_at(desk, state, person, waiting.event.id)
    shown = (
        form_values(form, event, find_report(reports, form.coding_id), place) if form is not None else {"form": None}
    )
    values |= {
        "event": event,
        "reports": reports,
        "settled": event.id in state.settled,
        "reply": state.find_reply(event, person.name) if reviewers > 1 else None,
        "replies": state.list_replies(event, reviewers) if reviewers > 1 else [],
        "settling": may_settle(state, event, person, reviewers),
        "labels": LABELS,
        "skip": place.beyond(waiting.key),
    }
    page = render(request, "review.html", **(values | shown))
    page.status_code = 422 if fault or (form is not None and form.fault) else 200
    return page


def look_at(desk: Desk, state: ReviewState, person: Person, event_id: str) -> tuple[Event, list[ReviewedReport]]:
    """Return a standing event and its reports as this person sees them: with their own waiting answer, no other's."""
    opened = open_event(desk, event_id)
    event = opened.card.event
    own = state.find_reply(event, person.name) if desk.study.settings.review.reviewers > 1 else None
    return event, lay_out_reports(opened, own)


def form_values(form: CorrectionForm, event: Event, report: ReviewedReport, place: Place) -> dict[str, object]:
    """Return what the form of a correction shows: its inputs, and what the codebook says where a value is chosen."""
    return {
        "form": form,
        "event": event,
        "report": report,
        "place": place,
        "guidance": list_guidance(form.field, report.coding.event),
        "terms": _offer_terms(form.field, report.coding.event),
        "choices": CHOICES,
        "many": form.field in MANY,
    }


def _offer_terms(field: str, event: str) -> Sequence[tuple[str, str]]:
    """Code and key of the terms that a field may take: of a type its modes stand below it."""
    if field == "event":
        modes = {kind: [(f"{kind}/{mode}", f"{kind}/{mode}") for mode in MODES[kind]] for kind in EVENTS}
        return [term for kind in EVENTS for term in ((kind, kind), *modes[kind])]
    if field == "mode":
        return [(mode, f"{event}/{mode}") for mode in MODES[event]]
    return [(status, status) for status in STATUSES] if field == "status" else []


def find_report(reports: Sequence[ReviewedReport], coding_id: str) -> ReviewedReport:
    """Return the report of a coding; NotFound where the event has none such any more."""
    for report in reports:
        if report.coding.id == coding_id:
            return report
    raise NotFound(f"the event has no report '{coding_id}' any more. Load the page again.")


def may_settle(state: ReviewState, event: Event, person: Person, reviewers: int) -> bool:
    """Tell whether a person may settle a difference on an event: an admin, or a reviewer who did not answer."""
    replies = state.list_replies(event, reviewers) if reviewers > 1 else []
    return bool(replies) and (person.may("admin") or person.name not in {reply.reviewer for reply in replies})


def describe_undo(state: ReviewState, person: Person, reviewers: int) -> Undo | None:
    """Return what this person's undo would take back; None where there is nothing."""
    answer = state.find_last_answer(person.name, reviewers) if reviewers > 1 else None
    if answer is not None:
        return Undo((), answer, ())
    last = [logged.decision for logged in state.find_last_act(person.name)]
    return Undo(tuple(decision.number for decision in last), None, tuple(last)) if last else None
