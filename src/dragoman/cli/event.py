"""`dragoman event`: one event with everything that is known of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.cli.event_card import Report
    from dragoman.model import Event
    from dragoman.record import Record
    from dragoman.study.read_study import Study


@click.command(
    "event",
    short_help="Show one event with every report of it.",
    epilog="""\b
Examples:
  dragoman event ev-3f2a9c41d07b
  dragoman event 3f2a                the beginning of an id will do
  dragoman event 3f2a --why          why its reports are one event
  dragoman event 3f2a --format json""",
)
@click.argument("event_id", metavar="ID")
@study_option
@click.option("--why", is_flag=True, help="Compare its reports field by field, and with what lies near.")
@click.option("--format", "style", type=click.Choice(["card", "json"]), default="card", show_default=True)
def event_command(event_id: str, study_folder: Path, why: bool, style: str) -> None:
    """Show an event: what, who, where, when, toll with its history, who says so, and every report.

    Each report's sentence is shown with the words marked that the values were read from: in colours on a terminal,
    as [[killed: five]] in a pipe. With --why: which pairs of reports joined it and what each field weighed (in
    log-odds: +0.7 doubles the odds that two are one event), what persons ruled, which report each value is from, and
    what lies near and is not part of it.
    """
    from dragoman.cli.event_card import render_event
    from dragoman.cli.event_table import format_json
    from dragoman.cli.open_record import open_to_read
    from dragoman.cli.screen import show_lines

    with open_to_read(study_folder) as (study, record):
        event = record.event(event_id)
        if why:
            _show_why(study, record, event, style)
        elif style == "json":
            click.echo(format_json([event]))
        else:
            show_lines(render_event(event, _list_reports(record, event)))


def _show_why(study: Study, record: Record, event: Event, style: str) -> None:
    import json

    from dragoman.cli.event_why import render_why, write_why
    from dragoman.cli.screen import show_lines
    from dragoman.pipeline.explaining import explain_event

    explanation = explain_event(study, record, event)
    if style == "json":
        click.echo(json.dumps(write_why(explanation), ensure_ascii=False))
    else:
        show_lines(render_why(explanation))


def _list_reports(record: Record, event: Event) -> list[Report]:
    from dragoman.cli.event_card import Report

    return [Report(coding, record.article(coding.article_id)) for coding in record.codings_of(event)]
