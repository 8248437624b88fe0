"""Reading the mirror for one actor, and for the list of all: how often, doing what, to whom, where, who claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.record.browse_relations import Span, Tally
from dragoman.record.mirror import Mirror


@dataclass(frozen=True, slots=True)
class ActorTotal:
    """An actor of the record. `events`: in how many it stands on either side; a state's hold all its bodies' and
    persons'. Of several names and sectors that an id came with, the most frequent."""

    actor_id: str
    name: str
    country: str | None
    sector: str
    provisional: bool
    events: int


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another actor, by a key of EventQuery, and in how many events."""

    key: str
    events: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place of events: division and country, either None where unknown."""

    admin1: str | None
    country: str | None
    events: int
    killed: int


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """A name in which events are claimed. `own`: in how many of them the actor itself is said to act."""

    name: str
    events: int
    own: int


def count_actors(mirror: Mirror) -> tuple[ActorTotal, ...]:
    """Return every actor of the record, the most frequent first."""
    rows = mirror.read_rows(
        """
        WITH party AS (SELECT unnest(actors || recipients) AS party FROM event),
        told AS (
            SELECT party.actor_id AS id, party.name AS name, party.country AS country, party.sector AS sector,
                   party.provisional AS provisional, count(*) AS times
            FROM party GROUP BY ALL
        ),
        known AS (FROM told QUALIFY row_number() OVER (PARTITION BY id ORDER BY times DESC, name, sector) = 1),
        touched AS (SELECT unnest(list_distinct(actor_keys || recipient_keys)) AS id FROM event),
        total AS (SELECT id, count(*) AS events FROM touched GROUP BY id)
        SELECT id, name, country, sector, provisional, events FROM known JOIN total USING (id) ORDER BY events DESC, id
        """
    )
    return tuple(ActorTotal(*row) for row in rows)  # type: ignore[arg-type]  # DuckDB's types are the columns'.


def tally_actor(mirror: Mirror, key: str, span: Span, statuses: Sequence[str]) -> tuple[Tally, ...]:
    """Count events by period of their first day, type and side: "forth" is what the actor does, else what is done
    to it. One where it stands on both sides counts in either."""
    rows = mirror.read_rows(
        """
        WITH part AS (
            SELECT day, event, witnesses, true AS forth FROM event
            WHERE list_contains(actor_keys, $key) AND list_contains($statuses, status)
            UNION ALL
            SELECT day, event, witnesses, false FROM event
            WHERE list_contains(recipient_keys, $key) AND list_contains($statuses, status)
        )
        SELECT date_trunc($span, day)::DATE, forth, event, count(*), sum(witnesses)::BIGINT
        FROM part GROUP BY ALL ORDER BY ALL
        """,
        {"key": key, "span": span, "statuses": list(statuses)},
    )
    return tuple(Tally(*row) for row in rows)  # type: ignore[arg-type]


def list_counterparts(
    mirror: Mirror, key: str, statuses: Sequence[str], *, acting: bool, events: Sequence[str] = (), limit: int = 10
) -> tuple[Counterpart, ...]:
    """Return upon whom the actor acts most (`acting`), or who acts upon it; `events`: only in events of these types.

    Bodies and persons of a state count as the state. Nameless actors ("gunmen") and those of its own are left out.
    """
    own, other = ("actor_keys", "recipients") if acting else ("recipient_keys", "actors")
    rows = mirror.read_rows(
        f"""
        WITH facing AS (
            SELECT id, unnest({other}) AS party FROM event
            WHERE list_contains({own}, $key) AND list_contains($statuses, status)
              AND (len($events) = 0 OR list_contains($events, event))
        )
        SELECT coalesce(party.country, party.actor_id) AS key, count(DISTINCT id) AS events
        FROM facing
        WHERE party.actor_id <> $key AND coalesce(party.country, '') <> split_part($key, ':', 1)
          AND (party.country IS NOT NULL OR contains(party.actor_id, '.'))
        GROUP BY 1 ORDER BY events DESC, key LIMIT $limit
        """,
        {"key": key, "statuses": list(statuses), "events": list(events), "limit": limit},
    )
    return tuple(Counterpart(*row) for row in rows)  # type: ignore[arg-type]


def list_partners(mirror: Mirror, key: str, statuses: Sequence[str], limit: int = 10) -> tuple[Counterpart, ...]:
    """Return with whom the actor acts most: named beside it among those who act."""
    rows = mirror.read_rows(
        """
        WITH beside AS (
            SELECT id, unnest(actors) AS party FROM event
            WHERE list_contains(actor_keys, $key) AND list_contains($statuses, status)
        )
        SELECT party.actor_id AS key, count(DISTINCT id) AS events FROM beside
        WHERE party.actor_id <> $key AND coalesce(party.country, '') <> split_part($key, ':', 1)
          AND (party.country IS NOT NULL OR contains(party.actor_id, '.'))
        GROUP BY 1 ORDER BY events DESC, key LIMIT $limit
        """,
        {"key": key, "statuses": list(statuses), "limit": limit},
    )
    return tuple(Counterpart(*row) for row in rows)  # type: ignore[arg-type]


