"""A process that fills a record as `dragoman run` does, to be killed at any moment and started again.

Usage: crash_writer.py STUDY_FOLDER CATALOG NUMBER_OF_ARTICLES. Prints "ready" once it begins to write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from record_values import CODER, make_article, make_coding, make_event, make_resolved

from dragoman.model import SetAside
from dragoman.record import Record

_TAKEN_AT_ONCE = 10
_CODED_AT_ONCE = 8


def fill_record(record: Record, number: int) -> None:
    """Take articles in, code them (every third holds no event), link them."""
    record.begin_run("run")
    print("ready", flush=True)
    for start in range(0, number, _TAKEN_AT_ONCE):
        batch = [make_article(n) for n in range(start, start + _TAKEN_AT_ONCE)]
        record.add_articles([(article, b"signature") for article in batch], [SetAside("a.csv", start, "empty", "")])
    for batch in record.uncoded_articles(CODER, _CODED_AT_ONCE):
        found = [make_coding(article) for article in batch if int(article.raw_sha256, 16) % 3]
        record.add_codings([article.id for article in batch], found, CODER)
    record.compact()
    pairs = [(article, coding) for batch in record.coded_articles() for article, found in batch for coding in found]
    events = [make_event([coding], f"ev-{article.id[:12]}") for article, coding in pairs]
    record.write_events(events, [make_resolved(coding, article) for article, coding in pairs])
    record.end_run()


if __name__ == "__main__":
    with Record.create(Path(sys.argv[1]), sys.argv[2]) as record:
        fill_record(record, int(sys.argv[3]))
