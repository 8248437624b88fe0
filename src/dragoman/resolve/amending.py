"""What persons' reviews make of a coding; the original is kept."""

# ruff: noqa: ANN401 -- values stand here in the guide's form, which is JSON.

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.codebook.terms import MODES
from dragoman.model.coding import Coding
from dragoman.model.event import Correction
from dragoman.model.guide import coding_from_guide, coding_to_guide
from dragoman.model.judgement import Decision
from dragoman.model.span import Quote
from dragoman.resolve.value_words import word_value

WHOLE = "coding"
"""The field of a review that is of the coding as a whole: rejected, it is no event."""
PEOPLE = ("actors", "recipients")
THINGS = ("targets", "weapons")
TERMS = ("event", "mode", "status")
SINGLES = ("date", "place", "killed", "injured", "attribution", "claimed_by")
FIELDS = (*TERMS, *PEOPLE, *THINGS, *SINGLES)
"""What a person may correct."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A coding as persons' reviews amend it; `rejected`: it is no event and takes no part in linking."""

    coding: Coding
    rejected: bool


def amend_coding(original: Coding, full_text: str, reviews: Sequence[Decision]) -> Amended:
    """Apply the reviews of one coding that are in force, oldest first: of each field the latest stands.

    The id stays that of the original. A mode that the type does not have gives way, to the coder's or to none.
    """
    row = coding_to_guide(original, spans=True)
    rejected = False
    for field, review in _latest(reviews).items():
        if field == WHOLE:
            rejected = review.verdict == "reject"
            row["confidence"]["coding"] = 1.0 if review.verdict == "accept" else row["confidence"]["coding"]
        else:
            put_value(row, field, json.loads(review.value or "null"), review.spans)
    if row["mode"] not in (None, *MODES[row["event"]]):
        row["mode"] = original.mode if original.mode in MODES[row["event"]] else None
    amended = coding_from_guide(row, full_text, original.coder)
    return Amended(replace(amended, id=original.id), rejected)


def _latest(reviews: Sequence[Decision]) -> dict[str, Decision]:
    """The last review of each field, the type first: it decides which modes there are."""
    last = {review.field: review for review in reviews if review.field is not None}
    return {field: last[field] for field in (*FIELDS, WHOLE) if field in last}


def put_value(row: dict[str, Any], field: str, value: Any, spans: Sequence[Quote]) -> None:
    """Put a value of the guide's form into a row of the guide, with the words that it stands in, as sure as can be."""
    if field == "event":
        row["event"], _, mode = value.partition("/")
        row["mode"] = mode or row["mode"]
        row["confidence"]["coding"] = 1.0
    else:
        row[field] = value
    if field in (*PEOPLE, *THINGS):
        row["spans"][field] = [[quote.span.start, quote.span.end] for quote in spans]
        row["confidence"][field] = [1.0] * len(value)
    elif field in SINGLES:
        row["spans"][field] = [spans[0].span.start, spans[0].span.end] if spans else None
        row["confidence"][field] = None if value is None else 1.0
    if field == "date":
        row["inferred"] = []


def show_value(coding: Coding, field: str) -> tuple[Any, tuple[Quote, ...]]:
    """Return a coding's value of a field in the guide's form, and the words that it stands in."""
    row = coding_to_guide(coding, spans=True)
    if field in TERMS:
        return row[field], ()
    if field in PEOPLE:
        return row[field], tuple(who.mention for who in getattr(coding, field))
    if field in THINGS:
        return row[field], getattr(coding, field)
    held = getattr(coding, field)
    return row[field], (held.mention,) if held is not None else ()


def write_value(form: Any) -> str:
    """Return a value of the guide's form as JSON, as the log keeps it."""
    return json.dumps(form, ensure_ascii=False)


def list_corrections(original: Coding, reviews: Sequence[Decision]) -> tuple[Correction, ...]:
    """Return what the reviews in force changed in a coding: what it was as coded, what it is, by whom."""
    return tuple(
        Correction(original.id, field, was, now, review.author)
        for field, review in _latest(reviews).items()
        if field != WHOLE
        and (was := word_value(field, show_value(original, field)[0]))
        != (now := word_value(field, json.loads(review.value or "null")))
    )
