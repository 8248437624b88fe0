"""Attribution: how well "who said it" is found, on news whose sources, cues and contents are marked (PolNeAR's layout).

    python -m evals.polnear --data ../shared/gold/polnear [--split FILE] [--part dev] [--linear] [--json]

DIR holds a folder a part (train, dev), each with text/NAME.txt and attributions/NAME_ANNOTATOR.ann (brat standoff).
FILE: names of the documents to read, one a line, from whatever part; without it, the part `dev` is read. A document
that several people marked counts once a person. `--linear` leaves the network out.

Words are runs of letters and digits, and single signs. Found attributions are paired one to one with marked ones whose
cue shares a word with theirs, those that share most first.

`cue_f`: F over attributions, right where the cue shares a word with the marked one; `cue_exact_f`: where it is the
same words.
`source_f`: F over attributions that have a source, right where the cue is right and the sources share at least half of
the words of the shorter one ("the mayor" for "the mayor of the town"); `source_exact_f`: where cue and source are the
same words.
`source_given_cue`: share of right cues whose source is right, or rightly none.
`content_f`: F over the words of all contents, counted within the paired attributions; an unpaired one's are all wrong.
`headline`: source_f, which asks for both the cue and the source.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.extract.network import Network, load_network
from dragoman.extract.quotation_network import NetworkReading
from dragoman.extract.quotations import AttributedContent, find_attributions
from dragoman.extract.sentences import split_sentences
from dragoman.extract.windows import cut_windows
from dragoman.model import Article, Span

_WORD = re.compile(r"\w+|[^\w\s]")
_DAY = date(2016, 1, 1)
Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One document as one person marked it; spans count in `article.full_text`."""

    name: str
    annotator: str
    article: Article
    attributions: tuple[AttributedContent, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of an attribution, as positions in the document."""

    cue: Words
    source: Words
    content: Words


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--linear", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    names = set(options.split.read_text(encoding="utf-8").split()) if options.split else None
    parts = sorted(p.name for p in options.data.iterdir() if (p / "text").is_dir()) if names else [options.part]
    documents = [d for part in parts for d in read_documents(options.data / part, names)]
    if not documents:
        print(
            f"{options.data}: expected text/NAME.txt and attributions/NAME_ANNOTATOR.ann in {', '.join(parts)},"
            " found none that the split names; check --data, --split and --part.",
            file=sys.stderr,
        )
        return 4
    scores = score_documents(documents, None if options.linear else load_network())
    print(json.dumps(scores) if options.json else "\n".join(f"{key:20} {value}" for key, value in scores.items()))
    return 0


def read_documents(folder: Path, names: set[str] | None = None) -> Iterator[Marked]:
    """Yield the documents of one part, one a person that marked it, in order of name."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, annotator = path.stem.rsplit("_", 1)
        if names is None or name in names:
            text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            article = Article(name, None, _DAY, "", text)
            marked = read_attributions(path.read_bytes().decode("utf-8"), article)
            yield Marked(name, annotator, article, tuple(marked))


def read_attributions(standoff: str, article: Article) -> Iterator[AttributedContent]:
    """Yield the attributions of a brat file that have a cue; offsets move by the title's room."""
    shift = len(article.full_text) - len(article.text)
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[str] = []
    for line in standoff.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if fields[0].startswith("T") and len(fields) >= 3:
            pieces = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple(Span(int(a) + shift, int(b) + shift) for a, b in (p.split() for p in pieces))
        elif fields[0].startswith("E") and len(fields) >= 2:
            events.append(fields[1])
    for event in events:
        roles = {role: spans.get(key, ()) for role, key in (pair.split(":") for pair in event.split())}
        if cue := roles.get("Cue"):
            source = roles.get("Source") or ()
            content = tuple(sorted(roles.get("Content", ()) + roles.get("Content2", ())))
            yield AttributedContent(_hull(cue), _hull(source) if source else None, content)


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def read_article(article: Article, network: Network | None) -> list[AttributedContent]:
    """Return what the package finds, with the network's reading of every sentence where there is one."""
    if network is None:
        return find_attributions(article)
    sentences = split_sentences(article)
    windows = cut_windows(article.full_text, list(enumerate(sentences)))
    return find_attributions(article, sentences, network=NetworkReading(network, map(network.read, windows)))


def score_documents(documents: Iterable[Marked], network: Network | None) -> dict[str, float]:
    """Return the figures over documents."""
    found: dict[str, Sequence[AttributedContent]] = {}
    total: Counter[str] = Counter()
    number = 0
    for document in documents:
        if document.name not in found:
            found[document.name] = read_article(document.article, network)
        total += count_right(document.article.full_text, document.attributions, found[document.name])
        number += 1
    figures = {
        "cue": _f(total["cue"], total["gold"], total["found"]),
        "cue_exact": _f(total["cue_exact"], total["gold"], total["found"]),
        "source": _f(total["source"], total["gold_source"], total["found_source"]),
        "source_exact": _f(total["source_exact"], total["gold_source"], total["found_source"]),
        "content": _f(total["content"], total["gold_content"], total["found_content"]),
    }
    scores = {"headline": figures["source"][2]}
    for name, (precision, recall, f) in figures.items():
        scores |= {f"{name}_p": precision, f"{name}_r": recall, f"{name}_f": f}
    scores["source_given_cue"] = round(total["answer"] / max(total["cue"], 1), 4)
    return scores | {"gold": total["gold"], "found": total["found"], "documents": number}


def count_right(text: str, gold: Iterable[AttributedContent], found: Iterable[AttributedContent]) -> Counter[str]:
    """Count what is right in one document, and what could be."""
    starts = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    right, ours = [_parts(g, starts) for g in gold], [_parts(f, starts) for f in found]
    count: Counter[str] = Counter(gold=len(right), found=len(ours))
    for name, side in (("gold", right), ("found", ours)):
        count[f"{name}_source"] = sum(bool(parts.source) for parts in side)
        count[f"{name}_content"] = sum(len(parts.content) for parts in side)
    for one, other in _pair(right, ours):
        same_cue = one.cue == other.cue
        count["cue"] += 1
        count["cue_exact"] += same_cue
        count["answer"] += same_source(one.source, other.source)
        if one.source and other.source:
            count["source"] += same_source(one.source, other.source)
            count["source_exact"] += same_cue and one.source == other.source
        count["content"] += len(one.content & other.content)
    return count


def same_source(one: Words, other: Words) -> bool:
    """Tell whether two sources share at least half of the shorter one's words, or are both none."""
    return 2 * len(one & other) >= min(len(one), len(other)) if one and other else one == other


def _parts(attribution: AttributedContent, starts: Sequence[tuple[int, int]]) -> Parts:
    def within(*spans: Span) -> Words:
        return frozenset(i for i, (a, b) in enumerate(starts) if any(a < s.end and s.start < b for s in spans))

    source = within(attribution.source) if attribution.source else frozenset[int]()
    return Parts(within(attribution.cue), source, within(*attribution.contents))


def _pair(gold: Sequence[Parts], found: Sequence[Parts]) -> Iterator[tuple[Parts, Parts]]:
    """Pair by shared words of the cue; of equals, by those of source and content."""
    ranked = sorted(
        (-len(g.cue & f.cue), -len(g.source & f.source), -len(g.content & f.content), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.cue & f.cue
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for *_, i, j in ranked:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            yield gold[i], found[j]


def _f(hits: int, gold: int, found: int) -> tuple[float, float, float]:
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    f = 2 * precision * recall / (precision + recall) if hits else 0.0
    return round(precision, 4), round(recall, 4), round(f, 4)


if __name__ == "__main__":
    sys.exit(main())
