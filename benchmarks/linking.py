"""Time and memory of `dragoman link`, beside a plain sort and hash of the same codings: `python benchmarks/linking.py`.

Codings are made up in the shape of a real study's (measuring/made_codings.py) and put in a record. Linked are first all
of them (`--workers` processes), then what ten further articles bring, each size in a process of its own. Seconds of the
processors are told too: they hold on a busy machine. --sizes: how many codings; a million takes minutes to make and
minutes to link. --made: a folder where made studies are kept for the next time.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from dragoman.model import Article, Coding
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import Study, open_study
from measuring.made_codings import CODER, CodingMaker
from measuring.processes import TreeMemory
from measuring.results import add_json_option, save_results

BATCH = 5_000
NEW = 10
MOST_FOR_BASELINE = 100_000
"""Codings up to which the baseline is timed: its time grows as they do, and takes minutes beyond."""
TARGETS = {"minutes": 10, "peak_mb": 4096, "ten_articles_s": 2}
"""Of a million codings, of a million, and of ten articles more than a hundred thousand."""


def make_study(folder: Path, count: int) -> None:
    """Make a study of so many codings unless it is there, and beside its record ten more articles with theirs."""
    later = folder / "later.pickle"
    if later.is_file():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text('[study]\nname = "made"\n', encoding="utf-8")
    later.write_bytes(pickle.dumps(fill(open_study(folder), count, CodingMaker())))


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
    before, start = os.times(), time.perf_counter()
    work()
    seconds, after = time.perf_counter() - start, os.times()
    return {"seconds": round(seconds, 2), "cpu_seconds": round(sum(after[:4]) - sum(before[:4]), 2)}


def measure(count: int, made: Path, folder: Path, workers: int) -> dict[str, object]:
    """Link so many codings, and ten articles more, in a copy of the study that was made."""
    study = open_study(shutil.copytree(made / str(count), folder / str(count)))
    baseline = time_baseline(study) if count <= MOST_FOR_BASELINE else None
    with Record.open(study.folder) as record:
        record.begin_run("link")
        own = time.process_time()
        with TreeMemory(os.getpid()) as memory:
            anew = measure_cost(lambda: link_record(study, record, NoProgress(), workers=workers))
        own = time.process_time() - own
        record.end_run()
        take_in(record, pickle.loads((study.folder / "later.pickle").read_bytes()))
        record.begin_run("link")
        added = measure_cost(lambda: link_record(study, record, NoProgress()))
        events = record.counts().events
    found = {
        "codings": count,
        "events": events,
        "anew": anew | {"cpu_seconds_of_first_process": round(own, 2)},
        "baseline_cpu_seconds": baseline and round(baseline, 2),
        "ratio": baseline and round(anew["cpu_seconds"] / baseline, 1),
        "peak_mb": round(memory.peak_mb),
        "ten_articles": added,
        "load_average": round(os.getloadavg()[1], 1),
    }
    print(found, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--made", type=Path, help="folder of the made studies (a temporary one by default)")
    add_json_option(parser, "linking")
    options = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        made = options.made or Path(folder) / "made"
        for size in sorted(options.sizes):
            # Each in its own process: memory that one has taken is not counted for the next.
            for work, *given in (
                (make_study, made / str(size), size),
                (measure, size, made, Path(folder), options.workers),
            ):
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                    found = process.submit(work, *given).result()
            runs.append(found)
            shutil.rmtree(Path(folder) / str(size))
            save_results(options.json, {"workers": options.workers, "targets": TARGETS, "runs": runs})


if __name__ == "__main__":
    main()
