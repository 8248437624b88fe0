"""How fast `dragoman run` is, beside spaCy's bare pipeline on the same texts in the same run.

    python benchmarks/throughput.py [--articles 400] [--blocks 2] [--workers 1 2]

News articles of 2016-2020, evenly spaced. `dragoman run` goes from a file into a fresh study: collect, code, link.
Bare is the same model's tagger, parser and entity recogniser over the same full texts, and nothing else, as spaCy comes
and with BLAS held to one thread; the faster of the two is the baseline. A third setting, with the layers on numpy's
BLAS as Dragoman's coder sets it, is told beside them. The two take turns, block by block, so that a busy machine
disturbs both alike. Seconds are of whole processes, start-up and loading included; ratios are medians over the blocks.
Target: the whole run no slower than bare (a ratio of at least 1).
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from measuring.corpus import NEWS, read_lines, write_lines
from measuring.processes import DRAGOMAN, run_timed
from measuring.results import add_json_option, save_results

TARGET = 1.0
BARE = Path(__file__).with_name("measuring") / "bare_spacy.py"
_STAGE = re.compile(r"^(collecting|coding|linking): [\d,]+ \w+ in ([\d.]+) s", re.MULTILINE)
Seconds = dict[str, list[float]]


def run_ours(source: Path, workers: int, seconds: Seconds) -> None:
    """Run into a fresh study; note the seconds of the whole and of each stage."""
    with tempfile.TemporaryDirectory() as folder:
        run_timed([DRAGOMAN, "init", Path(folder) / "study"])
        command = [DRAGOMAN, "run", source, "--study", Path(folder) / "study", "--workers", str(workers)]
        ran = run_timed(command)
    seconds["run"].append(ran.seconds)
    for stage, taken in _STAGE.findall(ran.complaints):
        seconds[stage].append(float(taken))


def run_bare(source: Path, processes: int, setting: str, seconds: Seconds) -> None:
    """Run the bare pipeline; note the seconds of the whole and of `nlp.pipe` alone."""
    variables = {} if setting == "default" else {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    ran = run_timed([sys.executable, BARE, source, str(processes), setting], variables)
    seconds[f"bare {setting}"].append(ran.seconds)
    seconds[f"bare {setting}, without loading"].append(json.loads(ran.output)["seconds"])


def measure(blocks: list[Path], workers: int) -> Seconds:
    """Let the two take turns over the blocks; seconds a block, by what was run."""
    seconds: Seconds = defaultdict(list)
    for number, block in enumerate(blocks):
        runs = [lambda b=block: run_ours(b, workers, seconds)]
        runs += [lambda b=block, s=s: run_bare(b, workers, s, seconds) for s in ("default", "one-thread", "numpy")]
        for run in runs if number % 2 == 0 else reversed(runs):  # neither always goes first
            run()
    return seconds


def warm_up(lines: list[str], folder: Path) -> None:
    """Run both once on a few articles, so that neither pays for compiling modules or reading files from the disk."""
    few = write_lines(lines[:5], folder / "few.jsonl")
    run_ours(few, 1, defaultdict(list))
    run_bare(few, 1, "default", defaultdict(list))


def report(seconds: Seconds, sizes: list[tuple[int, int]]) -> dict[str, object]:
    """Print and return rates and ratios; `sizes`: articles and words of each block."""
    baseline = min(("bare default", "bare one-thread"), key=lambda name: sum(seconds[name]))
    rates = {}
    for name, taken in seconds.items():
        articles = statistics.median(count / s if s else 0.0 for (count, _), s in zip(sizes, taken, strict=True))
        words = statistics.median(count / s if s else 0.0 for (_, count), s in zip(sizes, taken, strict=True))
        rates[name] = {"articles_per_s": round(articles, 2), "words_per_s": round(words)}
        print(f"  {name:36}{articles:10.2f} articles/s{words:12,.0f} words/s")
    ratios = {
        name: round(statistics.median(b / r for b, r in zip(seconds[name], seconds["run"], strict=True)), 3)
        for name in ("bare default", "bare one-thread", "bare numpy")
    }
    for name, ratio in ratios.items():
        print(f"  run is {ratio:.3f} times as fast as {name}{'  <- the baseline' if name == baseline else ''}")
    return {"rates": rates, "ratios": ratios, "baseline": baseline, "ratio": ratios[baseline]}


def cut_blocks(lines: list[str], count: int, folder: Path) -> tuple[list[Path], list[tuple[int, int]]]:
    """Deal the articles out into files, as cards are dealt; with the articles and words of each."""
    parts = [lines[number::count] for number in range(count)]
    files = [write_lines(part, folder / f"block{number}.jsonl") for number, part in enumerate(parts)]
    return files, [(len(part), sum(count_words(line) for line in part)) for part in parts]


def count_words(line: str) -> int:
    """Count the words of title and text, as white space parts them."""
    row = json.loads(line)
    return len(row["title"].split()) + len(row["text"].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--blocks", type=int, default=2)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    add_json_option(parser, "throughput")
    options = parser.parse_args()
    lines = read_lines(NEWS, options.articles)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        blocks, sizes = cut_blocks(lines, options.blocks, Path(folder))
        warm_up(lines, Path(folder))
        for workers in options.workers:
            print(f"{workers} worker{'s' if workers > 1 else ''}, {len(lines)} articles in {len(blocks)} blocks")
            found[str(workers)] = report(measure(blocks, workers), sizes)
    words = sum(count for _, count in sizes)
    save_results(
        options.json,
        {"articles": len(lines), "words": words, "blocks": len(blocks), "target": TARGET, "workers": found},
    )


if __name__ == "__main__":
    main()
