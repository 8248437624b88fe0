"""`dragoman serve` in a process of its own, for what a client within the process cannot show."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

DRAGOMAN = Path(sys.executable).with_name("dragoman")
WAIT_SECONDS = 120
"""How long an answer may take on a busy machine before a test gives up; no test measures time."""


class Served:
    """A server on a study, on a free port; a context manager."""

    def __init__(self, study: Path, *flags: str) -> None:
        line = [DRAGOMAN, "serve", "--study", study, "--port", "0", *flags]
        self._process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
        told = ""
        for text in self._process.stderr:
            told += text
            if found := re.search(r"at (http://\S+?)/ ", text):
                self.address = found[1]
                return
        raise AssertionError(f"dragoman serve does not start:\n{told}")

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.end(signal.SIGINT)

    def ask(self, **options) -> httpx.Client:
        """Return a client of it."""
        return httpx.Client(base_url=self.address, timeout=WAIT_SECONDS, **options)

    def end(self, how: signal.Signals) -> None:
        """End it: SIGINT as Ctrl-C would, SIGKILL as a power cut would."""
        if self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(WAIT_SECONDS)
        self._process.stderr.close()


def run_dragoman(*words: str | Path, **options) -> str:
    """Run a command and return what it prints on stdout; AssertionError where it fails."""
    done = subprocess.run([DRAGOMAN, *words], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout
