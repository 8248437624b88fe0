"""`dragoman codebook`: explain the terms of a coding."""

from __future__ import annotations

import click


@click.command(
    "codebook",
    short_help="Explain a term of a coding, or list all terms.",
    epilog="""\b
Examples:
  dragoman codebook                  list every term
  dragoman codebook ASSAULT          one event type with its modes
  dragoman codebook arrest           every term of this name
  dragoman codebook THREATEN/arrest  one of them
  dragoman codebook killed           a field of a coding""",
)
@click.argument("term", required=False)
def codebook_command(term: str | None) -> None:
    """Explain a TERM of the codebook with an example, or list all terms.

    Terms are event types, modes, quad classes, contexts, sectors, status, kinds of attribution, UCDP's precision of
    places (precision/1 to precision/7) and the fields of a coding.
    """
    from dragoman.cli.codebook_page import explain_terms, list_terms
    from dragoman.cli.screen import show_lines
    from dragoman.codebook import Codebook

    book = Codebook.load()
    show_lines(list_terms(book) if term is None else explain_terms(book, book.find_terms(term)))
