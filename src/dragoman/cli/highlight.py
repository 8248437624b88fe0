"""A sentence with the words marked that each value was read from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dragoman.cli.screen import Line, Piece
from dragoman.model import Coding, Span


def highlight_quote(coding: Coding) -> Line:
    """Return the coding's sentence, cut where a marked value starts or ends.

    Where values overlap the shortest one is shown: the number inside the victims, the victims inside the clause.
    Line breaks inside the sentence become spaces, so that the card keeps its shape.
    """
    sentence = coding.quote.span
    text = coding.quote.text
    marks = [(span, label) for span, label in _list_values(coding) if sentence.contains(span) and span.end > span.start]
    edges = {sentence.start, sentence.start + len(text)} | {edge for s, _ in marks for edge in (s.start, s.end)}
    cuts = sorted(edge for edge in edges if edge <= sentence.start + len(text))
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        words = text[start - sentence.start : end - sentence.start].replace("\n", " ")
        label = _label_at(Span(start, end), marks)
        if pieces and pieces[-1].style == label:
            pieces[-1] = Piece(pieces[-1].text + words, label, bool(label))
        else:
            pieces.append(Piece(words, label, bool(label)))
    return tuple(pieces)


def list_elsewhere(coding: Coding) -> list[tuple[str, str]]:
    """Return label and words of every value that was read outside the coding's sentence."""
    return [
        (label, " ".join(quote_text.split()))
        for span, label, quote_text in _list_quotes(coding)
        if not coding.quote.span.contains(span)
    ]


def _label_at(piece: Span, marks: list[tuple[Span, str]]) -> str:
    covering = [(span.end - span.start, label) for span, label in marks if span.contains(piece)]
    return min(covering)[1] if covering else ""


def _list_values(coding: Coding) -> Iterator[tuple[Span, str]]:
    for span, label, _ in _list_quotes(coding):
        yield span, label


def _list_quotes(coding: Coding) -> Iterator[tuple[Span, str, str]]:
    yield coding.trigger.span, "act", coding.trigger.text
    for label, people in (("actor", coding.actors), ("recipient", coding.recipients)):
        for person in people:
            yield person.mention.span, label, person.mention.text
    for label, quotes in (("target", coding.targets), ("weapon", coding.weapons)):
        for quote in quotes:
            yield quote.span, label, quote.text
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
            yield value.mention.span, label, value.mention.text
