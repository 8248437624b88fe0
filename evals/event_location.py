"""Where did this event happen: the location of a marked verb, in its sentence (laid out as gold/event_location).

    python -m evals.event_location --data DIR [--split FILE] [--json] [--errors]

DIR holds *.jsonl, all of which are read; FILE: another such file. Over verbs with a marked place: `exact`, the share
in which the place given is one of the marked, to the letter; `overlap`, at least half of the words of either are shared
with the other; `given`, any place is given. `none_where_none`: the share of verbs without a mark that get no place.
That last figure is to be read with care: the set leaves out every second mark (of 254 verbs marked in either of two
passes, 167 are marked in one alone), so many of these verbs do have a place. `all`: the share of all verbs answered as
marked. Where most verbs of a file were fitted to by the packaged model (evals/fitted.py), only its others are scored,
and `fitted` counts those left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.extract.act_locations import locate_act
from dragoman.model import Span
from evals.fitted import were_fitted
from evals.standoff import Row, read_lines

FOLDS = 10
_WIRE = re.compile(r"([A-Z]{3}_ENG_\d{8}\.\d{4})_")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with a marked verb and the places, often none, where what it tells of happened."""

    document: str
    sentence: str
    verb: Span
    places: tuple[Span, ...]

    @property
    def held_out(self) -> bool:
        """Tell whether the document is one of the tenth that no model here is fitted to."""
        return hashlib.sha256(self.document.encode()).digest()[0] % FOLDS == 0


def read_marked(paths: Iterable[Path]) -> Iterator[Marked]:
    """Yield the accepted sentences with one marked verb.

    Marks are trimmed; those of a single letter (slips of the mouse, 7 % of the set) are dropped, and two that only a
    space parts ("Guatemala", "City") are one.
    """
    for path in paths:
        for row in read_lines(path):
            spans = row.get("spans") or []
            verbs = [span for span in spans if span["label"] == "VERB"]
            if len(verbs) == 1 and row.get("answer", "accept") == "accept":
                marks = [_trim(row["text"], s["start"], s["end"]) for s in spans if s["label"] == "LOCATION"]
                places = _join(row["text"], sorted({mark for mark in marks if mark}))
                yield Marked(_document(row), row["text"], Span(verbs[0]["start"], verbs[0]["end"]), tuple(places))


def _join(text: str, marks: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for mark in marks:
        if joined and not text[joined[-1].end : mark.start].strip():
            joined[-1] = Span(joined[-1].start, mark.end)
        else:
            joined.append(mark)
    return joined


def _document(row: Row) -> str:
    """Return the wire story of a row, where its id tells it, else its sentence: so copies fall on the same side."""
    story = _WIRE.match(str(row.get("doc_id") or row.get("_id") or ""))
    return story[1] if story else " ".join(row["text"].split())


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip(" \n\t,.")
    return Span(start, start + len(piece)) if len(piece) > 1 else None


def choose_verbs(data: Path, split: Path | None) -> tuple[list[Marked], int]:
    """Return the verbs to score, and how many were left out because the packaged model was fitted to them."""
    files = [split] if split else sorted(data.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"{data}: expected *.jsonl, found none")
    chosen: list[Marked] = []
    left_out = 0
    for file in files:
        verbs = list(read_marked([file]))
        fitted = were_fitted("event_location", [marked.sentence for marked in verbs])
        if split is None and sum(fitted) > len(fitted) / 2:
            left_out += sum(fitted)
            verbs = [marked for marked, known in zip(verbs, fitted, strict=True) if not known]
        chosen += verbs
    return chosen, left_out


def score_verbs(verbs: Sequence[Marked], errors: bool = False) -> dict[str, float | int]:
    """Run the packaged model over the verbs and return all figures."""
    exact = overlap = given = silent = 0
    for marked in verbs:
        location = locate_act(marked.sentence, marked.verb)
        span = location.quote.span if location else None
        if not marked.places:
            silent += span is None
            continue
        given += span is not None
        exact += span in marked.places
        overlap += span is not None and any(share_words(marked.sentence, span, place) for place in marked.places)
        if errors and span not in marked.places:
            wanted = [place.quote(marked.sentence) for place in marked.places]
            print(marked.verb.quote(marked.sentence), wanted, location and location.quote.text, marked.sentence.strip())
    with_mark = sum(bool(marked.places) for marked in verbs)
    without = len(verbs) - with_mark
    return {
        "verbs": len(verbs),
        "marked": with_mark,
        "exact": round(exact / max(with_mark, 1), 4),
        "overlap": round(overlap / max(with_mark, 1), 4),
        "given": round(given / max(with_mark, 1), 4),
        "none_where_none": round(silent / max(without, 1), 4),
        "all": round((exact + silent) / max(len(verbs), 1), 4),
    }


def share_words(text: str, left: Span, right: Span) -> bool:
    """Tell whether two overlapping spans share at least half of the words of each."""
    ours, theirs = (set(re.findall(r"\w+", span.quote(text).lower())) for span in (left, right))
    return left.overlaps(right) and 2 * len(ours & theirs) >= max(len(ours), len(theirs))


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list the marked verbs that are answered wrongly")
    options = parser.parse_args(arguments)
    verbs, fitted = choose_verbs(options.data, options.split)
    if not verbs:
        print(f"{options.data}: expected verbs that no model was fitted to.", file=sys.stderr)
        return 4
    scores = {"fitted": fitted, **score_verbs(verbs, options.errors)}
    print(json.dumps(scores, indent=1) if options.json else "\n".join(f"{k:16} {v}" for k, v in scores.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
