"""Where nobody signs in, only this machine's user may ask: by a name of the loopback, and through no proxy.

A page elsewhere can give its own name the address 127.0.0.1 (DNS rebinding) and so read whatever listens there; but
the browser then still sends that page's name as Host. And a proxy on this machine would let everybody in.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_BY_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class LoopbackOnly:
    """Middleware that answers 421 to a request for another host, and 403 to one that a proxy passed on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is this machine's own."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not is_loopback(read_host(headers.get("host", ""))):
                told = "this server is for 127.0.0.1 or localhost; 'dragoman serve --host' serves others.\n"
                await PlainTextResponse(told, 421)(scope, receive, send)
                return
            if any(name in headers for name in _BY_PROXY):
                told = "a proxy passed this on, and nobody signs in here. Start 'dragoman serve --behind-proxy'.\n"
                await PlainTextResponse(told, 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Tell whether a name or address can only be this machine: localhost, *.localhost, 127.0.0.0/8, ::1."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def read_host(header: str) -> str:
    """Return the host of a Host header without its port; "" where it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
