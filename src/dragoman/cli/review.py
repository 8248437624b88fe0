"""`dragoman review`: accept, correct or reject what a coding says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.decide_options import decide_options, settle_option

if TYPE_CHECKING:
    from dragoman.model import Quote


@click.command(
    "review",
    short_help="Accept, correct or reject a value of a coding.",
    epilog="""\b
Examples:
  dragoman review 0c4b killed correct 12
  dragoman review 0c4b killed correct "12 (10-15)" --span 310:323
  dragoman review 0c4b event correct ASSAULT/firearms
  dragoman review 0c4b date correct 2024-03-07
  dragoman review 0c4b place correct "Ostrel, Northern, COR"
  dragoman review 0c4b actors correct "Northern Front (REB); Corvian Army (MIL, COR)"
  dragoman review 0c4b attribution accept
  dragoman review 0c4b claimed_by reject      nobody claims it
  dragoman review 0c4b coding reject          it is no event""",
)
@click.argument("coding_id", metavar="CODING")
@click.argument("field", metavar="FIELD")
@click.argument("verdict", metavar="VERDICT", type=click.Choice(["accept", "correct", "reject"]))
@click.argument("value", metavar="[VALUE]", required=False)
@click.option(
    "--span",
    "spans",
    multiple=True,
    metavar="START:END",
    help="Where in the article the value stands: characters of title, blank line, text, from 0, the end excluded. "
    "One for each part of a list; looked up where none is given.",
)
@settle_option
@decide_options
def review_command(
    coding_id: str,
    field: str,
    verdict: str,
    value: str | None,
    spans: tuple[str, ...],
    study_folder: Path,
    author: str | None,
    reason: str,
    settle: bool,
) -> None:
    """Accept, correct or reject the FIELD of a CODING, or with the field `coding` the whole.

    Fields: event, mode, status, actors, recipients, targets, weapons, date, place, killed, injured, attribution,
    claimed_by. The coder's reading is kept; the event shows the corrected value, and who corrected it. A VALUE may
    also be JSON as `dragoman code` writes it.
    """
    from dragoman.cli.decide_options import name_author, open_to_decide
    from dragoman.cli.decided_page import render_decided
    from dragoman.cli.screen import show_lines
    from dragoman.pipeline.deciding import review_value

    with open_to_decide(study_folder, settle=settle) as (study, record):
        found = record.find_coding_id(coding_id)
        [coding] = record.codings([found])
        marked = [_cut_span(given, record.article(coding.article_id).full_text) for given in spans]
        decided = review_value(
            study, record, found, field, verdict, value, spans=marked, author=name_author(author, study), reason=reason
        )
    show_lines(render_decided(decided))


def _cut_span(given: str, text: str) -> Quote:
    """Return the words at START:END of the article."""
    from dragoman.errors import BadSetting
    from dragoman.model import Quote, Span

    found = re.fullmatch(r"(\d+):(\d+)", given)
    if found is None or not int(found[1]) < int(found[2]) <= len(text):
        raise BadSetting(f"--span: expected START:END within the article's {len(text)} characters; found '{given}'.")
    span = Span(int(found[1]), int(found[2]))
    return Quote(span, span.quote(text))
