"""How does the name of a place or the word of a date stand to a trigger? Named features for two linear models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.reading import Reading
from dragoman.extract.role_features import dependency_path
from dragoman.extract.trigger_features import is_passive
from dragoman.extract.triggers import lemma
from dragoman.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Site:
    """Where a phrase stands, seen from a trigger.

    `where`: "here" (the trigger's sentence), "before1", "before2", "after1", "title", "lead" (first sentence of the
    text), "dateline" or "far". `token`: the phrase's topmost word, where its sentence was parsed.
    """

    where: str
    token: Token | None


def find_site(reading: Reading, position: int, span: Span, dateline: bool) -> Site:
    """Tell where a phrase stands, seen from the sentence at `position` of `reading.sentences`."""
    number, token = reading.anchors.get(span, (None, None))
    if dateline:
        return Site("dateline", token)
    if number is None:
        return Site("far", None)
    offset = reading.sentences[position].parse.index - number
    titled = reading.spans[0].end <= len(reading.article.title)
    if offset == 0:
        return Site("here", token)
    if number == 0 and titled:
        return Site("title", token)
    named = {1: "before1", 2: "before2", -1: "after1"}.get(offset)
    return Site(named or ("lead" if number == int(titled) else "far"), token)


def circumstance_features(trigger: Token, event: str, site: Site, traits: Iterable[str]) -> set[str]:
    """Return the features of a pair of trigger and phrase; `traits` name what the phrase is."""
    features = {f"where={site.where}", f"where={site.where}:{event}", f"e={event}", f"e={event}:{trigger.pos_[0]}"}
    for trait in traits:
        features.update((trait, f"{trait}:{site.where}", f"{trait}:{event}"))
    if site.token is not None:
        features.update(f"{site.where}:{f}" if site.where != "here" else f for f in _phrase_features(site.token, event))
        if site.where == "here":
            features.update(_pair_features(trigger, event, site.token))
    return features


def _phrase_features(token: Token, event: str) -> Iterator[str]:
    yield from (f"dep={token.dep_}", f"dep={token.dep_}:{event}")
    governor = token.head
    if governor.pos_ == "ADP":
        preposition = lemma(governor)
        yield from (f"prep={preposition}", f"prep={preposition}:{event}", f"prep={preposition}:{lemma(governor.head)}")
        yield f"above={lemma(governor.head)}"
    else:
        yield f"above={lemma(governor)}"
    first = token.doc[token.left_edge.i]
    if first.i > 0:
        yield f"left={lemma(token.doc[first.i - 1])}"


def _pair_features(trigger: Token, event: str, token: Token) -> Iterator[str]:
    path = dependency_path(trigger, token)
    passive = "p" if is_passive(trigger) else "a"
    part = trigger.pos_[0]
    if path is None:
        yield "path=far"
    else:
        yield from (f"path={part}{path}", f"path={event}:{part}{passive}{path}", f"path={lemma(trigger)}:{path}")
        hops = path.count("<") + path.count(">")
        yield from (f"hops={hops}", f"up={path.count('<')}", f"down={path.count('>')}")
    distance = token.i - trigger.i
    side = "after" if distance > 0 else "before"
    yield from (f"side={side}", f"near={side}{min(abs(distance) // 3, 6)}")
    first, last = sorted((trigger.i, token.i))
    verbs = sum(t.pos_ == "VERB" for t in token.doc[first + 1 : last])
    yield f"verbs={min(verbs, 3)}"
