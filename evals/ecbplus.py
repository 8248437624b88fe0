"""Event coreference across documents: `python -m evals.ecbplus --data DIR [--part Dev] [--json]`, DIR as gold/ecbplus.

The documents of ECB+ are coded, resolved and linked, and the gold mentions that a coding names (its trigger or one of
its further mentions covers them) are scored by B-cubed F against the gold chains: chiefly sport, films, crime and
accidents, so that few of them are events by the coding guide. The set gives no days of publication: a document is taken
to be of the last day that its text names in full, or of `DAY`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.catalog.actors import ActorCatalog
from dragoman.extract.coders.network import NetworkCoder
from dragoman.extract.dates import find_dates
from dragoman.model import Article, Coding
from dragoman.model.event import ResolvedCoding
from dragoman.pipeline.resolving import resolve_codings
from dragoman.resolve.linking import link_codings
from dragoman.resolve.places import load_gazetteer
from evals.linkage_scores import score_b_cubed, score_pairs

LEAST_CONFIDENCE = 0.1
"""Lower than in a study, since most of what these documents tell is no event by the coding guide."""

DAY = date(2012, 6, 30)
_FULL = re.compile(r"\b(?:19|20)\d\d\b")
_CLOSING = frozenset((".", ",", "!", "?", ";", ":", ")", "'s", "n't", "''", "%"))
_OPENING = frozenset(("(", "``", "$"))


@dataclass(frozen=True, slots=True)
class Document:
    """An article with where its tokens stand in it: (sentence, token) to (start, end)."""

    article: Article
    tokens: Mapping[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mention:
    """Gold words for an event, in an article, and the chain of those that are one event."""

    id: str
    article_id: str
    chain: str
    start: int
    end: int


def read_documents(path: Path) -> dict[str, Document]:
    """Return the documents of a CoNLL file (document, sentence, token, word, chain), each with its text rebuilt."""
    rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            name, sentence, token, word, *_ = line.split("\t")
            rows[name].append((int(sentence), int(token), word))
    return {name: build_document(name, words) for name, words in rows.items()}


def build_document(name: str, words: Sequence[tuple[int, int, str]]) -> Document:
    """Write tokens out as text; the first sentence is no title, since in half the documents it is the lead."""
    text, tokens, before = "", {}, (-1, "")
    for sentence, token, word in words:
        if text:
            glued = word in _CLOSING or word.startswith("'") or before[1] in _OPENING
            text += "\n\n" if sentence != before[0] else "" if glued else " "
        tokens[sentence, token] = (len(text), len(text) + len(word))
        text, before = text + word, (sentence, word)
    shift = Article(name, None, DAY, "", text).full_text.index(text)
    named = [d.end for d in find_dates(text, DAY) if _FULL.search(d.span.quote(text)) and d.start == d.end]
    published = max(named, default=DAY)
    moved = {key: (start + shift, end + shift) for key, (start, end) in tokens.items()}
    return Document(Article(name, None, published, "", text), moved)


def read_mentions(path: Path, documents: Mapping[str, Document]) -> list[Mention]:
    """Return the gold mentions."""
    mentions = []
    for n, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        tokens = documents[row["doc_id"]].tokens
        spans = [tokens[row["sent_id"], token] for token in row["tokens_number"]]
        mentions.append(Mention(str(n), row["doc_id"], row["coref_chain"], spans[0][0], spans[-1][1]))
    return mentions


def code_documents(documents: Mapping[str, Document]) -> dict[str, list[ResolvedCoding]]:
    """Code and resolve the documents as the pipeline does."""
    coder, catalog, gazetteer = NetworkCoder(LEAST_CONFIDENCE), ActorCatalog.load(None), load_gazetteer()
    return {
        name: resolve_codings(document.article, coder.code_articles([document.article])[0], catalog, gazetteer)
        for name, document in documents.items()
    }


def match_mentions(
    mentions: Sequence[Mention], resolved: Mapping[str, Sequence[ResolvedCoding]]
) -> dict[str, ResolvedCoding]:
    """Return, by mention, the coding whose trigger or further mention shares words with it; others have none."""
    found = {}
    for mention in mentions:
        for each in resolved[mention.article_id]:
            if any(start < mention.end and mention.start < end for start, end in _list_spans(each.coding)):
                found[mention.id] = each
                break
    return found


def _list_spans(coding: Coding) -> list[tuple[int, int]]:
    return [(quote.span.start, quote.span.end) for quote in (coding.trigger, *coding.mentions)]


def evaluate(folder: Path, part: str) -> dict[str, object]:
    """Code, link and score."""
    documents = read_documents(folder / f"ECB_{part}_corpus.txt")
    mentions = read_mentions(folder / f"ECB_{part}_Event_gold_mentions.json", documents)
    resolved = code_documents(documents)
    coded = match_mentions(mentions, resolved)
    linkage = link_codings(each for codings in resolved.values() for each in codings)
    event_of = {coding: event.id for event in linkage.events for coding in event.coding_ids}
    gold = {mention.id: mention.chain for mention in mentions if mention.id in coded}
    found = {key: event_of[each.coding.id] for key, each in coded.items()}
    alone = {key: key for key in gold}
    return {
        "b_cubed": score_b_cubed(found, gold),
        "pairwise": score_pairs(found, gold),
        "baselines": {"each_alone": score_b_cubed(alone, gold)},
        "mentions": len(mentions),
        "coded": len(gold),
        "documents": len(documents),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Score event coreference across documents on what is coded.")
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as gold/ecbplus")
    parser.add_argument("--part", choices=("Train", "Dev"), default="Dev")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    scores = evaluate(options.data, options.part)
    print(json.dumps(scores) if options.json else json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
