"""A text as the incident reader sees it: parsed sentences with words for acts, catalogued names, and the network."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dragoman.catalog.actors import ActorCatalog
from dragoman.extract import parsing
from dragoman.extract.incident_case import restore_names
from dragoman.extract.incident_text import kinds_of_act, near_acts, split_text
from dragoman.extract.network import load_network
from dragoman.extract.windows import cut_windows
from dragoman.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
Probabilities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CatalogName:
    """A name that the actor catalog knows: its first and last token, kind and actor."""

    first: int
    last: int
    kind: str
    actor: str


@dataclass(frozen=True, slots=True)
class ActToken:
    """A word for an act: its lemma and the kinds of incident that it may name."""

    lemma: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentSentence:
    """A sentence. `acts`: words for acts by token; `near`: an act is told here or in a neighbouring sentence."""

    number: int
    span: Span
    doc: Doc
    acts: dict[int, ActToken]
    names: tuple[CatalogName, ...]
    near: bool

    def quote_tokens(self, first: int, last: int) -> Span:
        """Return the characters of the text from one token's start to another's end."""
        start = self.span.start
        return Span(start + self.doc[first].idx, start + self.doc[last].idx + len(self.doc[last]))


@dataclass(frozen=True, slots=True)
class IncidentText:
    """A text, its sentences, and the network's view of the words near acts: [words, none and ROLES]."""

    text: str
    sentences: tuple[IncidentSentence, ...]
    starts: list[int]
    ends: list[int]
    seen: Probabilities

    def network_roles(self, sentence: IncidentSentence, token: int) -> Probabilities | None:
        """Return the network's probabilities of no role and each role for a token; None where it read nothing."""
        at = sentence.span.start + sentence.doc[token].idx
        word = bisect_right(self.starts, at) - 1
        if word >= 0 and at < self.ends[word]:
            return np.asarray(self.seen[word])
        return None


def read_text(text: str) -> IncidentText:
    """Split, parse and tag a text in any letter case."""
    spans = split_text(text)
    docs = parsing.parse_texts([restore_names(span.quote(text)) for span in spans])
    near = set(near_acts(text, spans))
    sentences = tuple(
        IncidentSentence(n, span, doc, _act_tokens(doc), _catalog_names(doc), span in near)
        for n, (span, doc) in enumerate(zip(spans, docs, strict=True))
    )
    starts, ends, seen = _ask_network(text, sentences)
    return IncidentText(text, sentences, starts, ends, seen)


def _act_tokens(doc: Doc) -> dict[int, ActToken]:
    found = {}
    for token in doc:
        kinds: tuple[str, ...] = ()
        if token.i + 1 < len(doc):
            kinds = kinds_of_act(f"{token.lower_} {doc[token.i + 1].lower_}")
        if len(token) > 2:
            kinds = tuple(dict.fromkeys(kinds + kinds_of_act(token.lower_)))
        if kinds:
            found[token.i] = ActToken(token.lemma_.lower(), kinds)
    return found


def _catalog_names(doc: Doc) -> tuple[CatalogName, ...]:
    found = []
    for match in ActorCatalog.load().find(doc.text):
        span = doc.char_span(match.span.start, match.span.end, alignment_mode="expand")
        if span is not None and len(span):
            actor = match.actor_ids[0] if match.actor_ids else ""
            found.append(CatalogName(span.start, span.end - 1, match.kind, actor))
    return tuple(found)


def _ask_network(text: str, sentences: tuple[IncidentSentence, ...]) -> tuple[list[int], list[int], Probabilities]:
    network = load_network()
    labels = network.tag_labels["muc4"]
    columns = [[1 + labels.index(f"{mark}-{role}") for mark in "BI"] for role in ROLES]
    starts: list[int] = []
    ends: list[int] = []
    rows: list[Probabilities] = []
    for window in cut_windows(text, [(s.number, s.span) for s in sentences if s.near]):
        scores = network.tag(network.read(window), "muc4")
        roles = np.stack([scores[:, pair].sum(axis=1) for pair in columns], axis=1)
        none = np.maximum(1 - roles.sum(axis=1, keepdims=True), 1e-4)
        rows.append(np.concatenate([none, roles], axis=1).astype(np.float32))
        starts.extend(word.start for word in window.words)
        ends.extend(word.end for word in window.words)
    return starts, ends, np.concatenate(rows) if rows else np.zeros((0, 1 + len(ROLES)), dtype=np.float32)


def is_passive(token: Token) -> bool:
    """Tell whether a word is a passive verb, or a participle that stands after its noun."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children) or (
        token.tag_ == "VBN" and token.dep_ in ("acl", "relcl")
    )


def object_of(token: Token) -> Token:
    """Return the noun that a preposition governs; any other word itself."""
    if token.dep_ in ("prep", "agent"):
        for child in token.children:
            if child.dep_ == "pobj":
                return child
    return token
