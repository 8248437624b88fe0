"""The blocks of code in a page of documentation, and the commands in them.

In a ```console block a line that begins with `$ ` is a command; the lines below it are what it must print, where `...`
stands for anything. In an HTML comment on a line of its own a page says what the tests need to know of it:

    <!-- after: make demo -->                the folder `demo` is there, as `make demo` leaves it
    <!-- after: make demo; in: demo -->      the same, and the page's commands run in it
    <!-- not run: REASON -->                 the block below it is not run
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^```(\w*)\s*$")
_NOT_RUN = re.compile(r"^<!-- not run: (.+) -->$")
_SETTING = re.compile(r"^<!-- after: make demo(; in: demo)? -->$", re.MULTILINE)
_HERE_DOCUMENT = re.compile(r"<<-?\s*'?(\w+)'?")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its language, the number of its first line of code in the page, and those lines."""

    language: str
    line: int
    code: tuple[str, ...]
    not_run: str | None


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a console block: its lines without `$ `, and what it must print (empty where the page does not say).

    `first` and `last` number the lines of what it must print, in the page, from 0, `last` excluded.
    """

    script: str
    expected: tuple[str, ...]
    line: int
    first: int
    last: int


def list_pages() -> list[Path]:
    """Return README.md and every page below docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def needs_demo(text: str) -> bool:
    """Tell whether a page works on the folder that `make demo` leaves."""
    return bool(_SETTING.search(text))


def works_in_demo(text: str) -> bool:
    """Tell whether a page's commands run inside that folder."""
    setting = _SETTING.search(text)
    return bool(setting and setting.group(1))


def read_blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page, in order."""
    lines = text.split("\n")
    number, reason = 0, None
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence is None:
            marked = _NOT_RUN.match(lines[number])
            reason = marked.group(1) if marked else reason if not lines[number].strip() else None
            number += 1
            continue
        end = next(n for n in range(number + 1, len(lines)) if lines[n] == "```")
        yield Block(fence.group(1), number + 1, tuple(lines[number + 1 : end]), reason)
        number, reason = end + 1, None


def read_commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a console block, with here-documents and lines that end with a backslash taken whole."""
    lines = list(block.code)
    number = 0
    while number < len(lines):
        if not lines[number].startswith("$ "):
            raise ValueError(f"line {block.line + number + 1}: a console block begins with a line `$ command`")
        start, number = number, _end_of_script(lines, number)
        script = "\n".join([lines[start][2:], *lines[start + 1 : number]])
        first = number
        while number < len(lines) and not lines[number].startswith("$ "):
            number += 1
        yield Command(
            script, tuple(lines[first:number]), block.line + start + 1, block.line + first, block.line + number
        )


def _end_of_script(lines: list[str], number: int) -> int:
    document = _HERE_DOCUMENT.search(lines[number])
    if document:
        return lines.index(document.group(1), number) + 1
    while lines[number].endswith("\\"):
        number += 1
    return number + 1
