"""Bytes put into the archive come out the same, after a kill too."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.collect import archive as archive_module
from dragoman.collect.archive import Archive, read_archived
from dragoman.errors import NotFound, RecordFault


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.binary(max_size=50), max_size=12), max_size=4))
def test_bytes_come_out_as_they_went_in(runs: list[list[bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for pieces in runs:
            with Archive(root) as archive:
                assert [archive.add(piece) for piece in pieces] == [
                    hashlib.sha256(piece).hexdigest() for piece in pieces
                ]
        for piece in (piece for pieces in runs for piece in pieces):
            assert read_archived(root, hashlib.sha256(piece).hexdigest()) == piece
        stored = sum(path.stat().st_size for path in root.rglob("*.idx"))
        assert stored == 40 * len({piece for pieces in runs for piece in pieces})  # each kept once


def test_a_killed_run_loses_only_what_it_had_not_committed(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from dragoman.collect.archive import Archive
archive = Archive(Path(sys.argv[1]))
for number in range(100):
    archive.add(b"%d" % number)
archive.commit()
print("committed", flush=True)
for number in range(10**9):
    archive.add(b"%d" % number * 1000)
"""
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    for number in range(100):
        piece = b"%d" % number
        assert read_archived(tmp_path, hashlib.sha256(piece).hexdigest()) == piece
    pack = next(tmp_path.rglob("*.pack"))
    with pack.open("ab") as stream:
        stream.write(b"\x01" * 40)  # the head of an entry whose bytes never came
    with Archive(tmp_path) as archive:
        archive.add(b"0")
        sha256 = archive.add(b"later")
    assert read_archived(tmp_path, sha256) == b"later"
    assert len(list(tmp_path.rglob("*.pack"))) == 2


def test_two_runs_at_once_and_full_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "PACK_BYTES", 200)
    with Archive(tmp_path) as left, Archive(tmp_path) as right:
        digests = [run.add(b"%d" % number) for number in range(20) for run in (left, right)]
    assert len(list(tmp_path.rglob("*.pack"))) > 3
    assert [read_archived(tmp_path, digest) for digest in digests[::2]] == [b"%d" % number for number in range(20)]


def test_damage_and_absence_are_told(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        sha256 = archive.add(b"a story " * 100)
    pack = next(tmp_path.rglob("*.pack"))
    raw = bytearray(pack.read_bytes())
    raw[50] ^= 0xFF
    pack.write_bytes(raw)
    with pytest.raises(RecordFault, match="Restore the file"):
        read_archived(tmp_path, sha256)
    with pytest.raises(NotFound):
        read_archived(tmp_path, "0" * 64)
