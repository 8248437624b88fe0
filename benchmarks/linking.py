"""Time and memory of `dragoman link`, beside a plain sort and hash of the same codings: `python benchmarks/linking.py`.

Codings are made up in the shape of a real study's (measuring/made_codings.py) and put in a record. Linked are first all
of them (`--workers` processes), then what ten further articles bring. Seconds of the processors are told too: they hold
on a busy machine. --sizes: how many codings; a million takes minutes to make and minutes to link.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from dragoman.model import Article, Coding
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import Study, open_study
from measuring.made_codings import CODER, CodingMaker
from measuring.results import add_json_option, save_results

BATCH = 5_000
NEW = 10


def fill(study: Study, count: int, maker: CodingMaker) -> list[tuple[Article, Coding]]:
    """Make a record of so many codings; return ten more articles with theirs, which it lacks."""
    stream = maker.make(count + NEW)
    left = count
    with Record.create(study.folder) as record:
        while batch := list(islice(stream, min(BATCH, left))):
            take_in(record, batch)
            left -= len(batch)
        record.compact()
    return list(stream)


def take_in(record: Record, batch: list[tuple[Article, Coding]]) -> None:
    """Put articles and codings in the record."""
    record.add_articles([(article, None) for article, _ in batch])
    record.add_codings([article.id for article, _ in batch], [coding for _, coding in batch], CODER)


def time_baseline(study: Study) -> float:
    """Time reading the codings, one sort by publication and one hash over type, day and place: what one-a-day costs."""
    start = time.process_time()
    with Record.open(study.folder, read_only=True) as record:
        groups: dict[tuple[object, ...], list[str]] = {}
        for batch in record.coded_articles():
            told = [(article.published, coding.id, coding) for article, codings in batch for coding in codings]
            for _, key, coding in sorted(told, key=lambda each: each[:2]):
                place, when = coding.place, coding.date
                kind = (coding.event, when and when.start, place and place.name)
                groups.setdefault(kind, []).append(key)
    return time.process_time() - start


def measure_cost(work: Callable[[], object]) -> dict[str, float]:
    """Do `work`; return its seconds, and those of the processors, its child processes included."""
    before = os.times()
    start = time.perf_counter()
    work()
    seconds, after = time.perf_counter() - start, os.times()
    return {"seconds": round(seconds, 2), "cpu_seconds": round(sum(after[:4]) - sum(before[:4]), 2)}


def measure(count: int, folder: Path, workers: int) -> dict[str, object]:
    """Link so many codings, and ten articles more."""
    folder.mkdir()
    (folder / "study.toml").write_text('[study]\nname = "made"\n', encoding="utf-8")
    study = open_study(folder)
    new = fill(study, count, CodingMaker())
    baseline = time_baseline(study)
    with Record.open(study.folder) as record:
        record.begin_run("link")
        anew = measure_cost(lambda: link_record(study, record, NoProgress(), workers=workers))
        record.end_run()
        take_in(record, new)
        record.begin_run("link")
        added = measure_cost(lambda: link_record(study, record, NoProgress()))
        events = record.counts().events
    own, others = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = {
        "codings": count,
        "events": events,
        "anew": anew,
        "baseline_cpu_seconds": round(baseline, 2),
        "ratio": round(anew["cpu_seconds"] / baseline, 1),
        # Of the children the largest counts for each, which is more than they take.
        "peak_mb": round(own + (others * workers if workers > 1 else 0)),
        "ten_articles": added,
    }
    print(found, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", type=int, default=2)
    add_json_option(parser, "linking")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = [measure(size, Path(folder) / str(size), options.workers) for size in sorted(options.sizes)]
    save_results(options.json, {"workers": options.workers, "runs": runs})


if __name__ == "__main__":
    main()
