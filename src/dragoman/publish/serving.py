"""The server: uvicorn on one address, told when it listens."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from dragoman.errors import BadSetting
from dragoman.publish.access.gate import Gate
from dragoman.publish.app import make_app
from dragoman.publish.desk import Desk

_AT_ONCE = 512
"""Connections and requests under way; more are answered 503."""


def serve(desk: Desk, gate: Gate, host: str, port: int, tell: Callable[[str], None], proxy: str | None = None) -> None:
    """Serve until interrupted. `tell` hears the address once it listens; BadSetting where it cannot be had.

    `proxy`: the address of a proxy, whose word on the reader's address and on TLS is believed; nobody else's is.
    """
    listener = _listen(host, port)
    app = make_app(desk, gate)
    shown = f"[{host}]" if ":" in host else host
    tell(f"The workbench of '{desk.study.name}' is at http://{shown}:{listener.getsockname()[1]}/  (Ctrl-C stops it)")
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=_AT_ONCE,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy or "",
    )
    with listener:
        uvicorn.Server(settings).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as refused:
        listener.close()
        raise BadSetting(
            f"--host {host} --port {port}: this machine does not give it: {refused.strerror}. "
            "Name another address or port; port 0 is any that is free."
        ) from refused
    # Before its address is told: who comes while uvicorn starts waits in line.
    listener.listen(_AT_ONCE)
    return listener
