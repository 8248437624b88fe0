"""Dates: how well time expressions are found and resolved, on the TempEval-3 training set (TimeML).

    python -m evals.tempeval3 --data ../shared/gold/tempeval3 [--split FILE] [--half dev|check|all] --json

DIR holds .tml files at any depth; the creation time of each is taken as its publication day. FILE: names of the
documents to read, one a line. The set falls in two halves by the hash of the document's name: `dev` is for finding
mistakes, `check` is only counted. Figures, as the task defined them: extraction precision, recall and F, relaxed
(overlap) and strict (same offsets); value accuracy over matched expressions; value F = relaxed F times that accuracy.
`dates_only`: the same over expressions whose gold type is DATE or TIME, the ones that a coding needs.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.extract.dates import find_time_words

_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression: offsets in the plain text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One TimeML document, with the tags taken out."""

    name: str
    published: date
    text: str
    gold: tuple[Timex, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold expression and the found one that overlaps it most."""

    gold: Timex
    found: Timex


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--half", choices=("dev", "check", "all"), default="all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list the mistakes of the dev half")
    options = parser.parse_args(arguments)
    names = set(options.split.read_text().split()) if options.split else None
    documents = [d for d in read_documents(options.data) if names is None or d.name in names]
    if not documents:
        print(f"{options.data}: expected .tml files, found none that the split names.", file=sys.stderr)
        return 4
    chosen = [d for d in documents if options.half in ("all", half_of(d.name))]
    scores = score_documents(chosen)
    if options.errors:
        list_errors(d for d in chosen if half_of(d.name) == "dev")
    print(json.dumps(scores) if options.json else "\n".join(f"{key:24} {value}" for key, value in scores.items()))
    return 0


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents under a folder, by path."""
    for path in sorted(folder.rglob("*.tml")):
        markup = path.read_text(encoding="utf-8")
        created = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', markup, re.DOTALL)
        body = re.search(r"<TEXT>(.*?)</TEXT>", markup, re.DOTALL)
        if created and body:
            text, gold = strip_tags(body[1])
            yield Document(path.stem, date.fromisoformat(created[1]), text, tuple(gold))


def strip_tags(markup: str) -> tuple[str, list[Timex]]:
    """Return the text without tags, and its time expressions with their offsets in it."""
    parts: list[str] = []
    open_at: list[tuple[int, dict[str, str]]] = []
    gold: list[Timex] = []
    length = 0
    for piece in re.split(r"(<[^>]+>)", markup):
        if piece.startswith("<TIMEX3"):
            open_at.append((length, dict(_ATTRIBUTE.findall(piece))))
        elif piece == "</TIMEX3>":
            start, attributes = open_at.pop()
            gold.append(Timex(start, length, attributes["type"], attributes.get("value", "")))
        elif not piece.startswith("<"):
            parts.append(html.unescape(piece))
            length += len(parts[-1])
    return "".join(parts), gold


def half_of(name: str) -> str:
    """Return the half that a document falls in, the same on every machine."""
    return "dev" if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else "check"


def score_documents(documents: Iterable[Document]) -> dict[str, float | int]:
    """Return all figures over the documents."""
    pairs: list[Pair] = []
    gold_count = found_count = letters = 0
    seconds = 0.0
    for document in documents:
        begun = time.process_time()
        found = find_timexes(document)
        seconds += time.process_time() - begun
        pairs += match_timexes(document.gold, found)
        gold_count, found_count, letters = (
            gold_count + len(document.gold),
            found_count + len(found),
            letters + len(document.text),
        )
    dated = [pair for pair in pairs if pair.gold.type in ("DATE", "TIME")]
    strict = sum((p.gold.start, p.gold.end) == (p.found.start, p.found.end) for p in pairs)
    precision, recall = len(pairs) / found_count, len(pairs) / gold_count
    accuracy = _share(pairs)
    relaxed = _f(precision, recall)
    return {
        "gold": gold_count,
        "found": found_count,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f_relaxed": round(relaxed, 4),
        "f_strict": round(_f(strict / found_count, strict / gold_count), 4),
        "value_accuracy": round(accuracy, 4),
        "value_f": round(relaxed * accuracy, 4),
        "type_accuracy": round(sum(p.gold.type == p.found.type for p in pairs) / len(pairs), 4),
        "dates_only_value_accuracy": round(_share(dated), 4),
        "megabytes_per_second": round(letters / 1e6 / seconds, 2),
        "articles_of_2500_per_second": round(letters / 2500 / seconds),
    }


def find_timexes(document: Document) -> list[Timex]:
    """Run the dates module over a document."""
    mentions = find_time_words(document.text, document.published)
    return [Timex(m.span.start, m.span.end, m.reading.type, m.reading.value) for m in mentions]


def match_timexes(gold: Iterable[Timex], found: Iterable[Timex]) -> list[Pair]:
    """Pair each gold expression with the free found one that overlaps it most."""
    free = list(found)
    pairs = []
    for timex in gold:
        near = max(free, key=lambda other: _overlap(timex, other), default=None)
        if near is not None and _overlap(timex, near) > 0:
            free.remove(near)
            pairs.append(Pair(timex, near))
    return pairs


def list_errors(documents: Iterable[Document]) -> None:
    """Print what was missed, invented or resolved wrong, with a few words around."""
    for document in documents:
        found = find_timexes(document)
        pairs = match_timexes(document.gold, found)
        for pair in pairs:
            if pair.gold.value != pair.found.value:
                _tell("VALUE", document, pair.gold, f"{pair.gold.value} found {pair.found.value}")
        for timex in document.gold:
            if timex not in [pair.gold for pair in pairs]:
                _tell("MISSED", document, timex, timex.value)
        for timex in found:
            if timex not in [pair.found for pair in pairs]:
                _tell("INVENTED", document, timex, timex.value)


def _tell(what: str, document: Document, timex: Timex, note: str) -> None:
    around = " ".join(document.text[max(0, timex.start - 60) : timex.end + 40].split())
    print(f"{what}\t{document.text[timex.start : timex.end]!r}\t{timex.type}\t{note}\t{document.published}\t{around}")


def _overlap(left: Timex, right: Timex) -> int:
    return min(left.end, right.end) - max(left.start, right.start)


def _share(pairs: list[Pair]) -> float:
    return sum(pair.gold.value == pair.found.value for pair in pairs) / len(pairs) if pairs else 0.0


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
