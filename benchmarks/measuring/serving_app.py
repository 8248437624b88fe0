"""The workbench on a study, with the bare questions beside it that its pages are compared with.

    python benchmarks/measuring/serving_app.py STUDY ACCOUNTS

Prints the address once it listens. Every answer tells the processor time that the whole process spent on it
(Server-Timing, meaningful where one request is under way at a time). `/bare/...`: the rows that a page shows, by one
plain SELECT each, as JSON, through the same server and the same mirror.
"""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.sign_in import SignInGate
from dragoman.publish.app import make_app
from dragoman.publish.desk import Desk
from dragoman.publish.questions import read_question
from dragoman.record.event_query import write_condition
from dragoman.study.read_study import open_study

_ROW = "id, event, mode, status, day, place_name, country, killed_n, injured_n, witnesses, confidence, quote"
_PLAIN = {
    "overview": f"SELECT {_ROW} FROM event ORDER BY run DESC, id LIMIT 10",
    "event": "SELECT * FROM study.main.coding WHERE id IN (SELECT unnest(coding_ids) FROM event WHERE id = $id)",
    "between": (
        f"SELECT {_ROW} FROM event WHERE (list_contains(actor_keys, $left) AND list_contains(recipient_keys, $right)) "
        "OR (list_contains(actor_keys, $right) AND list_contains(recipient_keys, $left))"
    ),
}


class TellTime:
    """Middleware that tells the processor time of the process between a request and its answer, in milliseconds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and tell."""
        began = time.process_time()

        async def send_timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                spent = (time.process_time() - began) * 1000
                MutableHeaders(scope=message)["server-timing"] = f"cpu;dur={spent:.2f}"
            await send(message)

        await self._app(scope, receive, send_timed)


def mount_bare(app: FastAPI, desk: Desk) -> None:
    """Add the bare questions."""

    @app.get("/bare/events", include_in_schema=False)
    def select_events(request: Request) -> Response:
        condition, values = write_condition(read_question(request.query_params))
        sql = f"SELECT {_ROW} FROM event WHERE {condition} ORDER BY day DESC, id LIMIT 50"
        return _answer(desk, sql, values)

    @app.get("/bare/{what}", include_in_schema=False)
    def select_rows(request: Request, what: str) -> Response:
        return _answer(desk, _PLAIN[what], dict(request.query_params))


def _answer(desk: Desk, sql: str, values: dict[str, object]) -> Response:
    rows = desk.mirror.read(sql, values)
    return Response(rows.to_pandas().to_json(orient="records", date_format="iso"), media_type="application/json")


def main() -> None:
    desk = Desk(open_study(Path(sys.argv[1])))
    app = make_app(desk, SignInGate(AccountsFile(Path(sys.argv[2])), calls_per_minute=1_000_000))
    mount_bare(app, desk)
    app.add_middleware(TellTime)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    with listener:
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])


if __name__ == "__main__":
    main()
