"""Where in a TOML text each key stands, so that a message can name the line.

The standard parser forgets positions. This scanner needs no more than to find keys: it is only asked about texts
that the standard parser has accepted, so it may take their syntax for granted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]
_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\]]+?)[ \t]*\]\]?")
_KEY = re.compile(r"""[ \t]*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.-]|[ \t]*\.[ \t]*)+)[ \t]*=""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)


def locate_keys(text: str) -> dict[Path, int]:
    """Return the line (from 1) of each table, key and list item by its path, as pydantic names it."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    at = 0
    while at < len(text):
        line = text.count("\n", 0, at) + 1
        if header := _HEADER.match(text, at):
            table = _open_table(header, counts)
            lines.setdefault(table, line)
            at = _line_end(text, header.end())
        elif key := _KEY.match(text, at):
            path = table + _split_key(key[1])
            lines.setdefault(path, line)
            end = _value_end(text, key.end())
            for index, start in enumerate(_list_items(text, key.end(), end)):
                lines[(*path, index)] = text.count("\n", 0, start) + 1
            at = _line_end(text, end)
        else:
            at = _line_end(text, at)
    return lines


def find_line(lines: dict[Path, int], path: Path) -> int:
    """Return the line of the path, or of the nearest thing that holds it, or 1."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _open_table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    name = _split_key(header[2])
    if header[1] == "[[":
        counts[name] = counts.get(name, -1) + 1
        return (*name, counts[name])
    for length in range(len(name), 0, -1):
        if name[:length] in counts:
            return (*name[:length], counts[name[:length]], *name[length:])
    return name


def _split_key(key: str) -> Path:
    """Split a dotted key as TOML does: by letting TOML do it."""
    path: list[str] = []
    value = tomllib.loads(f"{key} = 0")
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        path.append(name)
    return tuple(path)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _value_end(text: str, at: int) -> int:
    """Return where the value that starts at `at` ends: at the first line end outside strings and brackets."""
    for position, sign, depth in _walk_signs(text, at):
        if sign == "\n" and depth == 0:
            return position
    return len(text)


def _list_items(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where each item of a list starts; nothing for other values."""
    if not text[start:end].lstrip(" \t").startswith("["):
        return
    waiting = False
    for position, sign, depth in _walk_signs(text, start):
        if position >= end:
            return
        if sign == "[" and depth == 1 and not waiting:
            waiting = True
        elif waiting and depth <= 2 and not sign.isspace() and not sign.startswith("#") and sign not in ",]":
            yield position
            waiting = False
        elif sign == "," and depth == 1:
            waiting = True


def _walk_signs(text: str, at: int) -> Iterator[tuple[int, str, int]]:
    """Yield position, sign and depth of brackets (after the sign); a string or comment is one sign."""
    depth = 0
    while at < len(text):
        found = _STRING.match(text, at) if text[at] in "\"'#" else None
        sign = found[0] if found else text[at]
        depth += (sign in "[{") - (sign in "]}") if len(sign) == 1 else 0
        yield at, sign, depth
        at += len(sign)
