"""An address to a question and back: what the workbench shows stands in its address, so that a view can be shared."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from dragoman.codebook import EVENTS, STATUSES
from dragoman.errors import BadSetting, suggest_name
from dragoman.record import EventQuery
from dragoman.record.browse import Key
from dragoman.record.event_query import Box

PARAMETERS = (
    "actor", "pair", "source", "target", "type", "mode", "status", "place", "country", "box", "from", "to", "begins",
    "killed", "witnesses", "confidence", "text", "conflicting", "claimed",
)  # fmt: skip
"""Every name in an address that says which events are meant, in the order that an address is written in."""


_LONGEST_KEY, _LARGEST = 300, 2**53
"""Of a key: its characters, and the value that an order may sort by; NaN is no such value."""


class Parameters(Protocol):
    """What a request gives: names with one value or several."""

    def getlist(self, key: str) -> Sequence[str]:
        """Return all values given under a name."""
        ...


def read_question(given: Parameters) -> EventQuery:
    """Return the question that an address asks; BadSetting, naming the parameter, where a value cannot be read.

    A parameter without a value asks for nothing, as a form that was left empty sends it.
    """
    one = {name: _last(given.getlist(name)) for name in PARAMETERS}
    return EventQuery(
        actors=tuple(value.strip() for value in given.getlist("actor") if value.strip()),
        pair=_read_pair(one["pair"]),
        directed=_last(given.getlist("directed")) == "1",
        source=one["source"],
        target=one["target"],
        events=_read_terms("type", given.getlist("type"), EVENTS),
        modes=tuple(value.strip() for value in given.getlist("mode") if value.strip()),
        statuses=_read_terms("status", given.getlist("status"), STATUSES),
        place=one["place"],
        country=one["country"].upper() if one["country"] else None,
        box=read_box("box", one["box"]),
        start=_read_day("from", one["from"], first=True),
        end=_read_day("to", one["to"], first=False),
        begins=one["begins"] == "1",
        killed=_read_count("killed", one["killed"]),
        witnesses=_read_count("witnesses", one["witnesses"]),
        confidence=_read_range(one["confidence"]),
        text=one["text"],
        conflicting=one["conflicting"] == "1",
        claimed=one["claimed"] == "1",
    )


def read_box(name: str, value: str | None) -> Box | None:
    """Return west, south, east, north in degrees; BadSetting, naming the parameter, where they cannot be read."""
    if value is None:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadSetting(
            f"{name}: expected west,south,east,north in degrees, such as 60,23,78,37; found '{value}'. "
            "Longitudes run from -180 to 180, latitudes from -90 to 90."
        )
    return west, south, east, north


def write_question(query: EventQuery, extra: Iterable[tuple[str, str]] = ()) -> str:
    """Return the query string that asks the question: `read_question` of it gives the same question again."""
    pairs: list[tuple[str, str]] = [("actor", actor) for actor in query.actors]
    if query.pair is not None:
        pairs.append(("pair", ",".join(query.pair)))
    if query.directed:
        pairs.append(("directed", "1"))
    simple: Mapping[str, object | None] = {
        "source": query.source, "target": query.target, "place": query.place, "country": query.country,
        "from": query.start, "to": query.end, "killed": query.killed, "witnesses": query.witnesses,
        "text": query.text,
    }  # fmt: skip
    lists = {"type": query.events, "mode": query.modes, "status": query.statuses}
    pairs += [(name, value) for name, values in lists.items() for value in values]
    pairs += [(name, str(value)) for name, value in simple.items() if value is not None]
    if query.box is not None:
        pairs.append(("box", ",".join(f"{side:g}" for side in query.box)))
    if query.confidence is not None:
        pairs.append(("confidence", "-".join(f"{bound:g}" for bound in query.confidence)))
    pairs += [(name, "1") for name in ("begins", "conflicting", "claimed") if getattr(query, name)]
    return urlencode([*pairs, *extra])


def write_key(key: Key | None) -> str | None:
    """Return the key of a page's end as a word for an address."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read_key(word: str | None) -> Key | None:
    """Return the key that a word stands for; BadSetting where it is none of ours."""
    if not word:
        return None
    try:
        value, event_id = json.loads(base64.urlsafe_b64decode((word if len(word) < _LONGEST_KEY else "") + "==="))
    except (ValueError, TypeError):
        value, event_id = None, None
    known = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST
    if not known or not isinstance(event_id, str) or not event_id.isascii():
        raise BadSetting(f"after: expected the key that the page before gave; found '{word[:60]}'. Begin without it.")
    return value, event_id


def _last(values: Sequence[str]) -> str | None:
    told = [value.strip() for value in values if value.strip()]
    return told[-1] if told else None


def _read_pair(value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != 2 or not all(parts):
        raise BadSetting(f"pair: expected two actors with a comma between them, such as USA,PAK; found '{value}'.")
    return parts[0], parts[1]


def _read_terms(name: str, values: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    terms = {term.lower(): term for term in known}
    asked = [value.strip() for value in values if value.strip()]
    for value in asked:
        if value.lower() not in terms:
            guess = suggest_name(value, list(terms.values()))
            raise BadSetting(f"{name}: expected one of {', '.join(terms.values())}; found '{value}'.{guess}")
    return tuple(dict.fromkeys(terms[value.lower()] for value in asked))


def _read_day(name: str, value: str | None, *, first: bool) -> date | None:
    """A day, or a month or year, of which the first or the last day counts."""
    if value is None:
        return None
    parts = value.split("-")
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 1 if first else 12
        if len(parts) > 2:
            return date.fromisoformat(value)
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1) if first else date.fromordinal(after.toordinal() - 1)
    except (ValueError, OverflowError):
        raise BadSetting(
            f"{name}: expected a day, month or year (2024-03-07, 2024-03, 2024); found '{value}'."
        ) from None


def _read_count(name: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise BadSetting(f"{name}: expected a whole number, 0 or more; found '{value}'.")
    return int(value)


def _read_range(value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    low, _, high = value.partition("-")
    try:
        bounds = float(low or 0), float(high or 1)
    except ValueError:
        bounds = (1.0, 0.0)
    if not 0 <= bounds[0] <= bounds[1] <= 1:
        raise BadSetting(f"confidence: expected two numbers from 0 to 1, such as 0.2-0.8; found '{value}'.")
    return bounds
