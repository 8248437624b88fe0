"""A process that links a study anew, by two of its own, and stops in the middle, to be killed there.

Usage: link_waiter.py STUDY_FOLDER. Prints the ids of these two once profiles lie on disk.
"""

from __future__ import annotations

import signal
import sys
from multiprocessing import active_children
from pathlib import Path

from dragoman.pipeline import link_anew
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import open_study


class Stopping(NoProgress):
    """Goes no further than the first codings."""

    def advance(self, count: int) -> None:
        print(*(child.pid for child in active_children()), flush=True)
        signal.pause()


if __name__ == "__main__":
    link_anew.CODINGS = link_anew.ARTICLES = 5  # So small that two processes are worth their while.
    study = open_study(Path(sys.argv[1]))
    with Record.open(study.folder) as record:
        link_record(study, record, Stopping(), anew=True, workers=2)
