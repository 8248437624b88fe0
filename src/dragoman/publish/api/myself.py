"""`/api/me`, `/api/status`: who calls, and what the record holds."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, Field

from dragoman import __version__
from dragoman.publish.access.gate import Viewer
from dragoman.publish.access.persons import Role
from dragoman.publish.api.fresh import FreshDesk
from dragoman.record import EventQuery
from dragoman.record.browse import count_events

router = APIRouter(tags=["about"])


class Myself(BaseModel):
    """Who calls."""

    name: str = Field(description="The author of the decisions that this caller posts.", examples=["ada"])
    role: Role = Field(description="What this caller may do: the account's role, or less by the token's scope.")


class Status(BaseModel):
    """What the record holds now."""

    study: str = Field(examples=["us-pakistan"])
    version: str = Field(description="Of Dragoman.")
    snapshot: int = Field(description="Changes whenever the record does.", examples=[118])
    events: int
    killed: int = Field(description="By best or lowest figure.")
    first: date | None = Field(description="First day of any event.")
    last: date | None


@router.get("/me", summary="Who calls, and what they may do")
def show_myself(person: Viewer) -> Myself:
    """The name and role by which this call is let in."""
    return Myself(name=person.name, role=person.role)


@router.get("/status", summary="What the record holds")
def show_status(desk: FreshDesk) -> Status:
    """Counts, and the number of the snapshot that all answers rest on."""
    totals = desk.memo.ask(count_events, EventQuery())
    return Status(
        study=desk.study.name,
        version=__version__,
        snapshot=desk.mirror.snapshot,
        events=totals.events,
        killed=totals.killed,
        first=totals.first,
        last=totals.last,
    )
