"""The texts that figures are measured on: an evenly spaced sample of a corpus in the shared folder."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Sequence
from pathlib import Path

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))
NEWS = "news_2016_2020.jsonl.gz"
REUTERS = "reuters_1987.jsonl.gz"


def read_lines(name: str, number: int | None = None) -> list[str]:
    """Return `number` evenly spaced lines of a corpus, or all; ends the script where the corpus is absent."""
    path = SHARED / "corpus" / name
    if not path.is_file():
        print(f"not run, for {path} is not there (DRAGOMAN_SHARED names another folder)")
        sys.exit(0)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    count = min(number or len(lines), len(lines))
    return [lines[i * len(lines) // count] for i in range(count)]


def write_lines(lines: Sequence[str], file: Path) -> Path:
    """Write lines of a corpus as a file of their own."""
    file.write_text("".join(lines), encoding="utf-8")
    return file
