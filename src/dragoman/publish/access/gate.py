"""The gate in front of every page: a study on this machine alone is open to the one who started the server."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated, Protocol

from fastapi import Depends, HTTPException, Request

from dragoman.publish.access.persons import Admission, Person, Role


class Gate(Protocol):
    """Says who makes a request. `local`: only this machine's own user can reach the server, who need not sign in."""

    local: bool

    def admit(self, request: Request) -> Admission | None:
        """Return who it is, or None where nobody is signed in."""
        ...


class OpenGate:
    """The gate of a single user on the loopback: everybody who can reach it is that user (see hosts.py)."""

    local = True

    def __init__(self, name: str) -> None:
        self._admission = Admission(Person(name, "admin"), "open", key=name, secret=secrets.token_urlsafe())

    def admit(self, request: Request) -> Admission | None:
        """Return the one user."""
        return self._admission


def find_admission(request: Request) -> Admission | None:
    """Return who makes the request and how they show it, asked of the gate once; None where nobody is signed in."""
    if not hasattr(request.state, "admission"):
        gate: Gate = request.app.state.gate
        request.state.admission = gate.admit(request)
    found: Admission | None = request.state.admission
    return found


def require(role: Role) -> Callable[[Request], Person]:
    """Return a dependency that lets through only who may do what `role` may; 401 for nobody, 403 for less."""

    def check(request: Request) -> Person:
        admission = find_admission(request)
        if admission is None:
            raise HTTPException(401, "Sign in first.", headers={"WWW-Authenticate": "Bearer"})
        request.state.person = admission.person
        if not admission.person.may(role):
            raise HTTPException(403, f"This needs the role {role}; yours is {admission.person.role}.")
        return admission.person

    return check


Viewer = Annotated[Person, Depends(require("viewer"))]
Reviewer = Annotated[Person, Depends(require("reviewer"))]
Admin = Annotated[Person, Depends(require("admin"))]
