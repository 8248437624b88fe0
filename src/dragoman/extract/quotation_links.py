"""Whose is a quotation in a sentence without a cue? "We have waited long enough," he said. "Now we act." """

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.linear import load_model
from dragoman.extract.quotation_text import AttributedContent, Line
from dragoman.extract.quotation_words import stem_word
from dragoman.model import Span

_TAKE = 0.5
_BACK, _AHEAD = 5, 2
"""Sentences that a quotation may stand after or before the cue that it belongs to."""


@dataclass(frozen=True, slots=True)
class Link:
    """A sentence's quotation and an attribution that it may belong to, `gap` sentences on (before it: negative)."""

    at: int
    piece: Span
    attribution: int
    gap: int


def link_quotations(
    lines: Sequence[Line], found: Sequence[AttributedContent], places: Sequence[int]
) -> list[AttributedContent]:
    """Add to the attributions the quotations of sentences that have no cue; `places`: the sentence of each cue."""
    model = load_model("quotation_links")
    grown = list(found)
    for at, piece in loose_quotations(lines, found):
        scored = [
            (model.probability(link_features(lines, grown[link.attribution], link), "yes"), -abs(link.gap), link)
            for link in list_links(at, piece, places)
        ]
        if scored and (best := max(scored, key=lambda s: s[:2]))[0] >= _TAKE:
            owner = best[2].attribution
            grown[owner] = replace(grown[owner], contents=tuple(sorted((*grown[owner].contents, piece))))
    return grown


def loose_quotations(lines: Sequence[Line], found: Iterable[AttributedContent]) -> Iterator[tuple[int, Span]]:
    """Yield the quotations that fill most of a sentence and that no attribution of this sentence covers."""
    for at, line in enumerate(lines):
        inside = [i for i, quoted in enumerate(line.quoted) if quoted]
        if 2 * len(inside) < len(line.words):
            continue
        piece = Span(line.words[inside[0]].start, line.words[inside[-1]].end)
        here = (a for a in found if line.span.overlaps(a.cue))
        if not any(content.overlaps(piece) for a in here for content in a.contents):
            yield at, piece


def list_links(at: int, piece: Span, places: Sequence[int]) -> Iterator[Link]:
    """Yield the attributions of the nearest sentences before and after that have any."""
    before = max((p for p in places if at - _BACK <= p < at), default=None)
    after = min((p for p in places if at < p <= at + _AHEAD), default=None)
    for place in (before, after):
        if place is not None:
            yield from (Link(at, piece, n, at - place) for n, p in enumerate(places) if p == place)


def link_features(lines: Sequence[Line], attribution: AttributedContent, link: Link) -> Iterator[str]:
    """Yield what speaks for or against a quotation being of one hand with an attribution."""
    line, other = lines[link.at], lines[link.at - link.gap]
    paragraphs = min(abs(line.paragraph - other.paragraph), 3)
    way = f"{max(-2, min(link.gap, 3))}"
    covered = [w for w in range(len(other.words)) if any(c.overlaps(other.words[w]) for c in attribution.contents)]
    spoken = sum(other.quoted[w] for w in covered)
    quoting = "all" if covered and spoken == len(covered) else "some" if spoken else "none"
    cue = [w for w in range(len(other.words)) if attribution.cue.overlaps(other.words[w])]
    tail = other.lower[cue[-1]] if cue else "|"
    last = any(c.end > attribution.cue.end for c in attribution.contents)
    whole = line.quoted[0] and line.quoted[-1]
    opens = line.forms[0] in ('"', "“", "``")
    reached = any(c.overlaps(lines[link.at - (1 if link.gap > 0 else -1)].span) for c in attribution.contents)
    yield f"way={way}"
    yield f"way,p={way},{paragraphs}"
    yield f"way,q={way},{quoting},{paragraphs}"
    yield f"way,whole={way},{whole},{opens},{paragraphs}"
    yield f"reached={link.gap > 0},{reached},{paragraphs},{opens}"
    yield f"reached={way},{reached},{paragraphs},{quoting}"
    yield f"tail={link.gap > 0},{tail if not tail.isalpha() else stem_word(tail)}"
    yield f"tail={way},{tail == ':'},{last},{opens}"
    yield f"last={way},{last},{other.quoted[-1]},{other.quoted[0]},{opens}"
    yield f"source={link.gap > 0},{attribution.source is not None}"
    if cue:
        yield f"side={way},{any(w < cue[0] for w in covered)},{any(w > cue[-1] for w in covered)}"
