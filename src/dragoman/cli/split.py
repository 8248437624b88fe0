"""`dragoman split`: some codings are not of the event that they were linked to."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.decide_options import decide_options, settle_option


@click.command(
    "split",
    short_help="Take codings off an event.",
    epilog="""\b
Examples:
  dragoman split ev-3f2a9c41d07b 0c4be1d2a37f5e69
  dragoman split 3f2a 0c4b 77d0 --reason "another bomb, in the evening\"""",
)
@click.argument("event_id", metavar="EVENT")
@click.argument("coding_ids", metavar="CODING...", nargs=-1, required=True)
@settle_option
@decide_options
def split_command(
    event_id: str, coding_ids: tuple[str, ...], study_folder: Path, author: str | None, reason: str, settle: bool
) -> None:
    """Rule that the CODINGs tell of another event than the rest of EVENT; no link run will join them to it again.

    Together they are an event of their own, unless another event fits them. `dragoman event EVENT` shows the codings'
    ids; the beginning of one will do.
    """
    from dragoman.cli.decide_options import name_author, open_to_decide
    from dragoman.cli.decided_page import render_decided
    from dragoman.cli.screen import show_lines
    from dragoman.pipeline.deciding import split_event

    with open_to_decide(study_folder, settle=settle) as (study, record):
        decided = split_event(study, record, event_id, coding_ids, author=name_author(author, study), reason=reason)
    show_lines(render_decided(decided))
