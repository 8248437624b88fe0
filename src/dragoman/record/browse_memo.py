"""Answers of the mirror that are kept while nothing changes: counts over all events are asked for on every page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from dragoman.record.mirror import Mirror

Answer = TypeVar("Answer")

_KEPT = 1024
"""Answers kept; the longest unused goes first. One is a few numbers to a few hundred rows."""


class Memo:
    """Asks questions of a mirror, each once for every state of the record. Safe to use from several threads."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._lock = threading.Lock()
        self._snapshot = mirror.snapshot
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    def ask(self, question: Callable[..., Answer], *given: Hashable) -> Answer:
        """Return `question(mirror, *given)`, from memory where it was asked since the record last changed.

        The answer is shared: whoever gets it must not change it.
        """
        key: Hashable = (question, given)
        snapshot = self._mirror.snapshot
        with self._lock:
            if snapshot != self._snapshot:
                self._answers.clear()
                self._snapshot = snapshot
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[return-value]  # Kept under the question that made it.
        answer = question(self._mirror, *given)
        with self._lock:
            if snapshot == self._snapshot:
                self._answers[key] = answer
                if len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
        return answer
