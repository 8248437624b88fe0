"""Is a text written in capitals, or in none? Then give it the case that a reader of names needs."""

from __future__ import annotations

import re
from functools import cache

from dragoman.catalog.actors import ActorCatalog

_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset(
    (
        "president", "minister", "general", "colonel", "senator", "ambassador", "secretary", "king", "queen", "pope",
    )
)  # fmt: skip


@cache
def _catalog() -> ActorCatalog:
    return ActorCatalog.load()


def restore_case(sentence: str) -> str:
    """Give a sentence all in capitals ordinary case; return any other unchanged.

    Headlines of wires and whole articles of the 1980s stand in capitals. Names that the catalog knows are
    capitalised; other words are lowered. The length never changes.
    """
    letters = [c for c in sentence if c.isalpha()]
    if len(letters) < 8 or sum(c.isupper() for c in letters) < 0.85 * len(letters):
        return sentence
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in sentence)
    out = list(lowered)
    for match in _catalog().find(sentence):
        for word in _WORD.finditer(sentence, match.span.start, match.span.end):
            keep = len(word.group()) <= 3 and word.group() not in {"THE", "OF", "AND"}
            out[word.start() : word.end()] = (
                word.group() if keep else word.group()[0] + lowered[word.start() + 1 : word.end()]
            )
    if out:
        out[0] = sentence[0]
    return "".join(out)
