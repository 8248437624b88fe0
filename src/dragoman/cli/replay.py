"""`dragoman replay`: decide again what another study's log tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.model import Decision


@click.command(
    "replay",
    short_help="Decide again what a log tells.",
    epilog="""\b
Examples:
  dragoman log --format json --study old > decisions.jsonl
  dragoman replay decisions.jsonl --study new""",
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@study_option
def replay_command(file: Path, study_folder: Path) -> None:
    """Decide again what FILE tells, a log written by `dragoman log --format json`, with its authors, times, reasons.

    The study must hold the same codings: the same articles, read by the same coder. What its own log holds already
    is passed over, so a log may be replayed twice.
    """
    from dragoman.cli.decide_options import open_to_decide
    from dragoman.pipeline.applying import replay_decisions
    from dragoman.publish.wording import count_of

    decisions = _read_log(file)
    with open_to_decide(study_folder) as (study, record):
        new = replay_decisions(study, record, decisions)
    click.echo(f"{count_of(len(new), 'decision')} replayed, {len(decisions) - len(new):,} known already.")


def _read_log(file: Path) -> list[Decision]:
    from dragoman.errors import BadSource
    from dragoman.model.decision_row import read_decision

    found = []
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            found.append(read_decision(json.loads(text)))
        except ValueError as fault:
            raise BadSource(f"{file}:{number}: {fault}.") from fault
    return found
