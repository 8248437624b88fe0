"""How often one token, session or address may call the API."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from fastapi import HTTPException, Request

from dragoman.publish.access.gate import find_admission

_KEPT = 10_000
_STRANGERS_SHARE = 10


class Rates:
    """A bucket for each caller: it holds as many calls as a minute allows and fills up again evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, cost: float = 1.0) -> int:
        """Count a call; return the seconds to wait before it is allowed, 0 where it is."""
        now, each = self._clock(), self.per_minute / 60
        with self._lock:
            left, at = self._left.pop(key, (float(self.per_minute), now))
            left = min(float(self.per_minute), left + (now - at) * each)
            allowed = left >= cost
            self._left[key] = (left - cost if allowed else left, now)
            if len(self._left) > _KEPT:
                self._left.popitem(last=False)
        return 0 if allowed else ceil((cost - left) / each)


def refuse_too_many(request: Request) -> None:
    """Answer 429 with Retry-After to who calls too often. A dependency of the API; the open server knows no limit.

    A call that shows no valid token counts tenfold, by its address: nobody tries tokens one after another.
    """
    rates: Rates | None = getattr(request.app.state.gate, "rates", None)
    if rates is None:
        return
    admission = find_admission(request)
    stranger = request.client.host if request.client else "unknown"
    key, cost = (admission.key, 1.0) if admission else (f"address {stranger}", float(_STRANGERS_SHARE))
    if wait := rates.take(key, cost):
        message = f"More than {rates.per_minute} calls a minute. Try again in {wait} seconds."
        raise HTTPException(429, message, headers={"Retry-After": str(wait)})
