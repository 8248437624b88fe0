"""The gate in front of every page: a study on this machine alone is open to the one who started the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Protocol

from fastapi import Depends, HTTPException, Request

from dragoman.publish.access.persons import Person, Role


class Gate(Protocol):
    """Says who makes a request."""

    def admit(self, request: Request) -> Person | None:
        """Return the person, or None where nobody is signed in."""
        ...


class OpenGate:
    """The gate of a single user on the loopback: everybody who can reach it is that user."""

    def __init__(self, name: str) -> None:
        self._person = Person(name, "admin")

    def admit(self, request: Request) -> Person | None:
        """Return the one user."""
        return self._person


def find_person(request: Request) -> Person:
    """Return who makes the request; 401 where nobody is signed in."""
    gate: Gate = request.app.state.gate
    person = gate.admit(request)
    if person is None:
        raise HTTPException(401, "Sign in first.")
    request.state.person = person
    return person


def require(role: Role) -> Callable[[Request], Person]:
    """Return a dependency that lets through only who may do what `role` may; 403 otherwise."""

    def check(request: Request) -> Person:
        person = find_person(request)
        if not person.may(role):
            raise HTTPException(403, f"This needs the role {role}; yours is {person.role}.")
        return person

    return check


Viewer = Annotated[Person, Depends(require("viewer"))]
Reviewer = Annotated[Person, Depends(require("reviewer"))]
Admin = Annotated[Person, Depends(require("admin"))]
