"""`dragoman serve`: open the workbench."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import study_option


@click.command(
    "serve",
    short_help="Open the workbench in a browser.",
    epilog="""\b
Examples:
  dragoman serve
  dragoman serve --study canal-study --port 8080""",
)
@study_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8421, show_default=True, metavar="N", help="0: any free."
)
def serve_command(*, study_folder: Path, port: int) -> None:
    """Serve maps, time lines, event cards and the review queue of a study to this machine.

    Nothing is fetched from the internet. Stop it with Ctrl-C; a decision that was answered is on disk.
    """
    import getpass

    from dragoman.publish.access.gate import OpenGate
    from dragoman.publish.desk import Desk
    from dragoman.publish.serving import serve
    from dragoman.study.read_study import open_study

    with Desk(open_study(study_folder)) as desk:
        serve(desk, OpenGate(getpass.getuser()), "127.0.0.1", port, tell=lambda text: click.echo(text, err=True))
