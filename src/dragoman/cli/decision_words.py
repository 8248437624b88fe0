"""A decision in words, as a line of the log tells it."""

from __future__ import annotations

import json

from dragoman.model import Decision
from dragoman.publish.wording import count_of
from dragoman.resolve.value_words import word_value


def word_decision(decision: Decision) -> str:
    """Return what was decided: "merge ev-a and ev-b", "killed of coding c: 12, was 21", "undo 3"."""
    if decision.action == "undo":
        return f"undo {decision.undoes}"
    if decision.action == "review":
        return _word_review(decision)
    if decision.action == "split":
        codings = count_of(len(decision.codings), "coding")
        return f"split {codings} off {' and '.join(decision.events)}: {', '.join(decision.codings)}"
    if len(decision.events) == 2:
        return f"merge {' and '.join(decision.events)}"
    return f"merge codings {', '.join((*decision.codings, *decision.others))}"


def _word_review(decision: Decision) -> str:
    coding = f"coding {decision.codings[0]}"
    if decision.value is None:
        return f"{decision.verdict} {coding}" + (", no event" if decision.verdict == "reject" else "")
    field = str(decision.field)
    now, was = (word_value(field, json.loads(value or "null")) or "none" for value in (decision.value, decision.was))
    if decision.verdict == "accept" and now == was:
        return f"accept {field} of {coding}: {now}"
    return f"{decision.verdict} {field} of {coding}: {now}, was {was}"
