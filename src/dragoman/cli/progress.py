"""How far a run has got: a bar on a terminal, a plain line every few seconds without one. Always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from dragoman.cli.screen import is_terminal, make_console

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_PAUSE_S = 5.0
"""Seconds between plain lines: often enough to see life, seldom enough for a log file."""


class ProgressDisplay:
    """Shows one stage at a time: `start` opens it, `advance` counts, `finish` closes it."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._rich: RichProgress | None = None
        self._task: TaskID | None = None
        self._stage, self._unit = "", ""
        self._total: int | None = None
        self._done = 0
        self._began = self._spoke = 0.0

    def __enter__(self) -> Self:
        if is_terminal(self._stream):
            self._rich = _make_bar()
            self._rich.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._rich is not None:
            self._rich.stop()

    def start(self, stage: str, total: int | None = None, unit: str = "articles") -> None:
        """Open a stage; `total` is how many `unit`s it will count, None where that is not known."""
        self._stage, self._total, self._unit, self._done = stage, total, unit, 0
        self._began = self._spoke = self._clock()
        if self._rich is not None:
            self._task = self._rich.add_task(stage, total=total, rate="", unit=unit)

    def advance(self, count: int = 1) -> None:
        """Count what was done since the last call."""
        self._done += count
        if self._rich is not None and self._task is not None:
            self._rich.update(self._task, advance=count, rate=self._word_rate())
        elif self._rich is None and self._clock() - self._spoke >= _PAUSE_S:
            self._spoke = self._clock()
            self._say(self._word_state())

    def finish(self) -> None:
        """Close the stage; a plain line tells what was done and how fast."""
        if self._rich is not None and self._task is not None:
            self._rich.update(self._task, total=self._done, completed=self._done, rate=self._word_rate())
        elif self._rich is None and self._stage:
            self._say(f"{self._stage}: {self._done:,} {self._unit} in {self._elapsed():.1f} s{self._word_rate(', ')}")
        self._stage, self._task = "", None

    def _elapsed(self) -> float:
        return max(self._clock() - self._began, 0.0)

    def _rate(self) -> float | None:
        return self._done / self._elapsed() if self._done and self._elapsed() > 0 else None

    def _word_rate(self, before: str = "") -> str:
        rate = self._rate()
        return f"{before}{rate:,.1f} a second" if rate else ""

    def _word_state(self) -> str:
        of = f" of {self._total:,}" if self._total else ""
        rate = self._rate()
        left = f", {(self._total - self._done) / rate:,.0f} s left" if self._total and rate else ""
        return f"{self._stage}: {self._done:,}{of} {self._unit}{self._word_rate(', ')}{left}"

    def _say(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


def _make_bar() -> RichProgress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}  {task.fields[rate]}"),
        TimeRemainingColumn(),
        console=make_console(stderr=True),
    )
