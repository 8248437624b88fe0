"""The application that `dragoman serve` runs: pages for people, /api for programs, on one open study."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dragoman import __version__
from dragoman.errors import BadSetting, DragomanError, NotFound, RecordFault
from dragoman.publish.access.csrf import refuse_forged
from dragoman.publish.access.gate import Gate
from dragoman.publish.access.hosts import LoopbackOnly
from dragoman.publish.api import make_router
from dragoman.publish.api.fresh import Unchanged
from dragoman.publish.desk import Desk
from dragoman.publish.few_at_once import FewAtOnce
from dragoman.publish.headers import SafeHeaders, put_headers
from dragoman.publish.workbench import pages
from dragoman.publish.workbench.render import render_fault

ASSETS = Path(__file__).parent / "assets"
"""Scripts, styles and shapes, bundled when the package is built (hatch_build.py)."""

_ABOUT = """The record of a study: who did what to whom, when, where, with what toll, and who says so."""
LARGEST_BODY = 1 << 20
"""Bytes. The longest thing that anybody sends is a decision with its spans."""

_LOG = logging.getLogger(__name__)

_STATUS: dict[type[DragomanError], int] = {NotFound: 404, BadSetting: 422, RecordFault: 503}


def make_app(desk: Desk, gate: Gate) -> FastAPI:
    """Return the application. It closes the desk when the server stops. RecordFault where the assets are not built."""
    if not (ASSETS / "workbench.js").is_file():
        raise RecordFault(
            f"{ASSETS}: expected the workbench's scripts, found none: they are bundled when Dragoman is installed. "
            "Run 'make assets', or install again."
        )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Dragoman",
        description=_ABOUT,
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        max_body_size=LARGEST_BODY,
    )
    app.state.desk, app.state.gate = desk, gate
    app.add_middleware(FewAtOnce, pages=_count_processors() + 1)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    if gate.local:
        app.add_middleware(LoopbackOnly)
    app.add_middleware(SafeHeaders)
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")
    app.include_router(make_router())
    for router in pages.ROUTERS:
        app.include_router(router, include_in_schema=False, dependencies=[Depends(refuse_forged)])
    app.add_exception_handler(DragomanError, _answer_fault)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(Unchanged, _answer_unchanged)
    app.add_exception_handler(RequestValidationError, _answer_misuse)
    app.add_exception_handler(Exception, _answer_own_fault)
    return app


def _count_processors() -> int:
    """Those that this process may use, which on a shared machine are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


async def _answer_fault(request: Request, fault: Exception) -> Response:
    """One of our own errors: its message tells what was expected, found, and what to do."""
    code = next((code for kind, code in _STATUS.items() if isinstance(fault, kind)), 500)
    if code < 500 or request.app.state.gate.local:
        return _answer(request, code, str(fault))
    # Where the record lies, and what ails it, is for who keeps the server.
    _LOG.error("%s: %s", request.url.path, fault)
    return _answer(request, code, "The record cannot be read just now. Try again; the server's log tells why.")


async def _answer_http(request: Request, fault: Exception) -> Response:
    """What a page or its gate refuses. Who is not signed in and asks for a page is led to the form."""
    if not isinstance(fault, HTTPException):
        raise fault
    if fault.status_code == 401 and not _is_call(request):
        return _lead_to_sign_in(request)
    return _answer(request, fault.status_code, str(fault.detail), fault.headers)


def _lead_to_sign_in(request: Request) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = "/sign-in?" + urlencode({"next": wanted if request.method == "GET" else "/"})
    if "HX-Request" in request.headers:
        # htmx follows this with the whole page; a redirect would put the form into a part of it.
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse(address, 303)


async def _answer_unchanged(request: Request, told: Exception) -> Response:
    return Response(status_code=304, headers=told.headers if isinstance(told, Unchanged) else None)


async def _answer_misuse(request: Request, fault: Exception) -> Response:
    """Values of the wrong form: each is named."""
    found = fault.errors() if isinstance(fault, RequestValidationError) else []
    told = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in found)
    return _answer(request, 422, f"The request cannot be read: {told}.")


async def _answer_own_fault(request: Request, fault: Exception) -> Response:
    """A fault of ours: the log has it, the reader learns no more than that."""
    response = _answer(request, 500, "Dragoman itself failed here; the server's log tells why. Please report it.")
    put_headers(response.headers, request.url.scheme, request.url.path)
    return response


def _answer(request: Request, code: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if _is_call(request):
        return JSONResponse({"error": message}, status_code=code, headers=headers)
    response: Response = render_fault(request, code, message)
    response.headers.update(headers or {})
    return response


def _is_call(request: Request) -> bool:
    return request.url.path.startswith("/api/")
