"""What stands around a candidate trigger, as named features for the linear models of type, mode and status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.extract.parsing import ParsedSentence
from dragoman.extract.triggers import Candidate, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECTS = frozenset(("dobj", "obj", "attr", "oprd"))
_PASSED_ON = frozenset(("xcomp", "conj", "advcl", "ccomp"))
_EMPTY_WORDS = frozenset(
    (
        "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his", "her",
        "their", "our", "'s", "be", "have", "do", "that", "which", "who", "this", "it", "he", "she", "they", "as",
    )
)  # fmt: skip


def trigger_features(
    candidate: Candidate,
    sentence: ParsedSentence,
    sentence_count: int,
    titled: bool,
    around: Iterable[str] | None = None,
) -> set[str]:
    """Return the features of a candidate in its sentence and its place in the article.

    `around`: what `sentence_features` gives for the sentence, where the caller has it already.
    """
    token = candidate.token
    features = set(_word_features(token))
    features.update(_table_features(candidate))
    features.update(_subject_features(candidate))
    for child in token.children:
        features.update(_child_features(token, child))
    features.update(_head_features(token))
    features.update(sentence_features(sentence) if around is None else around)
    features.update(_position_features(candidate, sentence, sentence_count, titled))
    return features


def find_subject(token: Token, depth: int = 0) -> Token | None:
    """Return the grammatical subject, also where it is passed on: "agreed to meet", "came and shot"."""
    for child in token.children:
        if child.dep_ in SUBJECTS:
            return child
    if token.dep_ in _PASSED_ON and depth < 3 and token.head is not token:
        return find_subject(token.head, depth + 1)
    if token.dep_ in ("relcl", "acl"):
        return token.head
    return None


def is_passive(token: Token) -> bool:
    """Tell whether a verb is in the passive, or a bare participle that modifies a noun."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children):
        return True
    return token.dep_ == "acl" and token.tag_ == "VBN"


def kind_of_word(token: Token) -> str:
    """Return the entity label of a word, the pronoun itself, or "-"."""
    return f"PRON:{lemma(token)}" if token.pos_ == "PRON" else token.ent_type_ or "-"


def _word_features(token: Token) -> Iterator[str]:
    word = lemma(token)
    yield from (f"l={word}", f"lp={word}{token.pos_}", f"tag={token.tag_}", f"dep={token.dep_}")
    for offset in (-2, -1, 1, 2, 3):
        if 0 <= token.i + offset < len(token.doc):
            yield f"w{offset}={lemma(token.doc[token.i + offset])}"


def _table_features(candidate: Candidate) -> Iterator[str]:
    token = candidate.token
    for (event, mode), kinds in candidate.acts.items():
        for kind in kinds:
            yield f"tb={event}:{kind}"
            if mode:
                yield f"tbm={event}/{mode}:{kind}"
    events = candidate.events
    yield f"ntb={min(len(events), 4)}"
    for event in events:
        yield f"tbd={event}:{token.pos_}:{token.dep_}"
    if len(events) == 1:
        yield f"only={next(iter(events))}"


def _subject_features(candidate: Candidate) -> Iterator[str]:
    token, word = candidate.token, lemma(candidate.token)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    if passive:
        yield from ("passive", f"passive:{word}")
    subject = find_subject(token)
    if subject is None:
        yield "nosubj"
        return
    kind = kind_of_word(subject)
    yield from (f"sc={kind}", f"sl={lemma(subject)}", f"lsc={word}:{kind}")
    for event in candidate.events:
        yield f"esc={event}:{kind}{'p' if passive else ''}"


def _child_features(token: Token, child: Token) -> Iterator[str]:
    word, below, relation = lemma(token), lemma(child), child.dep_
    if relation == "punct":
        return
    if relation == "det":
        yield from (f"det={below}", f"det={below}:{word}")
        return
    yield from (f"c={relation}:{below}", f"cl={below}")
    if relation in OBJECTS:
        yield from (f"oc={kind_of_word(child)}", f"ol={below}", f"l>{word}>{below}")
        yield from (f"occ={lemma(deep)}" for deep in child.children)
    elif relation in ("prep", "agent"):
        yield f"lprep={word}:{below}"
        for deep in child.children:
            yield from (f"pp={below}:{lemma(deep)}", f"ppc={below}:{kind_of_word(deep)}", f"lpp={word}:{lemma(deep)}")
    elif relation in ("xcomp", "ccomp"):
        yield from (f"xc={below}", f"l>{word}>{below}")
        yield from (f"xcc={lemma(deep)}" for deep in child.children)
    elif relation in ("aux", "neg", "advmod", "mark"):
        yield f"{relation}={below}"
    elif relation in ("compound", "amod", "poss", "nmod"):
        yield from (f"mod={below}", f"m>{below}>{word}", f"modc={kind_of_word(child)}")
    elif relation == "prt":
        yield f"prt={word}:{below}"


def _head_features(token: Token) -> Iterator[str]:
    head = token.head
    if head is token:
        yield "root"
        return
    word, above = lemma(token), lemma(head)
    yield from (f"h={above}", f"hd={token.dep_}:{above}", f"hl={above}:{word}")
    if head.pos_ == "ADP" and head.head is not head:
        yield from (f"hh={lemma(head.head)}:{above}", f"hhl={lemma(head.head)}")


def sentence_features(sentence: ParsedSentence) -> Iterator[str]:
    """Yield what all candidates of a sentence share: its words, names and length."""
    doc = sentence.doc
    for token in doc:
        if token.pos_ in ("NOUN", "VERB", "ADJ", "PROPN"):
            word = lemma(token)
            if word not in _EMPTY_WORDS:
                yield f"b={word}"
        if token.ent_iob_ == "B":
            yield f"ent={token.ent_type_}"
    yield f"len={min(len(doc) // 8, 6)}"
    if '"' in doc.text or "“" in doc.text:
        yield "quote"


def _position_features(
    candidate: Candidate, sentence: ParsedSentence, sentence_count: int, titled: bool
) -> Iterator[str]:
    position = "T" if sentence.in_title else str(min(sentence.index - titled, 6))
    yield from (f"si={position}", f"ns={min(sentence_count // 3, 8)}", "title" if titled else "notitle")
    for event in candidate.events:
        yield f"esi={event}:{position}"
