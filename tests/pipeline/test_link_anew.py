"""Linking everything anew gives the same with any number of processes, and what a killed run left is cleared away."""

import json
import random
import shutil
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from deciding_study import CODER, attack, report

from dragoman.pipeline import link_anew
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import open_study

REPORTS = 60
TOWNS = (("Cali", "COL"), ("Lima", "PER"))


@pytest.fixture
def unlinked(tmp_path):
    """A study of reports that are not linked yet, of which many tell of one event."""
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text('[study]\nname = "valley"\n', encoding="utf-8")
    chance, told = random.Random(11), []
    for number in range(REPORTS):
        day = date(2011, 3, 1) + timedelta(days=chance.randrange(4))
        town, country = chance.choice(TOWNS)
        opening = f"Paper {number} says that a bomb went off in {town}"
        made = attack(opening, town, country=country, killed=chance.choice((2, 7, None)), day=str(day))
        told.append(report(f"Paper {number}", day + timedelta(days=1), f"{opening} on that day.", made))
    with Record.create(folder) as record:
        record.begin_run("run")
        record.add_articles([(article, None) for article, _ in told])
        record.add_codings([article.id for article, _ in told], [c for _, found in told for c in found], CODER)
        record.end_run()
    return open_study(folder)


def link_and_export(study, copy, workers):
    """Link a copy of the study, and return its exported files, and its links in order."""
    copied = open_study(shutil.copytree(study.folder, copy))
    with Record.open(copied.folder) as record:
        link_record(copied, record, NoProgress(), anew=True, workers=workers)
        record.export(copy / "export")
        memory = [record.query(f"FROM {table}").rows for table in ("outline", "likely_pair", "resolution", "judgement")]
    return {file.name: file.read_bytes() for file in (copy / "export").iterdir()}, memory


def test_one_process_and_several_link_alike(unlinked, tmp_path, monkeypatch):
    alone = link_and_export(unlinked, tmp_path / "alone", 1)
    # So small that the study makes many tasks of each kind, and is worth more than one process.
    for name, size in (("ARTICLES", 7), ("ASKERS", 5), ("CODINGS", 4)):
        monkeypatch.setattr(link_anew, name, size)
    assert link_and_export(unlinked, tmp_path / "several", 3) == alone
    assert link_and_export(unlinked, tmp_path / "cut", 1) == alone
    events = [json.loads(line) for line in alone[0]["events.jsonl"].splitlines()]
    assert 2 < len(events) < REPORTS / 2, "the reports were to be linked"


def start_waiter(study):
    """Start a process that links and stops in the middle; return it, its folder, and the ids of its workers."""
    linking = study.folder / "record" / "linking"
    before = set(linking.glob("*/"))
    script = Path(__file__).with_name("link_waiter.py")
    process = subprocess.Popen([sys.executable, script, study.folder], stdout=subprocess.PIPE, text=True)
    workers = [int(pid) for pid in process.stdout.readline().split()]
    (folder,) = set(linking.glob("*/")) - before
    assert list(folder.glob("profiles-*")), "it was to be killed in the middle"
    return process, folder, workers


def is_running(pid):
    """Tell whether a process is at work; one that has ended may wait for somebody to note it ("Z")."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_a_killed_run_left_is_cleared_away(unlinked):
    (killed, left, orphans), (running, kept, _) = start_waiter(unlinked), start_waiter(unlinked)
    assert orphans
    killed.kill()
    killed.wait()
    deadline = time.monotonic() + 60
    while any(map(is_running, orphans)):
        assert time.monotonic() < deadline, "its workers were to end with it"
        time.sleep(0.05)
    assert left.is_dir()
    with Record.open(unlinked.folder) as record:
        link_record(unlinked, record, NoProgress(), anew=True)
    assert list(left.parent.glob("*/")) == [kept], "the other one was still at work"
    running.kill()
    running.wait()
