"""Articles that tell of something near an event: what it is compared with to say why it is not part of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from dragoman.model.event import Event
from dragoman.record.store import Store

_BEFORE, _AFTER = timedelta(4), timedelta(30)
"""A report that gives no day is near where it was published so long before or after the event."""
_SLACK = timedelta(2)


def find_near(store: Store, event: Event, types: Iterable[str], limit: int) -> list[str]:
    """Return the articles that hold codings of these types near an event in time and place, or with its actors.

    The nearest first, by what they share with it; at most `limit`.
    """
    first, last = event.start or event.first_reported, event.end or event.last_reported
    values: dict[str, object] = {
        "own": list(event.coding_ids),
        "types": sorted(types),
        "first": first - _SLACK,
        "last": last + _SLACK,
        "since": first - _BEFORE,
        "until": last + _AFTER,
        "actors": [actor.actor_id for actor in (*event.actors, *event.recipients)],
        "place": event.place.name if event.place is not None else None,
        "country": event.place.country if event.place is not None else None,
        "killed": event.killed[0] if event.killed is not None else None,
        "limit": limit,
    }
    rows = store.read(
        """
        WITH near AS (
            SELECT id, article_id, killed.best AS killed, published, actors, recipients, place,
                   abs(date_diff('day', coalesce(coding.date."start", published), $first::DATE)) AS days
            FROM (SELECT id, article_id, event, killed, date FROM standing_coding) AS coding
            JOIN standing_resolution AS resolved ON resolved.coding_id = coding.id
            WHERE list_contains($types, event) AND NOT list_contains($own, id)
            AND (coding.date."start" <= $last AND coding.date."end" >= $first
                 OR coding.date IS NULL AND published BETWEEN $since AND $until)
        ),
        weighed AS (
            SELECT article_id, days,
                   3 * (place.name = $place)::INT AS town, (place.country = $country)::INT AS state,
                   2 * (killed = $killed)::INT AS toll,
                   2 * len(list_filter(list_concat(actors, recipients),
                                       lambda actor: list_contains($actors, actor.actor_id))) AS shared
            FROM near
        )
        SELECT article_id FROM weighed GROUP BY article_id
        ORDER BY max(coalesce(town, 0) + coalesce(state, 0) + coalesce(toll, 0) + shared) DESC, min(days), article_id
        LIMIT $limit
        """,
        values,
    )
    ids: list[str] = rows["article_id"].to_pylist()
    return ids
