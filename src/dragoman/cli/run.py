"""`dragoman run`: everything, from sources to events."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import coder_options, source_options, study_option, workers_option


@click.command(
    "run",
    short_help="Collect, code and link what is new.",
    epilog="""\b
Examples:
  dragoman run                       what study.toml names under [[sources]]
  dragoman run news.jsonl.gz --column text=body --outlet "Tamsk Courier"
  dragoman run articles/ https://news.example.org/feed.xml --study canal-study
  dragoman run --workers 4
  dragoman run --coder llm --endpoint http://127.0.0.1:8080/v1 --model my-model --max-calls 500

A run that was stopped goes on where it was when it is started again.""",
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@study_option
@coder_options
@workers_option
@source_options
def run_command(
    *,
    sources: tuple[str, ...],
    study_folder: Path,
    coder: str | None,
    endpoint: str | None,
    model: str | None,
    max_calls: int | None,
    workers: int | None,
    outlet: str | None,
    published: str | None,
    language: str | None,
    columns: tuple[str, ...],
) -> None:
    """Collect, code and link what is new, and tell what was found.

    A SOURCE is a folder, a file (.txt .md .html .jsonl .csv .parquet .warc, feeds; each may be .gz) or an address.
    Without one, those of study.toml are read.
    """
    from dragoman.cli.progress import ProgressDisplay
    from dragoman.cli.screen import show_lines
    from dragoman.cli.source_list import SourceFlags, list_sources
    from dragoman.cli.summary import render_summary
    from dragoman.pipeline import run_study
    from dragoman.pipeline.choosing import CoderFlags, choose_coder
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    flags = SourceFlags(outlet, published, language, columns)
    chosen = choose_coder(study, CoderFlags(coder, endpoint, model, max_calls))
    with ProgressDisplay() as progress:
        outcome = run_study(
            study, list_sources(study, sources, flags), coder=chosen, workers=workers, progress=progress
        )
    show_lines(render_summary(outcome, str(study_folder), "run"))
