"""How fast the coders read, beside spaCy's whole English pipeline on the same texts in the same run.

    python benchmarks/coder_speed.py [--articles 400] [--blocks 4] [--processes 2]

Every eighth news article of 2016-2020, or as many of them as asked for, evenly spaced. Each block is dealt out to the
processes; all have loaded and read one article before they begin together, and the slowest one's seconds count: neither
loading nor copying between processes is measured. Each keeps to one thread. What is compared takes turns, block by
block, so that a busy machine disturbs all alike. The baseline is the faster of spaCy on blis, as it comes, and on
numpy's BLAS.
Target: the default coder, `network`, five times as fast as the baseline.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from measuring.corpus import NEWS, read_lines, write_lines
from measuring.results import add_json_option, save_results

TARGET = 5
EVERY = 8
CODERS = ("network",)
BASELINES = ("spacy-blis", "spacy-numpy")
READING = Path(__file__).with_name("measuring") / "code_texts.py"


def time_reading(what: str, parts: Sequence[Path]) -> tuple[float, int]:
    """Let a process a part read at the same time; the slowest one's seconds, and what all of them found."""
    processes = [
        subprocess.Popen(
            [sys.executable, READING, part, what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in parts
    ]
    for process in processes:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            process.wait()
            raise RuntimeError(f"{what} did not load (exit code {process.returncode}); its own message stands above")
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("begin\n")
        process.stdin.flush()
    told = [json.loads(process.communicate()[0]) for process in processes]
    return max(each["seconds"] for each in told), sum(each["found"] for each in told)


def measure(blocks: Sequence[Sequence[Path]]) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Let all take turns over the blocks; seconds a block, and what was found in all, by what was run."""
    seconds: dict[str, list[float]] = defaultdict(list)
    found: dict[str, int] = defaultdict(int)
    for number, parts in enumerate(blocks):
        turns = (*CODERS, *BASELINES)
        for what in turns if number % 2 == 0 else reversed(turns):  # none always goes first
            taken, count = time_reading(what, parts)
            seconds[what].append(taken)
            found[what] += count
    return seconds, found


def report(seconds: dict[str, list[float]], found: dict[str, int], articles: int) -> dict[str, object]:
    """Print and return rates over all blocks, and each coder's speed as a multiple of spaCy's: medians over blocks."""
    rates = {what: round(articles / sum(seconds[what]), 2) for what in (*CODERS, *BASELINES)}
    for what, rate in rates.items():
        print(f"  {what:12}{rate:8.2f} articles/s{found[what]:10,} {'tokens' if what in BASELINES else 'codings'}")
    ratios = {
        coder: {
            base: round(statistics.median(b / c for b, c in zip(seconds[base], seconds[coder], strict=True)), 3)
            for base in BASELINES
        }
        for coder in CODERS
    }
    baseline = min(BASELINES, key=lambda base: sum(seconds[base]))
    for coder, by_base in ratios.items():
        for base, ratio in by_base.items():
            print(f"  {coder} is {ratio:.3f} times as fast as {base}{'  <- the baseline' if base == baseline else ''}")
    return {
        "articles_per_s": rates,
        "codings": {coder: found[coder] for coder in CODERS},
        "ratios": ratios,
        "baseline": baseline,
        "ratio": ratios["network"][baseline],
    }


def cut_blocks(lines: Sequence[str], blocks: int, processes: int, folder: Path) -> list[list[Path]]:
    """Deal the articles out into blocks, and each block into a file a process, as cards are dealt."""
    return [
        [
            write_lines(lines[block::blocks][part::processes], folder / f"block{block}-{part}.jsonl")
            for part in range(processes)
        ]
        for block in range(blocks)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--blocks", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2)
    add_json_option(parser, "coder_speed")
    options = parser.parse_args()
    eighths = read_lines(NEWS)[::EVERY]
    count = min(options.articles, len(eighths))
    lines = [eighths[i * len(eighths) // count] for i in range(count)]
    print(f"{count} articles in {options.blocks} blocks, {options.processes} processes")
    with tempfile.TemporaryDirectory() as folder:
        seconds, found = measure(cut_blocks(lines, options.blocks, options.processes, Path(folder)))
    about = {"articles": count, "blocks": options.blocks, "processes": options.processes, "target": TARGET}
    save_results(options.json, about | report(seconds, found, count))


if __name__ == "__main__":
    main()
