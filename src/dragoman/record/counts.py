"""How much the record holds: the figures behind `dragoman status` and the closing summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.record.store import Store


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of the present state. `copies`: articles that repeat an earlier one; `coded`: articles read by a coder.

    The mappings go from name to number, largest number first, then by name. `top_pairs`: (who, to whom) by name.
    """

    articles: int
    copies: int
    first_day: date | None
    last_day: date | None
    coded: int
    codings: int
    events: int
    set_aside: dict[str, int]
    coders: dict[str, int]
    codings_by_type: dict[str, int]
    codings_by_status: dict[str, int]
    events_by_type: dict[str, int]
    top_actors: dict[str, int]
    top_pairs: dict[tuple[str, str], int]


def count_record(store: Store) -> Counts:
    """Count what the record holds now."""
    days = store.read("SELECT min(published) AS first, max(published) AS last FROM article")
    return Counts(
        articles=_count(store, "SELECT count(*) FROM article"),
        copies=_count(store, "SELECT count(copy_of) FROM article"),
        first_day=days["first"][0].as_py(),
        last_day=days["last"][0].as_py(),
        coded=_count(store, "SELECT count(DISTINCT article_id) FROM coded"),
        codings=_count(store, "SELECT count(*) FROM standing_coding"),
        events=_count(store, "SELECT count(*) FROM standing_event"),
        set_aside=_tally(store, "reason", "set_aside"),
        coders=_tally(store, "coder", "coded"),
        codings_by_type=_tally(store, "event", "standing_coding"),
        codings_by_status=_tally(store, "status", "standing_coding"),
        events_by_type=_tally(store, "event", "standing_event"),
        top_actors=_tally(store, "name", _ACTORS, limit=10),
        top_pairs=_tally_pairs(store),
    )


# An actor counts once an event, on whichever side, and by the id that it resolves to.
_ACTORS = """
    (SELECT DISTINCT event.id, actor.name AS name
     FROM standing_event AS event, unnest(list_concat(actors, recipients)) AS side(actor))
"""


def _count(store: Store, sql: str) -> int:
    return int(str(store.read_value(sql)))


def _tally(store: Store, key: str, rows: str, limit: int | None = None) -> dict[str, int]:
    bound = f"LIMIT {limit}" if limit is not None else ""
    sql = f"SELECT {key}, count(*) AS number FROM {rows} GROUP BY {key} ORDER BY number DESC, {key} {bound}"
    return {str(name): int(str(number)) for name, number in store.read_rows(sql)}


def _tally_pairs(store: Store) -> dict[tuple[str, str], int]:
    rows = store.read_rows(
        """
        WITH pair AS (
            SELECT DISTINCT event.id, actor.name AS who, recipient.name AS whom
            FROM standing_event AS event, unnest(actors) AS one(actor), unnest(recipients) AS other(recipient)
        )
        SELECT who, whom, count(*) AS number FROM pair GROUP BY who, whom ORDER BY number DESC, who, whom LIMIT 10
        """
    )
    return {(str(who), str(whom)): int(str(number)) for who, whom, number in rows}


def count_uncoded(store: Store, coder: str) -> int:
    """Return how many articles `coder` has not read."""
    done = "(FROM coded WHERE coder = $coder) AS done ON done.article_id = article.id"
    return int(str(store.read_value(f"SELECT count(*) FROM article ANTI JOIN {done}", {"coder": coder})))
