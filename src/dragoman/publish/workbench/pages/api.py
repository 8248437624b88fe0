"""`/api`: what programs can ask, with examples; `/api/openapi.json`: the same for programs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from dragoman.publish.access.gate import Viewer
from dragoman.publish.workbench.render import render

router = APIRouter(prefix="/api")

EXAMPLES = Path(__file__).parents[2] / "api" / "examples.toml"


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that a program may want, as a shell asks it and as Python does; "@" stands for the server's address."""

    title: str
    curl: str
    python: str


@dataclass(frozen=True, slots=True)
class Call:
    """One route of the API as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str], ...]


@router.get("")
def show_api(request: Request, person: Viewer) -> HTMLResponse:
    """The page."""
    address = str(request.base_url).rstrip("/")
    examples = [Example(e.title, e.curl.replace("@", address), e.python.replace("@", address)) for e in load_examples()]
    return render(request, "api.html", calls=_list_calls(request.app.openapi()), examples=examples)


@router.get("/openapi.json")
def show_openapi(request: Request, person: Viewer) -> JSONResponse:
    """The description of the API in OpenAPI's form."""
    return JSONResponse(request.app.openapi())


@cache
def load_examples() -> tuple[Example, ...]:
    """Return the examples of examples.toml."""
    table = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    return tuple(Example(row["title"], row["curl"].strip(), row["python"].strip()) for row in table["example"])


def _list_calls(described: dict[str, Any]) -> list[Call]:
    return [
        Call(
            method.upper(),
            path,
            about["summary"],
            about.get("description", ""),
            tuple((each["name"], each.get("description", "")) for each in about.get("parameters", ())),
        )
        for path, methods in described["paths"].items()
        for method, about in methods.items()
    ]
