"""`/accounts`: an admin keeps who may sign in, and as what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.errors import BadSetting, NotFound
from dragoman.publish.access.accounts import read_role
from dragoman.publish.access.gate import Admin
from dragoman.publish.access.persons import ROLES, Person
from dragoman.publish.workbench.pages.account import require_session
from dragoman.publish.workbench.pages.sign_in import find_gate
from dragoman.publish.workbench.render import render
from dragoman.publish.workbench.words import say

router = APIRouter(prefix="/accounts", dependencies=[Depends(require_session)])

Name = Annotated[str, Form()]


@router.get("")
def list_accounts(request: Request, person: Admin) -> Response:
    """The page."""
    return _render(request)


@router.post("")
def add_account(
    request: Request,
    person: Admin,
    name: Name = "",
    role: Annotated[str, Form()] = "viewer",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Add an account."""
    try:
        find_gate(request).accounts.add(name, read_role(role), password)
    except BadSetting as refused:
        return _render(request, str(refused))
    return RedirectResponse("/accounts", 303)


@router.post("/role")
def change_role(request: Request, person: Admin, name: Name = "", role: Annotated[str, Form()] = "") -> Response:
    """Give another account another role. One's own stays: an admin remains."""
    try:
        _refuse_own(person, name)
        find_gate(request).accounts.set_role(name, read_role(role))
    except (BadSetting, NotFound) as refused:
        return _render(request, str(refused))
    return RedirectResponse("/accounts", 303)


@router.post("/password")
def reset_password(request: Request, person: Admin, name: Name = "", password: Annotated[str, Form()] = "") -> Response:
    """Give an account another password, and sign it out everywhere."""
    try:
        find_gate(request).accounts.set_password(name, password)
    except (BadSetting, NotFound) as refused:
        return _render(request, str(refused))
    return RedirectResponse("/accounts", 303)


@router.post("/remove")
def remove_account(request: Request, person: Admin, name: Name = "") -> Response:
    """Remove another account with its sessions and tokens; what it decided stays in the record."""
    try:
        _refuse_own(person, name)
        find_gate(request).accounts.remove(name)
    except (BadSetting, NotFound) as refused:
        return _render(request, str(refused))
    return RedirectResponse("/accounts", 303)


def _refuse_own(person: Person, name: str) -> None:
    if name.strip().casefold() == person.name.casefold():
        raise BadSetting(say("accounts.own"))


def _render(request: Request, fault: str = "") -> Response:
    found = find_gate(request).accounts.list()
    response = render(request, "accounts.html", accounts=found, roles=ROLES, fault=fault)
    response.status_code = 422 if fault else 200
    return response
