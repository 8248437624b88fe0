"""`dragoman init`: write the folder of a new study."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "init",
    short_help="Write the folder of a new study.",
    epilog="""\b
Examples:
  dragoman init canal-study
  dragoman init .                    make this folder a study""",
)
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Write the folder of a new study: a commented study.toml, a folder for articles, a table for actors.

    NAME is a new folder, or one that is no study yet. Nothing is ever overwritten.
    """
    from dragoman.study.init_study import init_study

    init_study(folder)
    click.echo(f"Wrote the study {folder}:")
    click.echo("  study.toml   what to collect, how to code it, what to look at; every setting explained")
    click.echo("  actors.csv   actors of your own, beside those that ship with Dragoman")
    click.echo("  articles/    put your articles here")
    click.echo(f"Next: put articles into {folder / 'articles'}, then `dragoman run --study {folder}`.")
