"""`dragoman actors`: who takes part in the study's events, and who the new names are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.pipeline.naming import Naming
    from dragoman.record import Record
    from dragoman.study.read_study import Study


@click.group(
    "actors",
    invoke_without_command=True,
    short_help="List actors, and say who new names are.",
    epilog="""\b
Examples:
  dragoman actors --limit 20
  dragoman actors --unknown
  dragoman actors name new.canal-brigade --as group.northern-front
  dragoman actors name new.canal-brigade --name "Canal Brigade" --sector REB
  dragoman actors merge new.canal-brigade new.brigade-of-the-canal""",
)
@study_option
@click.option("--unknown", is_flag=True, help="Only names that no table knows, with sentences and near names.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N actors.")
@click.option("--format", "style", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.pass_context
def actors_command(context: click.Context, study_folder: Path, unknown: bool, limit: int | None, style: str) -> None:
    """List who takes part in the events, the most frequent first: in how many they act, in how many they are acted on.

    A proper name that no table knows is a new actor, `new.NAME`, of this study alone; `name` and `merge` say who it is.
    """
    if context.invoked_subcommand is not None:
        return
    from dragoman.cli.actor_list import show_actors, show_unknown
    from dragoman.cli.open_record import open_to_read

    with open_to_read(study_folder) as (study, record):
        counts = record.actors(provisional=True if unknown else None)
    if unknown:
        show_unknown(counts, limit, style, study.actors_file)
    else:
        show_actors(counts[:limit], style)


def _author_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--author",
        envvar="DRAGOMAN_AUTHOR",
        metavar="NAME",
        help="Who says so (default: the variable DRAGOMAN_AUTHOR, else the author of study.toml).",
    )(command)


def _link_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--no-link", is_flag=True, help="Write the row only; `dragoman link` goes on.")(command)


@actors_command.command(
    "name",
    short_help="Say who a new name is.",
    epilog="""\b
Examples:
  dragoman actors name new.canal-brigade --as group.northern-front
  dragoman actors name new.ana-delur --name "Ana Delur" --sector GOV --country PAK""",
)
@click.argument("new_id", metavar="NEWID")
@click.option("--as", "known_id", metavar="ID", help="It is this actor of the catalog or of actors.csv.")
@click.option("--name", metavar="NAME", help="Its proper name, where it is nobody's yet (default: as in the events).")
@click.option("--sector", metavar="CODE", help="Its sector (default: the commonest in the events).")
@click.option("--country", metavar="XXX", help="Its state, ISO 3166-1 alpha-3 (default: where all events agree).")
@click.option("--id", "own_id", metavar="ID", help="The key to give it (default: made of the name).")
@_author_option
@_link_option
@study_option
@click.pass_context
def name_command(
    context: click.Context,
    new_id: str,
    known_id: str | None,
    name: str | None,
    sector: str | None,
    country: str | None,
    own_id: str | None,
    author: str | None,
    no_link: bool,
    study_folder: Path,
) -> None:
    """Say that NEWID is an actor of the catalog (--as), or somebody of its own; then link anew.

    A signed row is added to actors.csv. To undo it, delete the row and run `dragoman link`: the file is the study's.
    """
    from dragoman.errors import BadSetting

    if known_id is not None and (name, sector, country, own_id) != (None, None, None, None):
        raise BadSetting("actors name: expected --as ID alone, found --name, --sector, --country or --id beside it.")
    _write([new_id], known_id, (name, sector, country, own_id), author, no_link, _find_folder(context, study_folder))


@actors_command.command(
    "merge",
    short_help="Say that new names are one actor.",
    epilog="""\b
Examples:
  dragoman actors merge new.canal-brigade new.brigade-of-the-canal
  dragoman actors merge new.a-roe new.ana-roe --name "Ana Roe" """,
)
@click.argument("new_ids", metavar="NEWID...", nargs=-1, required=True)
@click.option("--name", metavar="NAME", help="Its proper name (default: that of the first, as in the events).")
@click.option("--sector", metavar="CODE", help="Its sector (default: the commonest in the events).")
@click.option("--country", metavar="XXX", help="Its state, ISO 3166-1 alpha-3 (default: where all events agree).")
@click.option("--id", "own_id", metavar="ID", help="The key to give it (default: made of the name).")
@_author_option
@_link_option
@study_option
@click.pass_context
def merge_command(
    context: click.Context,
    new_ids: tuple[str, ...],
    name: str | None,
    sector: str | None,
    country: str | None,
    own_id: str | None,
    author: str | None,
    no_link: bool,
    study_folder: Path,
) -> None:
    """Make several new names one actor of the study's own, and link anew."""
    _write(new_ids, None, (name, sector, country, own_id), author, no_link, _find_folder(context, study_folder))


def _find_folder(context: click.Context, study_folder: Path) -> Path:
    """Return the study that the subcommand names, else the one named before it (`dragoman actors --study DIR name`)."""
    given = context.get_parameter_source("study_folder")
    before = context.parent.params.get("study_folder") if context.parent is not None else None
    return before if given is click.core.ParameterSource.DEFAULT and isinstance(before, Path) else study_folder


def _write(
    new_ids: tuple[str, ...] | list[str],
    known_id: str | None,
    said: tuple[str | None, str | None, str | None, str | None],
    author: str | None,
    no_link: bool,
    study_folder: Path,
) -> None:
    from dragoman.cli.open_record import open_to_read
    from dragoman.pipeline.naming import NewActor, name_as_known, name_as_new

    with open_to_read(study_folder) as (study, record):
        who = author or study.settings.study.author or ""
        if known_id is not None:
            naming = name_as_known(study, record, new_ids, known_id, who)
        else:
            name, sector, country, own_id = said
            naming = name_as_new(study, record, new_ids, NewActor(name, sector, country, own_id), who)
    _tell_written(study, naming)
    if no_link:
        click.echo("Not linked yet: run `dragoman link`.")
        return
    _link(study)
    with open_to_read(study_folder) as (study, record):
        _tell_outcome(record, naming)


def _tell_written(study: Study, naming: Naming) -> None:
    table = study.actors_file.name if study.actors_file is not None else ""
    click.echo(f"Added to {table}:\n{naming.written}To undo it, delete these lines and run `dragoman link`.")


def _link(study: Study) -> None:
    from dragoman.cli.progress import ProgressDisplay
    from dragoman.pipeline import link_codings

    with ProgressDisplay() as progress:
        link_codings(study, progress=progress)


def _tell_outcome(record: Record, naming: Naming) -> None:
    from dragoman.publish.wording import count_of
    from dragoman.resolve.actors import PROVISIONAL
    from dragoman.resolve.proper_names import make_slug

    found = record.actors(ids=[naming.actor.id])
    events = count_of(found[0].events if found else 0, "event")
    click.echo(f"{naming.actor.id}, {naming.actor.name}, now takes part in {events}.")
    left = record.actors(provisional=True, ids=[PROVISIONAL + make_slug(name) for name in naming.names])
    for count in left:
        click.echo(
            f"{count_of(count.events, 'event')} still {'has' if count.events == 1 else 'have'} {count.id}: "
            "the article gives it another state, or another person's full name.",
            err=True,
        )
