"""Events as tables for other programs: CSV, JSON and GeoJSON, row by row, so that any number of them fits."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from dragoman.codebook import QUADS
from dragoman.model import ResolvedActor
from dragoman.publish.wording import Toll
from dragoman.record.browse import EventRow

COLUMNS = (
    "id", "event", "quad", "mode", "status", "start", "end", "first_reported", "last_reported",
    "actor_ids", "actors", "recipient_ids", "recipients",
    "place", "admin1", "country", "latitude", "longitude", "precision",
    "killed_best", "killed_low", "killed_high", "injured_best", "injured_low", "injured_high",
    "claimed_by", "witnesses", "reports", "confidence", "quote",
)  # fmt: skip
"""The columns of a CSV, in order. Lists are written with `|` between their members; empty is not known."""

_CHUNK = 64 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def flatten_event(event: EventRow) -> dict[str, object]:
    """Return an event as one row of `COLUMNS`; days are ISO 8601, coordinates degrees in WGS 84."""
    place = event.place
    return {
        "id": event.id,
        "event": event.event,
        "quad": QUADS[event.event],
        "mode": event.mode,
        "status": event.status,
        "start": event.start,
        "end": event.end,
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
        "actor_ids": "|".join(actor.actor_id for actor in event.actors),
        "actors": "|".join(actor.name for actor in event.actors),
        "recipient_ids": "|".join(actor.actor_id for actor in event.recipients),
        "recipients": "|".join(actor.name for actor in event.recipients),
        "place": place.name if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "precision": place.precision if place else None,
        **_flatten_toll("killed", event.killed),
        **_flatten_toll("injured", event.injured),
        "claimed_by": "|".join(event.claimed_by),
        "witnesses": event.witnesses,
        "reports": event.reports,
        "confidence": round(event.confidence, 4),
        "quote": event.quote,
    }


def _flatten_toll(name: str, toll: Toll | None) -> dict[str, int | None]:
    best, low, high = toll or (None, None, None)
    return {f"{name}_best": best, f"{name}_low": low, f"{name}_high": high}


def describe_event(event: EventRow) -> dict[str, object]:
    """Return an event as the JSON of the API tells it: lists are lists, what is not known is null."""
    place = event.place
    return {
        "id": event.id,
        "event": event.event,
        "quad": QUADS[event.event],
        "mode": event.mode,
        "status": event.status,
        "start": _iso(event.start),
        "end": _iso(event.end),
        "first_reported": _iso(event.first_reported),
        "last_reported": _iso(event.last_reported),
        "actors": [_describe_actor(actor) for actor in event.actors],
        "recipients": [_describe_actor(actor) for actor in event.recipients],
        "place": place
        and {
            "name": place.name,
            "admin1": place.admin1,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision,
        },
        "killed": _describe_toll(event.killed),
        "injured": _describe_toll(event.injured),
        "claimed_by": list(event.claimed_by),
        "witnesses": event.witnesses,
        "reports": event.reports,
        "confidence": round(event.confidence, 4),
        "quote": event.quote,
    }


def _describe_actor(actor: ResolvedActor) -> dict[str, object]:
    return {"id": actor.actor_id, "name": actor.name, "country": actor.country, "sector": actor.sector}


def _describe_toll(toll: Toll | None) -> dict[str, int | None] | None:
    return dict(zip(("best", "low", "high"), toll, strict=True)) if toll else None


def _iso(day: object | None) -> str | None:
    return None if day is None else str(day)


def describe_feature(event: EventRow) -> dict[str, object]:
    """Return an event as a GeoJSON feature; its geometry is null where no position is known (RFC 7946, 3.2)."""
    place = event.place
    located = place is not None and None not in {place.latitude, place.longitude}
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place and located else None,
        "properties": describe_event(event),
    }


def write_csv(events: Iterable[EventRow]) -> Iterator[str]:
    """Write a head line and a line an event (RFC 4180).

    A text that a spreadsheet would run as a formula gets an apostrophe in front: quotes come from the open web.
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for event in events:
        writer.writerow({name: _disarm(value) for name, value in flatten_event(event).items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _disarm(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_json(events: Iterable[EventRow]) -> Iterator[str]:
    """Write one array of events, an event a line."""
    return _write_array("[", map(describe_event, events), "]\n")


def write_geojson(events: Iterable[EventRow]) -> Iterator[str]:
    """Write one FeatureCollection, a feature a line."""
    return _write_array('{"type": "FeatureCollection", "features": [', map(describe_feature, events), "]}\n")


def _write_array(before: str, values: Iterable[object], after: str) -> Iterator[str]:
    yield before
    between = "\n"
    for value in values:
        yield between + json.dumps(value, ensure_ascii=False)
        between = ",\n"
    yield "\n" + after


def gather(pieces: Iterable[str]) -> Iterator[str]:
    """Hand on small pieces in larger ones: a piece costs a turn of the server's loop."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
