"""Flags that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def study_option(command: Command) -> Command:
    """--study DIR: the folder with study.toml, or one below it."""
    return click.option(
        "--study",
        "study_folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        envvar="DRAGOMAN_STUDY",
        metavar="DIR",
        help="Folder of the study, or one below it (default: this folder; or the variable DRAGOMAN_STUDY).",
    )(command)


def workers_option(command: Command) -> Command:
    """--workers N: how many processes code at once."""
    return click.option(
        "--workers",
        type=click.IntRange(min=0, max=256),
        default=None,
        metavar="N",
        help="Processes that code at once; 0 is one for each processor (default: that of study.toml).",
    )(command)


def coder_options(command: Command) -> Command:
    """--coder NAME, and what the coder `llm` needs."""
    return click.option(
        "--coder",
        metavar="NAME",
        help="The coder: `network`, or `llm` for a model of your own (default: that of study.toml).",
    )(model_options(command))


def model_options(command: Command) -> Command:
    """What the coder `llm` needs."""
    for option in (
        click.option(
            "--max-calls",
            type=click.IntRange(min=0),
            metavar="N",
            help="For `llm`: most requests in this run; then the default coder goes on.",
        ),
        click.option("--model", metavar="NAME", help="For `llm`: the model, as the endpoint calls it."),
        click.option("--endpoint", metavar="URL", help="For `llm`: what speaks OpenAI's chat completions."),
    ):
        command = option(command)
    return command


def source_options(command: Command) -> Command:
    """What holds for articles whose source does not say, and where a table keeps its fields."""
    for option in (
        click.option("--outlet", metavar="NAME", help="Outlet of articles that name none."),
        click.option("--published", metavar="DAY", help="Day of articles that give none (2024-03-07)."),
        click.option("--language", metavar="CODE", help="Language of articles that name none (en)."),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="FIELD=NAME",
            help="Column or key that holds a field: text=body. Repeat for more.",
        ),
    ):
        command = option(command)
    return command
