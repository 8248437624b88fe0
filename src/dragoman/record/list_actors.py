"""Who takes part in the events that stand, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from dragoman.record.store import Store


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor of the study's events.

    `names`: as they stand in the events, the commonest first. `sectors`, `countries`: likewise, unknown ones left out.
    `events`: in how many it is on either side; `acting`, `receiving`: on this side. `first`, `last`: days of the first
    and last of them, None where none is dated. `quotes`: sentences that tell of some of them, those
    with the name first, then the surest.
    """

    id: str
    names: tuple[str, ...]
    provisional: bool
    sectors: tuple[str, ...]
    countries: tuple[str, ...]
    events: int
    acting: int
    receiving: int
    first: date | None
    last: date | None
    quotes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The commonest name."""
        return self.names[0]


_QUOTES = 3

_ACTORS = """
    WITH part AS (
        SELECT id, "start", "end", quote, confidence, true AS acts, unnest(actors) AS who FROM standing_event
        UNION ALL
        SELECT id, "start", "end", quote, confidence, false, unnest(recipients) FROM standing_event
    ),
    chosen AS (SELECT * FROM part WHERE ($provisional IS NULL OR who.provisional = $provisional)
                                    AND ($ids IS NULL OR list_contains($ids, who.actor_id))),
    named AS (SELECT who.actor_id AS actor_id, who.name AS name, count(*) AS times FROM chosen GROUP BY ALL),
    sectored AS (SELECT who.actor_id AS actor_id, who.sector AS sector, count(*) AS times
                 FROM chosen WHERE who.sector <> 'UNK' GROUP BY ALL),
    placed AS (SELECT who.actor_id AS actor_id, who.country AS country, count(*) AS times
               FROM chosen WHERE who.country IS NOT NULL GROUP BY ALL),
    quoted AS (SELECT who.actor_id AS actor_id, quote, bool_or(contains(quote, who.name)) AS tells,
                      max(confidence) AS sure FROM chosen GROUP BY ALL),
    total AS (
        SELECT who.actor_id AS actor_id, bool_or(who.provisional) AS provisional, count(DISTINCT id) AS events,
               count(DISTINCT id) FILTER (acts) AS acting, count(DISTINCT id) FILTER (NOT acts) AS receiving,
               min("start") AS first, max("end") AS last
        FROM chosen GROUP BY who.actor_id
    ),
    names AS (SELECT actor_id, list(name ORDER BY times DESC, name) AS names FROM named GROUP BY actor_id),
    sectors AS (SELECT actor_id, list(sector ORDER BY times DESC, sector) AS sectors FROM sectored GROUP BY actor_id),
    countries AS (SELECT actor_id, list(country ORDER BY times DESC, country) AS countries
                  FROM placed GROUP BY actor_id),
    quotes AS (SELECT actor_id, list(quote ORDER BY tells DESC, sure DESC, quote)[:$quotes] AS quotes
               FROM quoted GROUP BY actor_id)
    SELECT actor_id, names, provisional, coalesce(sectors, []), coalesce(countries, []), events, acting, receiving,
           first, last, quotes
    FROM total JOIN names USING (actor_id) JOIN quotes USING (actor_id)
         LEFT JOIN sectors USING (actor_id) LEFT JOIN countries USING (actor_id)
    ORDER BY events DESC, actor_id
"""


def list_actors(store: Store, provisional: bool | None = None, ids: Sequence[str] | None = None) -> list[ActorCount]:
    """Return the actors of all events that stand, the most frequent first.

    `provisional`: True for those that no table knows alone, False for the others, None for all. `ids`: only these.
    """
    given: dict[str, object] = {
        "provisional": provisional,
        "ids": list(ids) if ids is not None else None,
        "quotes": _QUOTES,
    }
    return [_read_count(row) for row in store.read_rows(_ACTORS, given)]


def _read_count(row: tuple[object, ...]) -> ActorCount:
    actor_id, names, provisional, sectors, countries, events, acting, receiving, first, last, quotes = row
    return ActorCount(
        str(actor_id),
        tuple(cast("list[str]", names)),
        bool(provisional),
        tuple(cast("list[str]", sectors)),
        tuple(cast("list[str]", countries)),
        cast("int", events),
        cast("int", acting),
        cast("int", receiving),
        cast("date | None", first),
        cast("date | None", last),
        tuple(cast("list[str]", quotes)),
    )
