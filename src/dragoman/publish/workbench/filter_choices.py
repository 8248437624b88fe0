"""What the form of the events page offers: terms, countries, actors, with counts and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.codebook import EVENTS, MODES, QUADS, STATUSES, Codebook
from dragoman.publish.desk import Desk
from dragoman.record.browse_facets import Choice, Facets, rank_actors, read_facets
from dragoman.record.browse_map import QUAD_ORDER
from dragoman.record.event_query import EventQuery

_ACTORS_OFFERED = 300
_BANDS = ("0-0.4", "0.4-0.6", "0.6-1")
"""Of what the default coder finds, about a tenth, a half, and the rest."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Events by code, none for a code that has none."""

    types: Mapping[str, int]
    modes: Mapping[str, int]
    statuses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What may be chosen. `modes`, `countries`: code and title, countries with a count. `box`, `confidence`: as set."""

    types_by_quad: tuple[tuple[str, tuple[str, ...]], ...]
    modes: tuple[tuple[str, str], ...]
    statuses: tuple[str, ...]
    countries: tuple[tuple[str, str, int], ...]
    actors: tuple[Choice, ...]
    bands: tuple[str, ...]
    box: str
    confidence: str


def offer_choices(desk: Desk, query: EventQuery) -> tuple[Counts, FilterChoices]:
    """Return the counts beside the choices, and the choices."""
    facets = desk.memo.ask(read_facets, query)
    box = ",".join(f"{side:g}" for side in query.box) if query.box else ""
    confidence = "-".join(f"{bound:g}" for bound in query.confidence) if query.confidence else ""
    bands = _BANDS if confidence in ("", *_BANDS) else (*_BANDS, confidence)
    choices = FilterChoices(
        types_by_quad=tuple((quad, tuple(code for code in EVENTS if QUADS[code] == quad)) for quad in QUAD_ORDER),
        modes=_offer_modes(query, facets),
        statuses=STATUSES,
        countries=_offer_countries(desk, query, facets),
        actors=desk.memo.ask(rank_actors, EventQuery(), _ACTORS_OFFERED),
        bands=bands,
        box=box,
        confidence=confidence,
    )
    return Counts(_count(facets.types), _count(facets.modes), _count(facets.statuses)), choices


def name_actor(desk: Desk, key: str) -> str:
    """Return the name that an actor or a state goes by; its key where the catalog does not know it."""
    base, _, sector = key.partition(":")
    actor = desk.tables.catalog.get(base)
    name = actor.name if actor else base
    return f"{name} ({sector})" if sector else name


def _count(choices: tuple[Choice, ...]) -> Mapping[str, int]:
    return defaultdict(int, {choice.key: choice.events for choice in choices})


def _offer_modes(query: EventQuery, facets: Facets) -> tuple[tuple[str, str], ...]:
    """The modes of the types that are chosen; those that are asked for are always among them."""
    book = Codebook.load()
    titles = {mode: book.explain(f"{event}/{mode}").title for event in query.events for mode in MODES[event]}
    found = {choice.key for choice in facets.modes}
    offered = {mode: title for mode, title in titles.items() if mode in found}
    return (*offered.items(), *((mode, mode) for mode in query.modes if mode not in offered))


def _offer_countries(desk: Desk, query: EventQuery, facets: Facets) -> tuple[tuple[str, str, int], ...]:
    counts = _count(facets.countries)
    codes = {*counts, *([query.country] if query.country else [])}
    return tuple(sorted(((code, name_actor(desk, code), counts[code]) for code in codes), key=lambda one: one[1]))
