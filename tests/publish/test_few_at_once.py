"""Readers take turns, and a decision does not wait for them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from dragoman.publish.few_at_once import FewAtOnce


def test_a_decision_passes_while_pages_wait_for_their_turn():
    inside, most, done = 0, 0, []

    async def app(scope, receive, send):
        nonlocal inside, most
        if scope["method"] == "POST":
            decided.set()
        else:
            inside += 1
            most = max(most, inside)
            await decided.wait()
            inside -= 1
            if scope["path"] == "/broken":
                raise ValueError
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        done.append(scope["path"])

    async def ask(served, method, path):
        async def drop(message):
            return None

        await served({"type": "http", "method": method, "path": path}, drop, drop)

    async def scene():
        nonlocal decided
        decided = asyncio.Event()
        served = FewAtOnce(app, pages=2)
        paths = ["/", "/events", "/broken", "/event/x", "/broken", "/actors"]
        pages = [asyncio.create_task(ask(served, "GET", path)) for path in paths]
        await asyncio.sleep(0)
        await ask(served, "POST", "/api/decisions")
        assert done == ["/api/decisions"]
        return await asyncio.gather(*pages, return_exceptions=True)

    decided = None
    # In a thread of its own: where the tests with a browser ran before, a loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        ended = thread.submit(lambda: asyncio.run(scene())).result(timeout=30)
    assert most == 2
    assert [type(each) for each in ended].count(ValueError) == 2
    assert sorted(done) == ["/", "/actors", "/api/decisions", "/event/x", "/events"]
