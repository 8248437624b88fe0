"""What the commands that decide have in common: who decides and why, and the record opened for writing."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.record import Record
    from dragoman.study.read_study import Study

Command = TypeVar("Command", bound=Callable[..., Any])
AUTHOR_VARIABLE = "DRAGOMAN_AUTHOR"


def decide_options(command: Command) -> Command:
    """--author NAME, --reason TEXT, --study DIR."""
    author = click.option(
        "--author",
        metavar="NAME",
        help=f"Who decides (default: the variable {AUTHOR_VARIABLE}, else the author of study.toml, else who is "
        "logged in).",
    )
    reason = click.option("--reason", default="", metavar="TEXT", help="Why; it stands in the log.")
    return reason(author(study_option(command)))


def settle_option(command: Command) -> Command:
    """--settle: decide where the study asks several persons to answer independently."""
    return click.option(
        "--settle",
        is_flag=True,
        help="Decide by yourself also where the study asks several reviewers, who answer in the workbench.",
    )(command)


@contextmanager
def open_to_decide(study_folder: Path, *, settle: bool = True) -> Iterator[tuple[Study, Record]]:
    """Yield the study and its record, for writing.

    `settle`: False raises BadSetting where the study asks several reviewers, whose answers this would pass over.
    """
    from dragoman.errors import BadSetting
    from dragoman.record import Record
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    asked = study.settings.review.reviewers
    if asked > 1 and not settle:
        raise BadSetting(
            f"study.toml asks {asked} reviewers to answer by themselves ([review] reviewers), and this would decide "
            "without them. Answer in the workbench (dragoman serve), or say --settle to decide it in your name."
        )
    with Record.open(study.folder, study.catalog) as record:
        yield study, record


def name_author(given: str | None, study: Study) -> str:
    """Return who decides; "" where nobody says, which the decision then refuses."""
    named = given or os.environ.get(AUTHOR_VARIABLE) or study.settings.study.author
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A container may run as a user without a name.
        return ""
