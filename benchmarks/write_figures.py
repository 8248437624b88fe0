"""Write docs/reference/figures.md from the results that stand in benchmarks/results/.

`make bench` runs it last, after the benchmarks have written them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from measuring.results import FOLDER

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "figures.md"
Row = tuple[str, str, str, str, str]

HEAD = """# Figures

How fast Dragoman is, and how much memory it takes. `make bench` measures all of it anew and rewrites this page from
`benchmarks/results/`; do not edit it by hand. Ratios are what to compare: both sides of each were measured in the same
run on the same machine, in turns. Seconds and megabytes belong to that machine.

| What | Measured | Target | Kept | Shown by |
|---|---|---|---|---|
"""

TESTED = """
Held by tests, which fail where it is not so:

| Promise | Shown by |
|---|---|
| The exported record is the same, byte for byte, on 1 and 2 workers and after three kills | `pytest tests/roundtrip` |
| An article's codings do not depend on engine, batch, order or neighbours | `pytest tests/conformance` |
| The names found are those that spaCy's own search finds | `pytest tests/conformance/test_entities.py` |
| One bad article never stops a run; one bad setting stops it before anything is written | `pytest tests/pipeline` |
"""


def read_results(name: str) -> dict[str, Any] | None:
    """Return a benchmark's results, or None where it was not run."""
    file = FOLDER / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def tell_throughput(results: dict[str, Any]) -> list[Row]:
    """Tell how the whole run compares with the bare pipeline."""
    rows = []
    for workers, found in results["workers"].items():
        kept = "yes" if found["ratio"] >= results["target"] else "no"
        what = f"`dragoman run`, {workers} worker{'s' if workers != '1' else ''}, as a multiple of bare spaCy's speed"
        measured = f"{found['ratio']:.2f} ({found['baseline']})"
        rows.append((what, measured, f"≥ {results['target']:g}", kept, "`benchmarks/throughput.py`"))
    return rows


def tell_memory(results: dict[str, Any]) -> list[Row]:
    """Tell how memory grows with the number of articles."""
    few, many = results["runs"][0], results["runs"][-1]
    what = f"Peak memory of `run` on {many['articles']:,} articles over that on {few['articles']:,}"
    measured = f"{results['ratio']:.2f} ({many['peak_mb']:.0f} over {few['peak_mb']:.0f} MB)"
    kept = "yes" if results["ratio"] <= results["target"] else "no"
    return [(what, measured, f"≤ {results['target']:g}", kept, "`benchmarks/memory.py`")]


def tell_startup(results: dict[str, Any]) -> list[Row]:
    """Tell how soon the command answers."""
    measured = f"{results['ratio']:.3f} ({results['help_s']:.2f} over {results['import_spacy_s']:.2f} s)"
    what = '`dragoman --help` over `python -c "import spacy"`'
    kept = "yes" if results["ratio"] < results["target"] else "no"
    return [(what, measured, f"< {results['target']:g}", kept, "`benchmarks/startup.py`")]


def list_rates(results: dict[str, Any]) -> str:
    """Return the table of rates: the whole run, each stage, and the bare pipeline in each setting."""
    lines = [
        f"\n## Rates\n\n{results['articles']} news articles ({results['words']:,} words), evenly spaced, in "
        f"{results['blocks']} blocks; medians over the blocks. Whole processes, start-up and loading included, but for "
        "the stages (collecting, coding with the loading of the models, linking) and where it says so.\n",
        "| Workers | What | Articles/s | Words/s |\n|---|---|---|---|",
    ]
    for workers, found in results["workers"].items():
        for name, rate in found["rates"].items():
            lines.append(f"| {workers} | {name} | {rate['articles_per_s']:.2f} | {rate['words_per_s']:,} |")
    lines.append("\n| Workers | Bare setting | Run's speed as a multiple of it |\n|---|---|---|")
    for workers, found in results["workers"].items():
        lines += [f"| {workers} | {name} | {ratio:.2f} |" for name, ratio in found["ratios"].items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    page, notes = HEAD, []
    for name, tell in (("throughput", tell_throughput), ("memory", tell_memory), ("startup", tell_startup)):
        if results := read_results(name):
            page += "".join(f"| {' | '.join(row)} |\n" for row in tell(results))
            notes.append(f"{name}: {results['measured']}, commit {results['commit']}, {results['machine']}.")
    page += "\nMeasured: " + " ".join(notes) + "\n" + TESTED
    if throughput := read_results("throughput"):
        page += list_rates(throughput)
    PAGE.write_text(page, encoding="utf-8")
    print(f"written to {PAGE}")


if __name__ == "__main__":
    main()
