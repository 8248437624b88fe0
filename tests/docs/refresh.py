"""Put what the commands print now into the pages that show something else: `make docs`.

Where a page leaves lines out with `...` on a line of its own, as many lines above and below it are shown as before;
lines that still hold are left as they are, with their `...`; long ones are cut.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from blocks import ROOT, list_pages
from matching import Ids, tidy
from page_run import PageRun, Printed, make_demo

WIDTH = 128


def refresh_page(page: Path, runs: Sequence[Printed]) -> bool:
    """Write the page anew where an output is not as shown; tell whether it was."""
    wrong = [printed for printed in runs if not printed.as_shown]
    lines = page.read_text(encoding="utf-8").split("\n")
    for printed in reversed(wrong):
        lines[printed.command.first : printed.command.last] = fit(printed.command.expected, printed.output)
    if wrong:
        page.write_text("\n".join(lines), encoding="utf-8")
    return bool(wrong)


def fit(expected: Sequence[str], output: str) -> list[str]:
    """Return the output as the page shows it: with its gaps, and with the lines that still hold."""
    lines = tidy(output).removesuffix("\n").split("\n")
    cut = [line if len(line) <= WIDTH else _cut_line(line) for line in lines]
    gaps = [number for number, line in enumerate(expected) if line.strip() == "..."]
    if gaps:
        below = len(expected) - gaps[-1] - 1
        shown = [*cut[: gaps[0]], "...", *(cut[len(cut) - below :] if below else [])]
        cut = shown if len(shown) <= len(cut) else cut
    return _keep_what_holds(expected, cut)


def _cut_line(line: str) -> str:
    """Cut after a whole word, where there is one."""
    head, space, _ = line[:WIDTH].rpartition(" ")
    return f"{head.rstrip()} ..." if space else f"{line[: WIDTH - 3]}..."


def _keep_what_holds(expected: Sequence[str], new: list[str]) -> list[str]:
    loose = [line for line in expected if "..." in line.strip() and line.strip() != "..."]
    return [next((old for old in loose if line != "..." and Ids().match([old], line)), line) for line in new]


def main() -> None:
    """Run every page and refresh it."""
    with tempfile.TemporaryDirectory(prefix="dragoman-docs-") as folder:
        demo = make_demo(Path(folder) / "demo")
        for number, page in enumerate(list_pages()):
            place = Path(folder) / str(number)
            place.mkdir()
            before = page.read_text(encoding="utf-8")
            if refresh_page(page, list(PageRun(page, place, demo).run())):
                after = page.read_text(encoding="utf-8")
                sys.stdout.writelines(
                    difflib.unified_diff(
                        before.splitlines(True), after.splitlines(True), str(page.relative_to(ROOT)), n=0
                    )
                )


if __name__ == "__main__":
    main()
