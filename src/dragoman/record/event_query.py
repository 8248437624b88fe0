"""What a page may ask of events, and the SQL that asks it of the mirror."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Order = Literal["newest", "oldest", "deadliest", "latest-change", "surest", "least-sure"]
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees; west is greater than east where the box crosses the 180th meridian."""


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are meant; an empty field asks for nothing, and all that is given must hold.

    `actors`: ids of actors, ISO codes of states ("PAK": all its bodies and persons), or a state with a sector
    ("PAK:GOV": its government alone), each of which is on either side. `pair`: two such, one acting on the other, in
    either direction; `directed`: only the first on the second. `source`, `target`: one that acts, or
    that is acted upon. `events`, `modes`, `statuses`: codebook terms, any of them. `place`: words in the name of the
    place or its division. `country`: ISO code. `box`: on the map. `start`, `end`: the event's days touch the interval;
    `begins`: its first day lies in it, as figures by month or quarter count it.
    `killed`: at least so many, by best or lowest figure. `witnesses`: at least so many. `confidence`: from, to (0 to
    1). `text`: words in the event's sentence. `conflicting`: its reports differ on a value, or leave a range for its
    toll. `claimed`: somebody claims it. `ids`: these events and no others.
    """

    actors: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    directed: bool = False
    source: str | None = None
    target: str | None = None
    events: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    box: Box | None = None
    start: date | None = None
    end: date | None = None
    begins: bool = False
    killed: int | None = None
    witnesses: int | None = None
    confidence: tuple[float, float] | None = None
    text: str | None = None
    conflicting: bool = False
    claimed: bool = False
    ids: tuple[str, ...] | None = None

    def without(self, *names: str) -> EventQuery:
        """Return the same question with these fields left empty."""
        empty = EventQuery()
        return replace(self, **{name: getattr(empty, name) for name in names})


Condition = tuple[str, dict[str, object]]


def write_sum(query: EventQuery, column: str) -> str:
    """Return the SQL that sums a toll over a question's events: of the actual ones, unless it asks for a status.

    What is planned, denied or long past would make a sum of killed that nobody means.
    """
    only = "" if query.statuses else " FILTER (status = 'actual')"
    return f"coalesce(sum({column}){only}, 0)::BIGINT"


def write_condition(query: EventQuery) -> Condition:
    """Return the condition of a WHERE over the mirror's table `event`, and its parameters."""
    parts = [*_ask_parties(query), *_ask_terms(query), *_ask_where_and_when(query), *_ask_weight(query)]
    values: dict[str, object] = {}
    for _, given in parts:
        values |= given
    return " AND ".join(condition for condition, _ in parts) or "true", values


def _ask_parties(query: EventQuery) -> Iterator[Condition]:
    for number, actor in enumerate(query.actors):
        key = f"actor_{number}"
        yield f"(list_contains(actor_keys, ${key}) OR list_contains(recipient_keys, ${key}))", {key: actor}
    if query.pair is not None:
        forth = "(list_contains(actor_keys, $left) AND list_contains(recipient_keys, $right))"
        back = "(list_contains(actor_keys, $right) AND list_contains(recipient_keys, $left))"
        either = forth if query.directed else f"({forth} OR {back})"
        yield either, {"left": query.pair[0], "right": query.pair[1]}
    if query.source is not None:
        yield "list_contains(actor_keys, $source)", {"source": query.source}
    if query.target is not None:
        yield "list_contains(recipient_keys, $target)", {"target": query.target}


def _ask_terms(query: EventQuery) -> Iterator[Condition]:
    for column, wanted in (("event", query.events), ("mode", query.modes), ("status", query.statuses)):
        if wanted:
            yield f"list_contains(${column}s, {column})", {f"{column}s": list(wanted)}
    for number, word in enumerate((query.text or "").lower().split()):
        yield f"contains(words, $word_{number})", {f"word_{number}": word}
    if query.ids is not None:
        yield "list_contains($ids, id)", {"ids": list(query.ids)}


def _ask_where_and_when(query: EventQuery) -> Iterator[Condition]:
    if query.place is not None:
        name = "strip_accents(lower(concat_ws(' ', place_name, admin1)))"
        yield f"contains({name}, strip_accents(lower($place)))", {"place": query.place}
    if query.country is not None:
        yield "country = $country", {"country": query.country}
    if query.box is not None:
        west, south, east, north = query.box
        across = "(longitude >= $west OR longitude <= $east)" if west > east else "longitude BETWEEN $west AND $east"
        sides: dict[str, object] = {"west": west, "south": south, "east": east, "north": north}
        yield f"latitude BETWEEN $south AND $north AND {across}", sides
    if query.start is not None:
        touched = "day" if query.begins else 'coalesce("end", day)'
        yield f"{touched} >= $start", {"start": query.start}
    if query.end is not None:
        yield "day <= $end", {"end": query.end}


def _ask_weight(query: EventQuery) -> Iterator[Condition]:
    if query.killed is not None:
        yield "killed_n >= $killed", {"killed": query.killed}
    if query.witnesses is not None:
        yield "witnesses >= $witnesses", {"witnesses": query.witnesses}
    if query.confidence is not None:
        least, most = query.confidence
        yield "confidence BETWEEN $least_sure AND $most_sure", {"least_sure": least, "most_sure": most}
    if query.conflicting:
        yield "differs", {}
    if query.claimed:
        yield "len(claimed_by) > 0", {}
