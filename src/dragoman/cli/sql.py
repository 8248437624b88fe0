"""`dragoman sql`: ask the record anything, change nothing."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.record import Answer


@click.command(
    "sql",
    short_help="Ask the record anything, change nothing.",
    epilog="""\b
Examples:
  dragoman sql "SELECT event, count(*) FROM events GROUP BY event"
  dragoman sql "SHOW TABLES"
  dragoman sql "DESCRIBE events"
  dragoman sql --format csv "FROM event_reports" > reports.csv
  dragoman sql - < query.sql""",
)
@click.argument("query")
@study_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N rows.")
@click.option("--format", "style", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def sql_command(query: str, study_folder: Path, limit: int | None, style: str) -> None:
    """Run one reading QUERY (DuckDB's SQL) on the record; `-` reads it from standard input.

    Views for people: articles, codings, events, event_reports. Nothing can be written, and no other file be read.
    """
    from dragoman.cli.open_record import open_to_read

    text = sys.stdin.read() if query == "-" else query
    with open_to_read(study_folder) as (_, record):
        answer = record.query(text, limit)
    _show(answer, style)


def _show(answer: Answer, style: str) -> None:
    from dragoman.cli.screen import show_table

    if style == "table":
        show_table(answer.columns, [[_word(value) for value in row] for row in answer.rows])
    elif style == "json":
        for row in answer.rows:
            click.echo(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=str))
    else:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            [answer.columns, *([_cell(v) for v in row] for row in answer.rows)]
        )
        click.echo(out.getvalue(), nl=False)


def _word(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_word(item) for item in value)
    return "" if value is None else str(value)


def _cell(value: object) -> object:
    """Lists and structs stand in CSV as JSON; nothing is lost."""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value
