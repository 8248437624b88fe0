"""The one way through the house: collect -> extract -> resolve -> record, every stage in order.

What runs the coding (this process or a pool of processes) is a parameter; the outcome is the same, byte for byte.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from dragoman.collect.mapping import Mapping
from dragoman.extract.coders.protocol import CoderChoice
from dragoman.model import Article, Coding
from dragoman.pipeline.checking import check_run
from dragoman.pipeline.choosing import choose_coder
from dragoman.pipeline.coding import code_in_record
from dragoman.pipeline.collecting import collect_into_record
from dragoman.pipeline.engines import code_in_order, count_workers
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress, Outcome, Progress, Tally
from dragoman.record.record import Record
from dragoman.study.read_study import Study

__all__ = ["Outcome", "Progress", "code_articles", "code_study", "collect_sources", "link_codings", "run_study"]

Sources = Sequence[tuple[str | Path, Mapping]]


def run_study(
    study: Study,
    sources: Sources,
    *,
    coder: CoderChoice | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Collect the sources, code what is new, link it to events; a run that was killed goes on where it was.

    `coder`: None is the one that study.toml names.
    """
    stages = ("collect", "code", "link")
    return _run(study, "run", sources, stages=stages, coder=coder, workers=workers, progress=progress)


def collect_sources(study: Study, sources: Sources, *, progress: Progress | None = None) -> Outcome:
    """Take articles into the record, and stop there."""
    return _run(study, "collect", sources, stages=("collect",), progress=progress)


def code_study(
    study: Study, *, coder: CoderChoice | None = None, workers: int | None = None, progress: Progress | None = None
) -> Outcome:
    """Code the articles of the record that the coder has not read. `coder`: None is the one that study.toml names."""
    return _run(study, "code", (), stages=("code",), coder=coder, workers=workers, progress=progress)


def link_codings(
    study: Study, *, anew: bool = False, workers: int | None = None, progress: Progress | None = None
) -> Outcome:
    """Join codings to events: those that are new, or all of them `anew`. The events are the same either way."""
    return _run(study, "link", (), stages=("link",), anew=anew, workers=workers, progress=progress)


def code_articles(
    articles: Iterable[Article], coder: CoderChoice, workers: int = 1
) -> Iterator[tuple[Article, Sequence[Coding]]]:
    """Code articles without a study, in their order. An article that the coder cannot read gives no coding."""
    for batch, coded in code_in_order(articles, coder, workers):
        by_article: dict[str, list[Coding]] = {}
        for coding in coded.codings:
            by_article.setdefault(coding.article_id, []).append(coding)
        for article in batch:
            yield article, by_article.get(article.id, [])


def _run(
    study: Study,
    command: str,
    sources: Sources,
    *,
    stages: Sequence[str],
    coder: CoderChoice | None = None,
    workers: int | None = None,
    anew: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    began = time.monotonic()
    shown = progress or NoProgress()
    tally = Tally()
    named = coder or choose_coder(study)
    check_run(study, sources, stages, named)
    with Record.create(study.folder, study.catalog) as record:
        record.begin_run(command, {"sources": [str(source) for source, _ in sources]})
        if "collect" in stages:
            collect_into_record(study, record, sources, date.today(), tally, shown)
        if "code" in stages:
            code_in_record(study, record, named, workers, tally, shown)
        if "link" in stages:
            given = study.settings.code.workers if workers is None else workers
            link_record(study, record, shown, anew=anew, workers=count_workers(given))
        outcome = tally.close(record.counts(), time.monotonic() - began)
        record.end_run({"articles_new": outcome.articles_new, "events": outcome.total_events})
    return outcome
