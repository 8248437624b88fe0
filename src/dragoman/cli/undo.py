"""`dragoman undo`: take a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.decide_options import decide_options


@click.command(
    "undo",
    short_help="Take back a decision.",
    epilog="""\b
Examples:
  dragoman undo                      your own last decision that stands
  dragoman undo 7 --reason "two raids after all"
  dragoman undo 9                    where 9 is an undo: what it undid stands again""",
)
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), required=False)
@decide_options
def undo_command(number: int | None, study_folder: Path, author: str | None, reason: str) -> None:
    """Take back decision N of the log, or your own last one. Both stay in the log."""
    from dragoman.cli.decide_options import name_author, open_to_decide
    from dragoman.cli.decided_page import render_decided
    from dragoman.cli.screen import show_lines
    from dragoman.pipeline.deciding import undo_decision

    with open_to_decide(study_folder) as (study, record):
        decided = undo_decision(study, record, number, author=name_author(author, study), reason=reason)
    show_lines(render_decided(decided))
