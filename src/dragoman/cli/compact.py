"""`dragoman compact`: keep the record quick to read."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import study_option


@click.command(
    "compact",
    short_help="Merge the record's small files.",
    epilog="""\b
Examples:
  dragoman compact
  dragoman compact --study canal-study""",
)
@study_option
def compact_command(study_folder: Path) -> None:
    """Merge the record's many small Parquet files into few large ones; no row is lost or changed."""
    from dragoman.record import Record
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    with Record.open(study.folder, study.catalog) as record:
        done = record.compact()
    click.echo(f"{done.before:,} Parquet files before, {done.after:,} after.")
