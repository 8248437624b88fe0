"""Speed of the record, beside a plain DuckDB file that takes the same rows by the same SQL in the same run.

    python benchmarks/record.py [--articles 20000] [--catalog postgresql://...]

Ratios are what to compare over time: the seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import duckdb

from dragoman.model import Article, Coding, Participant, Quote, Toll, When, coding_id
from dragoman.record import EventFilter, Record
from dragoman.record.compaction import count_files
from dragoman.record.connection import Whereabouts
from dragoman.record.migrate import apply_migrations
from dragoman.record.store import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "record"))
from record_values import make_event, make_resolved

Result = TypeVar("Result")
_BATCH = 64
_CODER = "bench/1"
_SENTENCE = "Officials in Orsk Vale said on Monday that at least 5 people were killed when shells fell on a market. "


class PlainStore(Store):
    """The baseline: the same tables and statements in an ordinary DuckDB file, with no catalog and no lock."""

    def __init__(self, folder: Path) -> None:
        self.where = Whereabouts(folder)
        self.read_only = False
        self._in_transaction = False
        self.connection = duckdb.connect(str(folder / "plain.duckdb"), config={"memory_limit": "1GB", "threads": 2})
        # The store names its lake in a few statements: a schema of that name stands in for it.
        self.connection.execute("CREATE SCHEMA study; USE study")

    def transact(self, write: Callable[[], Result]) -> Result:
        return self._try_once(write)


class PlainRecord(Record):
    """A record over the baseline, which has no files to compact."""

    def _count_batch(self) -> None:
        return


def make_article(number: int) -> Article:
    day = date(2016, 1, 1) + timedelta(days=number // 12)
    text = f"Report {number}. " + _SENTENCE * 25
    return Article(f"{number * 2654435761 % 2**64:016x}", "Tamsk Courier", day, f"Shells fall ({number})", text)


def make_codings(article: Article) -> list[Coding]:
    full = article.full_text
    found = []
    for start in (20, 140):
        trigger = Quote.cut(full, start, start + 8)
        actor = Participant(Quote.cut(full, start, start + 20), "Lomar Front", "LMR", "REB", 0.8)
        found.append(
            Coding(
                id=coding_id(article.id, _CODER, "ASSAULT", "actual", trigger),
                article_id=article.id,
                coder=_CODER,
                event="ASSAULT",
                mode="heavy-weapons",
                contexts=("military",),
                status="actual",
                trigger=trigger,
                quote=Quote.cut(full, start, start + 100),
                actors=(actor,),
                recipients=(actor,),
                targets=(),
                weapons=(),
                date=When(article.published, article.published, trigger, 0.9),
                place=None,
                killed=Toll(5, 5, None, trigger, 0.9),
                injured=None,
                attribution=None,
                claimed_by=None,
                confidence=0.8,
            )
        )
    return found


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def measure(record: Record, number: int) -> dict[str, float]:
    """Fill a record as a run does and ask it what commands ask; seconds by step."""
    record.begin_run("bench")
    taken = []
    for start in range(0, number, _BATCH):
        batch = [(make_article(n), b"\x00" * 512) for n in range(start, min(start + _BATCH, number))]
        taken.append(timed(lambda batch=batch: record.add_articles(batch))[1])
    coded, reading, mark = [], 0.0, time.perf_counter()
    for batch in record.uncoded_articles(_CODER, _BATCH):
        reading += time.perf_counter() - mark
        found = [coding for article in batch for coding in make_codings(article)]
        ids = [article.id for article in batch]
        coded.append(timed(lambda ids=ids, found=found: record.add_codings(ids, found, _CODER))[1])
        mark = time.perf_counter()
    pairs = [(article, coding) for chunk in record.coded_articles() for article, found in chunk for coding in found]
    events = [make_event([coding], f"ev-{n:012x}") for n, (_, coding) in enumerate(pairs[::4])]
    resolved = [make_resolved(coding, article) for article, coding in pairs[::4]]
    linking = timed(lambda: record.write_events(events, resolved))[1]
    one = make_article(number // 2).id
    asked = EventFilter(actor="Lomar Front", country="TRB", limit=100)
    return {
        "commit 64 articles, first tenth": statistics.median(taken[: len(taken) // 10 + 1]),
        "commit 64 articles, last tenth": statistics.median(taken[-(len(taken) // 10 + 1) :]),
        "commit 64 readings, first tenth": statistics.median(coded[: len(coded) // 10 + 1]),
        "commit 64 readings, last tenth": statistics.median(coded[-(len(coded) // 10 + 1) :]),
        "all commits": sum(taken) + sum(coded),
        "hand out all uncoded articles": reading,
        f"write {len(events)} events": linking,
        "one article by id": statistics.median(timed(lambda: record.article(one))[1] for _ in range(5)),
        "one event by id": statistics.median(timed(lambda: record.event("ev-000000000010"))[1] for _ in range(5)),
        "events by actor and country": statistics.median(timed(lambda: record.events(asked))[1] for _ in range(5)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--catalog", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plain").mkdir()
        plain = PlainStore(Path(folder) / "plain")
        apply_migrations(plain)
        baseline = measure(PlainRecord(plain), options.articles)
        plain.close()
        with Record.create(Path(folder) / "lake", options.catalog) as record:
            ours = measure(record, options.articles)
            after_fill = count_files(record._store)
            compaction, seconds = timed(lambda: record.compact(grace_seconds=0))
            found = sum(1 for _ in (Path(folder) / "lake").rglob("*.parquet"))
            looked_up = timed(lambda: record.article(make_article(7).id))[1]
            size = sum(file.stat().st_size for file in (Path(folder) / "lake").rglob("*") if file.is_file())
        plain_size = (Path(folder) / "plain" / "plain.duckdb").stat().st_size
    print(f"{options.articles} articles, {2 * options.articles} codings, batches of {_BATCH}; milliseconds")
    print(f"{'':34}{'record':>10}{'plain':>10}{'ratio':>8}")
    for name, seconds_ours in ours.items():
        plain_seconds = baseline[name]
        print(f"{name:34}{seconds_ours * 1e3:10.1f}{plain_seconds * 1e3:10.1f}{seconds_ours / plain_seconds:8.2f}")
    print(
        f"files: {after_fill} after the run, {compaction.after} after compaction ({found} on disk) in {seconds:.1f} s"
    )
    print(f"one article by id after compaction: {looked_up * 1e3:.1f} ms")
    print(f"size: {size / 1e6:.1f} MB; plain {plain_size / 1e6:.1f} MB; ratio {size / plain_size:.2f}")
    print(f"peak resident size of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
