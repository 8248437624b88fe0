"""Who decides at one time with others gets numbers of his own, on either store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dragoman.record import Record

_AUTHORS = ("Ada", "Ben", "Cleo")
_EACH = 12


def test_no_two_decisions_of_three_processes_have_one_number(tmp_path, new_catalog):
    catalog = new_catalog() or "sqlite"
    with Record.create(tmp_path, catalog):
        pass
    writers = [_start_writer(tmp_path, catalog, author) for author in _AUTHORS]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, complaints = writer.communicate(timeout=120)
        assert writer.returncode == 0, complaints
    with Record.open(tmp_path, catalog, read_only=True) as record:
        log = record.decisions()
        (runs,) = record.query("SELECT list_sort(list(run)) FROM run_log WHERE moment = 'begin'").rows[0]
    assert [decision.number for decision in log] == list(range(1, len(_AUTHORS) * _EACH + 1))
    assert len(set(runs)) == len(runs)
    for author in _AUTHORS:
        told = [decision.reason for decision in log if decision.author == author]
        assert told == [str(number) for number in range(_EACH)], "each finds his own in the order in which he decided"


def _start_writer(folder: Path, catalog: str, author: str) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("log_writer.py")
    command = [sys.executable, str(script), str(folder), catalog, author, str(_EACH)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
