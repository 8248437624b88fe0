"""The second stage: articles that the coder has not read into codings, a transaction a batch."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.coders import load_coder
from dragoman.model import Article
from dragoman.pipeline.engines import BATCH, code_in_order
from dragoman.pipeline.outcome import Progress, Tally
from dragoman.record.record import Record


def code_in_record(
    record: Record, coder: str, workers: int, min_confidence: float, tally: Tally, progress: Progress
) -> None:
    """Code what is new. A batch is recorded whole with the mark that its articles are read, or not at all."""
    version = load_coder(coder).name
    progress.start("coding", record.count_uncoded(version))
    stream = _flatten(record.uncoded_articles(version, BATCH))
    for articles, coded in code_in_order(stream, coder, workers):
        codings = [coding for coding in coded.codings if coding.confidence >= min_confidence]
        record.add_codings([article.id for article in articles], codings, version)
        if coded.failed:
            record.add_articles([], coded.failed)
        tally.count_codings(codings)
        tally.set_aside(coded.failed)
        progress.advance(len(articles))
    progress.finish()


def _flatten(batches: Iterator[list[Article]]) -> Iterator[Article]:
    for batch in batches:
        yield from batch
