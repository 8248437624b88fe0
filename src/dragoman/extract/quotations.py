"""Who said what? Sources, cues and attributed contents of an article, found without a parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.linear import load_model
from dragoman.extract.quotation_features import cue_features, role_features
from dragoman.extract.quotation_links import link_quotations
from dragoman.extract.quotation_network import NetworkReading, NetworkView
from dragoman.extract.quotation_text import AttributedContent, Line, find_quotations, read_line
from dragoman.extract.quotation_words import head_strength
from dragoman.extract.sentences import split_sentences
from dragoman.model import Article, Span

__all__ = ["AttributedContent", "find_attributions", "read_attributions"]

TAKE_CUE = 0.44
TAKE_SOURCE = 0.0
REACH = 60
CUE_SHARE, ROLE_SHARE = 0.5, 0.5
"""Weight of the network's log odds beside those of the linear models: of cues, and of sources and contents."""
HARDLY = 0.01
"""A word that the network gives less than this to be of a cue is not looked at."""
UNSURE = 0.05
"""A word all of whose probabilities lie nearer to 0 or 1 than this is one on which the network is sure."""
Scores = NDArray[np.float64]


def find_attributions(
    article: Article,
    sentences: Sequence[Span] | None = None,
    least: float = TAKE_CUE,
    network: NetworkReading | None = None,
) -> list[AttributedContent]:
    """Return what the article attributes, in the order of the cues.

    `sentences`: those to read, in order; all, where None. `least`: the probability from which a cue is taken for one.
    `network`: what the network has read; sentences that it has not are left to the linear models.
    """
    text = article.full_text
    quotations = find_quotations(text)
    chosen = split_sentences(article) if sentences is None else sentences
    lines = [line for sentence in chosen if (line := read_line(text, sentence, quotations)).words]
    found = [
        (at, attribution)
        for at, line in enumerate(lines)
        for attribution in read_attributions(line, least, network.view(line) if network else None)
    ]
    return link_quotations(lines, [attribution for _, attribution in found], [at for at, _ in found])


def read_attributions(line: Line, least: float = TAKE_CUE, view: NetworkView | None = None) -> list[AttributedContent]:
    """Return the attributions whose cue stands in one sentence."""
    taken: set[int] = set()
    found: list[AttributedContent] = []
    for probability, head in sorted(_score_cues(line, view), reverse=True):
        if head in taken or probability < least:
            continue
        first, roles = _score_roles(line, head, view, linear=view is None or probability >= TAKE_CUE)
        cue = _spread_cue(roles, head - first, {k - first for k in taken})
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
    return sorted(found, key=lambda a: a.cue)


def _score_cues(line: Line, view: NetworkView | None) -> list[tuple[float, int]]:
    """Return words that may carry a cue, each with the probability that it does."""
    model = load_model("quotation_cues")
    heads = set(line.candidates)
    if view is not None:
        heads = {i for i in heads if view.cues[i] >= HARDLY}
        heads.update(_network_heads(line, view))
    order = list(heads)
    probabilities = model.probability_of_each([cue_features(line, i) for i in order], "head")
    if view is not None and order:
        probabilities = _mix(np.array(probabilities), view.cues[order], CUE_SHARE).tolist()
    return list(zip(probabilities, order, strict=True))


def _network_heads(line: Line, view: NetworkView) -> Iterator[int]:
    """Yield the strongest word of each run that the network takes for a cue."""
    run: list[int] = []
    for i in range(len(line.words) + 1):
        if i < len(line.words) and view.cues[i] >= 0.3:
            run.append(i)
        elif run:
            yield max(run, key=lambda k: head_strength(line.lower[k]))
            run = []


def _mix(linear: Scores, network: Scores, share: float) -> Scores:
    """Return the probability between two, in log odds."""
    odds = (1 - share) * _log_odds(linear) + share * _log_odds(network)
    return np.asarray(1 / (1 + np.exp(-odds)))


def _log_odds(probability: Scores) -> Scores:
    kept = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(kept) - np.log1p(-kept))


def _score_roles(line: Line, head: int, view: NetworkView | None, linear: bool) -> tuple[int, Scores]:
    """Return the probability of each part for the words around a cue's head, and the place of the first of them.

    Of a cue that is hardly one, and of words on which it is sure, the network alone is asked: the linear model takes
    ten times as long.
    """
    first, last = max(head - REACH, 0), min(head + REACH + 1, len(line.words))
    roles = np.zeros((last - first, 5))
    open_words = np.arange(last - first) if linear else np.arange(0)
    if view is not None:
        roles[:, [_B, _I, _C]] = seen = view.score_roles(head)[first:last]
        roles[:, _CUE] = view.cues[first:last]
        if linear:
            unsure = np.maximum.reduce(np.minimum(seen, 1 - seen), axis=1) >= UNSURE
            [open_words] = (unsure | (np.abs(roles[:, _CUE] - 0.5) <= 0.5 - UNSURE)).nonzero()
    if len(open_words):
        model = load_model("quotation_roles")
        told = model.probabilities_of_each([role_features(line, head, first + k) for k in open_words.tolist()])
        if view is None:
            roles[:] = told
        else:
            here = np.ix_(open_words, np.array([_B, _I, _C, _CUE]))
            roles[here] = _mix(told[:, here[1][0]].astype(np.float64), roles[here], ROLE_SHARE)
    return first, roles


_B, _C, _CUE, _I, _O = range(5)


def _spread_cue(roles: Scores, head: int, taken: set[int]) -> tuple[int, int]:
    """Return the words around a head that are likely of its cue, up to those of another cue."""
    start, end = head, head + 1
    while start > 0 and start - 1 not in taken and roles[start - 1, _CUE] >= 0.5:
        start -= 1
    while end < len(roles) and end not in taken and roles[end, _CUE] >= 0.5:
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
