"""The codebook as lines for a person."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from dragoman.cli.screen import Line, Piece, line
from dragoman.codebook import KINDS_OF_TERM, MODES, Codebook, Entry

_WIDTH = 88
_HEADINGS = {
    "event": "Event types",
    "quad": "Quad classes",
    "status": "Status",
    "sector": "Sectors",
    "context": "Contexts",
    "kind": "Kinds of attribution",
    "precision": "Precision of places (UCDP)",
    "field": "Fields of a coding",
}


def list_terms(book: Codebook) -> list[Line]:
    """Return every term under its kind; modes stand with their event type."""
    lines = [line(Piece(f"Codebook {book.version}", "title"))]
    for kind, heading in _HEADINGS.items():
        lines += [line(), line(Piece(heading, "title"))]
        for entry in book.list_terms(kind):
            lines.append(line("  ", Piece(f"{_short_key(entry):<22}", "actor"), entry.title))
            modes = MODES.get(entry.code, ()) if kind == "event" else ()
            lines += [line(" " * 24, Piece(part, "label")) for part in textwrap.wrap(", ".join(modes), _WIDTH - 24)]
    return [*lines, line(), line("`dragoman codebook TERM` explains one.")]


def explain_terms(book: Codebook, entries: Iterable[Entry]) -> list[Line]:
    """Return each entry's page, with a blank line between them."""
    lines: list[Line] = []
    for entry in entries:
        lines += [line()] * bool(lines) + explain_term(book, entry)
    return lines


def explain_term(book: Codebook, entry: Entry) -> list[Line]:
    """Return what the term means, an example, what it is not, and its neighbours."""
    lines = [line(Piece(_short_key(entry), "title"), f"  {entry.title}", Piece(f"  ({_describe(entry)})", "dim"))]
    lines += _indent(entry.definition)
    lines += _label("Example", entry.example)
    for number, text in enumerate(entry.is_not):
        lines += _label("Not" if number == 0 else "", text)
    modes = [mode for mode in book.list_terms("mode") if mode.event == entry.code and entry.kind == "event"]
    for number, mode in enumerate(modes):
        lines += _label("Modes" if number == 0 else "", f"{mode.code}: {mode.definition}")
    if entry.near:
        lines += _label("See", ", ".join(_short_key(book.entries[key]) for key in entry.near))
    return lines


def _describe(entry: Entry) -> str:
    described = KINDS_OF_TERM[entry.kind]
    if entry.event:
        described += f" of {entry.event}"
    if entry.quad and entry.score is not None:
        described += f", {entry.quad}, score {entry.score:+.1f}"
    return described


def _short_key(entry: Entry) -> str:
    """A field's key says nothing that its heading does not: show the code."""
    return entry.code if entry.kind == "field" else entry.key


def _label(label: str, text: str) -> list[Line]:
    wrapped = textwrap.wrap(text, _WIDTH - 12)
    heads = [label] + [""] * len(wrapped)
    return [line("  ", Piece(f"{head:<9} ", "label"), part) for head, part in zip(heads, wrapped, strict=False)]


def _indent(text: str) -> list[Line]:
    return [line("  ", part) for part in textwrap.wrap(text, _WIDTH - 2)]
