"""Which words of an article each value was read from, and a text cut into pieces where such words begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Coding, Span

LABELS = (
    "act", "actor", "recipient", "target", "weapon", "place", "date", "killed", "injured", "says", "claims",
)  # fmt: skip
"""What words may tell, in the order of a legend."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a value was read from. `key` names the mark among all marks of the record: an anchor on a page."""

    key: str
    label: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Some characters of a text, and the marks that cover them, the shortest first; `begins`: those that start here."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]

    @property
    def label(self) -> str:
        """What the words tell: where marks overlap the shortest counts, the number inside the victims."""
        return self.marks[0].label if self.marks else ""

    @property
    def under(self) -> str:
        """What the words are also part of, or ""."""
        return next((mark.label for mark in self.marks if mark.label != self.label), "")


def list_marks(coding: Coding) -> list[Mark]:
    """Return the words of every value of a coding; a value without words of its own has no mark."""
    return [
        Mark(f"{coding.id}-{label}-{number}", label, span, words)
        for label, number, span, words in _list_words(coding)
        if span.end > span.start
    ]


def _list_words(coding: Coding) -> Iterator[tuple[str, int, Span, str]]:
    """Label, number among the coding's values of that label, from 1, and the words."""
    yield "act", 1, coding.trigger.span, coding.trigger.text
    for label, people in (("actor", coding.actors), ("recipient", coding.recipients)):
        for number, person in enumerate(people, 1):
            yield label, number, person.mention.span, person.mention.text
    for label, quotes in (("target", coding.targets), ("weapon", coding.weapons)):
        for number, quote in enumerate(quotes, 1):
            yield label, number, quote.span, quote.text
    singles = (
        ("date", coding.date),
        ("place", coding.place),
        ("killed", coding.killed),
        ("injured", coding.injured),
        ("says", coding.attribution),
        ("claims", coding.claimed_by),
    )
    for label, value in singles:
        # A value without words of its own points at the whole sentence: nothing to mark.
        if value is not None and value.mention.span != coding.quote.span:
            yield label, 1, value.mention.span, value.mention.text


def cut_text(text: str, start: int, marks: Sequence[Mark]) -> list[MarkedPiece]:
    """Cut a text, which begins at character `start` of its article, where a mark begins or ends.

    A mark that reaches beyond the text is shown as far as it lies inside. The pieces joined give the text.
    """
    whole = Span(start, start + len(text))
    seen = [mark for mark in marks if mark.span.overlaps(whole)]
    edges = {start, whole.end}
    for mark in seen:
        edges |= {max(mark.span.start, start), min(mark.span.end, whole.end)}
    pieces = []
    for left, right in pairwise(sorted(edges)):
        covering = [mark for mark in seen if mark.span.contains(Span(left, right))]
        here = sorted(covering, key=lambda mark: (mark.span.end - mark.span.start, mark.label))
        begins = tuple(mark for mark in here if max(mark.span.start, start) == left)
        pieces.append(MarkedPiece(text[left - start : right - start], tuple(here), begins))
    return pieces
