"""The same articles give the same record, byte for byte as exported: on any number of workers, however often killed."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DRAGOMAN = Path(sys.executable).with_name("dragoman")
SAMPLE = Path(__file__).parents[2] / "samples" / "us-pakistan"
_EVERY = 3
"""Every third dispatch of the sample: some forty, among them pairs of reports with changed tolls."""
_TOLD = "A bomb killed two people in Quetta, police said.\n"
_DATED = f"---\noutlet: Tamsk Courier\npublished: 2014-05-06\n---\n\n{_TOLD}".encode()
_REFUSED = {
    "empty.md": b"",
    "binary.txt": bytes(range(256)) * 20,
    "no-day.md": f"---\ntitle: Undated\n---\n\n{_TOLD}".encode(),
    "twice.md": _DATED,
    "twice-more.md": _DATED,
}


def make_study(folder):
    """Return a copy of the sample with a third of its dispatches, and some files that are set aside."""
    (folder / "dispatches").mkdir(parents=True)
    shutil.copy(SAMPLE / "study.toml", folder)
    for file in sorted((SAMPLE / "dispatches").glob("*.md"))[::_EVERY]:
        shutil.copy(file, folder / "dispatches")
    for name, content in _REFUSED.items():
        (folder / "dispatches" / name).write_bytes(content)
    return folder


def start_run(study, workers):
    command = [DRAGOMAN, "run", "--study", study, "--workers", str(workers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish_run(study, workers):
    run = start_run(study, workers)
    told, complaints = run.communicate(timeout=180)
    assert run.returncode == 0, complaints
    return told


def read_export(study):
    """Return file name -> bytes of the exported record."""
    folder = study.parent / f"{study.name}-export"
    done = subprocess.run([DRAGOMAN, "export", folder, "--study", study], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for name, content in expected.items():
        assert found[name].splitlines() == content.splitlines(), name
        assert found[name] == content, name


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """The export of a run with one worker that nobody disturbed, and the seconds that it took."""
    study = make_study(tmp_path_factory.mktemp("unbroken") / "study")
    began = time.monotonic()
    finish_run(study, 1)
    seconds = time.monotonic() - began
    exported = read_export(study)
    assert all(exported[name] for name in ("articles.jsonl", "codings.jsonl", "events.jsonl", "set_aside.jsonl"))
    return exported, seconds


def test_two_workers_give_what_one_gives(tmp_path, unbroken):
    study = make_study(tmp_path / "study")
    finish_run(study, 2)
    assert_same(read_export(study), unbroken[0])


def test_killed_three_times_and_resumed_gives_the_same(tmp_path, unbroken):
    exported, seconds = unbroken
    study = make_study(tmp_path / "study")
    moments = random.Random(20261121)
    killed = 0
    for third in (0.45, 0.7, 0.95):  # while collecting or before, while coding, at its end or while linking
        run = start_run(study, 1)
        try:
            run.communicate(timeout=max(seconds * third * moments.uniform(0.8, 1.05), 0.5))
        except subprocess.TimeoutExpired:
            killed += 1
            run.send_signal(signal.SIGKILL)
            run.communicate()
    assert killed >= 2, "the run is quicker than the killer: nothing was tested"
    finish_run(study, 1)
    assert_same(read_export(study), exported)
    assert "0 new" in finish_run(study, 1)
    assert_same(read_export(study), exported)
