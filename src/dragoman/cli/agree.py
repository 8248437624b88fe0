"""`dragoman agree`: how far two coders agree, people included."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import model_options, study_option


@click.command(
    "agree",
    short_help="How far two coders agree, people included.",
    epilog="""\b
Examples:
  dragoman agree people.jsonl codings.jsonl --articles articles.jsonl
  dragoman agree people.jsonl network --articles articles.jsonl
  dragoman agree anna.jsonl boris.jsonl --json
  dragoman agree network llm          as the study's record holds them
  dragoman agree network llm --articles a.jsonl --endpoint http://127.0.0.1:8080/v1 --model my-model

What the figures mean: docs/how-to/measure-agreement.md.""",
)
@click.argument("coder_a", metavar="CODER_A")
@click.argument("coder_b", metavar="CODER_B")
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The articles that both have read, as JSON lines; coders that are named code them now.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
@model_options
@study_option
def agree_command(
    *,
    coder_a: str,
    coder_b: str,
    articles: Path | None,
    as_json: bool,
    endpoint: str | None,
    model: str | None,
    max_calls: int | None,
    study_folder: Path,
) -> None:
    """Compare the codings of CODER_A and CODER_B: Krippendorff's alpha, F over codings, agreement on each value.

    Each is a file of codings, one JSON object of the coding guide a line, or a coder by name: with --articles it codes
    those, without it its codings in the study's record count.
    """
    from dragoman.cli.agreement_page import render_agreement, write_agreement
    from dragoman.cli.coders_compared import gather_codings
    from dragoman.cli.screen import show_lines
    from dragoman.extract.agreement import measure_agreement
    from dragoman.pipeline.choosing import CoderFlags

    flags = CoderFlags(None, endpoint, model, max_calls)
    found = gather_codings((coder_a, coder_b), articles, study_folder, flags, workers=1)
    agreement = measure_agreement(*found.rows, found.ids, found.articles)
    if as_json:
        click.echo(write_agreement(found.names, agreement))
        return
    show_lines(render_agreement(found.names, agreement))
