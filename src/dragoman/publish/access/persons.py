"""Who is at the desk, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["viewer", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "reviewer", "admin")
"""From least to most: a viewer reads, a reviewer decides, an admin keeps accounts."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses the workbench. `name` is the author of their decisions."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Tell whether this person may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Admission:
    """A person, and how a request has shown that it is theirs.

    `by`: "open" (the single user of this machine), "session" (a browser's cookie) or "token" (a program's).
    `key`: what names the session or token without giving it away. `secret`: what their forms' tokens are made from;
    "" where a request cannot be forged, since no browser sends a token by itself.
    """

    person: Person
    by: Literal["open", "session", "token"]
    key: str
    secret: str = ""
