"""Flags whose values are terms of the codebook or stretches of days, checked before the record is opened."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from dragoman.errors import BadSetting, suggest_name

if TYPE_CHECKING:
    _ParamType = click.ParamType[tuple[date, date]]
else:
    # Generic since click 8.4 only, and 8.1 will do.
    _ParamType = click.ParamType


class DaysType(_ParamType):
    """A day, month or year (2024-03-07, 2024-03, 2024) as its first and last day."""

    name = "days"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date]:
        """Return first and last day; a usage error for anything else."""
        days = _read_days(str(value))
        if days is None:
            self.fail(f"expected a day, month or year (2024-03-07, 2024-03, 2024); found '{value}'.", param, ctx)
        return days


def _read_days(text: str) -> tuple[date, date] | None:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        return _first_and_last(year or 0, month, day)
    except ValueError:
        # 2024-02-30 has the right shape and is no day.
        return None


def _first_and_last(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def read_type(found: str | None) -> tuple[str | None, str | None]:
    """Return event type and mode of "COERCE/arrest" or "coerce". Raises BadSetting for unknown ones."""
    from dragoman.codebook import EVENTS

    if found is None:
        return None, None
    event, _, mode = found.partition("/")
    event = _know("--type", event.upper(), EVENTS)
    return event, read_mode(mode or None, event, "--type")


def read_mode(found: str | None, event: str | None, flag: str = "--mode") -> str | None:
    """Return the mode, which must be one of the event type's where that is given."""
    from dragoman.codebook import MODES

    if found is None:
        return None
    known = MODES[event] if event else tuple(dict.fromkeys(mode for modes in MODES.values() for mode in modes))
    if event and not known:
        raise BadSetting(f"{flag}: {event} has no modes; found '{found}'.")
    return _know(flag, found.lower(), known)


def read_status(found: str | None) -> str | None:
    """Return the status, checked."""
    from dragoman.codebook import STATUSES

    return None if found is None else _know("--status", found.lower(), STATUSES)


def _know(flag: str, found: str, known: Iterable[str]) -> str:
    known = tuple(known)
    if found not in known:
        raise BadSetting(f"{flag}: unknown '{found}'. Known: {', '.join(known)}.{suggest_name(found, known)}")
    return found
