"""How soon `dragoman --help` answers, beside `python -c "import spacy"` in the same run.

    python benchmarks/startup.py [--rounds 9]

The two take turns; medians and their ratio are told. Target: a ratio under 0.25.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from measuring.processes import DRAGOMAN, run_timed
from measuring.results import add_json_option, save_results

TARGET = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    add_json_option(parser, "startup")
    options = parser.parse_args()
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(run_timed([DRAGOMAN, "--help"]).seconds)
        theirs.append(run_timed([sys.executable, "-c", "import spacy"]).seconds)
    help_s, spacy_s = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    print(f"dragoman --help {help_s:.3f} s; import spacy {spacy_s:.3f} s; ratio {ratio:.3f} (target under {TARGET})")
    figures = {"rounds": options.rounds, "help_s": round(help_s, 4), "import_spacy_s": round(spacy_s, 4)}
    save_results(options.json, figures | {"ratio": round(ratio, 4), "target": TARGET})


if __name__ == "__main__":
    main()
