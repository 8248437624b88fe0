"""Run a page of documentation as a reader would: its commands and programs, from top to bottom, in one folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from blocks import ROOT, Command, needs_demo, read_blocks, read_commands, works_in_demo
from matching import Ids

_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Printed:
    """What a command printed (stdout and stderr, as a terminal shows them), and whether the page says so."""

    command: Command
    output: str
    as_shown: bool


class PageRun:
    """A page, and the folder that it is run in."""

    def __init__(self, page: Path, folder: Path, demo: Path) -> None:
        self.page = page
        self._text = page.read_text(encoding="utf-8")
        self._ids = Ids()
        self._after = folder / "folder-now"
        self._now = folder / "reader"
        self._now.mkdir()
        (self._now / "samples").symlink_to(ROOT / "samples")
        if needs_demo(self._text):
            shutil.copytree(demo, self._now / "demo")
        if works_in_demo(self._text):
            self._now /= "demo"

    def run(self) -> Iterator[Printed]:
        """Run every block that is not marked; yield what each command of a console printed.

        AssertionError where a command or a program ends with another exit code than 0.
        """
        for block in read_blocks(self._text):
            if block.not_run or block.language not in ("console", "python"):
                continue
            if block.language == "python":
                self._run_program("\n".join(block.code), block.line + 1)
                continue
            for command in read_commands(block):
                output = self._run_script(command)
                yield Printed(command, output, not command.expected or self._ids.match(command.expected, output))

    def _run_script(self, command: Command) -> str:
        script = f'{self._ids.put(command.script)}\nended=$?\npwd > "{self._after}"\nexit $ended\n'
        output = self._call(["bash", "-c", script], command.line)
        self._now = Path(self._after.read_text(encoding="utf-8").strip())
        return output

    def _run_program(self, program: str, line: int) -> None:
        self._call([sys.executable, "-c", self._ids.put(program)], line)

    def _call(self, words: list[str], line: int) -> str:
        done = subprocess.run(
            words,
            cwd=self._now,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        where = f"{self.page.relative_to(ROOT)}:{line}"
        assert done.returncode == 0, f"{where}: ends with {done.returncode}\n{done.stdout}"
        return done.stdout


def make_demo(folder: Path) -> Path:
    """Make what `make demo` makes: a copy of the sample study, run."""
    shutil.copytree(ROOT / "samples" / "us-pakistan", folder)
    command = ["dragoman", "run", "--study", str(folder)]
    subprocess.run(command, env=_environment(), check=True, capture_output=True, timeout=_SECONDS)
    return folder


def _environment() -> dict[str, str]:
    """Return the reader's environment: `dragoman` on the path, no setting of Dragoman's own, English sorting."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DRAGOMAN_", "PYTEST_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return kept | {"PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}
