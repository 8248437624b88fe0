"""What there is to choose from among the events of a question: types, statuses, countries, places, actors, pairs."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.browse import count_by
from dragoman.record.event_query import EventQuery, write_condition, write_sum
from dragoman.record.mirror import Mirror

_HAS_NAME = "({actor}.country IS NOT NULL OR contains({actor}.actor_id, '.'))"
"""SQL: an actor is more than a sector, such as rebels that nobody names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter may take, and how many events it leaves. `key`: what stands in an address."""

    key: str
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What may be chosen by type, mode, status and country, each counted as if nothing of its own kind were chosen."""

    types: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    countries: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place, and what happened there. `precision`: UCDP's `where_prec`; no coordinates where nobody knows them."""

    name: str
    country: str | None
    precision: int
    latitude: float | None
    longitude: float | None
    events: int
    killed: int


def read_facets(mirror: Mirror, query: EventQuery) -> Facets:
    """Return what the filters offer, in order of the codebook or else the most events first."""
    return Facets(
        types=_count_choices(mirror, query.without("events", "modes"), "event"),
        modes=_count_choices(mirror, query.without("modes"), "mode"),
        statuses=_count_choices(mirror, query.without("statuses"), "status"),
        countries=_count_choices(mirror, query.without("country"), "country"),
    )


def _count_choices(mirror: Mirror, query: EventQuery, column: str) -> tuple[Choice, ...]:
    rows = [row for row in count_by(mirror, query, [column]) if row[column] is not None]
    choices = [Choice(str(row[column]), str(row[column]), int(str(row["events"]))) for row in rows]
    return tuple(sorted(choices, key=lambda choice: (-choice.events, choice.key)))


def rank_places(mirror: Mirror, query: EventQuery, limit: int) -> tuple[PlaceCount, ...]:
    """Return the places with the most events: what the map shows, as rows."""
    condition, values = write_condition(query)
    rows = mirror.read_rows(
        f"""
        SELECT place_name, country, "precision", latitude, longitude, count(*) AS events,
               {write_sum(query, "killed_n")} AS killed
        FROM event WHERE place_name IS NOT NULL AND {condition}
        GROUP BY ALL ORDER BY events DESC, place_name, country LIMIT $limit
        """,
        {**values, "limit": limit},
    )
    return tuple(PlaceCount(*row) for row in rows)  # type: ignore[arg-type]  # As the statement above selects them.


def rank_actors(mirror: Mirror, query: EventQuery, limit: int) -> tuple[Choice, ...]:
    """Return the actors on either side of the most events, of those that have a name."""
    condition, values = write_condition(query)
    rows = mirror.read_rows(
        f"""
        WITH taking_part AS (
            SELECT id, unnest(list_concat(actors, recipients)) AS actor FROM event WHERE {condition}
        ),
        named AS (SELECT * FROM taking_part WHERE {_HAS_NAME.format(actor="actor")})
        SELECT actor.actor_id, min(actor.name), count(DISTINCT id) AS events FROM named
        GROUP BY actor.actor_id ORDER BY events DESC, actor.actor_id LIMIT $limit
        """,
        {**values, "limit": limit},
    )
    return tuple(Choice(*row) for row in rows)  # type: ignore[arg-type]  # As the statement above selects them.


def rank_pairs(mirror: Mirror, query: EventQuery, limit: int) -> tuple[tuple[str, str, int], ...]:
    """Return the pairs of parties between which the most happens: two keys in order, and the number of events.

    A party is a state with all that belongs to it, or an actor that belongs to none and has a name.
    """
    condition, values = write_condition(query)
    party = "coalesce({side}.country, {side}.actor_id)"
    rows = mirror.read_rows(
        f"""
        WITH acting AS (SELECT id, unnest(actors) AS one, recipients FROM event WHERE {condition}),
        meeting AS (SELECT id, one, unnest(recipients) AS other FROM acting),
        parties AS (
            SELECT id, {party.format(side="one")} AS one, {party.format(side="other")} AS other FROM meeting
            WHERE {_HAS_NAME.format(actor="one")} AND {_HAS_NAME.format(actor="other")}
        )
        SELECT least(one, other) AS left_key, greatest(one, other) AS right_key, count(DISTINCT id) AS events
        FROM parties WHERE one <> other GROUP BY ALL ORDER BY events DESC, left_key, right_key LIMIT $limit
        """,
        {**values, "limit": limit},
    )
    return tuple(rows)  # type: ignore[arg-type]  # As the statement above selects them.


def find_actor_key(mirror: Mirror, text: str) -> str | None:
    """Return the id of the actor that goes by this id, country code or name in the record; case does not matter."""
    rows = mirror.read_rows(
        """
        WITH taking_part AS (
            SELECT unnest(list_concat(actors, recipients)) AS actor FROM event
        )
        SELECT CASE WHEN lower(actor.country) = lower($text) THEN actor.country ELSE actor.actor_id END AS key
        FROM taking_part
        WHERE lower($text) IN (lower(actor.name), lower(actor.actor_id), lower(actor.country))
        GROUP BY key ORDER BY count(*) DESC, key LIMIT 1
        """,
        {"text": text.strip()},
    )
    return str(rows[0][0]) if rows else None
