"""Task files for the network from coded articles: each coding as an anchor with its event, status, mode and roles.

    python -m scripts.dispatch_examples [--data DIR] --out DIR

Writes dispatches_train.jsonl and dispatches_dev.jsonl in the format that scripts/train_network.py reads.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.extract.dates import DateMention, find_dates
from dragoman.extract.sentence_filter import may_hold_events
from dragoman.extract.sentences import split_sentences
from dragoman.extract.tolls import find_tolls
from dragoman.model import Article, Span
from evals.standoff import read_standoff
from scripts.coded_rows import Coded, read_article, read_coded

_HOLLOW = frozenset(
    (
        "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his", "her", "or",
        "their", "our", "was", "were", "is", "are", "be", "been", "being", "has", "had", "have", "not", "will", "would",
        "it", "he", "she", "they", "them", "him", "himself", "itself", "themselves", "that", "this", "as", "out", "up",
        "into", "over", "off", "no", "did", "do", "does", "who", "which", "what", "about", "against", "between",
    )
)  # fmt: skip
_WORD = re.compile(r"\w+")


def content_words(text: str, span: Span) -> list[Span]:
    """Return the words of a trigger that carry its meaning; every word where none does."""
    words = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.quote(text))]
    return [word for word in words if word.quote(text).lower() not in _HOLLOW] or words


def make_example(article: Article, codings: Sequence[Coded]) -> dict[str, Any]:
    """Return the line of one article. Sentences with a coding's trigger are kept whatever the filter says."""
    text = article.full_text
    spans = split_sentences(article)
    starts = [span.start for span in spans]
    dates, tolls = find_dates(text, article.published), find_tolls(text)
    anchors, needed = [], set()
    for coded in codings:
        quote = max(text.find(coded["quote"]), 0)
        start = text.find(coded["trigger"], quote)
        trigger = Span(start, start + len(coded["trigger"]))
        number = bisect_right(starts, trigger.start) - 1
        needed.add(number)
        home = spans[number]
        words = content_words(text, trigger)
        roles = list(_find_roles(text, coded, home, trigger))
        roles.extend(_find_dates(coded, dates, home, trigger))
        for kind in ("killed", "injured"):
            value = coded[kind]
            size = value and (value.get("best") or value.get("low"))
            fits = [t for t in tolls if t.kind == kind and t.size == size] if size else []
            if fits:
                best = min(fits, key=lambda t: _away(t.span, home, trigger))
                roles.append([best.span.start, best.span.end, kind])
        anchors.append(
            {
                "spans": [[w.start, w.end] for w in words],
                "event": coded["event"],
                "status": coded["status"],
                "mode": f"{coded['event']}/{coded['mode'] or ''}",
                "roles": roles,
            }
        )
    likely = may_hold_events([span.quote(text) for span in spans])
    kept = [s for i, s in enumerate(spans) if i in needed or likely[i]]
    return {"id": article.id, "text": text, "segments": [[s.start, s.end] for s in kept], "anchors": anchors}


def _find_roles(text: str, coded: Coded, home: Span, trigger: Span) -> Iterator[list[Any]]:
    values = [(p["text"], "actor") for p in coded["actors"]] + [(p["text"], "recipient") for p in coded["recipients"]]
    values += [(words, "target") for words in coded["targets"]] + [(words, "weapon") for words in coded["weapons"]]
    if coded["place"]:
        values.append((coded["place"]["text"], "place"))
    if coded["attribution"]:
        values.append((coded["attribution"]["speaker"], "speaker"))
    if coded["claimed_by"]:
        values.append((coded["claimed_by"], "claimant"))
    for words, label in values:
        if words:
            found = [Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
            if found:
                best = min(found, key=lambda span: _away(span, home, trigger))
                yield [best.start, best.end, label]


def _find_dates(coded: Coded, dates: Sequence[DateMention], home: Span, trigger: Span) -> Iterator[list[Any]]:
    when = coded["date"]
    if not when:
        return
    start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"] or when["start"])
    fits = [d for d in dates if share_days(d.start, d.end, start, end) >= 0.5]
    if fits:
        best = min(fits, key=lambda d: _away(d.span, home, trigger))
        yield [best.span.start, best.span.end, "date"]


def share_days(start: date, end: date, other_start: date, other_end: date) -> float:
    shared = (min(end, other_end) - max(start, other_start)).days + 1
    return max(shared, 0) / ((max(end, other_end) - min(start, other_start)).days + 1)


def _away(span: Span, home: Span, trigger: Span) -> int:
    """Characters from the trigger; everything in the trigger's sentence is nearer than anything else."""
    apart = max(trigger.start - span.end, span.start - trigger.end, 0)
    return apart if home.contains(span) else apart + 10_000


def write_examples(coded: Sequence[tuple[Article, list[Coded]]], file: Path) -> None:
    """Write one line an article."""
    lines = [json.dumps(make_example(*pair), ensure_ascii=False) for pair in coded]
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{file}: {len(lines)} texts")


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "gold" / "dispatches-train")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    train = read_coded(options.data / "articles_train.jsonl", options.data / "codings_train.jsonl")
    train += [(read_article(line), codings) for line, codings in read_standoff(shared)]
    write_examples(train, options.out / "dispatches_train.jsonl")
    dev = read_coded(options.data / "articles_val.jsonl", options.data / "codings_val.jsonl")
    write_examples(dev, options.out / "dispatches_dev.jsonl")


if __name__ == "__main__":
    main()
