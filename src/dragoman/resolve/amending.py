"""What a person's reviews make of a coding: checked against the codebook and the article, the original kept."""

# ruff: noqa: ANN401 -- values stand here in the guide's form, which is JSON.

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.codebook.terms import EVENTS, MODES, STATUSES
from dragoman.errors import BadSetting, SkipArticle, suggest_name
from dragoman.model.coding import Coding
from dragoman.model.event import Correction
from dragoman.model.guide import coding_from_guide, coding_to_guide
from dragoman.model.judgement import Decision
from dragoman.model.span import Quote, Span
from dragoman.resolve.value_words import read_value, word_value

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
            _put(row, field, json.loads(review.value or "null"), review.spans)
    if row["mode"] not in (None, *MODES[row["event"]]):
        row["mode"] = original.mode if original.mode in MODES[row["event"]] else None
    amended = coding_from_guide(row, full_text, original.coder)
    return Amended(replace(amended, id=original.id), rejected)


def _latest(reviews: Sequence[Decision]) -> dict[str, Decision]:
    """The last review of each field, the type first: it decides which modes there are."""
    last = {review.field: review for review in reviews if review.field is not None}
    return {field: last[field] for field in (*FIELDS, WHOLE) if field in last}


def _put(row: dict[str, Any], field: str, value: Any, spans: Sequence[Quote]) -> None:
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


def check_value(
    coding: Coding, full_text: str, field: str, value: object, spans: Sequence[Quote]
) -> tuple[str, tuple[Quote, ...]]:
    """Return a person's value as JSON of the guide's form, and the words of the article that it stands in.

    `value`: words as in value_words.py, JSON of the guide's form, or that form itself; None for no value. `spans`:
    one for each part as the person marked them, else they are looked up: in the coding's sentence, then in the
    article; what does not stand there has no words. Raises BadSetting with what was expected.
    """
    for quote in spans:
        _check_span(quote, full_text)
    form = _read_form(field, value)
    if field in TERMS:
        _check_term(field, form, coding)
        return write_value(form), ()
    form, quotes = _place_words(field, form, coding, full_text, spans)
    row = coding_to_guide(coding, spans=True)
    _put(row, field, form, quotes)
    try:
        coding_from_guide(row, full_text, coding.coder)
    except SkipArticle as fault:
        raise BadSetting(f"{field}: the value {word_value(field, form)!r} is none: {fault.detail}.") from fault
    return write_value(form), quotes


def _read_form(field: str, value: object) -> Any:
    if not isinstance(value, str):
        return read_value(field, "") if value is None else value
    try:
        return json.loads(value) if value.lstrip()[:1] in ("{", "[") else read_value(field, value)
    except ValueError as fault:
        raise BadSetting(f"{field}: found {value!r}: {fault}.") from fault


def _check_span(quote: Quote, full_text: str) -> None:
    span = quote.span
    if span.end > len(full_text) or span.quote(full_text) != quote.text:
        found = span.quote(full_text)
        raise BadSetting(
            f"the span {span.start} to {span.end}: expected {quote.text!r}, found {found!r} in the article "
            f"({len(full_text)} characters, title and text). Mark the words again."
        )


def _check_term(field: str, form: Any, coding: Coding) -> None:
    """Refuse a code that the codebook does not know; only a mode may be none."""
    if field == "event":
        event, slash, mode = str(form).partition("/")
        _know("event", event, EVENTS)
        if slash:
            _know(f"mode of {event}", mode, MODES[event])
    elif field == "status":
        _know("status", str(form), STATUSES)
    elif form is not None:
        _know(f"mode of {coding.event}", str(form), MODES[coding.event])


def _know(what: str, found: str, known: Sequence[str]) -> None:
    if found not in known:
        names = ", ".join(known) or "none: this type has no modes"
        raise BadSetting(f"{what}: unknown '{found}'. Known: {names}.{suggest_name(found, known)}")


def _place_words(
    field: str, form: Any, coding: Coding, full_text: str, spans: Sequence[Quote]
) -> tuple[Any, tuple[Quote, ...]]:
    """Give every part of a value the words that it stands in."""
    if field in SINGLES and form is None:
        return None, ()
    parts = list(form) if field in (*PEOPLE, *THINGS) else [form]
    if spans and len(spans) != len(parts):
        raise BadSetting(f"{field}: expected one span for each of {len(parts)} values, found {len(spans)}.")
    placed = [_place_part(field, part, coding, full_text, spans[i] if spans else None) for i, part in enumerate(parts)]
    forms, quotes = [form for form, _ in placed], tuple(quote for _, quote in placed)
    return (forms if field in (*PEOPLE, *THINGS) else forms[0]), quotes


def _place_part(field: str, part: Any, coding: Coding, full_text: str, marked: Quote | None) -> tuple[Any, Quote]:
    if field in THINGS:
        quote = marked or _locate(part, coding, full_text)
        if quote is None:
            raise BadSetting(f"{field}: expected words of the article, found {part!r}. Copy them from its text.")
        return quote.text, quote
    if field in (*PEOPLE, "place"):
        if not isinstance(part, Mapping):
            raise BadSetting(f"{field}: expected a name or an object with name and country, found {part!r}.")
        own: dict[str, Any] = {"admin1": None} if field == "place" else {"sector": "UNK"}
        whole = {"text": None, "name": None, "country": None, **own, **part}
        words = whole["text"] or whole["name"] or whole.get("admin1")
        # Without words in the text it stands at the sentence's beginning, and covers nothing.
        nowhere = Quote(Span(coding.quote.span.start, coding.quote.span.start), "")
        quote = marked or _locate(words, coding, full_text) or nowhere
        return whole | {"text": quote.text}, quote
    words = part if isinstance(part, str) else part.get("speaker") or part.get("text")
    quote = marked or _locate(words, coding, full_text) or coding.quote
    if field in ("killed", "injured"):
        return {"best": None, "low": None, "high": None} | part | {"text": quote.text}, quote
    return part, quote


def _locate(words: str | None, coding: Coding, full_text: str) -> Quote | None:
    """Find whole words, whatever their case, in the sentence, else nearest to it."""
    if not words or not words.strip():
        return None
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    found = [Span(*match.span()) for match in re.finditer(pattern, full_text, re.IGNORECASE)]
    sentence = coding.quote.span
    nearest = min(found, key=lambda s: (max(sentence.start - s.start, s.end - sentence.end, 0), s.start), default=None)
    return Quote(nearest, nearest.quote(full_text)) if nearest is not None else None
