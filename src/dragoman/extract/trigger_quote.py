"""Which words name the act? The shortest phrase around the trigger that says what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.parsing import ParsedSentence
from dragoman.model import Quote

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITH_VERB = frozenset(["aux", "auxpass", "neg", "prt"])
_WITH_NOUN = frozenset(["amod", "compound"])
_FARTHEST = 4  # words


def quote_trigger(sentence: ParsedSentence, token: Token, full_text: str) -> Quote:
    """Return verb with auxiliaries, particle and bare object ("blew himself up"), or noun with what specifies it."""
    kept = [token]
    for child in token.children:
        verb = token.pos_ in ("VERB", "AUX") and (child.dep_ in _WITH_VERB or _is_bare_object(child))
        noun = token.pos_ not in ("VERB", "AUX") and child.dep_ in _WITH_NOUN and child.i < token.i
        if (verb or noun) and abs(child.i - token.i) <= _FARTHEST:
            kept.append(child)
    first, last = min(kept, key=lambda t: t.i), max(kept, key=lambda t: t.i)
    span = sentence.token_span(first, last)
    return Quote.cut(full_text, span.start, span.end)


def _is_bare_object(child: Token) -> bool:
    return child.dep_ == "dobj" and child.i > child.head.i and child.pos_ in ("NOUN", "PRON") and child.ent_type_ == ""
