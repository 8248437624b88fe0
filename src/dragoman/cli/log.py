"""`dragoman log`: what persons decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.model import Decision, Event


@click.command(
    "log",
    short_help="List what persons decided.",
    epilog="""\b
Examples:
  dragoman log
  dragoman log --event ev-3f2a9c41d07b
  dragoman log --format json > decisions.jsonl   what `dragoman replay` reads""",
)
@study_option
@click.option("--event", "event_id", metavar="ID", help="Only decisions on the codings of this event.")
@click.option("--format", "style", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def log_command(study_folder: Path, event_id: str | None, style: str) -> None:
    """List every merge, split, review and undo: who decided what, when (UTC) and why. Nothing leaves the log.

    Under `state` stands the number of the decision that took it back.
    """
    from dragoman.cli import log_table as tables
    from dragoman.cli.open_record import open_to_read
    from dragoman.cli.screen import show_table
    from dragoman.resolve.rulings import find_undoing

    with open_to_read(study_folder) as (_, record):
        log = record.decisions()
        shown = log if event_id is None else _pick(log, record.event(event_id))
    undone = find_undoing(log)
    if style == "table":
        show_table(tables.HEADERS, tables.make_rows(shown, undone), tables.NUMBERS, tables.WHOLE)
    else:
        text = tables.format_csv(shown, undone) if style == "csv" else tables.format_json(shown, undone)
        click.echo(text, nl=bool(text))


def _pick(log: list[Decision], event: Event) -> list[Decision]:
    """Decisions on the event's codings, and on those that it had when it was named."""
    names, codings = {event.id, *event.aliases}, set(event.coding_ids)
    return [d for d in log if codings & {*d.codings, *d.others} or names & {*d.events}]
