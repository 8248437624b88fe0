"""Count in how many sentences each word of a news corpus stands, and write the common ones for the linker.

    python scripts/count_link_words.py CORPUS.jsonl.gz... > src/dragoman/resolve/data/link_common_words.csv

A corpus has one JSON object a line with a `text`. What comes out are counts of single words, no text: the linker needs
to know that "police" in two sentences says nothing and "Marriott" much, and must know it alike on every study, however
small, so that ten new articles do not change what the old ones weigh.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from dragoman.resolve.wording import split_words

COMMON, USUAL = 0.004, 0.0006
"""Shares of sentences: above the first a word is as good as empty, above the second it weighs half."""


def count_words(paths: list[Path]) -> tuple[Counter[str], int]:
    """Return the number of sentences that hold each word, and the number of sentences."""
    counts: Counter[str] = Counter()
    total = 0
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for sentence in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"]):
                    counts.update({word.lower() for word in split_words(sentence)})
                    total += 1
    return counts, total


def main() -> None:
    """Write the table on standard output."""
    counts, total = count_words([Path(arg) for arg in sys.argv[1:]])
    print("# How common a word is in news sentences, for weighing shared wording: common (no weight), usual (half).")
    print(f"# Source: counts over {total:,} sentences of public news, by scripts/count_link_words.py.")
    print(f"# common: in more than {COMMON:.2%} of sentences; usual: in more than {USUAL:.2%}.")
    print("word,degree")
    for word, count in sorted(counts.items()):
        if count > USUAL * total:
            print(f"{word},{'common' if count > COMMON * total else 'usual'}")


if __name__ == "__main__":
    main()
