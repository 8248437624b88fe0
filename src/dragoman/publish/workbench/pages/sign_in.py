"""`/sign-in` and `/sign-out`: the only pages for who has not signed in."""

from __future__ import annotations

import secrets
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.publish.access.csrf import VISIT, refuse_forged_form
from dragoman.publish.access.gate import Viewer, find_admission
from dragoman.publish.access.sign_in import SignInGate, is_safe
from dragoman.publish.workbench.render import render
from dragoman.publish.workbench.words import say

router = APIRouter()

_LONGEST_NEXT = 2000


@router.get("/sign-in")
def show_sign_in(request: Request) -> Response:
    """The form; who is signed in goes on to where they wanted to go."""
    onward = read_next(request.query_params.get("next"))
    if request.app.state.gate.local or find_admission(request) is not None:
        return RedirectResponse(onward, 303)
    return _render_form(request, onward, fault="")


@router.post("/sign-in", dependencies=[Depends(refuse_forged_form)])
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a session. One answer for a wrong name and a wrong password; 429 after too many attempts."""
    onward = read_next(next)
    response: Response = RedirectResponse(onward, 303)
    if not find_gate(request).sign_in(request, response, name, password):
        return _render_form(request, onward, say("sign_in.wrong"), 403)
    response.delete_cookie(VISIT)
    return response


@router.post("/sign-out")
def sign_out(request: Request, person: Viewer) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", 303)
    find_gate(request).sign_out(request, response)
    return response


def find_gate(request: Request) -> SignInGate:
    """Return the gate with its accounts; 404 where the server has none."""
    gate = request.app.state.gate
    if not isinstance(gate, SignInGate):
        raise HTTPException(404, say("account.none"))
    return gate


def read_next(given: str | None) -> str:
    """Return the page of ours that an address names, "/" for anything that could lead elsewhere."""
    ours = given is not None and given.startswith("/") and not given.startswith("//") and len(given) <= _LONGEST_NEXT
    return cast("str", given) if ours and "\\" not in str(given) and str(given).isprintable() else "/"


def _render_form(request: Request, onward: str, fault: str, code: int = 200) -> Response:
    """The form's token is made from a cookie of this visit, which is over when the session begins."""
    request.state.visit = request.cookies.get(VISIT) or secrets.token_urlsafe(32)
    response = render(request, "sign_in.html", onward=onward, fault=fault)
    response.status_code = code
    response.set_cookie(VISIT, request.state.visit, httponly=True, samesite="strict", secure=is_safe(request))
    return response
