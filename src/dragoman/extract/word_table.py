"""Read a table of words, shipped with this room: what a word belongs to and what it stands for.

A row is `group,words,value`: `words` are spellings parted by "|", lower case, all with that value.
Lines that begin with "#" tell where the facts come from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

from dragoman.errors import BadTable, suggest_name

HEADER = ["group", "words", "value"]


def load_words(name: str, groups: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return group -> word -> value for one table in `extract/data`.

    `groups`: every group that the table must have, with the pattern that its values must match whole.
    Raises BadTable with file and line where a row breaks this.
    """
    lines = (files("dragoman.extract") / "data" / name).read_text(encoding="utf-8").splitlines()
    return parse_words(name, lines, groups)


def parse_words(name: str, lines: Iterable[str], groups: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Parse the lines of a table; see `load_words`."""
    found: dict[str, dict[str, str]] = {group: {} for group in groups}
    numbered = [(at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered or numbered[0][1].split(",") != HEADER:
        raise BadTable(f"{name}:1: expected the header '{','.join(HEADER)}'; write it as the first row.")
    for at, line in numbered[1:]:
        _add_row(f"{name}:{at}", next(csv.reader([line])), groups, found)
    for group, words in found.items():
        if not words:
            raise BadTable(f"{name}: expected rows of group '{group}', found none; add them.")
    return found


def _add_row(where: str, row: list[str], groups: Mapping[str, str], found: dict[str, dict[str, str]]) -> None:
    if len(row) != len(HEADER):
        raise BadTable(f"{where}: expected {len(HEADER)} columns, found {len(row)}; quote a value that holds a comma.")
    group, words, value = row
    if group not in groups:
        raise BadTable(f"{where}: unknown group '{group}'. Known: {', '.join(groups)}.{suggest_name(group, groups)}")
    if not re.fullmatch(groups[group], value):
        raise BadTable(f"{where}: expected a value like /{groups[group]}/ in group '{group}', found '{value}'.")
    for word in words.split("|"):
        if not word or word != word.strip().lower():
            raise BadTable(f"{where}: expected lower-case words parted by '|', found '{word}'.")
        if word in found[group]:
            raise BadTable(f"{where}: '{word}' stands twice in group '{group}'; keep one row.")
        found[group][word] = value


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first; spaces match any white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"
