"""The keys under which a coding stands, and those under which it asks for others, as arrays of 64-bit numbers.

Two codings of few days meet on a day, with any thing that two reports may share. One of many days ("in 2014") meets
others in a month, and one of unknown days (an anniversary) any time, only with what is rare enough to stand without
the day: a named actor, a name, a town.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dragoman.resolve.compare_days import ACTUAL_DAYS, SLACK_DAYS
from dragoman.resolve.profiles import NARROW_DAYS

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MONTH_DAYS = 31
MOST_DAYS = 400
"""An interval of more days than this asks for others in its first months only: a decade tells no event."""

DAY, FEW, MANY, UNKNOWN, FEW_ANY, COPIED = range(1, 7)


@dataclass(frozen=True, slots=True)
class Lists:
    """Numbers of each row, one row after the other; row i has those from `starts[i]` to `starts[i + 1]`."""

    starts: Numbers
    values: Numbers

    def take(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return (which of `rows`, as its place in them; number) for each number of these rows."""
        counts = self.starts[rows + 1] - self.starts[rows]
        whose = np.repeat(np.arange(len(rows)), counts)
        return whose, self.values[np.repeat(self.starts[rows], counts) + _count_up(counts)]

    def find_rows(self, wanted: Numbers) -> Numbers:
        """Return the rows that hold any of the wanted numbers, ascending."""
        hits = np.flatnonzero(np.isin(self.values, wanted))
        return np.unique(np.searchsorted(self.starts, hits, side="right") - 1)


class OutlineTable:
    """Outlines as arrays; a row is a position in order of publication."""

    def __init__(self, table: pa.Table) -> None:
        self.size: int = table.num_rows
        self.published = _read_numbers(table, "published")
        self.known: Flags = ~np.asarray(table["first"].is_null().combine_chunks())
        self.first, self.last = _read_numbers(table, "first"), _read_numbers(table, "last")
        self.dated: Flags = np.asarray(table["dated"].combine_chunks()).astype(bool)
        self.narrow: Flags = self.known & (~self.dated | (self.last - self.first < NARROW_DAYS))
        self.named, self.towns = _read_lists(table, "named"), _read_lists(table, "towns")
        self.usual, self.copied = _read_lists(table, "usual"), _read_lists(table, "copied")

    def list_related(self, rows: Numbers) -> Numbers:
        """Return all rows that share anything with these, which are among them, ascending."""
        found = [rows]
        for things in (self.named, self.towns, self.usual, self.copied):
            found.append(things.find_rows(things.take(rows)[1]))
        return np.unique(np.concatenate(found))

    def list_standing(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return (key, row) for every key under which these rows stand."""
        few, many = rows[self.narrow[rows]], rows[self.known[rows] & ~(self.narrow & self.dated)[rows]]
        parts = [
            *self._list_days(few),
            *self._list_months(FEW, few, last_only=~self.dated[few]),
            *self._list_months(MANY, many),
            *self._list_any(UNKNOWN, rows[~self.known[rows]]),
            *self._list_any(FEW_ANY, few),
            self._expand(COPIED, rows, self.copied),
        ]
        return _join(parts)

    def list_asked(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return (key, row) for every key under which these rows ask for others."""
        known = rows[self.known[rows]]
        parts = [
            *self._list_days(rows[self.narrow[rows]]),
            *self._list_months(FEW, known[~(self.narrow & self.dated)[known]]),
            *self._list_months(MANY, known),
            *self._list_any(UNKNOWN, rows),
            *self._list_any(FEW_ANY, rows[~self.known[rows]]),
            self._expand(COPIED, rows, self.copied),
        ]
        return _join(parts)

    def _list_days(self, rows: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        first, last = self.first[rows], self.last[rows] + SLACK_DAYS
        for things in (self.named, self.towns, self.usual):
            yield self._expand(DAY, rows, things, first, last)

    def _list_months(
        self, label: int, rows: Numbers, last_only: Flags | None = None
    ) -> Iterator[tuple[Numbers, Numbers]]:
        # "Actual" reaches back three months: an undated report of a trial tells of an attack some months ago.
        since = np.where(self.dated[rows], self.first[rows], self.published[rows] - ACTUAL_DAYS) // MONTH_DAYS
        until = np.minimum(self.last[rows], self.first[rows] + MOST_DAYS) // MONTH_DAYS
        if last_only is not None:
            since = np.where(last_only, until, since)
        for things in (self.named, self.towns):
            yield self._expand(label, rows, things, since, until)

    def _list_any(self, label: int, rows: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        yield self._expand(label, rows, self.named)

    def _expand(
        self, label: int, rows: Numbers, things: Lists, first: Numbers | None = None, last: Numbers | None = None
    ) -> tuple[Numbers, Numbers]:
        """Return (key, row) for each thing of each row, in each unit of time from first to last."""
        whose, thing = things.take(rows)
        if first is None or last is None:
            return _mix(thing, label, np.zeros(len(thing), np.int64)), rows[whose]
        times = last[whose] - first[whose] + 1
        when = np.repeat(first[whose], times) + _count_up(times)
        return _mix(np.repeat(thing, times), label, when), np.repeat(rows[whose], times)


def _mix(thing: Numbers, label: int, when: Numbers) -> Numbers:
    """Return a 64-bit number for thing, label and time (the finaliser of splitmix64; overflow is meant)."""
    salt = (when.view(np.uint64) * np.uint64(8) + np.uint64(label)) * _GOLDEN
    mixed: npt.NDArray[np.uint64] = thing.view(np.uint64) ^ salt
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))).view(np.int64)


_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def _count_up(counts: Numbers) -> Numbers:
    """Return 0, 1, ... up to each count, one run after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def _join(parts: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    return np.concatenate([keys for keys, _ in parts]), np.concatenate([rows for _, rows in parts])


def _read_numbers(table: pa.Table, column: str) -> Numbers:
    return np.asarray(table[column].combine_chunks().fill_null(0)).astype(np.int64)


def _read_lists(table: pa.Table, column: str) -> Lists:
    chunks = table[column]
    array = pa.concat_arrays(chunks.chunks) if chunks.num_chunks else pa.array([], chunks.type)
    starts = np.asarray(array.offsets).astype(np.int64)
    values = np.asarray(array.values)[starts[0] : starts[-1]].astype(np.int64)
    return Lists(starts - starts[0], values)
