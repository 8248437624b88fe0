"""Write marked pairs as task files of the network: source, target and the root type of what one does to the other.

    python -m scripts.plv_examples --data ../shared/gold/plv --out DIR

Writes plv_{train,dev}.jsonl from the sentences of PLV_train.tsv, and dyads_{train,dev}.jsonl from coded articles
(gold/dispatches-train beside DATA, and evals/standoff): codings of status actual whose actor and recipient both stand
in the trigger's sentence. Each pair stands in both orders; the swapped one is labelled INVERSE.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.extract.dyads import find_parties
from dragoman.extract.sentences import split_sentences
from dragoman.model import Article, Span
from evals.plv import Marked, read_sentences
from evals.standoff import Row, read_lines, read_standoff

INVERSE = "INVERSE"
ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLOVER 2.0 types to the root that PLV files them under; the others keep their name."""


def marked_pairs(path: Path) -> Iterator[Marked]:
    """Yield the sentences of a PLV file that hold the words of both parties."""
    for marked in read_sentences(path):
        if None not in find_parties(marked.sentence, marked.source, marked.target):
            yield marked


def coded_pairs(articles: Iterable[tuple[Row, list[Row]]]) -> Iterator[Marked]:
    """Yield a pair for each coding whose first actor and first recipient both stand in the trigger's sentence.

    A pair of parties that one sentence codes twice, as different roots, is left out: the pair alone cannot tell them.
    """
    for line, codings in articles:
        roots: dict[tuple[str, str, str], set[str]] = {}
        published = date.fromisoformat(line["published"])
        article = Article(line["id"], None, published, line.get("title") or "", line["text"])
        sentences = [span.quote(article.full_text) for span in split_sentences(article)]
        for coding in codings:
            found = _pair_of(coding, sentences) if coding["status"] == "actual" else None
            if found:
                roots.setdefault(found, set()).add(ROOTS.get(coding["event"], coding["event"]))
        for (sentence, source, target), labels in roots.items():
            if len(labels) == 1:
                yield Marked(line["id"], sentence, source, target, labels.pop())


def _pair_of(coding: Row, sentences: list[str]) -> tuple[str, str, str] | None:
    if not coding["actors"] or not coding["recipients"]:
        return None
    source, target = ((coding[side][0]["text"] or "").strip() for side in ("actors", "recipients"))
    for sentence in sentences:
        same = sentence in coding["quote"] or coding["quote"] in sentence
        if same and coding["trigger"] in sentence:
            return (sentence, source, target) if None not in find_parties(sentence, source, target) else None
    return None


def read_dispatches(data: Path, part: str) -> Iterator[tuple[Row, list[Row]]]:
    """Yield the articles of gold/dispatches-train with their codings; part: "train" or "val"."""
    codings: dict[str, list[Row]] = {}
    for coding in read_lines(data / f"codings_{part}.jsonl"):
        codings.setdefault(coding["article_id"], []).append(coding)
    for line in read_lines(data / f"articles_{part}.jsonl"):
        yield line, codings.get(line["id"], [])


def task_line(sentence: str, group: list[Marked]) -> dict[str, Any]:
    """Return one line of a task file: every pair of a sentence, in both orders."""
    pairs: dict[tuple[Span, Span], str] = {}
    for marked in group:
        source, target = _both(find_parties(sentence, marked.source, marked.target))
        pairs[source, target] = marked.root
    # Two parties that accuse each other are two pairs, and neither order is the inverse.
    inverse = {(target, source): INVERSE for source, target in pairs if (target, source) not in pairs}
    return {
        "id": group[0].id,
        "text": sentence,
        "segments": [[0, len(sentence)]],
        "pairs": [
            {"source": [source.start, source.end], "target": [target.start, target.end], "label": label}
            for (source, target), label in (pairs | inverse).items()
        ],
    }


def _both(spans: list[Span | None]) -> tuple[Span, Span]:
    source, target = spans
    if source is None or target is None:
        raise ValueError("expected a pair whose parties both stand in the sentence")
    return source, target


def is_dev(key: str) -> bool:
    """Tell whether a document or sentence is held out: one in ten, by its hash."""
    return hashlib.sha256(key.encode()).digest()[0] % 10 == 0


def write_task(out: Path, name: str, pairs: Iterable[Marked], by_sentence: bool) -> None:
    """Write NAME_train.jsonl and NAME_dev.jsonl, held out by sentence or by article id."""
    groups: dict[tuple[str, str], list[Marked]] = {}
    for marked in pairs:
        groups.setdefault((marked.sentence if by_sentence else marked.id, marked.sentence), []).append(marked)
    counts: Counter[str] = Counter()
    with (out / f"{name}_train.jsonl").open("w") as train, (out / f"{name}_dev.jsonl").open("w") as dev:
        for (key, sentence), group in groups.items():
            stream = dev if is_dev(key) else train
            counts["dev" if is_dev(key) else "train"] += len(group)
            stream.write(json.dumps(task_line(sentence, group), ensure_ascii=False) + "\n")
    print(f"{name}: {counts['train']} pairs to train, {counts['dev']} held out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write_task(options.out, "plv", marked_pairs(options.data / "PLV_train.tsv"), by_sentence=True)
    shared = options.data.resolve().parents[1]
    coded = [*read_dispatches(shared / "gold" / "dispatches-train", "train"), *read_standoff(shared)]
    write_task(options.out, "dyads", coded_pairs(coded), by_sentence=False)


if __name__ == "__main__":
    main()
