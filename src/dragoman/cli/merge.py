"""`dragoman merge`: two events are one."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.decide_options import decide_options, settle_option


@click.command(
    "merge",
    short_help="Rule that two events are one.",
    epilog="""\b
Examples:
  dragoman merge ev-3f2a9c41d07b ev-90b1c2d3e4f5
  dragoman merge 3f2a 90b1 --reason "the same raid, a day later"
  dragoman merge 3f2a 0c4be1d2a37f5e69   an event, and a single coding (16 digits)""",
)
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@settle_option
@decide_options
def merge_command(left: str, right: str, study_folder: Path, author: str | None, reason: str, settle: bool) -> None:
    """Rule that events A and B are one event; no link run will part them.

    The ruling is kept by their codings, and stands until you undo it or rule otherwise. The older id stays, and the
    other leads to it.
    """
    from dragoman.cli.decide_options import name_author, open_to_decide
    from dragoman.cli.decided_page import render_decided
    from dragoman.cli.screen import show_lines
    from dragoman.pipeline.deciding import merge_events

    with open_to_decide(study_folder, settle=settle) as (study, record):
        decided = merge_events(study, record, left, right, author=name_author(author, study), reason=reason)
    show_lines(render_decided(decided))
