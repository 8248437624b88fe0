"""What every answer carries so that a browser runs nothing but our own code, and nobody frames or sniffs it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content-Security-Policy: nothing inline, nothing from elsewhere. Article text cannot run."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


_YEAR = 365 * 86400


class SafeHeaders:
    """Middleware that adds the headers to each answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and put the headers on what comes back."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                put_headers(MutableHeaders(scope=message), scope["scheme"], scope["path"])
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)


def put_headers(headers: MutableHeaders, scheme: str, path: str) -> None:
    """Add what is not there yet; under TLS also that the browser must come back under TLS, for a year."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # Pages are of the moment and may be of one reader alone; scripts and shapes are asked for again by their ETag.
    headers.setdefault("cache-control", "no-cache" if path.startswith("/assets/") else "no-store")
    if scheme == "https":
        headers.setdefault("strict-transport-security", f"max-age={_YEAR}")
