"""Which words around its head make up a filler's mention? A linear model over the possible beginnings and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.incident_model import load_incident_model
from dragoman.extract.incident_reading import IncidentSentence
from dragoman.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEFT = frozenset(
    (
        "det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "npadvmod", "punct", "case",
        "advmod",
    )
)  # fmt: skip
_NAME_PARTS = frozenset(("de", "la", "del", "los", "las", "y", "da", "dos", "von", "el"))
_NO_BEGINNING = frozenset(("a", "an", "the", "'s", "of", "and", "-", "its", "their"))
_TITLES = frozenset(
    (
        "president", "mr", "general", "colonel", "dr", "minister", "father", "priest", "senator", "judge", "captain",
        "major", "lieutenant", "leader", "candidate",
    )
)  # fmt: skip
_FARTHEST_LEFT, _LONGEST = 7, 14


@dataclass(frozen=True, slots=True)
class SpanOption:
    """A possible mention: its first and last token, and its features."""

    first: int
    last: int
    features: dict[str, float]


def choose_span(sentence: IncidentSentence, head: int, role: str) -> tuple[Span, float]:
    """Return the mention that a head most likely stands in, and the probability that it is that very one."""
    model = load_incident_model("spans")
    scored = [(float(model.probabilities(o.features)[0]), o.first, o.last) for o in list_spans(sentence, head, role)]
    best, first, last = max(scored, default=(0.0, head, head))
    return sentence.quote_tokens(first, last), best


def list_spans(sentence: IncidentSentence, head: int, role: str) -> Iterator[SpanOption]:
    """Yield the possible mentions around a head, with their features in the light of a role."""
    doc = sentence.doc
    names = [(n.first, n.last, f"cat:{n.kind}") for n in sentence.names if n.first <= head <= n.last]
    entities = [(e.start, e.end - 1, f"ent:{e.label_}") for e in doc.ents if e.start <= head < e.end]
    known = [*names, *entities]
    ends = _list_ends(doc[head], known)
    for first in sorted(_list_starts(doc[head], known)):
        if (doc[first].is_punct and doc[first].text not in '"``') or doc[first].lower_ in _NO_BEGINNING:
            continue
        for last in sorted(ends):
            if first <= last < first + _LONGEST and (not doc[last].is_punct or doc[last].text == '"'):
                features = set(_span_features(doc[head], first, last, known))
                features.update(f"why={why}" for why in ends[last])
                named = sorted(features | {f"{feature}|{role}" for feature in features})
                yield SpanOption(first, last, dict.fromkeys(named, 1.0))


def _list_ends(head: Token, known: list[tuple[int, int, str]]) -> dict[int, list[str]]:
    doc = head.doc
    ends: dict[int, list[str]] = {head.i: ["head"]}
    for child in head.rights:
        if child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    ends.setdefault(noun.i, []).append(f"po:{child.lower_}:{noun.pos_}")
                    ends.setdefault(noun.right_edge.i, []).append(f"pe:{child.lower_}")
        elif child.dep_ in ("acl", "relcl"):
            ends.setdefault(child.right_edge.i, []).append(child.dep_)
        elif child.i == head.i + 1 and child.dep_ in ("flat", "nummod", "appos", "compound", "npadvmod", "nmod"):
            ends.setdefault(child.i, []).append(f"r{child.dep_}")
    run = head.i
    while (
        run + 1 < len(doc)
        and not doc[run + 1].is_punct
        and (doc[run + 1].pos_ == "PROPN" or doc[run + 1].ent_iob_ == "I")
    ):
        run += 1
    if run > head.i:
        ends.setdefault(run, []).append("run")
    for _, last, why in known:
        ends.setdefault(last, []).append(why)
    return ends


def _list_starts(head: Token, known: list[tuple[int, int, str]]) -> set[int]:
    doc = head.doc
    starts = set(range(max(_left_edge(head), head.i - _FARTHEST_LEFT), head.i + 1))
    at = head.i
    while at > 0 and (doc[at - 1].text[:1].isupper() or doc[at - 1].lower_ in _NAME_PARTS) and head.i - at < 6:
        at -= 1
        starts.add(at)
    starts.update(first for first, _, _ in known)
    return starts


def _left_edge(token: Token) -> int:
    return min([token.i, *(_left_edge(child) for child in token.lefts if child.dep_ in _LEFT)])


def _span_features(head: Token, first: int, last: int, known: list[tuple[int, int, str]]) -> Iterator[str]:
    doc = head.doc
    begin, end = doc[first], doc[last]
    yield from (f"n={min(last - first, 8)}", f"r={begin.dep_}:{begin.pos_}", f"fw={begin.lower_}", f"fpos={begin.pos_}")
    yield from (f"hl={head.lemma_.lower()}:{head.i - first}", f"last={end.lower_}", f"lastpos={end.pos_}")
    if first > 0:
        left = doc[first - 1]
        yield from (f"lw={left.lower_}", f"lp={left.pos_}:{left.dep_}", f"lpf={left.pos_}:{begin.pos_}")
        inside = left.i >= head.left_edge.i and left.dep_ in ("compound", "amod", "nummod", "nmod")
        yield "lcut" if inside else "lok"
        if left.dep_ in ("amod", "nummod", "compound"):
            yield f"lcut={left.dep_}:{left.lower_}"
    if last + 1 < len(doc):
        yield from (f"nw={doc[last + 1].lower_}", f"np={doc[last + 1].pos_}:{doc[last + 1].dep_}")
    for start, stop, why in known:
        yield f"{why}:{(first > start) - (first < start)}{(last > stop) - (last < stop)}"
    capitals = sum(doc[k].text[:1].isupper() for k in range(first, last + 1))
    yield f"caps={min(capitals, 5)}/{min(last - first + 1, 6)}"
    yield "title" if any(doc[k].lower_ in _TITLES for k in range(first, last)) else "notitle"
