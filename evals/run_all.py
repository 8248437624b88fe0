"""Run the evals of evals/targets.toml, keep what they print in evals/results/NAME.json, and hold it against the floors.

    python -m evals.run_all [--shared DIR] [NAME ...]

NAME: evals to run, all where none is named. Each runs in a process of its own; timings are left out of what is kept, so
that the same program gives the same files. A gold set that is not there is named and passed over. evals/floors.json
gives by eval the least that a figure may be, under the figure's keys parted by points ("fields.date.mean"), or, for
the codings, under the last name that tells it ("date", "all"). Exit code 1 where a figure is below its floor or an
eval failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results"
_TIMINGS = ("seconds", "per_second", "load_s")


def read_targets(path: Path = FOLDER / "targets.toml") -> list[dict[str, Any]]:
    """Return the evals, in the order of the table."""
    evals: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["eval"]
    return evals


def run_eval(module: str, data: Path) -> dict[str, Any]:
    """Run one eval and return what it prints; CalledProcessError where it fails."""
    command = [sys.executable, "-m", f"evals.{module}", "--data", str(data), "--json"]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=FOLDER.parent)
    printed: dict[str, Any] = json.loads(finished.stdout)
    return without_timings(printed)


def without_timings(scores: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures less those that another machine or minute would change."""
    return {
        key: without_timings(value) if isinstance(value, Mapping) else value
        for key, value in scores.items()
        if not any(word in key for word in _TIMINGS)
    }


def find_figure(scores: Mapping[str, Any], name: str) -> float | None:
    """Return a figure by its keys parted by points, or None; a name alone also finds NAME.f and fields.NAME.mean."""
    for path in (name, f"{name}.f", f"fields.{name}.mean"):
        value: Any = scores
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, int | float):
            return float(value)
    return None


def find_fallen(scores: Mapping[str, Any], floors: Mapping[str, float]) -> list[str]:
    """Tell of each figure that is below its floor, or that the eval does not print."""
    fallen = []
    for name, floor in floors.items():
        figure = find_figure(scores, name)
        if figure is None:
            fallen.append(f"{name}: expected a figure of at least {floor}, found none by this name")
        elif figure < floor:
            fallen.append(f"{name}: {figure} is below its floor of {floor}")
    return fallen


def run_evals(names: Sequence[str], shared: Path, results: Path = RESULTS) -> list[str]:
    """Run evals, keep their results, and return what is wrong, a line each."""
    floors = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
    wrong = []
    results.mkdir(exist_ok=True)
    for each in read_targets():
        name, data = each["name"], shared / each["data"]
        if names and name not in names:
            continue
        if not data.is_dir():
            print(f"== {name}: not run, for {data} is not there (--shared DIR names another folder)")
            continue
        print(f"== {name}: {each['title']}", flush=True)
        try:
            scores = run_eval(each["module"], data)
        except subprocess.CalledProcessError as error:
            wrong.append(f"{name}: the eval ended with exit code {error.returncode}; its own message stands above")
            continue
        (results / f"{name}.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
        for row in each.get("row", []):
            print(f"   {row['what']:55} {find_figure(scores, row['figure'])}")
        wrong += [f"{name}: {line}" for line in find_fallen(scores, floors.get(name, {}))]
    return wrong


def main(arguments: list[str] | None = None) -> int:
    """Run the evals; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DRAGOMAN_SHARED", "../shared")))
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args(arguments)
    known = [each["name"] for each in read_targets()]
    if unknown := set(options.names) - set(known):
        parser.error(f"unknown eval {', '.join(sorted(unknown))}. Known: {', '.join(known)}")
    wrong = run_evals(options.names, options.shared.resolve())
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
