"""Count in how many sentences, or openings, of news each word stands, and write the common ones for the linker.

    python scripts/count_link_words.py CORPUS.jsonl.gz... > src/dragoman/resolve/data/link_common_words.csv
    python scripts/count_link_words.py --openings CORPUS.jsonl.gz... > src/dragoman/resolve/data/link_word_halvings.csv

A corpus has one JSON object a line with a `text`. What comes out are counts of single words, no text: the linker needs
to know that "police" in two sentences says nothing and "Marriott" much, and must know it alike on every study, however
small, so that ten new articles do not change what the old ones weigh.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from math import log2
from pathlib import Path

from dragoman.resolve.wording import OPENING, RAREST, split_words

COMMON, USUAL = 0.004, 0.0006
"""Shares of sentences: above the first a word is as good as empty, above the second it weighs half."""


def read_sentences(paths: list[Path]) -> Iterator[str]:
    """Yield the sentences of corpora."""
    for text in _read_texts(paths):
        yield from re.split(r"(?<=[.!?])\s+", text)


def read_openings(paths: list[Path]) -> Iterator[str]:
    """Yield the openings of corpora."""
    for text in _read_texts(paths):
        yield text[:OPENING]


def _read_texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def count_words(texts: Iterator[str]) -> tuple[Counter[str], int]:
    """Return the number of texts that hold each word, and the number of texts."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update({word.lower() for word in split_words(text)})
        total += 1
    return counts, total


def write_degrees(counts: Counter[str], total: int) -> None:
    print("# How common a word is in news sentences, for weighing shared wording: common (no weight), usual (half).")
    print(f"# Source: counts over {total:,} sentences of public news, by scripts/count_link_words.py.")
    print(f"# common: in more than {COMMON:.2%} of sentences; usual: in more than {USUAL:.2%}.")
    print("word,degree")
    for word, count in sorted(counts.items()):
        if count > USUAL * total:
            print(f"{word},{'common' if count > COMMON * total else 'usual'}")


def write_halvings(counts: Counter[str], total: int) -> None:
    print("# How rare a word is in the openings of news: how often the share of openings that hold it halves.")
    print(f"# Source: counts over {total:,} openings of public news, by scripts/count_link_words.py --openings.")
    print(f"# Words of {RAREST} halvings and more are left out.")
    print("word,halvings")
    for word, count in sorted(counts.items()):
        halvings = int(log2(total / count))
        if halvings < RAREST:
            print(f"{word},{halvings}")


def main() -> None:
    """Write a table on standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--openings", action="store_true", help="count openings, not sentences")
    options = parser.parse_args()
    if options.openings:
        write_halvings(*count_words(read_openings(options.corpora)))
    else:
        write_degrees(*count_words(read_sentences(options.corpora)))


if __name__ == "__main__":
    main()
