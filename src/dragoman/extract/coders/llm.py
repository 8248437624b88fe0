"""The coder that asks a language model of the user's own, and the default coder where that does not help."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.errors import SkipArticle
from dragoman.extract.coders.llm_answer import ReadAnswer, read_answer
from dragoman.extract.coders.llm_cache import AnswerCache, answer_key
from dragoman.extract.coders.llm_endpoint import Endpoint
from dragoman.extract.coders.llm_prompt import Message, answer_schema, ask_about, ask_again
from dragoman.extract.coders.llm_settings import KEY_VARIABLE, LlmSettings
from dragoman.extract.coders.protocol import Coder
from dragoman.model import Article, Coding, SetAside


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """What one article gave.

    `coder`: who read it in the end. `complaints`: what was refused, and why the default coder had to read it.
    `failed`: why that one could not read it either.
    """

    codings: tuple[Coding, ...]
    coder: str
    complaints: tuple[SetAside, ...]
    failed: SetAside | None = None


class LlmCoder:
    """Codes through an endpoint; an article that the model fails at is read by `fallback`.

    The calls of one coder count together against the settings' `max_calls`. Use as a context manager.
    """

    def __init__(
        self,
        settings: LlmSettings,
        fallback: Coder,
        tables: NameTables = SHIPPED,
        endpoint: Endpoint | None = None,
    ) -> None:
        self.name = settings.coder
        self._settings, self._fallback, self._tables = settings, fallback, tables
        self._endpoint = endpoint or Endpoint(settings, answer_schema(), os.environ.get(KEY_VARIABLE) or None)
        self._cache = AnswerCache(settings.cache)
        catalog = tables.catalog
        self._countries = frozenset(actor.id for actor in catalog if catalog.kind(actor.id) == "state")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._endpoint.__exit__(kind, error, trace)

    @property
    def calls(self) -> int:
        """Requests sent so far."""
        return self._endpoint.calls

    def code_articles(self, articles: Sequence[Article]) -> list[list[Coding]]:
        """Return the codings of each article, in text order."""
        return [list(reading.codings) for reading in self.read_articles(articles)]

    def read_articles(self, articles: Sequence[Article]) -> list[ArticleReading]:
        """Return what each article gave, in their order; `at_once` of them are asked about at a time."""
        if self._settings.at_once > 1 and len(articles) > 1:
            with ThreadPoolExecutor(self._settings.at_once) as pool:
                answers = list(pool.map(self._ask_or_say_why, articles))
        else:
            answers = [self._ask_or_say_why(article) for article in articles]
        # The default coder's parser is not made for threads.
        return [self._finish(article, answer) for article, answer in zip(articles, answers, strict=True)]

    def _ask_or_say_why(self, article: Article) -> ReadAnswer | SkipArticle:
        try:
            return self._ask(article)
        except SkipArticle as failed:
            return failed

    def _ask(self, article: Article) -> ReadAnswer:
        """Return the model's reading, from the cache where it was asked the same before.

        An answer with faults is sent back once. The second counts, unless it is worse; it is kept only then, so that
        what a used-up budget or a failing endpoint cut short is asked again another time.
        """
        asked = ask_about(article)
        key = answer_key(self._settings.model, answer_schema(), asked)
        kept = self._cache.find(key)
        if kept is not None:
            return self._read(kept, article)
        answer = self._endpoint.ask(asked)
        read = self._read(answer, article)
        if read.faults:
            try:
                answer, read = self._ask_again(asked, answer, read, article)
            except SkipArticle:
                return read
        self._cache.keep(key, self._settings.model, answer)
        return read

    def _ask_again(
        self, asked: list[Message], answer: str, read: ReadAnswer, article: Article
    ) -> tuple[str, ReadAnswer]:
        second = self._endpoint.ask(ask_again(asked, answer, [str(fault) for fault in read.faults]))
        better = self._read(second, article)
        worse = read.usable and (not better.usable or len(better.codings) < len(read.codings))
        return (answer, read) if worse else (second, better)

    def _read(self, answer: str, article: Article) -> ReadAnswer:
        return read_answer(answer, article, self.name, self._countries)

    def _finish(self, article: Article, answer: ReadAnswer | SkipArticle) -> ArticleReading:
        if isinstance(answer, SkipArticle):
            complaints = [_complain(article, answer.reason, f"{answer.detail}; {self._fallback.name} read it")]
        else:
            complaints = [
                _complain(article, "coding-refused" if fault.refused else "value-refused", str(fault))
                for fault in answer.faults
            ]
            if answer.usable:
                return ArticleReading(answer.codings, self.name, tuple(complaints))
            told = f"no coding of the answer holds; {self._fallback.name} read it"
            complaints.append(_complain(article, "answer-refused", told))
        return self._fall_back(article, tuple(complaints))

    def _fall_back(self, article: Article, complaints: tuple[SetAside, ...]) -> ArticleReading:
        name = self._fallback.name
        try:
            codings = self._fallback.code_articles([article])[0]
        except Exception as error:  # whatever a coder trips over is that article's, not the run's
            told = f"{name} could not read it: {type(error).__name__}: {error}"
            return ArticleReading((), name, complaints, _complain(article, "coder-failed", told))
        return ArticleReading(tuple(codings), name, complaints)


def _complain(article: Article, reason: str, detail: str) -> SetAside:
    source = article.url or article.source_id or article.id
    return SetAside(source, None, reason, f"article {article.id} ({article.title[:60]!r}): {detail}"[:500])
