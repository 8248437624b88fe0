"""A process that adds articles to a study and links them, batch by batch, to be killed at any moment and begun again.

Usage: link_grower.py STUDY_FOLDER. Prints "ready" once it begins to write.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from deciding_study import CODER, attack, report

from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import Study, open_study

BATCHES = 6
AT_ONCE = 5


def list_batches() -> list[list]:
    """Return the articles, each with its coding, in the order in which they come: not that of their days."""
    chance = random.Random(5)
    told = []
    for number in range(BATCHES * AT_ONCE):
        day = date(2011, 3, 1) + timedelta(days=chance.randrange(3))
        opening = f"Paper {number} says that a bomb went off in Cali"
        made = attack(opening, "Cali", killed=chance.choice((2, 7, None)), day=str(day))
        told.append(
            report(f"Paper {number}", day + timedelta(days=chance.randrange(3)), f"{opening} on that day.", made)
        )
    return [told[start : start + AT_ONCE] for start in range(0, len(told), AT_ONCE)]


def grow_study(study: Study) -> None:
    """Take in and link what the study lacks."""
    with Record.create(study.folder) as record:
        print("ready", flush=True)
        for batch in list_batches():
            record.begin_run("run")
            record.add_articles([(article, None) for article, _ in batch])
            record.add_codings([article.id for article, _ in batch], [c for _, found in batch for c in found], CODER)
            link_record(study, record, NoProgress())
            record.end_run()


if __name__ == "__main__":
    grow_study(open_study(Path(sys.argv[1])))
