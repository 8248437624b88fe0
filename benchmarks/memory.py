"""Peak memory of `dragoman run` on 2,000 and on 17,091 articles: `python benchmarks/memory.py [--articles N...]`.

The wire stories of Reuters 1987, one worker, each size into a fresh study. What is told is the largest resident size
of the process and its children; the ratio of the largest run to the smallest is to stay at most 1.3, so that a study's
size is not bound by memory. The large run takes minutes.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path

from measuring.corpus import REUTERS, read_lines, write_lines
from measuring.processes import DRAGOMAN, run_timed
from measuring.results import add_json_option, save_results

TARGET = 1.3
_EVENTS = re.compile(r"([\d,]+) events from")


def measure(number: int, folder: Path) -> dict[str, float]:
    """Run so many articles into a fresh study; memory in MB."""
    lines = read_lines(REUTERS, number)
    source = write_lines(lines, folder / "articles.jsonl")
    run_timed([DRAGOMAN, "init", folder / "study"])
    ran = run_timed([DRAGOMAN, "run", source, "--study", folder / "study", "--workers", "1"])
    events = _EVENTS.search(ran.output)
    found = {
        "articles": len(lines),
        "events": int(events[1].replace(",", "")) if events else 0,
        "seconds": round(ran.seconds, 1),
        "peak_mb": round(max(ran.peak_mb, ran.peak_alone_mb), 1),
    }
    print(found, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[2000, 17091])
    add_json_option(parser, "memory")
    options = parser.parse_args()
    runs = []
    for number in sorted(options.articles):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(measure(number, Path(folder)))
    ratio = round(runs[-1]["peak_mb"] / runs[0]["peak_mb"], 3)
    print(f"{runs[-1]['articles']} articles take {ratio} times the memory of {runs[0]['articles']} (target {TARGET})")
    save_results(options.json, {"runs": runs, "ratio": ratio, "target": TARGET})


if __name__ == "__main__":
    main()
