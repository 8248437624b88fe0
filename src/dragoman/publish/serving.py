"""The server: uvicorn on one address, told when it listens."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from dragoman.errors import BadSetting
from dragoman.publish.access.gate import Gate
from dragoman.publish.app import make_app
from dragoman.publish.desk import Desk


def serve(desk: Desk, gate: Gate, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until interrupted. `tell` hears the address once it listens; BadSetting where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as refused:
        listener.close()
        raise BadSetting(
            f"--port {port}: {host} does not give it: {refused.strerror}. Name another, or 0."
        ) from refused
    app = make_app(desk, gate)
    shown = f"[{host}]" if ":" in host else host
    tell(f"The workbench of '{desk.study.name}' is at http://{shown}:{listener.getsockname()[1]}/  (Ctrl-C stops it)")
    settings = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    with listener:
        uvicorn.Server(settings).run(sockets=[listener])
