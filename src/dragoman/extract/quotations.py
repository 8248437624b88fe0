"""Who said what? Sources, cues and attributed contents of an article, found without a parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.linear import load_model
from dragoman.extract.quotation_features import cue_features, role_features
from dragoman.extract.quotation_text import Line, find_quotations, read_line
from dragoman.extract.sentences import split_sentences
from dragoman.model import Article, Span

TAKE_CUE = 0.4
TAKE_SOURCE = 0.0
REACH = 60
Scores = NDArray[np.float64]


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


def find_attributions(article: Article, sentences: Sequence[Span] | None = None) -> list[AttributedContent]:
    """Return what the article attributes, in the order of the cues.

    `sentences`: those to read, in order; all, where None.
    """
    text = article.full_text
    quotations = find_quotations(text)
    chosen = split_sentences(article) if sentences is None else sentences
    lines = [read_line(text, sentence, quotations) for sentence in chosen]
    return [found for line in lines for found in read_attributions(line)]


def read_attributions(line: Line) -> Iterator[AttributedContent]:
    """Yield the attributions whose cue stands in one sentence."""
    model = load_model("quotation_cues")
    scored = [(model.probability(cue_features(line, i), "head"), i) for i in line.candidates]
    taken: set[int] = set()
    found: list[AttributedContent] = []
    for probability, head in sorted((p, i) for p, i in scored if p >= TAKE_CUE)[::-1]:
        if head in taken:
            continue
        first, roles = _score_roles(line, head)
        cue = _spread_cue(roles, head - first)
        taken.update(range(cue[0] + first, cue[1] + first))
        source = _choose_source(roles, cue)
        contents = _choose_contents(roles, cue, source)
        found.append(
            AttributedContent(
                _cover(line, first, cue),
                _cover(line, first, source) if source else None,
                tuple(_cover(line, first, piece) for piece in contents),
                round(probability, 3),
            )
        )
    yield from sorted(found, key=lambda a: a.cue)


def _score_roles(line: Line, head: int) -> tuple[int, Scores]:
    model = load_model("quotation_roles")
    first, last = max(head - REACH, 0), min(head + REACH + 1, len(line.words))
    rows = [model.probabilities(role_features(line, head, k)) for k in range(first, last)]
    return first, np.array(rows, dtype=np.float64)


_B, _C, _CUE, _I, _O = range(5)


def _spread_cue(roles: Scores, head: int) -> tuple[int, int]:
    start, end = head, head + 1
    while start > 0 and roles[start - 1, _CUE] >= 0.5:
        start -= 1
    while end < len(roles) and roles[end, _CUE] >= 0.5:
        end += 1
    return start, end


def _choose_source(roles: Scores, cue: tuple[int, int]) -> tuple[int, int] | None:
    """Return the run of words that is likeliest the source, or None where none is likelier than no source."""
    rest = np.log(np.maximum(1 - roles[:, _B] - roles[:, _I], 1e-6))
    begins = np.log(np.maximum(roles[:, _B], 1e-6)) - rest
    goes_on = np.log(np.maximum(roles[:, _I], 1e-6)) - rest
    begins[cue[0] : cue[1]] = goes_on[cue[0] : cue[1]] = -50.0
    best: tuple[float, int, int] | None = None
    tail, end = 0.0, len(roles)
    for start in range(len(roles) - 1, -1, -1):
        score = begins[start] + tail
        if best is None or score > best[0]:
            best = (float(score), start, end if tail > 0 else start + 1)
        grown = goes_on[start] + tail
        if grown > 0:
            end = end if tail > 0 else start + 1
            tail = grown
        else:
            tail = 0.0
    return best[1:] if best and best[0] > TAKE_SOURCE else None


def _choose_contents(roles: Scores, cue: tuple[int, int], source: tuple[int, int] | None) -> list[tuple[int, int]]:
    """Return the best run of words on either side of cue and source."""
    odds = np.log(np.maximum(roles[:, _C], 1e-6)) - np.log(np.maximum(1 - roles[:, _C], 1e-6))
    bounds = sorted([cue, source] if source else [cue])
    edges = [0, *(edge for pair in bounds for edge in pair), len(roles)]
    pieces = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if piece := _best_run(odds, start, end):
            pieces.append(piece)
    return pieces


def _best_run(odds: Scores, start: int, end: int) -> tuple[int, int] | None:
    best, chosen, total, since = 0.0, None, 0.0, start
    for k in range(start, end):
        if total <= 0:
            total, since = 0.0, k
        total += odds[k]
        if total > best:
            best, chosen = total, (since, k + 1)
    return chosen


def _cover(line: Line, first: int, run: tuple[int, int]) -> Span:
    return Span(line.words[first + run[0]].start, line.words[first + run[1] - 1].end)
