"""`/account`: one's own password, tokens and sessions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.errors import BadSetting
from dragoman.publish.access.gate import Viewer, find_admission
from dragoman.publish.access.persons import Person
from dragoman.publish.access.tokens import SCOPES
from dragoman.publish.workbench.pages.sign_in import find_gate
from dragoman.publish.workbench.render import render
from dragoman.publish.workbench.words import say


def require_session(request: Request) -> None:
    """Refuse with 403 who comes with a token: a token can neither make tokens nor change who may sign in."""
    admission = find_admission(request)
    if admission is not None and admission.by == "token":
        raise HTTPException(403, "This needs a person who has signed in; a token is not enough.")


router = APIRouter(prefix="/account", dependencies=[Depends(require_session)])


@router.get("")
def show_account(request: Request, person: Viewer) -> Response:
    """The page."""
    return _render(request, person)


@router.post("/password")
def change_password(
    request: Request,
    person: Viewer,
    current: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Change one's own password; every session ends, this one too."""
    gate = find_gate(request)
    if new != again:
        return _render(request, person, fault=say("account.not_twice"), code=422)
    if gate.check(request, person.name, current) is None:
        return _render(request, person, fault=say("account.wrong"), code=403)
    try:
        gate.accounts.set_password(person.name, new)
    except BadSetting as refused:
        return _render(request, person, fault=str(refused), code=422)
    response = RedirectResponse("/sign-in", 303)
    gate.sign_out(request, response)
    return response


@router.post("/tokens")
def make_token(
    request: Request, person: Viewer, scope: Annotated[str, Form()] = "read", days: Annotated[str, Form()] = ""
) -> Response:
    """Make a token and show it, this once."""
    if days and not (days.isascii() and days.isdigit() and len(days) < 6):
        return _render(request, person, fault=say("account.days_wrong"), code=422)
    try:
        _, words = find_gate(request).tokens.make(person.name, scope, int(days) if days else None)
    except BadSetting as refused:
        return _render(request, person, fault=str(refused), code=422)
    return _render(request, person, token=words)


@router.post("/tokens/revoke")
def revoke_token(request: Request, person: Viewer, number: Annotated[int, Form(ge=1, lt=2**53)]) -> Response:
    """Take a token of one's own back."""
    find_gate(request).tokens.revoke(number, person.name)
    return RedirectResponse("/account", 303)


@router.post("/sessions/end")
def end_session(request: Request, person: Viewer, key: Annotated[str, Form()] = "") -> Response:
    """End one session of one's own, or all where none is named."""
    sessions = find_gate(request).sessions
    if key:
        sessions.end(person.name, key)
    else:
        sessions.end_all(person.name)
    return RedirectResponse("/account", 303)


def _render(request: Request, person: Person, fault: str = "", token: str = "", code: int = 200) -> Response:
    gate, admission = find_gate(request), find_admission(request)
    response = render(
        request,
        "account.html",
        fault=fault,
        token=token,
        tokens=gate.tokens.list(person.name),
        scopes=[scope for scope, role in SCOPES.items() if person.may(role)],
        sessions=gate.sessions.list(person.name),
        this=admission.key if admission else "",
    )
    response.status_code = code
    return response
