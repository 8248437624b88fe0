"""The folder in which linking everything anew lays what it does not hold in memory: beside the record, on its disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock, Timeout

_LOCK = ".lock"


@contextmanager
def open_folder(record_folder: Path) -> Iterator[Path]:
    """Make a folder for the length of the block, and remove what runs left behind that were killed.

    A run holds a lock in its folder, which goes with its process however that ends: a folder whose lock is free is
    nobody's.
    """
    linking = record_folder / "linking"
    linking.mkdir(exist_ok=True)
    # Nobody sees a folder that is made and not yet locked.
    with FileLock(linking / _LOCK):
        _sweep(linking)
        folder = Path(mkdtemp(dir=linking))
        held = FileLock(folder / _LOCK)
        held.acquire()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        held.release()


def _sweep(linking: Path) -> None:
    for folder in (each for each in linking.iterdir() if each.is_dir()):
        try:
            with FileLock(folder / _LOCK, blocking=False):
                shutil.rmtree(folder)
        except Timeout:
            continue  # Another process is linking there.
