"""One event as a reviewer sees it: each report's sentence word by word, and its values one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Coding, Span
from dragoman.pipeline.replies import Reply, amend_by_reply
from dragoman.publish.event_card import ShownReport, show_report
from dragoman.publish.marking import Mark, list_marks
from dragoman.publish.open_event import OpenedEvent
from dragoman.publish.shown_text import find_words
from dragoman.record.browse_event import Report
from dragoman.resolve.amending import FIELDS, PEOPLE, SINGLES, WHOLE, show_value
from dragoman.resolve.value_words import word_value

_LABELS = {
    "event": "act", "actors": "actor", "recipients": "recipient", "targets": "target", "weapons": "weapon",
    "attribution": "says", "claimed_by": "claims",
}  # fmt: skip
"""Field -> label of its marks, where they differ."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence, or what stands between two. `start`, `end`: in the article. `word`: it can be marked."""

    text: str
    start: int
    end: int
    word: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value in words. `label`: of its marks. `confidence`: None where none is given. `corrected`: by a person."""

    field: str
    label: str
    words: str
    confidence: float | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class ReviewedReport:
    """A report under review. `dropped`: the reviewer has said that it tells of no event."""

    shown: ShownReport
    tokens: tuple[Token, ...]
    values: tuple[ValueRow, ...]
    dropped: bool

    @property
    def coding(self) -> Coding:
        """The coding, with the reviewer's own corrections."""
        return self.shown.coding


def lay_out_reports(opened: OpenedEvent, reply: Reply | None) -> list[ReviewedReport]:
    """Return the event's reports as decisions, and then this reviewer's own waiting answer, correct them."""
    return [_lay_out(shown, reply) for shown in opened.card.reports]


def _lay_out(shown: ShownReport, reply: Reply | None) -> ReviewedReport:
    article = shown.report.article
    coding = amend_by_reply(shown.coding, article.full_text, (), reply)
    own = {a.field for a in reply.corrections if a.coding_id == coding.id} if reply is not None else set()
    corrected = own | {correction.field for correction in shown.corrections}
    seen = show_report(shown.number, Report(coding, article), shown.corrections)
    marks = list_marks(coding)
    return ReviewedReport(
        shown=seen,
        tokens=tuple(cut_tokens(coding.quote.text, coding.quote.span.start, marks)),
        values=tuple(_lay_out_value(coding, name, name in corrected) for name in FIELDS),
        dropped=WHOLE in own,
    )


def cut_tokens(text: str, start: int, marks: Sequence[Mark]) -> list[Token]:
    """Cut a text, which begins at `start` of its article, into words and what stands between; joined they give it."""
    tokens: list[Token] = []
    at = 0
    for left, right in [*find_words(text), (len(text), len(text))]:
        if at < left:
            # A space belongs to a mark only where it lies inside.
            gap = Span(start + at, start + left)
            tokens.append(_make_token(text[at:left], gap, False, [m for m in marks if m.span.contains(gap)]))
        if left < right:
            word = Span(start + left, start + right)
            tokens.append(_make_token(text[left:right], word, True, [m for m in marks if m.span.overlaps(word)]))
        at = right
    return tokens


def _make_token(text: str, span: Span, word: bool, marks: Sequence[Mark]) -> Token:
    shortest_first = sorted(marks, key=lambda mark: (mark.span.end - mark.span.start, mark.label))
    return Token(text, span.start, span.end, word, tuple(shortest_first))


def _lay_out_value(coding: Coding, name: str, corrected: bool) -> ValueRow:
    value, _ = show_value(coding, name)
    confidence: float | None = None
    if name in SINGLES:
        held = getattr(coding, name)
        confidence = held.confidence if held is not None else None
    elif name in PEOPLE:
        people = getattr(coding, name)
        confidence = min((who.confidence for who in people), default=None)
    elif name == "event":
        confidence = coding.confidence
    return ValueRow(name, _LABELS.get(name, name), word_value(name, value), confidence, corrected)
