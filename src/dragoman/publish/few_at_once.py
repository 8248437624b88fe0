"""Pages take turns, so that a decision is not kept waiting by however many readers there are.

All pages together get no more done at once than the processors can; but a decision that shares them with fifty
others takes fifty times as long.
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class FewAtOnce:
    """Middleware: so many pages are worked on at once, others wait. What changes something never waits here.

    A turn ends when the answer begins: a long table that is sent bit by bit to a slow reader keeps nobody waiting.
    """

    def __init__(self, app: ASGIApp, pages: int) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for a turn, and pass the request on."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/assets/"):
            await self._app(scope, receive, send)
            return
        await self._turns.acquire()
        held = True

        async def send_and_pass_on(message: Message) -> None:
            nonlocal held
            if held and message["type"] == "http.response.start":
                held = False
                self._turns.release()
            await send(message)

        try:
            await self._app(scope, receive, send_and_pass_on)
        finally:
            if held:
                self._turns.release()
