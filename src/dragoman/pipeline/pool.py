"""Doing tasks in this process or in several, with their results in the order of the tasks."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from dragoman.errors import StopRun

Result = TypeVar("Result")
_AHEAD = 2
"""Tasks in flight a process, so that none waits while results are taken."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Pool:
    """Some processes that take tasks; 1 is this process itself."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._processes is not None:
            self._processes.shutdown(cancel_futures=True)

    def run_all(self, function: Callable[..., Result], tasks: Iterable[tuple[object, ...]]) -> Iterator[Result]:
        """Yield the result of each task (the function's arguments), in their order.

        StopRun where a process of the pool dies.
        """
        if self._workers == 1:
            for task in tasks:
                yield function(*task)
            return
        waiting: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                waiting.append(self._start().submit(function, *task))
                if len(waiting) >= _AHEAD * self._workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise StopRun(
                "a linking process ended without a word (out of memory, or killed). The record is as it was: "
                "run again, with --workers 1 where memory is short."
            ) from error

    def _start(self) -> ProcessPoolExecutor:
        if self._processes is None:
            for variable in _ONE_THREAD:
                os.environ.setdefault(variable, "1")  # processes share the processors; threads in each would fight
            self._processes = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=_begin_work
            )
        return self._processes


def _begin_work() -> None:
    """Set up a process of the pool: it ends with the one that began it, however that ends."""
    # What tasks make is trees of values, without a cycle to look for; looking takes a third of their time.
    gc.disable()
    parent = parent_process()
    assert parent is not None, "a process of the pool is begun by another"
    Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
