"""Which words of a text without letter case are names? The parser needs their capitals.

The table (data/incident_case.txt) holds words as the news of 1987 to 2026 mostly writes them; it is counted by
scripts/train_incidents.py. A word that it does not hold is a name, unless it ends as ordinary words do.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.catalog.actors import ActorCatalog

ORDINARY_ENDING = re.compile(
    r".{3,}(?:ing|ed|ers?|ors?|ists?|ion|ions|ly|ment|ments|ness|ize|ized|ives?|able|ism|ity|ies)$"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SMALL_IN_NAMES = frozenset(("the", "of", "and", "de", "la", "del", "los"))
_ABBREVIATION = re.compile(r"\(([a-z0-9-]{2,6})\)")
_BREAK = re.compile(r"[\n\r\t]")


def restore_names(sentence: str) -> str:
    """Return a sentence all in one case with capitals on its names, any other unchanged; on one line, equally long."""
    flat = _BREAK.sub(" ", sentence)
    letters = [c for c in flat if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    lowered = flat.lower()
    if len(lowered) != len(flat) or 0 < capitals < 0.85 * len(letters):
        return flat
    out = list(lowered)
    for match in _WORD.finditer(lowered):
        if not _is_ordinary(match.group()):
            out[match.start()] = out[match.start()].upper()
    raised = flat.upper()
    if len(raised) == len(flat):
        for found in ActorCatalog.load().find(raised):
            for match in _WORD.finditer(lowered, found.span.start, found.span.end):
                if found.short:
                    out[match.start() : match.end()] = match.group().upper()
                elif match.group() not in _SMALL_IN_NAMES:
                    out[match.start()] = match.group()[0].upper()
    for match in _ABBREVIATION.finditer(lowered):
        if match.group(1) not in load_case_table():
            out[match.start(1) : match.end(1)] = match.group(1).upper()
    if out:
        out[0] = out[0].upper() if len(out[0].upper()) == 1 else out[0]
    return "".join(out)


def _is_ordinary(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word)
    return load_case_table().get(bare, bool(ORDINARY_ENDING.match(bare)))


@cache
def load_case_table() -> dict[str, bool]:
    """Return the words of the table in small letters, with whether they are mostly written so."""
    lines = files("dragoman.extract").joinpath("data", "incident_case.txt").read_text(encoding="utf-8").splitlines()
    return {line.lower(): line.islower() for line in lines if not line.startswith("#")}
