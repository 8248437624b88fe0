"""`dragoman events`: list events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from dragoman.cli.options import study_option
from dragoman.cli.term_flags import DaysType

if TYPE_CHECKING:
    from dragoman.model import Event
    from dragoman.record import EventFilter

_DAYS = DaysType()


class FilterFlags(TypedDict):
    """The flags that say which events; None where one was not given."""

    actor: str | None
    pair: str | None
    kind: str | None
    mode: str | None
    status: str | None
    place: str | None
    start: tuple[date, date] | None
    end: tuple[date, date] | None
    text: str | None


@click.command(
    "events",
    short_help="List events.",
    epilog="""\b
Examples:
  dragoman events --type ASSAULT --from 2024-01-01 --min-killed 10
  dragoman events --pair USA,PAK --status actual
  dragoman events --actor "Northern Front" --text "coast road"
  dragoman events --type COERCE/arrest --format csv > arrests.csv""",
)
@study_option
@click.option("--actor", metavar="NAME", help="An actor on either side: a name, abbreviation, id or country code.")
@click.option("--pair", metavar="A,B", help="Two actors, one acting on the other, in either direction.")
@click.option("--type", "kind", metavar="TYPE", help="Event type, or type and mode: ASSAULT, COERCE/arrest.")
@click.option("--mode", metavar="MODE", help="Mode: suicide-attack.")
@click.option("--status", metavar="STATUS", help="actual, historical, future, hypothetical or negated.")
@click.option("--place", metavar="NAME", help="Part of the name of the place or province, or a country code.")
@click.option(
    "--from", "start", type=_DAYS, metavar="DAY", help="Events on or after this day (2024-03-07, 2024-03, 2024)."
)
@click.option(
    "--to", "end", type=_DAYS, metavar="DAY", help="Events on or before this day; a month or year to its end."
)
@click.option("--text", metavar="WORDS", help="Words in the sentence that tells of it.")
@click.option("--min-witnesses", type=click.IntRange(min=1), metavar="N", help="At least N independent reports.")
@click.option(
    "--min-killed", type=click.IntRange(min=0), metavar="N", help="At least N killed, by best or lowest figure."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N events.")
@click.option("--format", "style", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def events_command(
    *,
    study_folder: Path,
    min_witnesses: int | None,
    min_killed: int | None,
    limit: int | None,
    style: str,
    **flags: Unpack[FilterFlags],
) -> None:
    """List events, oldest first; all filters that are given must hold.

    `seen` counts independent reports: copies of one wire story count once.
    """
    from dragoman.cli.open_record import open_to_read

    wanted = _make_filter(flags)
    with open_to_read(study_folder) as (study, record):
        wanted = _name_actors(wanted, study.actors_file)
        found = [event for event in record.events(wanted) if _is_large(event, min_witnesses or 0, min_killed)]
    _show(found[:limit], style)


def _make_filter(flags: FilterFlags) -> EventFilter:
    from dragoman.cli.place_flags import split_place
    from dragoman.cli.term_flags import read_mode, read_status, read_type
    from dragoman.record import EventFilter

    event, own_mode = read_type(flags["kind"])
    start, end = flags["start"], flags["end"]
    place, country = split_place(flags["place"])
    return EventFilter(
        actor=flags["actor"],
        pair=_split_pair(flags["pair"]),
        event=event,
        mode=own_mode or read_mode(flags["mode"], event),
        status=read_status(flags["status"]),
        place=place,
        country=country,
        start=start[0] if start else None,
        end=end[1] if end else None,
        text=flags["text"],
    )


def _name_actors(wanted: EventFilter, actors_file: Path | None) -> EventFilter:
    """Put ids for the names of the catalog, so that "US" finds what is recorded of the United States."""
    from dragoman.cli.actor_flags import find_actor

    if wanted.actor is not None:
        wanted = replace(wanted, actor=find_actor(wanted.actor, actors_file))
    if wanted.pair is not None:
        one, other = wanted.pair
        wanted = replace(wanted, pair=(find_actor(one, actors_file), find_actor(other, actors_file)))
    return wanted


def _split_pair(pair: str | None) -> tuple[str, str] | None:
    from dragoman.errors import BadSetting

    if pair is None:
        return None
    parts = [part.strip() for part in pair.split(",")]
    if len(parts) != 2 or not all(parts):
        raise BadSetting(f"--pair: expected two actors with a comma between them, such as USA,PAK; found '{pair}'.")
    return parts[0], parts[1]


def _is_large(event: Event, min_witnesses: int, min_killed: int | None) -> bool:
    if event.witnesses < min_witnesses:
        return False
    if min_killed is None:
        return True
    best, low, high = event.killed or (None, None, None)
    told = next((number for number in (best, low, high) if number is not None), None)
    return told is not None and told >= min_killed


def _show(events: list[Event], style: str) -> None:
    from dragoman.cli import event_table as tables
    from dragoman.cli.screen import is_terminal, show_table

    if style != "table":
        text = tables.format_csv(events) if style == "csv" else tables.format_json(events)
        click.echo(text, nl=bool(text))
    elif is_terminal():
        rows = tables.make_short_rows(events)
        show_table(tables.SHORT_HEADERS, rows, tables.SHORT_NUMBERS, tables.SHORT_WHOLE)
        click.echo(
            f"{len(events):,} {'event' if len(events) == 1 else 'events'}; `dragoman event ID` shows one.", err=True
        )
    else:
        show_table(tables.HEADERS, tables.make_rows(events), tables.NUMBERS)
