"""`/api/tallies`: how the events of a question spread over months, types, places."""

from __future__ import annotations

from fastapi import APIRouter, Request

from dragoman.publish.api.answers import Tallies, TallyRow
from dragoman.publish.api.asking import AskedTally
from dragoman.publish.api.fresh import FreshDesk
from dragoman.publish.questions import read_question
from dragoman.record.browse import count_by

router = APIRouter(tags=["events"])


@router.get("/tallies", summary="How many events, by month, type, place or more")
def count_tallies(request: Request, asked: AskedTally, desk: FreshDesk) -> Tallies:
    """Counts of the events that the question finds, by up to four columns. Combinations without events are left out."""
    columns = list(dict.fromkeys(asked.by.split(",")))
    rows = count_by(desk.mirror, read_question(request.query_params), columns)
    return Tallies(by=columns, rows=[TallyRow.model_validate(row) for row in rows])
