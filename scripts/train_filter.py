"""Fit the sentence filter to what the network finds in unlabelled articles: writes weights/filter.npz.

    python -m scripts.train_filter [--news N] [--wires N] [--items N] [--out DIR]

The network reads every sentence of some articles of the shared corpora; the filter, which reads a thousand times as
fast, learns which of them hold an act. Sentences of coded articles that hold a coding's trigger count as well. Prints
recall over coded triggers and share of words passed, on articles that it was not fitted to.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from dragoman.extract import linear
from dragoman.extract.acts import TASK
from dragoman.extract.network import Network, load_network
from dragoman.extract.sentence_filter import filter_features
from dragoman.extract.sentences import split_sentences
from dragoman.extract.windows import cut_windows
from dragoman.model import Article, Span
from evals.standoff import read_lines, read_standoff
from scripts.coded_rows import Coded, Labelled, find_trigger, read_article, read_coded
from scripts.fit_linear import fit_model, write_models

LIKELY = 0.3
"""Probability of an act from which on the network's word counts as a yes; half of it and less is a no."""


def score_sentences(article: Article, sentences: Sequence[Span], network: Network) -> np.ndarray:
    """Return of each sentence the highest probability that a word of it names an act, [sentences]."""
    best = np.zeros(len(sentences))
    for window in cut_windows(article.full_text, list(enumerate(sentences))):
        acts = 1 - network.tag(network.read(window), TASK)[:, 0]
        np.maximum.at(best, window.sentences, acts)
    return best


def unlabelled_rows(articles: Sequence[Article], network: Network) -> Iterator[Labelled]:
    """One row a sentence on which the network is clear."""
    for article in articles:
        sentences = split_sentences(article)
        for index, (span, score) in enumerate(
            zip(sentences, score_sentences(article, sentences, network), strict=True)
        ):
            if score >= LIKELY or score < LIKELY / 2:
                features = frozenset(filter_features(span.quote(article.full_text), index))
                yield Labelled(article.id, features, "yes" if score >= LIKELY else "no")


def coded_rows(article: Article, codings: Sequence[Coded]) -> Iterator[Labelled]:
    """One row a sentence that holds the trigger of a coding."""
    starts = [find_trigger(article.full_text, coded).start for coded in codings]
    for index, span in enumerate(split_sentences(article)):
        if any(span.start <= start < span.end for start in starts):
            yield Labelled(article.id, frozenset(filter_features(span.quote(article.full_text), index)), "yes", 2.0)


def report(model: linear.LinearModel, coded: Sequence[tuple[Article, list[Coded]]]) -> None:
    """Print recall of triggers and share of words passed at some thresholds."""
    hits, passed = [], []
    for article, codings in coded:
        text = article.full_text
        sentences = split_sentences(article)
        scores = [model.probability(filter_features(s.quote(text), i), "yes") for i, s in enumerate(sentences)]
        passed.extend((score, len(s.quote(text).split())) for score, s in zip(scores, sentences, strict=True))
        for one in codings:
            start = find_trigger(text, one).start
            hits.extend(score for score, s in zip(scores, sentences, strict=True) if s.start <= start < s.end)
    words = sum(n for _, n in passed)
    for least in (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3):
        recall = np.mean([score >= least for score in hits])
        print(f"from {least}: recall {recall:.4f}, words {sum(n for p, n in passed if p >= least) / words:.3f}")


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=int, default=2500)
    parser.add_argument("--wires", type=int, default=1500)
    parser.add_argument("--items", type=int, default=6000)
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    dispatches = shared / "gold" / "dispatches-train"
    held_out = read_coded(dispatches / "articles_val.jsonl", dispatches / "codings_val.jsonl")
    judge = [(read_article(line), codings) for line, codings in read_standoff(shared, "judge")]
    kept_apart = {article.id for article, _ in [*held_out, *judge]}
    articles: list[Article] = []
    counts = {"news_2016_2020": options.news, "reuters_1987": options.wires, "current_events_2002_2026": options.items}
    for name, count in counts.items():
        lines = list(read_lines(shared / "corpus" / f"{name}.jsonl.gz"))
        chosen = [line for line in lines[:: max(len(lines) // count, 1)] if line["id"] not in kept_apart]
        articles.extend(read_article(line) for line in chosen)
    rows = list(unlabelled_rows(articles, load_network()))
    train = read_coded(dispatches / "articles_train.jsonl", dispatches / "codings_train.jsonl")
    train += [(read_article(line), codings) for line, codings in read_standoff(shared)]
    rows.extend(row for pair in train for row in coded_rows(*pair))
    model = fit_model("filter", rows, 0.3, 4)
    for name, part in (("validation", held_out), ("judge", judge)):
        print(name)
        report(model, part)
    write_models({"filter": model}, options.out)


if __name__ == "__main__":
    main()
