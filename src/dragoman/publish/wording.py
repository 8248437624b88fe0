"""Values as a person reads them: tolls, days, places, actors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.model import Place, ResolvedActor
from dragoman.resolve.role_names import word_sector

Toll = tuple[int | None, int | None, int | None]

_PRECISION = {
    1: "exact place",
    2: "near the place",
    3: "district",
    4: "province",
    5: "line or area",
    6: "country",
    7: "international or unknown",
}
"""UCDP's `where_prec` in a word or two; `dragoman codebook precision/3` explains each."""


def word_toll(toll: Toll | None) -> str:
    """Word a toll as best, low, high: "1,300 (1,200 to 1,500)", "at least 24", "20 to 25", "" where nobody says."""
    if toll is None:
        return ""
    best, low, high = toll
    if best is None:
        if low is not None and high is not None:
            return f"{low:,} to {high:,}"
        return f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else ""
    if low is not None and high is not None and low != high:
        return f"{best:,} ({low:,} to {high:,})"
    if low is not None and high is None:
        return f"{best:,} or more" if low == best else f"{best:,} (at least {low:,})"
    return f"{best:,} (at most {high:,})" if high is not None and high != best else f"{best:,}"


def word_days(start: date | None, end: date | None) -> str:
    """Word an interval of days; one day stands alone, a whole month is 2024-03 and a whole year 2024."""
    if start is None or end is None:
        return ""
    if start == end:
        return start.isoformat()
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and (end + timedelta(1)).day == 1:
        return f"{start:%Y-%m}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year} to {end.year}"
    return f"{start.isoformat()} to {end.isoformat()}"


def word_actors(actors: Sequence[ResolvedActor]) -> str:
    """Word actors by name, separated by commas."""
    return ", ".join(actor.name for actor in actors)


def word_actor(actor: ResolvedActor) -> str:
    """Word one actor with sector, country and id, each once: "Northern Front (REB, group.northern-front)"."""
    name = actor.name.removesuffix(f" ({word_sector(actor.sector)})")
    country = [actor.country] if actor.country and actor.country != actor.actor_id else []
    new = ["not in the catalog"] if actor.provisional else [actor.actor_id]
    return f"{name} ({', '.join([actor.sector, *country, *new])})"


def word_place(place: Place | None) -> str:
    """Word a place by name, division and country, each once."""
    if place is None:
        return ""
    parts = dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part)
    return ", ".join(parts)


def word_level(precision: int) -> str:
    """Word how precisely a place of this precision is known."""
    return _PRECISION.get(precision, "unknown")


def word_precision(place: Place) -> str:
    """Word how precisely a place is known, with its coordinates (degrees, WGS 84)."""
    known = word_level(place.precision)
    if place.latitude is None or place.longitude is None:
        return known
    return f"{known}; {place.latitude:.3f}, {place.longitude:.3f}"


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Word a number of things: "1 report", "2,000 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
