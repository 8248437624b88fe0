"""`dragoman link`: join codings to events."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import study_option, workers_option


@click.command(
    "link",
    short_help="Join the codings to events.",
    epilog="""\b
Examples:
  dragoman link
  dragoman link --study canal-study  after a change of its actors.csv or its windows
  dragoman link --anew               look at every coding again; the events come out the same""",
)
@study_option
@workers_option
@click.option("--anew", is_flag=True, help="Link all codings, not only what is new.")
def link_command(study_folder: Path, workers: int | None, anew: bool) -> None:
    """Resolve actors and places of codings, and join the codings to events.

    Only codings that are new since the last time are looked at, with those that they may belong to. All are where
    the study's tables or windows, or Dragoman itself, have changed. Ids of events stay what they were; the id of an
    event that was merged goes on leading to the one it is part of.
    """
    from dragoman.cli.progress import ProgressDisplay
    from dragoman.cli.screen import show_lines
    from dragoman.cli.summary import render_summary
    from dragoman.pipeline import link_codings
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    with ProgressDisplay() as progress:
        outcome = link_codings(study, anew=anew, workers=workers, progress=progress)
    show_lines(render_summary(outcome, str(study_folder), "link"))
