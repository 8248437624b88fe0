"""Write docs/reference/figures.md from the results that stand in benchmarks/results/.

`make bench` runs it last, after the benchmarks have written them.
"""

from __future__ import annotations

import json
from math import log
from pathlib import Path
from typing import Any

from measuring.results import FOLDER

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "figures.md"
Row = tuple[str, str, str, str, str]

HEAD = """# Figures

How fast Dragoman is, and how much memory it takes. `make bench` measures all of it anew and rewrites this page from
`benchmarks/results/`; do not edit it by hand. Ratios are what to compare: both sides of each were measured in the same
run on the same machine, in turns. Seconds and megabytes belong to that machine. The line with the measured commits says
what is old.

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


def tell_coders(results: dict[str, Any]) -> list[Row]:
    """Tell how the default coder compares with the whole pipeline."""
    kept = "yes" if results["ratio"] >= results["target"] else "no"
    what = f"The default coder, {results['processes']} processes, as a multiple of the whole spaCy pipeline's speed"
    measured = f"{results['ratio']:.2f} ({results['baseline']})"
    return [(what, measured, f"≥ {results['target']:g}", kept, "`benchmarks/coder_speed.py`")]


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


def tell_serving(results: dict[str, Any]) -> list[Row]:
    """Tell how soon pages of a large study answer, and what 50 readers and 2 reviewers at once met."""
    rows = []
    for name, page in results["pages"].items():
        what = (
            f"Page of {name}, {results['events']:,} events: p95, and as a multiple of a plain SELECT of the same rows"
        )
        measured = f"{page['p95_ms']:.0f} ms ({page['processor_p95_ms']:.0f} ms of processor time), {page['ratio']:.1f}"
        kept = "yes" if page["p95_ms"] < results["target_ms"] else "no"
        rows.append((what, measured, f"< {results['target_ms']} ms", kept, "`benchmarks/serving.py`"))
    load = results["load"]
    at_once = f"{load['readers']} readers and {load['reviewers']} reviewers at once"
    what = f"{at_once} for {load['seconds']:.0f} s: errors, lost corrections"
    measured = (
        f"{load['errors']}, {load['lost_corrections']} ({load['pages']:,} pages, {load['corrections']} corrections)"
    )
    kept = "yes" if not load["errors"] and not load["lost_corrections"] else "no"
    return [*rows, (what, measured, "0, 0", kept, "`benchmarks/serving.py`")]


def tell_linking(results: dict[str, Any]) -> list[Row]:
    """Tell what linking a million codings takes, how that grows, and what ten articles more do."""
    runs, targets = {run["codings"]: run for run in results["runs"]}, results["targets"]
    shown, workers = "`benchmarks/linking.py`", results["workers"]
    rows = []
    if added := runs.get(100_000):
        cost = added["ten_articles"]
        kept = _tell_kept(cost["seconds"], cost["cpu_seconds"], targets["ten_articles_s"])
        measured = (
            f"{cost['seconds']:.1f} s ({cost['cpu_seconds']:.1f} s of processor time; load average "
            f"{added['load_average']})"
        )
        what = "Linking ten new articles into a study of 100,000 codings, tables loaded anew"
        rows.append((what, measured, f"≤ {targets['ten_articles_s']} s", kept, shown))
    if most := runs.get(1_000_000):
        minutes, busy = most["anew"]["seconds"] / 60, most["anew"]["cpu_seconds"] / 60
        kept = _tell_kept(minutes, busy / workers, targets["minutes"])
        what = f"Linking 1,000,000 codings anew, {workers} workers"
        measured = f"{minutes:.1f} min (processors {busy:.1f} min; load average {most['load_average']})"
        rows.append((what, measured, f"≤ {targets['minutes']} min", kept, shown))
        kept = "yes" if most["peak_mb"] <= targets["peak_mb"] else "no"
        rows.append((f"{what}: peak memory", f"{most['peak_mb']:,} MB", f"≤ {targets['peak_mb']:,} MB", kept, shown))
    if added and most:
        growth = most["anew"]["cpu_seconds"] / added["anew"]["cpu_seconds"]
        expected = 10 * log(1_000_000) / log(100_000)
        what = "Processor time of linking 1,000,000 codings over that of 100,000 (n log n: 12)"
        rows.append((what, f"{growth:.1f}", f"≤ {expected:.0f}", "yes" if growth <= expected else "no", shown))
    return rows


def _tell_kept(clock: float, processor: float, target: float) -> str:
    """Other work on the machine shows on the clock and not in the processor time."""
    return "yes" if clock <= target else "by processor time" if processor <= target else "no"


def list_serving(results: dict[str, Any]) -> str:
    """Return the table of pages, on the clock and in processor time."""
    lines = [
        f"\n## Serving\n\n{results['events']:,} events; each page asked 24 times with other filters, events and pairs, "
        "in turns with a plain SELECT of the same rows through the same server. Other work on the machine shows on the "
        f"clock and not in the processor time; the load average was {results['load_average']:.1f} when measured. The "
        f"server took {results['server_peak_mb']:,} MB at most, the load of all readers included.\n",
        "| Page | p50, ms | p95, ms | Processor p50, ms | Processor p95, ms | SELECT p50, ms | Ratio |\n"
        "|---|---|---|---|---|---|---|",
    ]
    keys = ("p50_ms", "p95_ms", "processor_p50_ms", "processor_p95_ms", "bare_p50_ms")
    for name, page in results["pages"].items():
        lines.append(f"| {name} | {' | '.join(f'{page[key]:.0f}' for key in keys)} | {page['ratio']:.1f} |")
    return "\n".join(lines) + "\n"


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


def list_coders(results: dict[str, Any]) -> str:
    """Return the table of the coders' own speed beside that of the whole pipeline."""
    lines = [
        f"\n## Coders\n\n{results['articles']} news articles, every eighth or fewer, in {results['blocks']} blocks, on "
        f"{results['processes']} processes that had loaded: reading alone. spaCy is the whole English pipeline, every "
        "component, on blis as it comes and on numpy's BLAS; multiples are medians over the blocks.\n",
        "| What | Articles/s | Multiple of spacy-blis | Multiple of spacy-numpy |\n|---|---|---|---|",
    ]
    for what, rate in results["articles_per_s"].items():
        ratios = results["ratios"].get(what, {})
        cells = [f"{ratios[base]:.2f}" if base in ratios else "" for base in ("spacy-blis", "spacy-numpy")]
        lines.append(f"| {what} | {rate:.2f} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    page, notes = HEAD, []
    told = {
        "throughput": tell_throughput,
        "coder_speed": tell_coders,
        "memory": tell_memory,
        "startup": tell_startup,
        "serving": tell_serving,
        "linking": tell_linking,
    }
    for name, tell in told.items():
        if results := read_results(name):
            page += "".join(f"| {' | '.join(row)} |\n" for row in tell(results))
            notes.append(f"{name}: {results['measured']}, commit {results['commit']}, {results['machine']}.")
    page += "\nMeasured: " + " ".join(notes) + "\n" + TESTED
    if coders := read_results("coder_speed"):
        page += list_coders(coders)
    if serving := read_results("serving"):
        page += list_serving(serving)
    if throughput := read_results("throughput"):
        page += list_rates(throughput)
    PAGE.write_text(page, encoding="utf-8")
    print(f"written to {PAGE}")


if __name__ == "__main__":
    main()
