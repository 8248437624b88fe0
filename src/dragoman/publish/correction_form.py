"""The form that corrects one field of one coding: filled from what stands and from words that were marked, and read."""

# ruff: noqa: ANN401 -- values stand here in the guide's form, which is JSON.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.codebook import KINDS, SECTORS
from dragoman.errors import BadSetting
from dragoman.extract.dates import find_dates, tightest
from dragoman.extract.quantities import find_quantities
from dragoman.model import Article, Coding, Quote, Span
from dragoman.resolve.amending import FIELDS, PEOPLE, TERMS, THINGS, show_value

INPUTS: Mapping[str, tuple[str, ...]] = {
    "event": ("term",),
    "mode": ("term",),
    "status": ("term",),
    "actors": ("name", "sector", "country"),
    "recipients": ("name", "sector", "country"),
    "targets": ("text",),
    "weapons": ("text",),
    "date": ("start", "end"),
    "place": ("name", "admin1", "country"),
    "killed": ("best", "low", "high"),
    "injured": ("best", "low", "high"),
    "attribution": ("speaker", "kind"),
    "claimed_by": ("name",),
}
"""The inputs of each field, in order."""
MANY = (*PEOPLE, *THINGS)
"""Fields of several values, each with its words."""
CHOICES: Mapping[str, tuple[str, ...]] = {"sector": SECTORS, "kind": KINDS}
"""Inputs that take one of a few codes."""
_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One value in a form: its inputs as text, and the words that were marked for it, or None."""

    values: Mapping[str, str] = field(default_factory=dict)
    words: Quote | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing is given: a sector alone says nobody."""
        told = [value for name, value in self.values.items() if name not in CHOICES]
        return self.words is None and not any(value.strip() for value in told)


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """A form with its inputs as they stand; `fault`: why they were refused, or ""."""

    coding_id: str
    field: str
    rows: tuple[Row, ...]
    fault: str = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of a row's inputs."""
        return INPUTS[self.field]

    def refuse(self, fault: str) -> CorrectionForm:
        """Return the form with the reason why it is refused; what was given stays."""
        return replace(self, fault=fault)


def fill_form(coding: Coding, article: Article, name: str, marked: Span | None = None) -> CorrectionForm:
    """Return the form of a field as the coding has it; with marked words a new value is read from them.

    Of a field of several values the marked words are one more. BadSetting for a field that cannot be corrected.
    """
    if name not in FIELDS:
        raise BadSetting(f"review: unknown field '{name}'. Known: {', '.join(FIELDS)}.")
    held, quotes = show_value(coding, name)
    parts = list(held) if name in MANY else [] if held is None else [held]
    rows = [_fill_row(name, part, quotes[i] if i < len(quotes) else None, coding) for i, part in enumerate(parts)]
    if marked is not None and name not in TERMS:
        new = _read_marked(name, article, marked)
        rows = [*rows, new] if name in MANY else [new]
    elif name in MANY or not rows:
        rows.append(Row())
    return CorrectionForm(coding.id, name, tuple(rows))


def _fill_row(name: str, part: Any, quote: Quote | None, coding: Coding) -> Row:
    given = part if isinstance(part, Mapping) else {INPUTS[name][0]: part}
    values = {key: "" if given.get(key) is None else str(given[key]) for key in INPUTS[name]}
    # A value without words of its own points at the whole sentence, or at nothing.
    own = quote if quote is not None and quote.text and quote.span != coding.quote.span else None
    return Row(values, own)


def _read_marked(name: str, article: Article, marked: Span) -> Row:
    """Read a value from the words that a person marked, as far as they tell it."""
    text = article.full_text
    words = Quote.cut(text, marked.start, min(marked.end, len(text)))
    values: dict[str, str] = {}
    if name in ("killed", "injured"):
        found = next(iter(find_quantities(words.text)), None)
        given = {"best": found.best, "low": found.low, "high": found.high} if found else {}
        values = {key: str(number) for key, number in given.items() if number is not None}
    elif name == "date":
        date = tightest(find_dates(text, article.published, words.span.start, words.span.end))
        values = {"start": date.start.isoformat(), "end": date.end.isoformat()} if date else {}
    else:
        values = {INPUTS[name][0]: " ".join(words.text.split())}
    return Row(values, words)


def read_form(given: Mapping[str, Any], coding_id: str, name: str, full_text: str) -> CorrectionForm:
    """Return the form as a person sent it: inputs are named "best-0", words "words-0" as start-end.

    BadSetting for a field that cannot be corrected.
    """
    if name not in FIELDS:
        raise BadSetting(f"review: unknown field '{name}'. Known: {', '.join(FIELDS)}.")
    rows = []
    for i in range(_MOST_ROWS):
        values = {key: str(given[f"{key}-{i}"]).strip() for key in INPUTS[name] if f"{key}-{i}" in given}
        if values:
            rows.append(Row(values, _read_words(str(given.get(f"words-{i}", "")), full_text)))
    return CorrectionForm(coding_id, name, tuple(rows))


def _read_words(words: str, full_text: str) -> Quote | None:
    start, dash, end = words.partition("-")
    if not (dash and start.isdigit() and end.isdigit() and int(start) < int(end) <= len(full_text)):
        return None
    return Quote.cut(full_text, int(start), int(end))


def read_correction(form: CorrectionForm) -> tuple[object, tuple[Quote, ...]]:
    """Return the value that a form gives, in the form of the coding guide, and the words of its parts.

    None, or [] of a field of several values, where it gives none. BadSetting for what is no number or lacks an input.
    """
    rows = [row for row in form.rows if not row.empty]
    if not rows:
        return ([] if form.field in MANY else None), ()
    parts = [_read_row(form.field, row) for row in rows]
    quotes = tuple(row.words for row in rows if row.words is not None)
    # Where only some have words, the rest is looked up in the article, and so are these.
    spans = quotes if len(quotes) == len(rows) else ()
    return (parts if form.field in MANY else parts[0]), spans


def _read_row(name: str, row: Row) -> Any:
    given = {key: value or None for key, value in row.values.items()}
    words = " ".join(row.words.text.split()) if row.words is not None else None
    if name in TERMS:
        return given["term"]
    if name in THINGS:
        return row.words.text if row.words is not None else given["text"]
    if name in ("killed", "injured"):
        return {key: _read_number(key, given.get(key)) for key in INPUTS[name]}
    if name == "date":
        return {"start": given.get("start") or given.get("end"), "end": given.get("end") or given.get("start")}
    if name == "claimed_by":
        return given.get("name") or words
    if name == "attribution":
        return {"speaker": given.get("speaker") or words, "kind": given.get("kind") or "other"}
    part: dict[str, Any] = {key: given.get(key) for key in INPUTS[name]} | {"text": words}
    if name in PEOPLE:
        part["sector"] = part["sector"] or "UNK"
    return part


def _read_number(name: str, words: str | None) -> int | None:
    if words is None:
        return None
    digits = words.replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        raise BadSetting(f"{name}: expected a whole number such as 12; found '{words}'.")
    return int(digits)
