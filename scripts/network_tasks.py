"""Task files read into windows with labels for the network: what each task asks, and where its answers lie."""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.windows import Window, cut_windows
from dragoman.model import Span

EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
FILLERS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
INCIDENTS = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
# An unmarked word may well be another mention of an act that is marked elsewhere in its text.
_UNMARKED_WEIGHT = 0.3


def begin_and_go_on(labels: Sequence[str]) -> list[str]:
    """Return the BIO labels of some span labels, without O, which is number 0 everywhere."""
    return [f"{mark}-{label}" for label in labels for mark in "BI"]


ANCHORS = {
    "dispatches": {
        "party": begin_and_go_on(["actor", "recipient", "target", "weapon"]),
        "place": begin_and_go_on(["place"]),
        "date": begin_and_go_on(["date"]),
        "speaker": begin_and_go_on(["speaker", "claimant"]),
        "toll": begin_and_go_on(["killed", "injured"]),
    },
    "polnear": {"source": begin_and_go_on(["SOURCE"]), "content": begin_and_go_on(["CONTENT"])},
    "evloc": {"location": begin_and_go_on(["LOCATION"])},
    "muc4": {"filler": begin_and_go_on(FILLERS)},
}
TAGS = {
    "dispatches": list(EVENTS),
    "polnear": begin_and_go_on(["CUE"]),
    "muc4": begin_and_go_on([*FILLERS, *INCIDENTS]),
}
# The pairs' classes: root types with both kinds of yielding as one, and the same two parties the other way round.
PAIRS = {"plv": [*(event for event in EVENTS if event not in ("CONCEDE", "RETREAT")), "YIELD", "INVERSE"]}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Marked words of a window, and the labels of every word in their light: group to int64 [words]."""

    words: Sequence[int]
    labels: dict[str, NDArray[np.int64]]
    kinds: dict[str, int]


@dataclass(frozen=True, slots=True)
class TaskWindow:
    """A window with the answers to one task's questions. `tags` and `weights`: [words], where the task has tags."""

    task: str
    window: Window
    text: str
    tags: NDArray[np.int64] | None
    weights: NDArray[np.float32] | None
    anchors: Sequence[Anchor] = ()
    pairs: Sequence[tuple[Sequence[int], Sequence[int], int]] = field(default_factory=tuple)


def read_task(file: Path, task: str, modes: dict[str, int], cut: random.Random | None = None) -> list[TaskWindow]:
    """Read a task file. `modes`: numbers of modes, added to; `cut`: vary the case of letters, for training."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    known = _stems_by_event(rows) if task == "dispatches" else {}
    return [window for row in rows for window in _read_row(row, task, modes, known, cut)]


def _read_row(
    row: dict[str, Any], task: str, modes: dict[str, int], known: dict[str, set[str]], cut: random.Random | None
) -> Iterator[TaskWindow]:
    text = _vary_case(row["text"], cut) if cut else row["text"]
    sentences = [(number, Span(*segment)) for number, segment in enumerate(row["segments"])]
    for window in cut_windows(text, sentences):
        starts = [word.start for word in window.words]
        tags, weights = _label_tags(row, task, window, text, starts, known)
        anchors = [a for a in (_label_anchor(x, task, window, starts, modes) for x in row.get("anchors", ())) if a]
        pairs = []
        for pair in row.get("pairs", ()):
            left, right = _words_in(starts, window, pair["source"]), _words_in(starts, window, pair["target"])
            if left and right:
                pairs.append((left, right, PAIRS["plv"].index(pair["label"])))
        yield TaskWindow(task, window, text, tags, weights, anchors, pairs)


def _vary_case(text: str, rng: random.Random) -> str:
    dice = rng.random()
    varied = text.lower() if dice < 0.08 else text.upper() if dice < 0.12 else text
    return varied if len(varied) == len(text) else text


def _words_in(starts: Sequence[int], window: Window, span: Sequence[int]) -> list[int]:
    first = bisect_left(starts, span[0])
    if first and window.words[first - 1].end > span[0]:
        first -= 1
    last = bisect_left(starts, span[1])
    return list(range(first, last))


def _label_tags(
    row: dict[str, Any], task: str, window: Window, text: str, starts: Sequence[int], known: dict[str, set[str]]
) -> tuple[NDArray[np.int64] | None, NDArray[np.float32] | None]:
    if task not in TAGS:
        return None, None
    tags = np.zeros(len(window.words), dtype=np.int64)
    weights = np.ones(len(window.words), dtype=np.float32)
    if task != "dispatches":
        for start, end, label in row.get("tags", ()):
            for place, word in enumerate(_words_in(starts, window, (start, end))):
                tags[word] = 1 + TAGS[task].index(f"{'I' if place else 'B'}-{label}")
        return tags, weights
    events = {anchor["event"] for anchor in row["anchors"]}
    for index, word in enumerate(window.words):
        if known.get(stem(word.quote(text)), set()) & events:
            weights[index] = _UNMARKED_WEIGHT
    for anchor in reversed(row["anchors"]):
        for span in anchor["spans"]:
            for word in _words_in(starts, window, span):
                tags[word] = 1 + EVENTS.index(anchor["event"])
                weights[word] = len(anchor["spans"]) ** -0.5
    return tags, weights


def _label_anchor(
    anchor: dict[str, Any], task: str, window: Window, starts: Sequence[int], modes: dict[str, int]
) -> Anchor | None:
    spans = anchor["spans"] if "spans" in anchor else [anchor["span"]]
    words = [word for span in spans for word in _words_in(starts, window, span)]
    if not words or task not in ANCHORS:
        return None
    labels = {group: np.zeros(len(window.words), dtype=np.int64) for group in ANCHORS[task]}
    for start, end, label in anchor["roles"]:
        group = next((g for g, names in ANCHORS[task].items() if f"B-{label}" in names), None)
        if group is None:
            continue
        inside = _words_in(starts, window, (start, end))
        if inside and window.words[inside[0]].start <= start + 1:
            for place, word in enumerate(inside):
                labels[group][word] = 1 + ANCHORS[task][group].index(f"{'I' if place else 'B'}-{label}")
    kinds = {}
    if task == "dispatches":
        kinds = {
            "status": STATUSES.index(anchor["status"]),
            "mode": modes.setdefault(anchor["mode"], len(modes)),
        }
    return Anchor(words, labels, kinds)


def stem(word: str) -> str:
    """Cut the commonest endings off a word."""
    word = word.lower()
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _stems_by_event(rows: Sequence[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for anchor in row["anchors"]:
            for start, end in anchor["spans"]:
                found[stem(row["text"][start:end])].add(anchor["event"])
    return found
