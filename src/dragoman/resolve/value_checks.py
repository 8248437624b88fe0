"""A person's value of a field, checked against the codebook and the article."""

# ruff: noqa: ANN401 -- values stand here in the guide's form, which is JSON.

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.codebook.terms import EVENTS, MODES, STATUSES
from dragoman.errors import BadSetting, SkipArticle, suggest_name
from dragoman.model.coding import Coding
from dragoman.model.guide import coding_from_guide, coding_to_guide
from dragoman.model.span import Quote, Span
from dragoman.resolve.amending import PEOPLE, SINGLES, TERMS, THINGS, put_value, write_value
from dragoman.resolve.value_words import read_value, word_value

_PARTY = {"text": str, "name": str, "country": str, "sector": str}
_TOLL = {"best": int, "low": int, "high": int, "text": str}
_KEYS: Mapping[str, Mapping[str, type]] = {
    "actors": _PARTY,
    "recipients": _PARTY,
    "place": {"text": str, "name": str, "admin1": str, "country": str},
    "date": {"start": str, "end": str},
    "killed": _TOLL,
    "injured": _TOLL,
    "attribution": {"speaker": str, "kind": str},
}
"""Keys of the guide's form and what they hold; the fields that are not here hold words."""


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
    _check_shape(field, form)
    form, quotes = _place_words(field, form, coding, full_text, spans)
    row = coding_to_guide(coding, spans=True)
    put_value(row, field, form, quotes)
    try:
        coding_from_guide(row, full_text, coding.coder)
    except SkipArticle as fault:
        raise BadSetting(f"{field}: the value '{word_value(field, form)}' is none: {fault.__cause__}.") from fault
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


def _check_shape(field: str, form: Any) -> None:
    """Refuse JSON that is not of the field's form, before its values are looked at."""
    if form is None and field in SINGLES:
        return
    parts = form if field in (*PEOPLE, *THINGS) else [form]
    keys = _KEYS.get(field)
    if not isinstance(parts, list) or not all(_has_shape(part, keys) for part in parts):
        one = f"an object with {', '.join(keys)}" if keys else "words"
        raise BadSetting(
            f"{field}: expected {one}{' in a list' if field in (*PEOPLE, *THINGS) else ''}, found {form!r}."
        )


def _has_shape(part: Any, keys: Mapping[str, type] | None) -> bool:
    """Tell whether it is words (no `keys`), or an object with some of the keys and nothing else, something in it."""
    if keys is None:
        return isinstance(part, str) and bool(part.strip())
    if not isinstance(part, Mapping) or not part.keys() <= keys.keys():
        return False
    # A bool is an int to Python, and no number of people.
    fits = all(value is None or type(value) is keys[key] for key, value in part.items())
    return fits and any(value not in (None, "") for key, value in part.items() if key not in ("text", "kind", "sector"))


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
    parts = form if field in (*PEOPLE, *THINGS) else [form]
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
