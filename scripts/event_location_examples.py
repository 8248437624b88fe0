"""Write verbs with the places where they happened as a task file of the network: anchors with the role LOCATION.

    python -m scripts.event_location_examples --data ../shared/gold/event_location --out DIR

Writes evloc_{train,dev}.jsonl from DIR/train.jsonl; the held-out tenth is the one that evals/event_location.py names.
The set marks about half of the places that stand in it: of the 254 verbs that either of two passes marks, 167 are
marked by one alone (where both mark, they agree in nine of ten). So to train, an unmarked verb in a sentence with a
place after a preposition is left out, and not taught as one without a place; the held-out part is whole.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.catalog.places import Gazetteer
from evals.event_location import Marked, read_marked

_PREPOSITION = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|over|through|off|of|on|from|to|into|toward|towards)\s+(?:[a-z]+\s+){0,3}$"
)


def task_line(sentence: str, group: list[Marked]) -> dict[str, Any]:
    """Return one line of a task file: every marked verb of a sentence with its places."""
    anchors = [
        {
            "span": [marked.verb.start, marked.verb.end],
            "roles": [[place.start, place.end, "LOCATION"] for place in marked.places],
        }
        for marked in group
    ]
    return {"id": group[0].document, "text": sentence, "segments": [[0, len(sentence)]], "anchors": anchors}


def may_be_unmarked(marked: Marked, gazetteer: Gazetteer) -> bool:
    """Tell whether a verb without a mark stands in a sentence with "in PLACE", so that the mark may be missing."""
    return not marked.places and any(
        match.locative or _PREPOSITION.search(marked.sentence[: match.start])
        for match in gazetteer.find(marked.sentence)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    groups: dict[tuple[str, str], dict[int, Marked]] = {}
    gazetteer = Gazetteer.load()
    for marked in read_marked([options.data / "train.jsonl"]):
        if not marked.held_out and may_be_unmarked(marked, gazetteer):
            continue
        # One verb marked twice, by two people: the first stands.
        groups.setdefault((marked.document, marked.sentence), {}).setdefault(marked.verb.start, marked)
    counts: Counter[str] = Counter()
    with (options.out / "evloc_train.jsonl").open("w") as train, (options.out / "evloc_dev.jsonl").open("w") as dev:
        for (_, sentence), by_verb in groups.items():
            group = list(by_verb.values())
            stream = dev if group[0].held_out else train
            counts["dev" if group[0].held_out else "train"] += len(group)
            stream.write(json.dumps(task_line(sentence, group), ensure_ascii=False) + "\n")
    print(f"evloc: {counts['train']} verbs to train, {counts['dev']} held out")


if __name__ == "__main__":
    main()
