"""Actors as a table, as JSON lines, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from dragoman.cli.screen import Piece, line, show_lines, show_table
from dragoman.publish.wording import count_of, word_days
from dragoman.record import ActorCount

_HEADERS = ("events", "acting", "acted on", "id", "name", "sector", "country", "first", "last")
_NUMBERS = frozenset({0, 1, 2})
_LONGEST_QUOTE = 200

Near = Callable[[ActorCount], Sequence[tuple[str, str]]]


def show_actors(counts: Sequence[ActorCount], style: str) -> None:
    """Show actors, one a row."""
    if style != "table":
        _show_records([_make_record(count) for count in counts], style)
        return
    rows = [
        (
            *(f"{number:,}" for number in (count.events, count.acting, count.receiving)),
            *(count.id, count.name, _first(count.sectors), _first(count.countries)),
            *(word_days(count.first, count.first), word_days(count.last, count.last)),
        )
        for count in counts
    ]
    show_table(_HEADERS, rows, _NUMBERS, frozenset({3}))


def show_unknown(counts: Sequence[ActorCount], limit: int | None, style: str, actors_file: Path | None) -> None:
    """Show new names, each with sentences that tell of it, and the names in the catalog that it may be."""
    near = _near_names(counts, actors_file)
    shown = counts[:limit]
    if style != "table":
        records = [_make_record(count) | {"near": [actor_id for actor_id, _ in near(count)]} for count in shown]
        _show_records(records, style)
        return
    lines = []
    for count in shown:
        told = ", ".join(part for part in (_first(count.sectors), _first(count.countries)) if part) or "sector unknown"
        events = f"{count_of(count.events, 'event')} (acts in {count.acting:,}, acted on in {count.receiving:,})"
        lines.append(line(Piece(count.id, "title"), f"  {count.name}: {events}; {told}"))
        if len(count.names) > 1:
            lines.append(line(Piece("    also written  ", "label"), ", ".join(count.names[1:])))
        lines += [line(Piece("    ", "label"), _cut(quote)) for quote in count.quotes]
        for actor_id, name in near(count):
            lines.append(line(Piece("    near  ", "label"), f"{name} ({actor_id})"))
    show_lines(lines)
    click.echo(f"{count_of(len(counts), 'new name')}; `dragoman actors name NEWID --as ID` says who one is.", err=True)


def _near_names(counts: Sequence[ActorCount], actors_file: Path | None) -> Near:
    """Return what tells the names of the catalog, and the other new ones, that a new name is like."""
    from dragoman.catalog.actors import ActorCatalog
    from dragoman.catalog.near_names import NearNames

    known = [(actor.id, name) for actor in ActorCatalog.load(actors_file) for name in actor.names]
    names = NearNames([*known, *((count.id, name) for count in counts for name in count.names)])
    return lambda count: names.find(count.name, apart_from=count.id)


def _make_record(count: ActorCount) -> dict[str, Any]:
    return {
        "id": count.id,
        "name": count.name,
        "names": list(count.names),
        "new": count.provisional,
        "sector": _first(count.sectors),
        "country": _first(count.countries),
        "events": count.events,
        "acting": count.acting,
        "receiving": count.receiving,
        "first": count.first.isoformat() if count.first else None,
        "last": count.last.isoformat() if count.last else None,
        "quotes": list(count.quotes),
    }


def _show_records(records: Sequence[dict[str, Any]], style: str) -> None:
    if style == "json":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
        return
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records[0].keys() if records else _make_record_header())
    for record in records:
        writer.writerow(["|".join(value) if isinstance(value, list) else value for value in record.values()])
    click.echo(out.getvalue(), nl=False)


def _make_record_header() -> list[str]:
    return list(_make_record(ActorCount("", ("",), False, (), (), 0, 0, 0, None, None, ())))


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _cut(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + "…"
