"""Words that somebody looks for, marked in a text that is not ours: escaped first, marked then."""

from __future__ import annotations

from markupsafe import Markup, escape

from dragoman.publish.shown_text import show_text
from dragoman.record.search_words import SearchWords, find_hits

_AROUND = 240
"""Characters of a long text that are shown."""
_LEAD = 60


def mark_hits(text: str, words: SearchWords) -> Markup:
    """Return the whole text with the words marked."""
    shown = show_text(text)  # One character for one: places stay the same.
    pieces, at = [], 0
    for start, end in find_hits(text, words):
        pieces += [escape(shown[at:start]), Markup("<mark>"), escape(shown[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*pieces, escape(shown[at:])])


def mark_extract(text: str, words: SearchWords) -> Markup:
    """Return the stretch of a long text that holds most of the words, with them marked; its beginning for none."""
    flat = " ".join(text.split())
    if len(flat) <= _AROUND:
        return mark_hits(flat, words)
    start = _choose_start(flat, words)
    end = len(flat) if start + _AROUND >= len(flat) else flat.rfind(" ", start + _LEAD, start + _AROUND)
    end = end if end > start else start + _AROUND  # No space in sight: a text without any.
    before, after = ("… " if start else ""), (" …" if end < len(flat) else "")
    return escape(before) + mark_hits(flat[start:end], words) + escape(after)


def _choose_start(text: str, words: SearchWords) -> int:
    """Begin a little before the hit that most others follow closely, at the beginning of a word."""
    starts = [start for start, _ in find_hits(text, words)]
    if not starts:
        return 0
    best = max(starts, key=lambda at: (sum(at <= other < at + _AROUND - _LEAD for other in starts), -at))
    if best <= _LEAD:
        return 0
    return text.rfind(" ", 0, best - _LEAD + 1) + 1