def list_places(mirror: Mirror, key: str, statuses: Sequence[str], limit: int = 12) -> tuple[PlaceCount, ...]:
    """Return where the actor acts or is acted upon most, by division."""
    rows = mirror.read_rows(
        """
        SELECT admin1, country, count(*) AS events, coalesce(sum(killed_n), 0)::BIGINT FROM event
        WHERE (list_contains(actor_keys, $key) OR list_contains(recipient_keys, $key))
          AND list_contains($statuses, status) AND (admin1 IS NOT NULL OR country IS NOT NULL)
        GROUP BY admin1, country ORDER BY events DESC, country NULLS LAST, admin1 NULLS LAST LIMIT $limit
        """,
        {"key": key, "statuses": list(statuses), "limit": limit},
    )
    return tuple(PlaceCount(*row) for row in rows)  # type: ignore[arg-type]


def list_claims(mirror: Mirror, key: str, names: Sequence[str], limit: int = 10) -> tuple[ClaimCount, ...]:
    """Return in whose name events are claimed that the actor is said to do, or that are claimed in one of `names`."""
    rows = mirror.read_rows(
        """
        WITH claimed AS (
            SELECT list_contains(actor_keys, $key) AS own, unnest(list_distinct(claimed_by)) AS name FROM event
            WHERE len(claimed_by) > 0
        )
        SELECT name, count(*) AS events, count_if(own) FROM claimed
        WHERE own OR list_contains($names, lower(name)) GROUP BY name ORDER BY events DESC, name LIMIT $limit
        """,
        {"key": key, "names": [name.lower() for name in names], "limit": limit},
    )
    return tuple(ClaimCount(*row) for row in rows)  # type: ignore[arg-type]


def list_within(mirror: Mirror, country: str, limit: int = 20) -> tuple[Counterpart, ...]:
    """Return the bodies and persons of a state that are named most."""
    rows = mirror.read_rows(
        """
        WITH named AS (SELECT id, unnest(actors || recipients) AS party FROM event)
        SELECT party.actor_id AS key, count(DISTINCT id) AS events FROM named
        WHERE party.country = $country AND party.actor_id <> $country
        GROUP BY 1 ORDER BY events DESC, key LIMIT $limit
        """,
        {"country": country, "limit": limit},
    )
    return tuple(Counterpart(*row) for row in rows)  # type: ignore[arg-type]


def find_reach(mirror: Mirror, key: str) -> tuple[int, date | None, date | None]:
    """Return in how many events of any status the actor stands, and the first and the last day of them."""
    ((events, first, last),) = mirror.read_rows(
        """
        SELECT count(*), min(day), max(day) FROM event
        WHERE list_contains(actor_keys, $key) OR list_contains(recipient_keys, $key)
        """,
        {"key": key},
    )
    return events, first, last  # type: ignore[return-value]


def list_coding_ids(mirror: Mirror, key: str, limit: int = 400) -> tuple[str, ...]:
    """Return codings of the actor's latest events, from which the names that reports give it can be read."""
    rows = mirror.read_rows(
        """
        SELECT unnest(coding_ids) FROM event
        WHERE list_contains(actor_keys, $key) OR list_contains(recipient_keys, $key)
        ORDER BY day DESC, id LIMIT $limit
        """,
        {"key": key, "limit": limit},
    )
    return tuple(str(row[0]) for row in rows)


def list_names(mirror: Mirror, key: str, coding_ids: Sequence[str], limit: int = 24) -> tuple[tuple[str, int], ...]:
    """Return the words that these codings name the actor by, with how often, the most frequent first.

    An actor of a state's key is its government: its bodies and persons have names of their own.
    """
    rows = mirror.read_rows(
        """
        WITH resolved AS (
            SELECT coding_id, actors, recipients FROM study.main.resolution
            WHERE coding_id IN (SELECT unnest($ids))
            QUALIFY row_number() OVER (PARTITION BY coding_id ORDER BY run DESC) = 1
        ),
        read AS (SELECT id, actors, recipients FROM study.main.coding WHERE id IN (SELECT unnest($ids))),
        side AS (
            SELECT resolved.actors AS who, read.actors AS words FROM resolved JOIN read ON read.id = coding_id
            UNION ALL
            SELECT resolved.recipients, read.recipients FROM resolved JOIN read ON read.id = coding_id
        ),
        named AS (
            SELECT unnest(who) AS who, unnest(words) AS words FROM side WHERE len(who) = len(words)
        )
        SELECT coalesce(words.name, words.mention."text") AS name, count(*) AS times FROM named
        WHERE who.actor_id = split_part($key, ':', 1) GROUP BY name ORDER BY times DESC, name LIMIT $limit
        """,
        {"key": key, "ids": list(coding_ids), "limit": limit},
    )
    return tuple((str(name), int(str(times))) for name, times in rows)
