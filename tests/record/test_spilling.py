"""What does not fit in memory: no two connections share a folder, and the dead leave nothing for long."""

import os
import subprocess
import sys
import time

from dragoman.record import Record
from dragoman.record.spilling import name_spill_folder, sweep_spill_folders


def spill_folder(record):
    return record.query("SELECT current_setting('temp_directory')").rows[0][0]


def test_no_two_connections_to_a_record_share_a_spill_folder(tmp_path):
    with Record.create(tmp_path) as first, Record.open(tmp_path, read_only=True) as second:
        folders = {spill_folder(first), spill_folder(second), spill_folder(first)}
    assert len(folders) == 3  # a user's SQL has a connection of its own
    assert all(folder.startswith(str(tmp_path / "record")) for folder in folders)


def test_what_a_killed_process_left_goes_after_a_day_and_what_is_in_use_stays(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    own = name_spill_folder(tmp_path)
    left, fresh = (tmp_path / f"spill-{ended.pid}-{n:08x}" for n in (1, 2))
    for folder in (own, left, fresh):
        folder.mkdir()
        (folder / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"0")
    yesterday = time.time() - 90_000
    for folder in (own, left):
        os.utime(folder / "duckdb_temp_storage_DEFAULT-0.tmp", (yesterday, yesterday))
        os.utime(folder, (yesterday, yesterday))
    sweep_spill_folders(tmp_path)
    assert sorted(path for path in tmp_path.iterdir()) == sorted([own, fresh])
