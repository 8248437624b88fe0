"""All events of a question, however many, without holding them all."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.record.browse import EventRow, Key, read_page
from dragoman.record.event_query import EventQuery, Order
from dragoman.record.mirror import Mirror

_AT_ONCE = 20_000


def iterate_events(mirror: Mirror, query: EventQuery, order: Order = "newest") -> Iterator[EventRow]:
    """Yield every event of a question in order; what is added meanwhile may or may not be among them."""
    after: Key | None = None
    while True:
        page = read_page(mirror, query, order, after, _AT_ONCE)
        yield from page.events
        after = page.next
        if after is None:
            return
