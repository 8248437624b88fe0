"""A process that decides, and tells of each decision once it is made; it may be killed at any moment.

Usage: decider.py STUDY_FOLDER AUTHOR CODING NUMBER: corrects the dead of the coding NUMBER times.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.pipeline.deciding import review_value
from dragoman.record import Record
from dragoman.study.read_study import open_study

if __name__ == "__main__":
    study = open_study(Path(sys.argv[1]))
    author, coding_id, number = sys.argv[2], sys.argv[3], int(sys.argv[4])
    with Record.open(study.folder) as record:
        for killed in range(100, 100 + number):
            made = review_value(study, record, coding_id, "killed", "correct", str(killed), author=author)
            print(made.decision.number, killed, flush=True)
