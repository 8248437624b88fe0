"""A sentence with the words marked that each value was read from."""

from __future__ import annotations

from dragoman.cli.screen import Line, Piece
from dragoman.model import Coding
from dragoman.publish.marking import cut_text, list_marks


def highlight_quote(coding: Coding) -> Line:
    """Return the coding's sentence, cut where a marked value starts or ends.

    Where values overlap the shortest one is shown: the number inside the victims, the victims inside the clause.
    Line breaks inside the sentence become spaces, so that the card keeps its shape.
    """
    sentence = coding.quote.span
    marks = [mark for mark in list_marks(coding) if sentence.contains(mark.span)]
    pieces: list[Piece] = []
    for cut in cut_text(coding.quote.text, sentence.start, marks):
        words = cut.text.replace("\n", " ")
        if pieces and pieces[-1].style == cut.label:
            pieces[-1] = Piece(pieces[-1].text + words, cut.label, bool(cut.label))
        else:
            pieces.append(Piece(words, cut.label, bool(cut.label)))
    return tuple(pieces)


def list_elsewhere(coding: Coding) -> list[tuple[str, str]]:
    """Return label and words of every value that was read outside the coding's sentence."""
    return [
        (mark.label, " ".join(mark.words.split()))
        for mark in list_marks(coding)
        if not coding.quote.span.contains(mark.span)
    ]
