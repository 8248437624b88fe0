"""The second stage: articles that the coder has not read into codings, a transaction a batch."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.catalog.name_tables import NameTables
from dragoman.extract.coders.protocol import CoderChoice, name_coder
from dragoman.model import Article
from dragoman.pipeline.engines import BATCH, code_in_order, count_workers
from dragoman.pipeline.giving_back import give_back_memory
from dragoman.pipeline.outcome import Progress, Tally
from dragoman.record.record import Record
from dragoman.study.read_study import Study


def code_in_record(
    study: Study, record: Record, coder: CoderChoice, workers: int | None, tally: Tally, progress: Progress
) -> None:
    """Code what is new. A batch is recorded whole with the mark that its articles are read, or not at all."""
    settings = study.settings.code
    tables = NameTables(study.actors_file, study.places_file)
    version = name_coder(coder, tables)
    waiting = record.count_uncoded(version)
    progress.start("coding", waiting)
    # A pool takes seconds to start: no more processes than there are batches, and none for one.
    count = min(count_workers(settings.workers if workers is None else workers), max(waiting // BATCH, 1))
    stream = _flatten(record.uncoded_articles(version, BATCH))
    for articles, coded in code_in_order(stream, coder, count, tables=tables):
        codings = [coding for coding in coded.codings if coding.confidence >= settings.min_confidence]
        # An article that another coder had to read is one that this coder has yet to read.
        for reader in (version, *sorted(set(coded.read_by.values()))):
            read = [article.id for article in articles if coded.read_by.get(article.id, version) == reader]
            if read:
                record.add_codings(read, [coding for coding in codings if coding.coder == reader], reader)
        told = [*coded.failed, *coded.complaints]
        if told:
            record.add_articles([], told)
        tally.count_codings(codings)
        tally.set_aside(told)
        progress.advance(len(articles))
    progress.finish()
    give_back_memory()


def _flatten(batches: Iterator[list[Article]]) -> Iterator[Article]:
    for batch in batches:
        yield from batch
