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


@contextmanager
def open_to_decide(study_folder: Path) -> Iterator[tuple[Study, Record]]:
    """Yield the study and its record, for writing."""
    from dragoman.record import Record
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
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
