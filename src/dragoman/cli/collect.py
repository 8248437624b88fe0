"""`dragoman collect`: take articles in, and stop there."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import source_options, study_option


@click.command(
    "collect",
    short_help="Take articles in, without coding them.",
    epilog="""\b
Examples:
  dragoman collect articles/
  dragoman collect archive.warc.gz --language en
  dragoman collect table.csv --column text=body --column published=pub_date""",
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@study_option
@source_options
def collect_command(
    *,
    sources: tuple[str, ...],
    study_folder: Path,
    outlet: str | None,
    published: str | None,
    language: str | None,
    columns: tuple[str, ...],
) -> None:
    """Take articles into the record without coding them.

    The bytes as fetched are archived; exact duplicates are dropped, copies of one wire story marked; what cannot be
    used is set aside with its reason (`dragoman status --set-aside`).
    """
    from dragoman.cli.progress import ProgressDisplay
    from dragoman.cli.screen import show_lines
    from dragoman.cli.source_list import SourceFlags, list_sources
    from dragoman.cli.summary import render_summary
    from dragoman.pipeline import collect_sources
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    flags = SourceFlags(outlet, published, language, columns)
    with ProgressDisplay() as progress:
        outcome = collect_sources(study, list_sources(study, sources, flags), progress=progress)
    show_lines(render_summary(outcome, str(study_folder), "collect"))
