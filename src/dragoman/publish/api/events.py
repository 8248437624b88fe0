"""`/api/events`: the events that a question finds, as JSON page by page, as CSV and as GeoJSON."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import StreamingResponse

from dragoman.publish.api.answers import EventPage, EventWhole, Fault, ReportTold
from dragoman.publish.api.asking import AskedEvents, AskedPage
from dragoman.publish.api.fresh import FreshDesk, head_answer
from dragoman.publish.api.laying_out import lay_out_event, lay_out_report
from dragoman.publish.desk import Desk
from dragoman.publish.open_event import find_reports, read_history
from dragoman.publish.questions import read_key, read_question, write_key, write_question
from dragoman.publish.tables import describe_event, gather, write_csv, write_geojson
from dragoman.record.browse import count_events, read_page
from dragoman.record.browse_all import iterate_events
from dragoman.record.browse_event import find_heirs, follow_id, read_versions
from dragoman.record.event_query import Order

router = APIRouter(tags=["events"])

EventId = Annotated[str, Path(max_length=100, description="The event's id, or an older id of it.", examples=["ev-…"])]
_GONE: dict[int | str, dict[str, object]] = {
    404: {"model": Fault, "description": "No event ever had this id."},
    410: {"model": Fault, "description": "It stands no more; the answer tells where its reports are now."},
}


@router.get("/events", summary="The events that a question finds")
def list_events(request: Request, asked: AskedPage, desk: FreshDesk) -> EventPage:
    """Events in order, page by page: `next` is the address of the page after, to be used as it is."""
    query, order = read_question(request.query_params), cast("Order", asked.order or "newest")
    page = read_page(desk.mirror, query, order, read_key(asked.after), asked.limit)
    totals = desk.memo.ask(count_events, query)
    following = write_key(page.next)
    extra = [("order", order), ("limit", str(asked.limit)), ("after", following or "")]
    return EventPage(
        found=totals.events,
        killed=totals.killed,
        events=[describe_event(event) for event in page.events],  # type: ignore[misc]  # pydantic reads the rows.
        next=f"/api/events?{write_question(query, extra)}" if following else None,
    )


@router.get(
    "/events.csv",
    summary="The same, all of them, as CSV",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def list_events_csv(request: Request, asked: AskedEvents, desk: FreshDesk) -> StreamingResponse:
    """One row an event; lists have `|` between their members. A text that a spreadsheet would run as a formula (it
    begins with `=`, `+`, `-`, `@`, a tab or a line end) has an apostrophe in front."""
    query, order = read_question(request.query_params), cast("Order", asked.order or "newest")
    rows = write_csv(iterate_events(desk.mirror, query, order))
    return StreamingResponse(gather(rows), media_type="text/csv", headers=head_answer(request, desk))


@router.get(
    "/events.geojson",
    summary="The same, all of them, as GeoJSON",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/geo+json": {"schema": {"type": "object"}}}}},
)
def list_events_geojson(request: Request, asked: AskedEvents, desk: FreshDesk) -> StreamingResponse:
    """One feature an event (RFC 7946); its geometry is null where no position is known."""
    query, order = read_question(request.query_params), cast("Order", asked.order or "newest")
    rows = write_geojson(iterate_events(desk.mirror, query, order))
    return StreamingResponse(gather(rows), media_type="application/geo+json", headers=head_answer(request, desk))


@router.get("/events/{event_id}", summary="One event with everything that is known of it", responses=_GONE)
def show_event(event_id: EventId, desk: FreshDesk) -> EventWhole:
    """The event with its reports, the words that every value was read from, and its history. An older id of a merged
    event leads to the event of today, whose `id` the answer tells."""
    versions = read_versions(desk.mirror, _follow(desk, event_id))
    event = versions[-1].event
    return lay_out_event(event, find_reports(desk, event.coding_ids), read_history(desk, versions))


@router.get("/events/{event_id}/reports", summary="The reports of an event", responses=_GONE)
def list_reports(event_id: EventId, desk: FreshDesk) -> list[ReportTold]:
    """In order of publication."""
    event = read_versions(desk.mirror, _follow(desk, event_id))[-1].event
    return [lay_out_report(report) for report in find_reports(desk, event.coding_ids)]


def _follow(desk: Desk, event_id: str) -> str:
    """Return the id of the event that stands; 404 where none ever did, 410 where it stands no more."""
    living = follow_id(desk.mirror, event_id)
    if living is not None:
        return living
    versions = read_versions(desk.mirror, event_id)
    if not versions:
        raise HTTPException(404, f"no event '{event_id}' in the record. /api/events lists those that stand.")
    heirs = find_heirs(desk.mirror, versions[-1].event.coding_ids)
    where = f"Its reports are now of {', '.join(heirs)}." if heirs else "None of its reports is of any event now."
    raise HTTPException(410, f"event '{event_id}' stands no more. {where}")
