"""A process that links a study anew and stops in the middle, to be killed there.

Usage: link_waiter.py STUDY_FOLDER. Prints "linking" once profiles lie on disk.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import open_study


class Stopping(NoProgress):
    """Goes no further than the first codings."""

    def advance(self, count: int) -> None:
        print("linking", flush=True)
        signal.pause()


if __name__ == "__main__":
    study = open_study(Path(sys.argv[1]))
    with Record.open(study.folder) as record:
        link_record(study, record, Stopping(), anew=True)
