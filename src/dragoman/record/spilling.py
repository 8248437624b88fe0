"""Where DuckDB lays what does not fit in memory: beside the record, and in a folder of its own for every connection.

Two DuckDBs that share a folder write into each other's files: DuckDB 1.5.5 ends both with a segmentation fault.
"""

from __future__ import annotations

import os
import re
import shutil
import time
import uuid
from pathlib import Path

_NAME = re.compile(r"spill-(\d+)-[0-9a-f]{8}")
# A process of another container may carry a number that is free here; none spills for a day without writing.
_LEFT_SECONDS = 86_400


def name_spill_folder(record_folder: Path) -> Path:
    """Return a folder that no other connection uses; DuckDB makes and removes it."""
    return record_folder / f"spill-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def sweep_spill_folders(record_folder: Path) -> None:
    """Remove the folders of processes that were killed: whose number nobody has, and which are a day old."""
    for folder in record_folder.glob("spill-*"):
        named = _NAME.fullmatch(folder.name)
        if named and not _is_running(int(named[1])) and _last_written(folder) < time.time() - _LEFT_SECONDS:
            shutil.rmtree(folder)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # Somebody else's.
        return True
    return True


def _last_written(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
