"""Articles coded by reading, as the scripts that fit models take them, and the rows that they make of them."""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.model import Article, Span

Coded = dict[str, Any]
"""A coding in the guide's format."""
_STOP = frozenset(
    (
        "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his", "her",
        "their", "our", "'s", "s", "was", "were", "is", "are", "be", "been", "has", "had",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row to fit to. `case`: the number of the question that the row is one of the answers to, where that is told."""

    article_id: str
    features: frozenset[str]
    label: str
    weight: float = 1.0
    case: int = 0

    def fold(self, folds: int) -> int:
        """Return the fold of the row's article."""
        return part_of(self.article_id, folds)


def part_of(article_id: str, parts: int) -> int:
    """Return the part that an article falls into, of some parts of about one size."""
    return zlib.crc32(article_id.encode()) % parts


def read_coded(articles: Path, codings: Path) -> list[tuple[Article, list[Coded]]]:
    """Read articles and codings in the guide's format; return each article with its codings."""
    by_article: dict[str, list[Coded]] = defaultdict(list)
    for line in codings.read_text(encoding="utf-8").splitlines():
        coded = json.loads(line)
        by_article[coded["article_id"]].append(coded)
    found = [read_article(json.loads(line)) for line in articles.read_text(encoding="utf-8").splitlines()]
    return [(article, by_article[article.id]) for article in found]


def read_article(line: Coded) -> Article:
    """Return the article of one line of articles.jsonl."""
    return Article(
        line["id"], line.get("outlet"), date.fromisoformat(line["published"]), line.get("title") or "", line["text"]
    )


def find_trigger(text: str, coded: Coded) -> Span:
    """Return where the trigger of a coding stands: in its sentence, where the text holds that word for word."""
    start = text.find(coded["trigger"], max(text.find(coded["quote"]), 0))
    return Span(start, start + len(coded["trigger"]))


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", (text or "").lower())) - _STOP


def share_words(left: str | None, right: str | None) -> float:
    """Return how many of the words of either two texts share; common words do not count."""
    a, b = _words(left), _words(right)
    return len(a & b) / len(a | b) if a and b else 0.0
