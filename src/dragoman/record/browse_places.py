"""Reading the mirror for places by name."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.mirror import Mirror


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place of events, by the names that the record has for it; `events`: how many of any status happened there."""

    name: str
    admin1: str | None
    country: str | None
    events: int


def find_places(mirror: Mirror, text: str, limit: int = 8) -> tuple[PlaceFound, ...]:
    """Return the places whose name or division holds each of the words at the beginning of a word, without regard to
    case and diacritics; those of very that name first, then those with most events."""
    words = text.split()
    if not words:
        return ()
    condition = " AND ".join(f"contains(folded, ' ' || strip_accents(lower($word_{n})))" for n in range(len(words)))
    rows = mirror.read_rows(
        f"""
        WITH place AS (
            SELECT place_name, admin1, country, count(*) AS events,
                   strip_accents(lower(concat(' ', place_name, ' ', admin1))) AS folded
            FROM event WHERE place_name IS NOT NULL GROUP BY place_name, admin1, country
        )
        SELECT place_name, admin1, country, events FROM place WHERE {condition}
        ORDER BY strip_accents(lower(place_name)) = strip_accents(lower($text)) DESC, events DESC, place_name, admin1
        LIMIT $limit
        """,
        {"text": " ".join(words), "limit": limit, **{f"word_{n}": word for n, word in enumerate(words)}},
    )
    return tuple(PlaceFound(*row) for row in rows)  # type: ignore[arg-type]  # DuckDB's types are the columns'.
