"""Results as small JSON files, from which docs/reference/figures.md is written."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "results"


def add_json_option(parser: argparse.ArgumentParser, name: str) -> None:
    """Add --json FILE, by default the file of this figure in benchmarks/results/."""
    parser.add_argument("--json", type=Path, default=FOLDER / f"{name}.json", help="where the results go")


def save_results(file: Path, figures: Mapping[str, object]) -> None:
    """Write the figures with the day, the commit and the machine that they were measured on."""
    about = {"measured": date.today().isoformat(), "commit": _read_commit(), "machine": _describe_machine()}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(about | dict(figures), indent=1) + "\n", encoding="utf-8")
    print(f"written to {file}")


def _read_commit() -> str:
    done = subprocess.run(
        ["git", "-C", str(FOLDER.parent), "rev-parse", "--short=12", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def _describe_machine() -> str:
    return f"{len(os.sched_getaffinity(0))} processors, {platform.machine()}, Python {platform.python_version()}"
