"""Make training texts for the tagging network from the MUC-4 templates: muc4_train, muc4_tune and muc4_dev.jsonl.

    python -m scripts.muc_examples [--data DIR] [--out DIR]

DIR is laid out as gold/muc4 (gtt_train.json, gtt_dev.json). A line a text: `segments` (the sentences near a word for an
act), `tags` (mentions of fillers with their role, and words for acts with the type of incident that they name),
`anchors` (such a word, with the fillers of its incident around it) and `labels` (types of the text's incidents).
Fillers stand in the templates without telling which of their mentions were meant: those near an act are marked, or else
the first one. One tenth of the training texts, by a hash of the id, goes to muc4_tune.jsonl: on it, what is built upon
the network is tuned.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.extract.incident_text import ActWord, find_acts, near_acts, split_text
from dragoman.model import Span

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TUNE_TENTH = 0
# How far, in sentences, a filler's mention may stand from a word for an act of its incident and still be marked.
REACH = {"PerpInd": 1, "PerpOrg": 1, "Target": 1, "Victim": 2, "Weapon": 1}

Template = Mapping[str, Any]
Tag = tuple[int, int, str]


def find_mentions(text: str, template: Template) -> Iterator[list[Tag]]:
    """Yield, a filler of the template, where it stands as whole words: the longest mention at each place."""
    for role in ROLES:
        for entity in template.get(role) or ():
            found: list[Tag] = []
            for mention, _ in sorted(entity, key=lambda m: -len(m[0])):
                pattern = r"(?<!\w)" + re.escape(mention) + r"(?!\w)"
                for match in re.finditer(pattern, text, re.IGNORECASE):
                    if not any(match.start() < end and start < match.end() for start, end, _ in found):
                        found.append((match.start(), match.end(), role))
            yield sorted(found)


def make_example(docid: str, text: str, templates: Iterable[Template]) -> dict[str, Any]:
    """Return the example of a text with its templates, in the schema of the network's task files."""
    templates = list(templates)
    sentences = split_text(text)
    acts = [find_acts(text, span) for span in sentences]
    tags: set[Tag] = set()
    anchors: dict[tuple[int, int], set[Tag]] = defaultdict(set)
    for template in templates:
        types = set(template["incident_type"].split(" / "))
        fitting = [[act for act in words if types & set(act.types)] for words in acts]
        marked = choose_mentions(find_mentions(text, template), sentences, fitting)
        tags |= set(marked)
        for n, words in enumerate(fitting):
            here = [tag for tag in marked if sentences[n].start <= tag[0] < sentences[n].end]
            for act in (_nearest(words, tag) for tag in here if words):
                kind = next(kind for kind in act.types if kind in types)
                tags.add((act.span.start, act.span.end, kind))
                anchors[act.span.start, act.span.end].update(here)
        if not marked:
            for words in fitting:
                tags |= {(a.span.start, a.span.end, next(k for k in a.types if k in types)) for a in words[:1]}
    kept = _without_overlaps(tags)
    return {
        "id": docid,
        "text": text,
        "segments": sorted(
            {(s.start, s.end) for s in near_acts(text, sentences)}
            | {(s.start, s.end) for s in sentences if any(s.start <= tag[0] < s.end for tag in kept)}
        ),
        "tags": kept,
        "anchors": [
            {"span": span, "roles": sorted(role for role in roles if role in kept)}
            for span, roles in sorted(anchors.items())
            if any(tag[:2] == span for tag in kept)
        ],
        "labels": sorted({kind for template in templates for kind in template["incident_type"].split(" / ")}),
    }


def choose_mentions(found: Iterable[list[Tag]], sentences: list[Span], acts: list[list[ActWord]]) -> list[Tag]:
    """Return the mentions near an act of the incident; of a filler that has none there, the first mention."""
    chosen: list[Tag] = []
    for mentions in found:
        near = [tag for tag in mentions if _is_near(tag, REACH[tag[2]], sentences, acts)]
        chosen.extend(near or mentions[:1])
    return chosen


def _is_near(tag: Tag, reach: int, sentences: list[Span], acts: list[list[ActWord]]) -> bool:
    at = next((n for n, span in enumerate(sentences) if span.start <= tag[0] < span.end), None)
    return at is not None and any(acts[max(at - reach, 0) : at + reach + 1])


def _nearest(words: list[ActWord], tag: Tag) -> ActWord:
    return min(words, key=lambda act: (min(abs(act.span.start - tag[1]), abs(tag[0] - act.span.end)), act.span.start))


def _without_overlaps(tags: Iterable[Tag]) -> list[Tag]:
    kept: list[Tag] = []
    # Roles before words for acts, longer before shorter.
    for start, end, label in sorted(tags, key=lambda t: (t[2] not in ROLES, t[0] - t[1], t)):
        if not any(start < e and s < end for s, e, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def tenth(docid: str) -> int:
    """Return which tenth of the training texts a text belongs to."""
    return int(hashlib.sha256(docid.encode("utf-8")).hexdigest(), 16) % 10


def read_documents(path: Path) -> list[dict[str, Any]]:
    """Read the lines of gtt_train.json or gtt_dev.json."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "gold" / "muc4")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[dict[str, Any]]] = {"train": [], "tune": [], "dev": []}
    for name, part in (("gtt_train.json", "train"), ("gtt_dev.json", "dev")):
        for row in read_documents(options.data / name):
            example = make_example(row["docid"], row["doctext"], row["templates"])
            parts["tune" if part == "train" and tenth(row["docid"]) == TUNE_TENTH else part].append(example)
    for part, examples in parts.items():
        with (options.out / f"muc4_{part}.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(example) + "\n" for example in examples)
        print(f"muc4_{part}: {len(examples)} texts, {sum(len(e['tags']) for e in examples)} tags")


if __name__ == "__main__":
    main()
