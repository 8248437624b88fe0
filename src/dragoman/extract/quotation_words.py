"""The words of a sentence as attribution reads them, and which of them may carry a cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.extract.linear import load_model
from dragoman.model import Span

# "didn't" is "did" and "n't", "Smith's" is "Smith" and "'s": a source ends before the sign of its possession. "U.S.",
# "Gen." and "Su-hon" are one word each.
_WORD = re.compile(
    r"""[^\W_]+(?=n['’][tT]\b)|n['’][tT]\b|['’](?:s|S|re|ve|ll|d|m)\b|(?:[^\W\d_]\.){2,}
    |\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|Rev|St|Jr|Sr|Prof|Capt)\.|\b[A-HJ-Z]\.(?=\s[A-Z])
    |\w+(?:-\w+)*|--+|[^\w\s]""",
    re.VERBOSE,
)
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("ing", ""),
    ("ed", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip

_REMEMBERED = 20_000
"""Words whose readings are kept."""


def find_words(text: str, span: Span) -> list[Span]:
    """Return the words and signs within a span."""
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text, span.start, span.end)]


@lru_cache(_REMEMBERED)
def stem_word(word: str) -> str:
    """Return a lower-case word less its ending, so that "argues" and "argued" are one; seldom a word itself."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


@lru_cache(_REMEMBERED)
def head_strength(word: str) -> float:
    """Return how likely a lower-case word carries a cue, wherever it stands."""
    return load_model("quotation_heads").probability((stem_word(word),), "head")


def choose_head(text: str, words: Sequence[Span]) -> Span:
    """Return the word that carries a cue: "learned" of "has learned"."""
    return max(words, key=lambda word: head_strength(text[word.start : word.end].lower()))
