"""The pages of the workbench, for tests that visit each: add yours here. {event} is the id of the deadliest event."""

from __future__ import annotations

import json
from urllib.request import urlopen

from playwright.sync_api import expect

PAGES = {
    "overview": "/",
    "changes": "/changes",
    "events": "/events",
    "events-filtered": "/events?type=ASSAULT&actor=PAK&from=2005&killed=3&box=60,23,78,37",
    "events-none": "/events?text=nothingatall",
    "event": "/event/{event}",
    "between-choose": "/between",
    "between": "/between/USA/PAK",
    "between-few": "/between/AFG/IND",
    "search": "/search?q=islam",
    "actors": "/actors",
    "actor": "/actor/PAK",
    "actor-person": "/actor/person.pervez-musharraf",
    "review": "/review",
    "api": "/api",
    "fault": "/events?box=1,2,3",
}


def fill_path(path: str, address: str) -> str:
    """Return the whole address of a page on the server at `address`."""
    if "{event}" in path:
        with urlopen(f"{address}/events/export.json?order=deadliest") as answer:
            path = path.format(event=json.load(answer)[0]["id"])
    return address + path


SETTLE_MILLISECONDS = 60_000
"""How long a map drawn without a graphics card may take on a busy machine; no test measures time."""
UNSETTLED = ", ".join(
    (
        "html:not([data-ready])",
        "[data-map]:not([data-cells])",
        "[data-chart]:not(:has(.chart-place > *))",
        "[data-panel]:empty",
        "[hx-trigger=load]:empty",
        ".htmx-request",
        "[aria-busy=true]",
    )
)


def settle(page) -> None:
    """Wait until the page's scripts listen, maps have events, charts are drawn, and what htmx fetches has arrived."""
    expect(page.locator(UNSETTLED)).to_have_count(0, timeout=SETTLE_MILLISECONDS)
