"""Which group claims responsibility, and for which act?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.mentions import Mention
from dragoman.extract.reading import Reading, ReadSentence
from dragoman.extract.sentence_filter import claims_responsibility
from dragoman.extract.trigger_features import find_subject
from dragoman.extract.triggers import lemma
from dragoman.model import Claim

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset(["claim", "take", "accept", "admit", "assume"])
_OBJECTS = frozenset(["responsibility", "credit"])
_NOT = re.compile(r"\b(?:no (?:group|one|organi[sz]ation)|nobody|denied|deny|has not|have not|yet to)\b", re.I)


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A claim of responsibility, with the number of the sentence that it stands in."""

    claim: Claim
    sentence: int


def find_claims(reading: Reading) -> list[ClaimMention]:
    """Return the claims of responsibility in an article, in text order; "no group has claimed" is none."""
    found = []
    for sentence in reading.sentences:
        text = sentence.parse.doc.text
        if claims_responsibility(text) and not _NOT.search(text):
            found += [
                ClaimMention(_claim(sentence, mention), sentence.parse.index) for mention in _claimants(sentence)
            ][:1]
    return found


def _claimants(sentence: ReadSentence) -> Iterator[Mention]:
    for token in sentence.parse.doc:
        if lemma(token) not in _VERBS:
            continue
        objects = {lemma(child) for child in token.children if child.dep_ in ("dobj", "nsubjpass")}
        agents = [deep for child in token.children if child.dep_ == "agent" for deep in child.children]
        if agents and (objects & _OBJECTS or token.tag_ == "VBN"):
            yield from (m for m in sentence.mentions if any(_holds(m, agent) for agent in agents))
        elif objects & _OBJECTS:
            subject = find_subject(token)
            yield from (m for m in sentence.mentions if subject is not None and _holds(m, subject))


def _holds(mention: Mention, token: Token) -> bool:
    return mention.quote.span.contains(mention.sentence.token_span(token, token))


def _claim(sentence: ReadSentence, mention: Mention) -> Claim:
    who = sentence.referents[mention.head.i]
    words = re.sub(r"^(?:the|an?)\s+|\s+(?:group|organi[sz]ation|movement)$", "", who.quote.text, flags=re.IGNORECASE)
    return Claim(re.sub(r"\s+", " ", words), who.quote, 0.9 if who.actor_id else 0.7)
