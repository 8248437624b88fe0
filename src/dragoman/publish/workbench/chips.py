"""What a question asks, in words, one chip a value, each with the address of the question without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dragoman.codebook import Codebook
from dragoman.publish.questions import write_question
from dragoman.publish.wording import word_days
from dragoman.publish.workbench.words import say
from dragoman.record.event_query import EventQuery

_NAMES = {name: f"chips.{name}" for name in ("actor", "box", "days")}
"""Where a field of the form asks for more than one word says."""

Namer = Callable[[str], str]
"""Gives the name that an actor or country goes by, for its key."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked: its name, its value in words, and the question without it."""

    name: str
    value: str
    without: str


def list_chips(query: EventQuery, name_actor: Namer, extra: list[tuple[str, str]]) -> list[Chip]:
    """Return a chip for every value that the question sets; `extra` is kept in their addresses."""
    return [
        Chip(say(_NAMES.get(name, f"filter.{name}")), value, address_events(less, extra))
        for name, value, less in (
            *_ask_parties(query, name_actor),
            *_ask_terms(query),
            *_ask_where(query, name_actor),
            *_ask_rest(query),
        )
    ]


def address_events(query: EventQuery, extra: list[tuple[str, str]] | None = None) -> str:
    """Return the address of the events page that asks the question."""
    asked = write_question(query, extra or [])
    return f"/events?{asked}" if asked else "/events"


_Told = tuple[str, str, EventQuery]


def _ask_parties(query: EventQuery, name: Namer) -> Iterator[_Told]:
    for actor in query.actors:
        yield "actor", name(actor), replace(query, actors=tuple(one for one in query.actors if one != actor))
    if query.pair is not None:
        between = say("chips.directed" if query.directed else "chips.pair")
        yield "pair", f"{name(query.pair[0])} {between} {name(query.pair[1])}", query.without("pair", "directed")
    if query.source is not None:
        yield "source", name(query.source), query.without("source")
    if query.target is not None:
        yield "target", name(query.target), query.without("target")


def _ask_terms(query: EventQuery) -> Iterator[_Told]:
    book = Codebook.load()
    for event in query.events:
        rest = tuple(one for one in query.events if one != event)
        yield "type", book.explain(event).title, replace(query, events=rest)
    for mode in query.modes:
        yield "mode", mode, replace(query, modes=tuple(one for one in query.modes if one != mode))
    for status in query.statuses:
        yield "status", status, replace(query, statuses=tuple(one for one in query.statuses if one != status))
    if query.text is not None:
        yield "text", query.text, query.without("text")


def _ask_where(query: EventQuery, name: Namer) -> Iterator[_Told]:
    if query.place is not None:
        yield "place", query.place, query.without("place")
    if query.country is not None:
        yield "country", name(query.country), query.without("country")
    if query.box is not None:
        yield "box", ", ".join(f"{side:.4g}°" for side in query.box), query.without("box")


def _ask_rest(query: EventQuery) -> Iterator[_Told]:
    if query.start is not None and query.end is not None:
        yield "days", word_days(query.start, query.end), query.without("start", "end", "begins")
    elif query.start is not None:
        yield "from", query.start.isoformat(), query.without("start", "begins")
    elif query.end is not None:
        yield "to", query.end.isoformat(), query.without("end")
    if query.begins and query.start is not None:
        yield "begins", say("chips.yes"), query.without("begins")
    if query.killed is not None:
        yield "killed", str(query.killed), query.without("killed")
    if query.witnesses is not None:
        yield "witnesses", str(query.witnesses), query.without("witnesses")
    if query.confidence is not None:
        yield "confidence", "–".join(f"{bound:g}" for bound in query.confidence), query.without("confidence")
    if query.conflicting:
        yield "conflicting", say("chips.yes"), query.without("conflicting")
    if query.claimed:
        yield "claimed", say("chips.yes"), query.without("claimed")
