"""A sentence as attribution reads it: its words, their classes, and which of them stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.quotation_words import find_words, head_strength
from dragoman.model import Span

# A mark of quotation, or the end of a paragraph or of a line that ends like a sentence. Pages that lost their closing
# marks in conversion have a dash there: "We are ready, – the envoy said".
_BOUNDARY = re.compile(r"""[“”"]|``|''|(?<=[,.!?…])[ ][–—-](?=\s)|\n\s*\n|\n(?=[ \t]{2,})|(?<=[.!?])\n""")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
_LONGEST = 700
"""In characters; one quotation in 1,000 of PolNeAR's training part is longer."""
CANDIDATE = 0.02
"""Strength from which a word is looked at as a cue: 10 words in 100 are, 94 cues in 100 hold one (dev part)."""
# Words told apart by themselves: what stands beside a cue or bounds a source.
_CLOSED = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "some", "many", "most", "several", "few", "all", "any", "no",
    "other", "another", "one", "two", "three", "i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her",
    "them", "my", "our", "your", "his", "its", "their", "who", "whom", "whose", "which", "what", "when", "where",
    "why", "how", "whether", "if", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "for", "from", "by",
    "with", "without", "about", "against", "among", "between", "into", "over", "under", "after", "before", "since",
    "until", "during", "as", "than", "while", "because", "though", "although", "despite", "like", "through", "is",
    "was", "are", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "will",
    "would", "can", "could", "may", "might", "must", "shall", "should", "not", "n't", "'s", "’s", "also", "there",
    "here", "then", "now", "so", "too", "very", "more", "less", "much", "only", "even", "just", "still", "never",
    "ever", "up", "out", "down", "off", "back",
))  # fmt: skip
_SUFFIXES = ("ed", "ing", "ly", "tion", "er", "ers", "s")


@dataclass(frozen=True, slots=True)
class AttributedContent:
    """Something that a text hangs on somebody: spans count in `Article.full_text`.

    `cue`: the words that tell that it is said, thought or wanted ("said", "according to");
    `source`: who says so, or None; `contents`: what is said, in order, in one piece or several;
    `probability`: that the cue is one.
    """

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `classes` are coarse: closed words and signs are their own class, others go by shape and ending."""

    span: Span
    words: tuple[Span, ...]
    forms: tuple[str, ...]
    lower: tuple[str, ...]
    classes: tuple[str, ...]
    quoted: tuple[bool, ...]
    """Whether each word stands in a quotation."""
    quotes: bool
    """Whether any of them does."""
    paragraph: int
    candidates: tuple[int, ...]


def read_line(text: str, span: Span, quotations: Sequence[Span]) -> Line:
    """Read one sentence; `quotations` are those of `find_quotations` over the whole text."""
    words = tuple(find_words(text, span))
    forms = tuple(text[w.start : w.end] for w in words)
    lower = tuple(form.lower() for form in forms)
    classes = tuple(map(_classify, forms, lower))
    starts = [q.start for q in quotations]
    quoted = tuple((at := bisect_right(starts, w.start) - 1) >= 0 and w.start < quotations[at].end for w in words)
    candidates = tuple(i for i, word in enumerate(lower) if head_strength(word) >= CANDIDATE)
    paragraph = text.count("\n\n", 0, span.start)
    return Line(span, words, forms, lower, classes, quoted, any(quoted), paragraph, candidates)


def _classify(form: str, word: str) -> str:
    if word in _CLOSED:
        return word
    if form[0].isdigit():
        return "0"
    if not form[0].isalpha():
        return form
    if form[0].isupper():
        return "Aa" if len(form) > 1 else "A"
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            return "-" + suffix
    return "a"


def find_quotations(text: str) -> list[Span]:
    """Return what stands in double quotation marks, marks included, in order.

    A straight mark opens or closes by the spaces around it. One that is never closed ends with its paragraph, with a
    line that ends like a sentence, or where the next one opens, whichever comes first; one that runs on for very long
    is taken for never closed and ends with its sentence.
    """
    found: list[Span] = []
    opened: int | None = None
    for mark in _BOUNDARY.finditer(text):
        turn = _turn(text, mark, opened)
        if opened is not None and turn:
            found.append(_shorten(text, Span(opened, mark.end() if turn == "close" else mark.start())))
            opened = None
        if turn == "open":
            opened = mark.start()
    if opened is not None:
        found.append(_shorten(text, Span(opened, len(text))))
    return found


def _turn(text: str, mark: re.Match[str], opened: int | None) -> str:
    sign = mark.group()
    if sign[0] == "\n":
        return "end"
    if sign in ("“", "``"):
        return "open"
    if sign in ("”", "''"):
        return "close"
    if sign[0] == " ":
        return "end" if opened is not None and text[opened] == '"' else ""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if before.isalnum() and after.isalnum():
        return ""
    led, followed = not before or before in " \n\t([—–-/", bool(after) and (after.isalnum() or after in "$'‘.…[(")
    if led and followed:
        return "open"
    return "close" if opened is not None or not followed else "open"


def _shorten(text: str, quotation: Span) -> Span:
    if quotation.end - quotation.start <= _LONGEST:
        return quotation
    end = _SENTENCE_END.search(text, quotation.start, quotation.end)
    return Span(quotation.start, end.end()) if end else quotation
