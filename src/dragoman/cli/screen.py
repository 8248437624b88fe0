"""Where output goes: a terminal gets colours and tables, a pipe gets plain aligned lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

STYLES = {
    "title": "bold",
    "label": "dim",
    "dim": "dim",
    "act": "bold red",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "target": "magenta",
    "weapon": "yellow",
    "date": "green",
    "place": "blue",
    "killed": "bold yellow",
    "injured": "yellow",
    "says": "italic",
    "claims": "italic cyan",
}
"""How each kind of piece looks on a terminal."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line and what they are: a key of STYLES, or "" for plain text.

    `mark`: True where plain output labels them too, as [[actor: gunmen]].
    """

    text: str
    style: str = ""
    mark: bool = False


Line = tuple[Piece, ...]


def line(*parts: str | Piece) -> Line:
    """Make a line of words and pieces."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def is_terminal(stream: TextIO | None = None) -> bool:
    """Tell whether a person looks on: a terminal that can move its cursor."""
    stream = stream or sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def render_plain(lines: Iterable[Line]) -> str:
    """Return the lines without colours; marked pieces carry their labels in brackets."""
    return "\n".join("".join(_plain(piece) for piece in pieces).rstrip() for pieces in lines)


def _plain(piece: Piece) -> str:
    words = piece.text.strip()
    return piece.text.replace(words, f"[[{piece.style}: {words}]]", 1) if piece.mark and words else piece.text


def render_rich(pieces: Line) -> Text:
    """Return one line with colours."""
    from rich.text import Text

    text = Text()
    for piece in pieces:
        text.append(piece.text, STYLES.get(piece.style, ""))
    return text


def show_lines(lines: Sequence[Line]) -> None:
    """Write the lines to the terminal or the pipe; on a terminal a long line keeps its indent where it wraps."""
    if not is_terminal():
        click.echo(render_plain(lines))
        return
    from rich.padding import Padding

    console = make_console()
    for pieces in lines:
        text = render_rich(pieces)
        indent = len(text.plain) - len(text.plain.lstrip(" "))
        console.print(Padding(text[indent:], (0, 0, 0, indent), expand=False) if text.plain.strip() else "")


def show_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: frozenset[int] = frozenset(),
    whole: frozenset[int] = frozenset(),
) -> None:
    """Write a table; columns numbered in `right` hold numbers, those in `whole` are never broken over lines."""
    if not is_terminal():
        click.echo(align_table(headers, rows, right))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, header in enumerate(headers):
        justify: Literal["left", "right"] = "right" if number in right else "left"
        table.add_column(header, justify=justify, overflow="fold", no_wrap=number in whole)
    for row in rows:
        table.add_row(*(_literal(cell) for cell in row))
    make_console().print(table)


def align_table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return the table as lines with two spaces between columns, nothing cut off."""
    every = [[_one_line(cell) for cell in row] for row in [headers, *rows]]
    widths = [max(len(row[number]) for row in every) for number in range(len(headers))]
    lines = []
    for row in every:
        cells = [c.rjust(w) if n in right else c.ljust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def make_console(stderr: bool = False) -> Console:
    """Return a rich console; it respects NO_COLOR by itself."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _literal(cell: str) -> Text:
    """Square brackets in a quote are no markup."""
    from rich.text import Text

    return Text(_one_line(cell))
