"""Training examples for the network from marked attributions: which words are cues, whose words they are, what is said.

    python -m scripts.polnear_examples --data ../shared/gold/polnear --out DIR

Writes polnear_train.jsonl and polnear_dev.jsonl, one document a line: `tags` are cue spans; `anchors` the head word of
each cue with its source and its contents, cut to `segments`. Of a training document, runs of neighbouring sentences are
kept, two runs in five, whatever they hold, so that cues are as frequent as in whole documents; of the dev part, every
sentence. A document that several people marked stands once, as the first of them marked it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.extract.quotation_words import choose_head, find_words
from dragoman.extract.sentences import split_sentences
from dragoman.model import Span
from evals.polnear import Marked, read_documents

RUN = 8
SHARE = 0.4
Piece = list[int | str]


def write_examples(documents: Iterable[Marked], path: Path, share: float) -> None:
    """Write one line a document; tell what is in them."""
    seen: set[str] = set()
    count: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as out:
        for document in documents:
            if document.name in seen:
                continue
            seen.add(document.name)
            segments = choose_segments(document, share)
            if not segments:
                continue
            row = make_example(document, segments)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count.update(documents=1, segments=len(segments), cues=len(row["tags"]))
            count.update(str(role[2]) for anchor in row["anchors"] for role in anchor["roles"])
    print(path, dict(count))


def choose_segments(document: Marked, share: float) -> list[Span]:
    """Return a part of the sentences, in runs of neighbours chosen by a hash."""
    sentences = split_sentences(document.article)
    return [s for at, s in enumerate(sentences) if _draw(f"{document.name}/{at // RUN}") < share]


def _draw(name: str) -> float:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) / 2**32


def make_example(document: Marked, segments: Sequence[Span]) -> dict[str, object]:
    """Return one document in the network's format; offsets count in the article's full text."""
    text = document.article.full_text
    tags: list[Piece] = []
    anchors: list[dict[str, object]] = []
    for attribution in document.attributions:
        cue = _cut(attribution.cue, segments)
        if not cue:
            continue
        tags.append([*cue[0], "CUE"])
        roles = [[*piece, "CONTENT"] for content in attribution.contents for piece in _cut(content, segments)]
        if attribution.source:
            roles += [[*piece, "SOURCE"] for piece in _cut(attribution.source, segments)]
        head = choose_head(text, find_words(text, Span(*cue[0])))
        anchors.append({"span": [head.start, head.end], "roles": sorted(roles)})
    return {
        "id": document.name,
        "text": text,
        "segments": [[s.start, s.end] for s in segments],
        "tags": sorted(tags),
        "anchors": anchors,
    }


def _cut(span: Span, segments: Iterable[Span]) -> list[tuple[int, int]]:
    pieces = ((max(span.start, s.start), min(span.end, s.end)) for s in segments)
    return [(start, end) for start, end in pieces if start < end]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for part, share in (("train", SHARE), ("dev", 1.0)):
        write_examples(read_documents(options.data / part), options.out / f"polnear_{part}.jsonl", share)


if __name__ == "__main__":
    main()
