"""`dragoman status`: what the record holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.record import Record
    from dragoman.study.read_study import Study


@click.command(
    "status",
    short_help="Show what the record holds.",
    epilog="""\b
Examples:
  dragoman status
  dragoman status --set-aside        every article that was set aside, and why
  dragoman status --format json""",
)
@study_option
@click.option("--set-aside", is_flag=True, help="List every article that was set aside, with the reason.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status_command(study_folder: Path, set_aside: bool, style: str) -> None:
    """Show what the record holds: articles, codings, events, actors, and what was set aside."""
    from dragoman.cli.open_record import open_to_read

    with open_to_read(study_folder) as (study, record):
        if set_aside:
            _list_set_aside(record, style)
        elif style == "json":
            click.echo(_to_json(record))
        else:
            _show(study, record)


def _show(study: Study, record: Record) -> None:
    from dragoman.cli.screen import show_lines
    from dragoman.cli.status_page import render_status
    from dragoman.cli.watching import count_watched

    show_lines(render_status(study.name, record.counts(), count_watched(study, record)))


def _to_json(record: Record) -> str:
    counts = asdict(record.counts())
    counts["top_pairs"] = [[who, whom, number] for (who, whom), number in counts["top_pairs"].items()]
    return json.dumps(counts, ensure_ascii=False, default=str)


def _list_set_aside(record: Record, style: str) -> None:
    from dragoman.cli.screen import show_table

    answer = record.query("SELECT source, position, reason, detail FROM set_aside ORDER BY ALL")
    if style == "json":
        for row in answer.rows:
            click.echo(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False))
        return
    show_table(
        answer.columns, [["" if cell is None else str(cell) for cell in row] for row in answer.rows], frozenset({1})
    )
