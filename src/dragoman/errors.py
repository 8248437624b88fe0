"""Every failure is one of two kinds: skip this article, or stop this run.

    DragomanError
    ├── SkipArticle            set this article aside with its reason and go on
    └── StopRun                stop before anything is written, and say what to do
        ├── BadSetting         study.toml or a command's flag
        ├── BadSource          a file or address that was to be collected
        ├── BadTable           a table of knowledge, shipped or the study's own
        ├── RecordFault        the study's store
        └── NotFound           an id or a name that the study does not hold

A message gives what was expected, what was found, where, and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class DragomanError(Exception):
    """Root of all errors that Dragoman raises on purpose."""


class SkipArticle(DragomanError):
    """This article cannot be used; the run goes on without it.

    `reason` is a short stable code ("empty", "no-date", ...), counted in the closing summary;
    `detail` tells a person what was found.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class StopRun(DragomanError):
    """The run cannot go on. `exit_code` is what the command ends with (docs/reference/exit-codes.md)."""

    exit_code = 1


class BadSetting(StopRun):
    """A setting is unknown, of the wrong type, or impossible."""

    exit_code = 3


class BadSource(StopRun):
    """A source to collect from does not exist or is not what it was said to be."""

    exit_code = 4


class BadTable(StopRun):
    """A table of knowledge breaks its own rules."""

    exit_code = 5


class RecordFault(StopRun):
    """The study's store cannot be opened, read or written."""

    exit_code = 6


class NotFound(StopRun):
    """The study holds nothing by this id or name."""

    exit_code = 7


def suggest_name(found: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the nearest known name, or an empty string where none is near."""
    by_fold = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(found.casefold(), by_fold, n=1, cutoff=0.6)
    return f" Did you mean '{by_fold[near[0]]}'?" if near else ""
