"""`dragoman code`: find the events in articles, in a study or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import coder_options, study_option, workers_option

if TYPE_CHECKING:
    from dragoman.pipeline.choosing import CoderFlags


@click.command(
    "code",
    short_help="Find the events in articles, in a study or a file.",
    epilog="""\b
Examples:
  dragoman code                      what the study has not coded yet
  dragoman code articles.jsonl --out codings.jsonl
  dragoman code articles.jsonl.gz --spans --workers 4 > codings.jsonl
  zcat articles.jsonl.gz | dragoman code - | head
  dragoman code --coder llm --endpoint http://127.0.0.1:8080/v1 --model my-model --max-calls 500

The coder `llm` sends the articles' text to the endpoint; its key is read from the variable DRAGOMAN_API_KEY.

ARTICLES holds one JSON object a line: {"id", "outlet", "published", "title", "text"}. No study is needed for it.
A line that cannot be used is set aside with a message; it never stops the run.""",
)
@click.argument("articles", required=False, metavar="[ARTICLES]", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default="-", metavar="FILE", help="Where codings go (default: stdout)."
)
@click.option("--spans", is_flag=True, help="Add the characters that each value was read from, and confidence.")
@coder_options
@workers_option
@study_option
def code_command(
    *,
    articles: Path | None,
    out: Path,
    spans: bool,
    coder: str | None,
    endpoint: str | None,
    model: str | None,
    max_calls: int | None,
    workers: int | None,
    study_folder: Path,
) -> None:
    """Code ARTICLES into the coding guide's format, or what the study has collected and not coded yet.

    The format is told in docs/reference/coding.md.
    """
    from dragoman.pipeline.choosing import CoderFlags, choose_coder

    flags = CoderFlags(coder, endpoint, model, max_calls)
    if articles is not None:
        from dragoman.cli.coding_file import code_file

        code_file(articles, out, choose_coder(None, flags), workers, spans)
        return
    _refuse_file_flags(out, spans)
    _code_study(study_folder, flags, workers)


def _refuse_file_flags(out: Path, spans: bool) -> None:
    """In a study codings go to its record: a file would be left empty without a word."""
    if spans or str(out) != "-":
        raise click.UsageError(
            "--out and --spans need ARTICLES. In a study codings go into the record; `dragoman export` writes files."
        )


def _code_study(study_folder: Path, flags: CoderFlags, workers: int | None) -> None:
    from dragoman.cli.progress import ProgressDisplay
    from dragoman.cli.screen import show_lines
    from dragoman.cli.summary import render_summary
    from dragoman.pipeline import code_study
    from dragoman.pipeline.choosing import choose_coder
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    with ProgressDisplay() as progress:
        outcome = code_study(study, coder=choose_coder(study, flags), workers=workers, progress=progress)
    show_lines(render_summary(outcome, str(study_folder), "code"))
