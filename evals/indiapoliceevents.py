"""What do the police do? The coder's codings against sentences with five labels (laid out as gold/indiapoliceevents).

    python -m evals.indiapoliceevents --data DIR [--split FILE] [--coder NAME] [--json]

DIR holds docs.csv and sents.csv; FILE: ids of the documents to score, one a line. Precision, recall and F of each
label, over sentences and over documents. A report without a target: the labels are not PLOVER's, and a coding stands
for all mentions of one event, so that a sentence that only repeats it has a label and may have no coding. The spaCy
coder reads about 15 documents a second.

A coding's labels, told of the sentences that its trigger and its other mentions stand in. The police are actors of the
sectors COP and MIL, since the set counts the forces of order as one.
- KILL: ASSAULT by the police with a count of killed of 1 or more, or with a trigger that means killing.
- FORCE: ASSAULT by the police, except abduction: firing, tear gas, baton charges, beating.
- ARREST: COERCE of mode arrest, by the police or by nobody named ("were arrested" is the police's work), or ASSAULT of
  mode abduct by the police.
- FAIL: any coding whose sentence names the police, or has them on either side, and speaks of inaction ("failed", "did
  not", "mute spectators"): PLOVER has no type for what is left undone.
- ANY_ACTION: any of KILL, FORCE, ARREST; or an act in deed by the police (AID, COOPERATE, RETREAT, SANCTION, MOBILIZE,
  COERCE, ASSAULT) or ACCUSE of mode investigate or allege (inquiries and charges).
Only codings of status actual and historical count, except for FAIL.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dragoman.extract.coders import DEFAULT_CODER, load_coder
from dragoman.model import Article, Coding, Span

LABELS = ("KILL", "FORCE", "ARREST", "FAIL", "ANY_ACTION")
POLICE = frozenset({"COP", "MIL"})
REAL = frozenset({"actual", "historical"})
DEEDS = frozenset({"AID", "COOPERATE", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_KILLING = re.compile(r"kill|shot dead|shoot dead|gun\w* down|slay|slain|murder|massacre", re.IGNORECASE)
_POLICE_WORD = re.compile(r"\b(?:police|policem[ae]n|cops?)\b", re.IGNORECASE)
_INACTION = re.compile(
    r"fail|inaction|(?:did|do|had) (?:nothing|not)|no action|mute|spectator|refus|delay|slack|\blax|lapse|negligen|"
    r"inept|ineffective|unable|ignored|deaf ear|conniv|complic|collu|partisan",
    re.IGNORECASE,
)
_DAY = re.compile(r"This story is from (\w+ \d+, \d{4})")
# What docs.csv was published in, where a document does not say.
_USUAL_DAY = date(2002, 3, 15)

Row = dict[str, str]


def labels_of(coding: Coding) -> set[str]:
    """Return the labels that a coding stands for, by the rules above."""
    by_police = any(actor.sector in POLICE for actor in coding.actors)
    labels: set[str] = set()
    if coding.status in REAL:
        if coding.event == "ASSAULT" and by_police and coding.mode != "abduct":
            labels.add("FORCE")
            killed = coding.killed is not None and (coding.killed.best or coding.killed.low or 0) > 0
            if killed or _KILLING.search(coding.trigger.text):
                labels.add("KILL")
        arrest = coding.event == "COERCE" and coding.mode == "arrest" and (by_police or not coding.actors)
        if arrest or (coding.event == "ASSAULT" and coding.mode == "abduct" and by_police):
            labels.add("ARREST")
        inquiry = coding.event == "ACCUSE" and coding.mode in ("investigate", "allege")
        if labels or (by_police and (coding.event in DEEDS or inquiry)):
            labels.add("ANY_ACTION")
    to_police = any(recipient.sector in POLICE for recipient in coding.recipients)
    named = by_police or to_police or _POLICE_WORD.search(coding.quote.text)
    if named and _INACTION.search(coding.quote.text):
        labels.add("FAIL")
    return labels


def read_rows(data: Path, split: Path | None) -> tuple[list[Row], dict[str, list[Row]]]:
    """Return the documents, and the sentences of each in order."""
    csv.field_size_limit(10**8)
    chosen = set(split.read_text(encoding="utf-8").split()) if split else None
    documents, sentences = (_read_csv(data / name) for name in ("docs.csv", "sents.csv"))
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in sentences:
        by_document[row["doc_id"]].append(row)
    return [row for row in documents if chosen is None or row["doc_id"] in chosen], by_document


def _read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_article(row: Row) -> Article:
    """Return a document as an article without a title."""
    day = _DAY.search(row["doc_text"])
    published = datetime.strptime(day[1], "%B %d, %Y").date() if day else _USUAL_DAY
    return Article(row["doc_id"], None, published, "", row["doc_text"])


def place_sentences(full_text: str, sentences: Sequence[Row]) -> Iterator[Span]:
    """Yield where each sentence stands in its document; an empty span where it is not found."""
    at = 0
    for row in sentences:
        words = row["sent_text"].strip()
        found = full_text.find(words, at)
        at = found + len(words) if found >= 0 else at
        yield Span(found, at) if found >= 0 else Span(at, at)


def label_sentences(article: Article, codings: Sequence[Coding], spans: Sequence[Span]) -> list[set[str]]:
    """Return the labels that the codings give to each sentence of an article."""
    found: list[set[str]] = [set() for _ in spans]
    for coding in codings:
        labels = labels_of(coding)
        marks = [coding.trigger.span, *(mention.span for mention in coding.mentions)] if labels else []
        for index, span in enumerate(spans):
            if any(mark.overlaps(span) for mark in marks):
                found[index] |= labels
    return found


def score_coder(data: Path, coder: str = DEFAULT_CODER, split: Path | None = None) -> dict[str, Any]:
    """Code the documents and return precision, recall and F of each label over sentences and documents."""
    documents, by_document = read_rows(data, split)
    reader = load_coder(coder)
    begun = time.perf_counter()
    gold: dict[str, list[set[str]]] = {"sentences": [], "documents": []}
    given: dict[str, list[set[str]]] = {"sentences": [], "documents": []}
    for row in documents:
        article = read_article(row)
        sentences = by_document[row["doc_id"]]
        spans = list(place_sentences(article.full_text, sentences))
        found = label_sentences(article, reader.code_articles([article])[0], spans)
        given["sentences"] += found
        given["documents"].append(set().union(*found))
        gold["sentences"] += [_marked(sentence) for sentence in sentences]
        gold["documents"].append(_marked(row))
    scores: dict[str, Any] = {"articles": len(documents), "seconds": round(time.perf_counter() - begun, 1)}
    for unit in ("sentences", "documents"):
        scores[unit] = {label: score_label(label, gold[unit], given[unit]) for label in LABELS}
    return scores


def _marked(row: Row) -> set[str]:
    return {label for label in LABELS if row[label] == "1"}


def score_label(label: str, gold: Sequence[set[str]], given: Sequence[set[str]]) -> dict[str, float | int]:
    """Return precision, recall and F of one label."""
    wanted, told = sum(label in labels for labels in gold), sum(label in labels for labels in given)
    hits = sum(label in left and label in right for left, right in zip(gold, given, strict=True))
    return {
        "p": round(hits / told, 4) if told else 0.0,
        "r": round(hits / wanted, 4) if wanted else 0.0,
        "f": round(2 * hits / (wanted + told), 4) if hits else 0.0,
        "gold": wanted,
        "given": told,
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--coder", default=DEFAULT_CODER)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    scores = score_coder(options.data, options.coder, options.split)
    if options.json:
        print(json.dumps(scores, indent=1))
        return 0
    print(f"{scores['articles']} documents in {scores['seconds']} s")
    for unit in ("sentences", "documents"):
        for label, figures in scores[unit].items():
            line = f"P {figures['p']:.3f}  R {figures['r']:.3f}  F {figures['f']:.3f}"
            print(f"{unit:10} {label:10} {line}  (gold {figures['gold']}, given {figures['given']})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
