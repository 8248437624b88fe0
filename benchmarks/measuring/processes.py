"""Commands run to their end, with the time that they took and the most memory that they and their children held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

DRAGOMAN = Path(sys.executable).with_name("dragoman")
_SAMPLE_S = 0.1
_COMPILED = Path(tempfile.gettempdir()) / "dragoman-bench-compiled"


@dataclass(frozen=True, slots=True)
class Ran:
    """`seconds`: wall time from start to end. `peak_mb`: largest sum of resident memory over the process tree,
    looked at every 0.1 s. `peak_alone_mb`: the kernel's own high-water mark of the largest process (ru_maxrss).
    """

    seconds: float
    peak_mb: float
    peak_alone_mb: float
    output: str
    complaints: str


def run_timed(command: Sequence[str | Path], variables: Mapping[str, str] | None = None) -> Ran:
    """Run a command; raise RuntimeError with its complaints where it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    # Compiled modules are kept, as on a user's machine, also where this one is told not to keep them.
    environment |= {"PYTHONPYCACHEPREFIX": str(_COMPILED), **(variables or {})}
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    with TreeMemory(process.pid) as memory:
        output, complaints = process.communicate()
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{complaints}")
    return Ran(seconds, memory.peak_mb, memory.peak_alone_mb, output, complaints)


class TreeMemory:
    """Watches the resident memory of a process and its descendants from /proc while the block runs."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self.peak_mb = self.peak_alone_mb = 0.0

    def __enter__(self) -> TreeMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_SAMPLE_S):
            tree = list_tree(self._pid)
            self.peak_mb = max(self.peak_mb, sum(read_memory(pid, "VmRSS") for pid in tree))
            self.peak_alone_mb = max([self.peak_alone_mb, *(read_memory(pid, "VmHWM") for pid in tree)])


def list_tree(pid: int) -> list[int]:
    """Return a process and its descendants; those that ended meanwhile are left out."""
    tree = [pid]
    for parent in tree:
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
            tree.extend(int(child) for task in tasks for child in (task / "children").read_text().split())
        except OSError:
            continue
    return tree


def read_memory(pid: int, line: str) -> float:
    """Return a memory line of /proc/PID/status in MB; 0 where the process has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in status.splitlines() if row.startswith(f"{line}:")), 0.0)
