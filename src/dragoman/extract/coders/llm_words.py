"""Where do quoted words stand in a text? Letter by letter, but for what copying changes."""

from __future__ import annotations

import re

from dragoman.model import Span

# White space is copied as one blank, and typographic signs as those of a keyboard.
_SIGNS = (("'", "‘’‛ʼ`´"), ('"', "“”„‟«»"), ("-", "‐‑‒–—−"), ("...", "…"))
_TO_KEYBOARD = {ord(sign): keyboard for keyboard, signs in _SIGNS for sign in signs}
_PATTERNS = {keyboard: f"(?:{re.escape(keyboard)}|[{signs}])" for keyboard, signs in _SIGNS}
_PIECES = re.compile(r"\.\.\.|.", re.DOTALL)


def find_words(text: str, words: str) -> list[Span]:
    """Return every standing of the words in the text, in order; none for words of no letters.

    Where the words begin or end with a letter or a figure, so does a word of the text: "he" does not stand in "the",
    nor "3" in "3,000".
    """
    wanted = words.translate(_TO_KEYBOARD).split()
    if not any(c.isalnum() for c in words):
        return []
    pattern = r"\s+".join("".join(_PATTERNS.get(p, re.escape(p)) for p in _PIECES.findall(w)) for w in wanted)
    first, last = wanted[0][0], wanted[-1][-1]
    before = (r"(?<!\w)" if first.isalnum() else "") + (r"(?<!\d[.,])" if first.isdigit() else "")
    after = (r"(?!\w)" if last.isalnum() else "") + (r"(?![.,]\d)" if last.isdigit() else "")
    return [Span(*match.span()) for match in re.finditer(before + pattern + after, text)]


def find_nearest(text: str, words: str, sentence: Span) -> Span | None:
    """Return the standing inside the sentence, or else the one nearest to it, or None."""
    found = find_words(text, words)
    return min(found, key=lambda span: _distance(span, sentence), default=None)


def _distance(span: Span, sentence: Span) -> tuple[int, int]:
    return max(sentence.start - span.start, span.end - sentence.end, 0), span.start
