"""`/api`: what the pages show, for programs. Every route is read with a token or a session, and says what it gives."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Security
from fastapi.security import HTTPBearer

from dragoman.publish.access.csrf import refuse_forged_call
from dragoman.publish.access.rates import refuse_too_many
from dragoman.publish.api import actors, decisions, events, myself, search, sources, tallies
from dragoman.publish.api.answers import Fault

_BEARER = HTTPBearer(
    auto_error=False, description="A token: `dragoman accounts token NAME`, or the page of your account."
)
_FAULTS: dict[int | str, dict[str, object]] = {
    401: {"model": Fault, "description": "No token, or one that is not valid."},
    403: {"model": Fault, "description": "The token's scope, or its owner's role, is not enough."},
    422: {"model": Fault, "description": "A value that cannot be read; the answer names it."},
    503: {"model": Fault, "description": "The record cannot be read just now."},
    429: {"model": Fault, "description": "Too many calls; Retry-After says when to go on."},
}


def make_router() -> APIRouter:
    """Return all routes below /api."""
    router = APIRouter(
        prefix="/api",
        responses=_FAULTS,
        dependencies=[Depends(refuse_too_many), Security(_BEARER), Depends(refuse_forged_call)],
    )
    for part in (events, tallies, search, sources, actors, decisions, myself):
        router.include_router(part.router)
    return router
