"""What runs the coding: this process, or a pool of processes. Both give the same codings in the same order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.errors import StopRun
from dragoman.extract.batches import Coded, code_batch, forget_coders
from dragoman.extract.coders.llm_settings import LlmSettings
from dragoman.extract.coders.protocol import CoderChoice, check_coder, load_llm
from dragoman.model import Article, Coding, SetAside
from dragoman.model.arrow import articles_to_batch, batch_to_codings

BATCH = 32
"""Articles that go to a worker at once: half a second's work, so that little is lost on a kill."""
_AHEAD = 3
"""Batches in flight a worker, so that none waits while the record is written."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class CodedBatch:
    """The codings of a batch of articles, and the articles that the coder could not read.

    `read_by`: article id to the coder that read it, where that is not the one that was asked for. `complaints`: what
    a coder refused of a reading that stands.
    """

    codings: Sequence[Coding]
    failed: Sequence[SetAside]
    read_by: Mapping[str, str] = field(default_factory=dict)
    complaints: Sequence[SetAside] = ()


def code_in_order(
    articles: Iterable[Article], coder: CoderChoice, workers: int, batch_size: int = BATCH, tables: NameTables = SHIPPED
) -> Iterator[tuple[Sequence[Article], CodedBatch]]:
    """Yield each batch of articles with its codings, in the order of the articles.

    `workers`: processes; 0 is one for each processor; 1 codes in this process. A language model works elsewhere: for
    it they are the articles that it is asked about at once. Raises BadSetting for an unknown coder.
    """
    check_coder(coder)
    count = count_workers(workers)
    batches = _cut(articles, batch_size)
    if isinstance(coder, LlmSettings):
        yield from _code_by_calls(batches, replace(coder, at_once=count), tables)
        return
    if count == 1:
        try:
            for batch in batches:
                yield batch, _unpack(code_batch(articles_to_batch(batch), coder, tables))
        finally:
            forget_coders()
        return
    yield from _code_in_pool(batches, coder, count, tables)


def count_workers(workers: int) -> int:
    """Return how many processes are meant; 0 is one for each processor that this process may use."""
    return workers or len(os.sched_getaffinity(0))


def _code_by_calls(
    batches: Iterator[list[Article]], settings: LlmSettings, tables: NameTables
) -> Iterator[tuple[Sequence[Article], CodedBatch]]:
    """Code in this process, so that all calls of a run count together."""
    with load_llm(settings, tables) as coder:
        for batch in batches:
            read = coder.read_articles(batch)
            codings = [coding for reading in read for coding in reading.codings]
            complaints = [complaint for reading in read for complaint in reading.complaints]
            named = {article.id: reading.coder for article, reading in zip(batch, read, strict=True)}
            others = {article: name for article, name in named.items() if name != coder.name}
            failed = [reading.failed for reading in read if reading.failed is not None]
            yield batch, CodedBatch(codings, failed, others, complaints)


def _code_in_pool(
    batches: Iterator[list[Article]], coder: str, count: int, tables: NameTables
) -> Iterator[tuple[Sequence[Article], CodedBatch]]:
    for variable in _ONE_THREAD:
        os.environ.setdefault(variable, "1")  # workers share the processors; a thread pool in each would fight
    waiting: deque[tuple[list[Article], Future[Coded]]] = deque()
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        try:
            for batch in batches:
                waiting.append((batch, pool.submit(code_batch, articles_to_batch(batch), coder, tables)))
                if len(waiting) >= _AHEAD * count:
                    yield _next_done(waiting)
            while waiting:
                yield _next_done(waiting)
        except BrokenProcessPool as error:
            raise StopRun(
                "a coding process ended without a word (out of memory, or killed). What was recorded is safe: "
                "run again to go on, with fewer --workers where memory is short."
            ) from error
        finally:
            for _, future in waiting:
                future.cancel()


def _next_done(waiting: deque[tuple[list[Article], Future[Coded]]]) -> tuple[Sequence[Article], CodedBatch]:
    batch, future = waiting.popleft()
    return batch, _unpack(future.result())


def _unpack(coded: Coded) -> CodedBatch:
    return CodedBatch(batch_to_codings(coded.codings), coded.failed)


def _cut(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch
