"""A model's answer, read and held against the text: what does not stand there is refused.

A coding is refused where its type, status, trigger or quote does not hold; any other value that does not hold is left
out of its coding. Every refusal is a fault, told to the model once, and after that to whoever runs the coder.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dragoman.codebook import EVENTS, STATUSES
from dragoman.errors import SkipArticle, suggest_name
from dragoman.extract.coders.llm_values import ValueReader
from dragoman.extract.coders.llm_words import find_words
from dragoman.extract.contexts import find_contexts
from dragoman.extract.sentences import split_sentences
from dragoman.model import Article, Coding, Span
from dragoman.model.guide import coding_from_guide

CONFIDENCE = 0.5
"""Of every coding and value: a model's own word on how sure it is has no known relation to how often it is right."""


def _list_of(value: object) -> object:
    """Models write null for an empty list, and one string for a list of one."""
    return [] if value is None else [value] if isinstance(value, str | dict) else value


Words = Annotated[list[str], BeforeValidator(_list_of)]


class Answered(BaseModel):
    """One coding as a model gives it; what it leaves out is empty."""

    model_config = ConfigDict(extra="ignore")

    event: str
    status: str
    trigger: str
    quote: str
    mode: str | None = None
    actors: Annotated[list[dict[str, Any]], BeforeValidator(_list_of)] = Field(default_factory=list)
    recipients: Annotated[list[dict[str, Any]], BeforeValidator(_list_of)] = Field(default_factory=list)
    targets: Words = Field(default_factory=list)
    weapons: Words = Field(default_factory=list)
    date: dict[str, Any] | None = None
    place: dict[str, Any] | None = None
    killed: dict[str, Any] | None = None
    injured: dict[str, Any] | None = None
    attribution: dict[str, Any] | None = None
    claimed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one coding of an answer. `refused`: the whole coding, not one value of it."""

    coding: str
    told: str
    refused: bool

    def __str__(self) -> str:
        return f"{self.coding}: {self.told}"


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """The codings that hold, in text order, and everything that does not.

    `usable`: False where the answer is not what was asked for, or holds codings none of which can be kept.
    """

    codings: tuple[Coding, ...]
    faults: tuple[Fault, ...]
    usable: bool


def read_answer(answer: str, article: Article, coder: str, countries: Collection[str]) -> ReadAnswer:
    """Read an answer about an article. `countries`: the codes of states that are known."""
    try:
        found = _parse(answer)
    except ValueError as error:
        return ReadAnswer((), (Fault("the answer", str(error), True),), usable=False)
    codings: dict[str, Coding] = {}
    faults: list[Fault] = []
    for number, item in enumerate(found, 1):
        name = _name_coding(number, item)
        try:
            coding, wrong = _read_coding(item, article, coder, countries)
        except SkipArticle as refused:
            faults.append(Fault(name, refused.detail, True))
            continue
        codings.setdefault(coding.id, coding)
        faults.extend(Fault(name, told, False) for told in wrong)
    ordered = sorted(codings.values(), key=lambda coding: (coding.trigger.span, coding.event, coding.status))
    return ReadAnswer(tuple(ordered), tuple(faults), usable=bool(codings) or not found)


def _parse(answer: str) -> list[object]:
    """Return the list of codings. ValueError where there is none. Words and fences around the JSON are passed over."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        found = json.loads(answer[start : end + 1] if 0 <= start < end else answer)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected one JSON object; found: {error}") from error
    codings = found.get("codings") if isinstance(found, dict) else None
    if not isinstance(codings, list):
        raise ValueError('expected an object {"codings": [...]}; found none')  # noqa: TRY004 -- a value of a text
    return codings


def _name_coding(number: int, item: object) -> str:
    event, trigger = (item.get("event"), item.get("trigger")) if isinstance(item, dict) else (None, None)
    return f"coding {number} ({event} {str(trigger)[:60]!r})" if event else f"coding {number}"


def _read_coding(
    item: object, article: Article, coder: str, countries: Collection[str]
) -> tuple[Coding, tuple[str, ...]]:
    """Return the coding and what was left out of it. Raises SkipArticle where it does not hold as a whole."""
    try:
        given = Answered.model_validate(item)
    except ValidationError as error:
        raise SkipArticle("coding-refused", _tell(error)) from error
    event = _know("event", given.event.strip().upper(), EVENTS)
    status = _know("status", given.status.strip().lower(), STATUSES)
    quote, trigger = _ground_act(given, article)
    reader = ValueReader(article.full_text, quote, countries)
    row: dict[str, Any] = {
        "article_id": article.id,
        "event": event,
        "mode": reader.read_mode(event, given.mode),
        "status": status,
        "trigger": trigger.quote(article.full_text),
        "quote": quote.quote(article.full_text),
        "actors": reader.read_people("actors", given.actors),
        "recipients": reader.read_people("recipients", given.recipients),
        "targets": reader.read_quotes("targets", given.targets),
        "weapons": reader.read_quotes("weapons", given.weapons),
        "date": reader.read_date(given.date),
        "place": reader.read_place(given.place),
        "killed": reader.read_toll("killed", given.killed),
        "injured": reader.read_toll("injured", given.injured),
        "attribution": reader.read_attribution(given.attribution),
        "claimed_by": reader.read_claim(given.claimed_by),
        "contexts": find_contexts(quote.quote(article.full_text), article.title),
    }
    row["inferred"] = reader.inferred
    row["spans"] = {"trigger": _pair(trigger), "quote": _pair(quote), **reader.spans}
    row["confidence"] = {"coding": CONFIDENCE} | {
        name: [CONFIDENCE] * len(pairs) if name in ("actors", "recipients") else CONFIDENCE
        for name, pairs in reader.spans.items()
    }
    return coding_from_guide(row, article.full_text, coder), tuple(reader.faults)


def _ground_act(given: Answered, article: Article) -> tuple[Span, Span]:
    """Return the sentence of the act and its trigger. Raises SkipArticle where either does not stand in the text."""
    text = article.full_text
    quotes = find_words(text, given.quote)
    if not quotes:
        raise SkipArticle("coding-refused", f"the quote {given.quote[:120]!r} is not in the text")
    triggers = [span for quote in quotes for span in find_words(text, given.trigger) if quote.contains(span)]
    if not triggers:
        raise SkipArticle("coding-refused", f"the trigger {given.trigger[:120]!r} is not in its quote")
    trigger = triggers[0]
    quote = next(quote for quote in quotes if quote.contains(trigger))
    return next((s for s in split_sentences(article) if s.contains(trigger)), quote), trigger


def _know(what: str, found: str, known: tuple[str, ...]) -> str:
    if found not in known:
        hint = suggest_name(found, known)
        raise SkipArticle("coding-refused", f"unknown {what} {found!r}. Known: {', '.join(known)}.{hint}")
    return found


def _tell(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'coding'}: {e['msg']}" for e in error.errors()[:5])


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
