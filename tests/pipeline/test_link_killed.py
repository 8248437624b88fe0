"""A link run that is killed at any moment is redone by the next, and nothing is linked twice or left out."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from link_grower import grow_study

from dragoman.record import Record
from dragoman.study.read_study import open_study

KILLS = 4
# Ids of events depend on what had been published when a run was killed; what belongs together does not.
STANDING = (
    "SELECT list_sort(coding_ids) AS codings FROM standing_event ORDER BY codings",
    "FROM standing_outline ORDER BY coding_id",
    "FROM standing_pair ORDER BY left_id, right_id",
)


def begin_study(folder):
    folder.mkdir()
    (folder / "study.toml").write_text('[study]\nname = "valley"\n', encoding="utf-8")
    return open_study(folder)


def read_standing(study):
    with Record.open(study.folder, read_only=True) as record:
        return [record.query(sql).rows for sql in STANDING]


def start_grower(study):
    script = Path(__file__).with_name("link_grower.py")
    command = [sys.executable, str(script), str(study.folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_link_run_is_redone(tmp_path):
    unbroken = begin_study(tmp_path / "unbroken")
    grow_study(unbroken)
    broken = begin_study(tmp_path / "broken")
    moments, killed = random.Random(20261122), 0
    for _ in range(KILLS):
        grower = start_grower(broken)
        assert grower.stdout.readline() == "ready\n", grower.stderr.read()
        time.sleep(moments.uniform(0.0, 1.2))
        killed += grower.poll() is None
        grower.kill()
        grower.communicate()
    if killed < 2:
        pytest.fail("the grower is quicker than the killer: nothing was tested")
    grow_study(broken)
    assert read_standing(broken) == read_standing(unbroken)
    events, *_ = read_standing(broken)
    assert len(events) < 15, "the reports were to be linked"
