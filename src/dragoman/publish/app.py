"""The application that `dragoman serve` runs: pages for people, /api for programs, on one open study."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dragoman.errors import BadSetting, DragomanError, NotFound, RecordFault
from dragoman.publish.access.csrf import refuse_forged
from dragoman.publish.access.gate import Gate
from dragoman.publish.access.hosts import LoopbackOnly
from dragoman.publish.desk import Desk
from dragoman.publish.headers import SafeHeaders
from dragoman.publish.workbench import pages
from dragoman.publish.workbench.render import render_fault

ASSETS = Path(__file__).parent / "assets"
"""Scripts, styles and shapes, bundled when the package is built (hatch_build.py)."""

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

    app = FastAPI(title="Dragoman", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.desk, app.state.gate = desk, gate
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    if gate.local:
        app.add_middleware(LoopbackOnly)
    app.add_middleware(SafeHeaders)
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")
    for router in pages.ROUTERS:
        app.include_router(router, include_in_schema=False, dependencies=[Depends(refuse_forged)])
    app.add_exception_handler(DragomanError, _answer_fault)
    app.add_exception_handler(HTTPException, _answer_http)
    return app


async def _answer_fault(request: Request, fault: Exception) -> Response:
    """One of our own errors: its message tells what was expected, found, and what to do."""
    code = next((code for kind, code in _STATUS.items() if isinstance(fault, kind)), 500)
    return _answer(request, code, str(fault))


async def _answer_http(request: Request, fault: Exception) -> Response:
    code = fault.status_code if isinstance(fault, HTTPException) else 500
    return _answer(request, code, str(getattr(fault, "detail", fault)))


def _answer(request: Request, code: int, message: str) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": message}, status_code=code)
    return render_fault(request, code, message)
