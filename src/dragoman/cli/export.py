"""`dragoman export`: the record as files that anything can read."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import study_option


@click.command(
    "export",
    short_help="Write the record as JSON lines.",
    epilog="""\b
Examples:
  dragoman export out/
  dragoman export out/ --study canal-study""",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@study_option
def export_command(folder: Path, study_folder: Path) -> None:
    """Write the record's present state into FOLDER as sorted JSON lines.

    The same articles and the same version give the same bytes, on any number of workers.
    """
    from dragoman.cli.open_record import open_to_read
    from dragoman.cli.screen import show_table

    with open_to_read(study_folder) as (_, record):
        written = record.export(folder)
    rows = [[str(folder / name), f"{lines:,}"] for name, lines in written.items()]
    show_table(["file", "lines"], rows, frozenset({1}))
