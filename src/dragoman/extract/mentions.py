"""Which phrases of a sentence could be somebody, something or somewhere?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.parsing import ParsedSentence
from dragoman.model import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# What may stand before a head and still belong to the name or phrase that it heads.
_LEFT = frozenset(
    (
        "det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "npadvmod", "punct", "case",
        "advmod",
    )
)  # fmt: skip
_PRONOUNS = frozenset(
    (
        "i", "we", "he", "she", "they", "it", "who", "him", "her", "them", "us", "me", "his", "himself", "themselves",
        "itself", "herself",
    )
)  # fmt: skip
_TIME_ENTITIES = frozenset(["DATE", "TIME", "PERCENT", "MONEY", "ORDINAL", "QUANTITY"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun. `entity`: spaCy's label of its head, or ""; `kind`: "name", "noun" or "pronoun"."""

    sentence: ParsedSentence
    head: Token
    quote: Quote
    entity: str
    kind: str


def find_mentions(sentence: ParsedSentence, full_text: str, names: Sequence[Span]) -> list[Mention]:
    """Return the noun phrases and pronouns of a sentence, in text order, but for times and amounts.

    `names`: where the catalog's names stand in the sentence; a phrase that holds the head of one holds it whole.
    """
    found = []
    for token in sentence.doc:
        kind = _mention_kind(token)
        if kind:
            first, last = _phrase_ends(token)
            span = _widen(sentence.token_span(first, last), sentence.token_span(token, token), names)
            quote = _without_possessive(Quote.cut(full_text, span.start, span.end))
            if quote.text:
                found.append(Mention(sentence, token, quote, token.ent_type_, kind))
    return found


def _mention_kind(token: Token) -> str | None:
    if token.pos_ == "PRON":
        return "pronoun" if token.lower_ in _PRONOUNS else None
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or token.ent_type_ in _TIME_ENTITIES:
        return None
    if token.pos_ in ("NOUN", "PROPN"):
        # A word inside a longer name is no mention of its own, unless it is a state or nation that modifies.
        inside = token.dep_ in ("compound", "nmod", "amod") and token.i < token.head.i
        if inside and token.ent_type_ not in ("GPE", "NORP", "ORG"):
            return None
        if inside and token.ent_type_ == token.head.ent_type_ and token.head.ent_iob_ == "I":
            return None
        return "name" if token.pos_ == "PROPN" or token.ent_type_ else "noun"
    if token.ent_type_ in ("NORP", "GPE"):
        return "name"
    if token.pos_ == "NUM" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and token.ent_type_ == "CARDINAL":
        return "noun"
    return None


def _phrase_ends(head: Token) -> tuple[Token, Token]:
    """Return first and last token of the phrase: the head, what modifies it from the left, and a close "of ..."."""
    first = head
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ in _LEFT and child.i < first.i:
            first = min(_left_edge(child), first, key=lambda t: t.i)
    last = head
    # A name that the entity recogniser reads on past the head ("Organization of ... Europe") is kept whole.
    while last.i + 1 < len(head.doc) and head.ent_type_ and head.doc[last.i + 1].ent_iob_ == "I":
        last = head.doc[last.i + 1]
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == last.i + 1:
            objects = [t for t in child.children if t.dep_ == "pobj"]
            if objects:
                last = max(last, _of_end(objects[0]), key=lambda t: t.i)
    return _skip_marks(first, head), last


def _without_possessive(quote: Quote) -> Quote:
    for ending in ("'s", "’s"):
        if quote.text.endswith(ending) and len(quote.text) > len(ending):
            end = quote.span.end - len(ending)
            return Quote(Span(quote.span.start, end), quote.text[: -len(ending)])
    return quote


def _widen(span: Span, head: Span, names: Sequence[Span]) -> Span:
    for name in names:
        if name.overlaps(head):
            return Span(min(span.start, name.start), max(span.end, name.end))
    return span


def _left_edge(token: Token) -> Token:
    edges = [_left_edge(child) for child in token.lefts if child.dep_ in _LEFT]
    return min([token, *edges], key=lambda t: t.i)


def _of_end(token: Token) -> Token:
    while token.i + 1 < len(token.doc) and token.ent_type_ and token.doc[token.i + 1].ent_iob_ == "I":
        token = token.doc[token.i + 1]
    return token


def _skip_marks(first: Token, head: Token) -> Token:
    while first.i < head.i and (
        first.is_punct or first.pos_ == "ADP" or first.lower_ in ("also", "even", "only", "just", "when", "both")
    ):
        first = first.doc[first.i + 1]
    return first
