"""A text or Markdown file: front matter or header lines, a title, the text."""

from __future__ import annotations

import re

from dragoman.collect.bytes_read import decode_text
from dragoman.collect.mapping import known_field
from dragoman.collect.raw_article import Draft

MAX_TITLE = 200
"""Characters. A first line that is longer is a paragraph without a title."""

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):(?:[ \t]+(.*))?$")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"#{1,2}[ \t]+(.+?)[ \t]*#*$")
_HEADER_FIELDS = ("id", "outlet", "published", "title", "url", "language")

Header = dict[str, str]


def draft_text_file(raw: bytes, path: str) -> Draft:
    """Make the draft of a .txt or .md file.

    Read are, from the top: front matter between two lines of ---; or lines "Date: ...", "Outlet: ...", up to the first
    blank line, which may come after a title line. Without a title there, a first line is the title where it is a
    Markdown heading, or stands alone, is short and does not end as a sentence does. The rest, unchanged, is the text.
    """
    header, text = split_header(decode_text(raw).replace("\r\n", "\n"))
    title = header.get("title")
    if title is None:
        title, text = split_title(text)
    return Draft(
        raw=raw,
        text=text,
        title=title,
        published=header.get("published"),
        outlet=header.get("outlet"),
        language=header.get("language"),
        url=header.get("url"),
        source_id=header.get("id"),
        hint=path,
    )


def split_header(text: str) -> tuple[Header, str]:
    """Split what the file says of itself from what it tells."""
    text = text.lstrip("\ufeff\n")
    if front := _FRONT_MATTER.match(text):
        return _read_fields(front[1].split("\n")), text[front.end() :].lstrip("\n")
    header, rest = _split_lines(text)
    if header:
        return header, rest
    title, rest = split_title(text)
    header, rest = _split_lines(rest) if title else ({}, rest)
    return ({"title": title, **header}, rest) if header else ({}, text)


def split_title(text: str) -> tuple[str, str]:
    """Split a title line off the text; the title is empty where there is none."""
    first, _, rest = text.partition("\n")
    if heading := _HEADING.match(first):
        return heading[1], rest.lstrip("\n")
    alone = rest.startswith("\n") or not rest.strip()
    if not alone or not rest.strip() or len(first) > MAX_TITLE or first.rstrip().endswith((".", ":", ";", ",")):
        return "", text
    return first.strip(), rest.lstrip("\n")


def _split_lines(text: str) -> tuple[Header, str]:
    """Split header lines off the text: every line to the first blank one is "Name: value", the first of a known name.

    A story that opens with "KABUL: Police said ..." keeps its first line, for KABUL is the name of no field.
    """
    block, _, rest = text.partition("\n\n")
    lines = block.split("\n")
    found = [_HEADER_LINE.match(line) for line in lines]
    if not all(found) or found[0] is None or known_field(found[0][1]) not in _HEADER_FIELDS:
        return {}, text
    return _read_fields(lines), rest.lstrip("\n")


def _read_fields(lines: list[str]) -> Header:
    header: Header = {}
    for line in lines:
        if (found := _HEADER_LINE.match(line)) and found[2]:
            field = known_field(found[1])
            if field in _HEADER_FIELDS:
                header.setdefault(field, found[2].strip().strip("\"'"))
    return header
