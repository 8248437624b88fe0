"""What an answer rests on: one state of the record, named in its ETag, so that a program asks again cheaply."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Request, Response

from dragoman import __version__
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk


class Unchanged(Exception):
    """The caller holds this very answer already: 304."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__("not modified")
        self.headers = headers


def look(request: Request, response: Response, person: Viewer) -> Desk:
    """Return the desk with its mirror up to date, and put the ETag on the answer; Unchanged where the caller has it.

    The ETag names the record, its snapshot, the address asked for and the version of Dragoman; it is the same for all
    who may read.
    """
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    headers = head_answer(request, desk)
    if headers["ETag"] in _list_tags(request.headers.get("if-none-match", "")):
        raise Unchanged(headers)
    response.headers.update(headers)
    return desk


def head_answer(request: Request, desk: Desk) -> dict[str, str]:
    """Return the headers of an answer that rests on what the mirror shows now."""
    asked = f"{desk.mirror.where.shown}\n{request.url.path}?{request.url.query}\n{__version__}"
    digest = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    # Weak, since the answer may be compressed on its way; "no-cache": kept, but never used without asking.
    return {"ETag": f'W/"{desk.mirror.snapshot}-{digest}"', "Cache-Control": "private, no-cache"}


def _list_tags(header: str) -> list[str]:
    tags = [tag.strip() for tag in header.split(",")]
    return [tag if tag.startswith("W/") else f"W/{tag}" for tag in tags]


FreshDesk = Annotated[Desk, Depends(look)]
