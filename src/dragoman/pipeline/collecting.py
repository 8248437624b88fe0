"""The first stage: sources into the record, exact duplicates dropped, wire copies marked, bytes archived."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.collect.archive import Archive
from dragoman.collect.duplicates import DuplicateIndex, drop_duplicates, signature
from dragoman.collect.mapping import Mapping
from dragoman.collect.raw_article import RawArticle
from dragoman.collect.sources import read_source
from dragoman.model import Article, SetAside
from dragoman.pipeline.outcome import Progress, Tally
from dragoman.record.record import Record
from dragoman.study.read_study import Study

ARCHIVE = "archive"
"""The folder of the fetched bytes inside the study's."""
_BATCH = 256


def collect_into_record(
    study: Study,
    record: Record,
    sources: Sequence[tuple[str | Path, Mapping]],
    today: date,
    tally: Tally,
    progress: Progress,
) -> None:
    """Read every source and record what is new, in transactions of some hundred articles.

    A second run over the same sources adds nothing: what the record holds is passed over.
    """
    progress.start("collecting")
    known = set(record.known_article_ids())
    index = DuplicateIndex.restore(record.signatures(), study.settings.collect.near_duplicate)
    seen: set[str] = set()
    with Archive(study.folder / ARCHIVE) as archive:
        for source, mapping in sources:
            for items in _batches(drop_duplicates(read_source(source, mapping, today), seen)):
                taken, refused = [], []
                for item in items:
                    if isinstance(item, SetAside):
                        refused.append(_tell_from_study(item, study.folder))
                    elif item.article.id not in known:
                        known.add(item.article.id)
                        taken.append(_admit(item, archive, index))
                tally.articles_read += len(items)
                tally.near_copies += sum(article.copy_of is not None for article, _ in taken)
                tally.set_aside(refused)
                archive.commit()
                tally.articles_new += record.add_articles(taken, refused)
                progress.advance(len(items))
    progress.finish()


def _admit(item: RawArticle, archive: Archive, index: DuplicateIndex) -> tuple[Article, bytes]:
    article = replace(item.article, raw_sha256=archive.add(item.raw))
    signed = signature(article)
    return replace(article, copy_of=index.add_signature(article.id, signed)), signed


def _tell_from_study(item: SetAside, folder: Path) -> SetAside:
    """Tell a file inside the study from its folder: the record is the same wherever the study lies."""
    within = f"{folder}{os.sep}"
    return replace(item, source=item.source[len(within) :]) if item.source.startswith(within) else item


def _batches(items: Iterator[RawArticle | SetAside]) -> Iterator[list[RawArticle | SetAside]]:
    batch: list[RawArticle | SetAside] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
