"""A writer killed at any moment loses at most the batch in hand; two writers at once do not disturb each other."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crash_writer import fill_record

from dragoman.record import Record

_NUMBER = 60
_KILLS = 4


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """The exported files of a run that nobody disturbed."""
    folder = tmp_path_factory.mktemp("unbroken")
    with Record.create(folder) as record:
        fill_record(record, _NUMBER)
        record.export(folder / "export")
    return folder / "export"


def test_killed_and_resumed_gives_the_same_record(tmp_path, new_catalog, unbroken):
    catalog = new_catalog() or "sqlite"
    moments = random.Random(20261121)
    killed = 0
    for _ in range(_KILLS):
        writer = _start_writer(tmp_path / "study", catalog)
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
        time.sleep(moments.uniform(0.0, 0.9))
        killed += writer.poll() is None
        writer.kill()
        writer.communicate()
        with Record.open(tmp_path / "study", catalog, read_only=True) as record:
            _assert_whole(record)
    assert killed >= 2, "the writer is quicker than the killer: nothing was tested"
    _finish(_start_writer(tmp_path / "study", catalog))
    _assert_same(tmp_path / "study", catalog, unbroken)


def test_two_processes_fill_one_record(tmp_path, new_catalog, unbroken):
    catalog = new_catalog() or "sqlite"
    with Record.create(tmp_path / "study", catalog):
        pass
    for writer in [_start_writer(tmp_path / "study", catalog) for _ in range(2)]:
        _finish(writer)
    _assert_same(tmp_path / "study", catalog, unbroken)


def _start_writer(folder: Path, catalog: str) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("crash_writer.py")
    command = [sys.executable, str(script), str(folder), catalog, str(_NUMBER)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _finish(writer: subprocess.Popen[str]) -> None:
    _, complaints = writer.communicate(timeout=60)
    assert writer.returncode == 0, complaints


def _assert_whole(record: Record) -> None:
    """No row twice, and no article half recorded: coded with its codings, or neither."""
    rows = record.query(
        """
        WITH expected AS (
            SELECT coded.article_id FROM coded JOIN article ON article.id = coded.article_id
            WHERE ('0x' || right(raw_sha256, 8))::BIGINT % 3 != 0
        )
        SELECT
            (SELECT count(id) - count(DISTINCT id) FROM article),
            (SELECT count(id) - count(DISTINCT id) FROM coding),
            (SELECT count(article_id) - count(DISTINCT article_id) FROM coded),
            (SELECT count(*) FROM expected ANTI JOIN coding USING (article_id)),
            (SELECT count(*) FROM coding ANTI JOIN expected USING (article_id))
        """
    ).rows
    assert rows == [(0, 0, 0, 0, 0)]


def _assert_same(folder: Path, catalog: str, unbroken: Path) -> None:
    with Record.open(folder, catalog) as record:
        _assert_whole(record)
        record.export(folder / "export")
    for file in sorted(unbroken.iterdir()):
        assert (folder / "export" / file.name).read_bytes() == file.read_bytes(), file.name
