"""Events on a map: gathered in cells of a grid, so that none hides another."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook import QUADS
from dragoman.record.event_query import Box, EventQuery, write_condition
from dragoman.record.mirror import Mirror

VAGUE = 4
"""From this precision on (division, area, country) a position stands for a region and is drawn so."""

_CELL_PIXELS = 56
"""Width of a cell on the screen: two discs of the largest size side by side."""
_TILE_PIXELS = 512
"""Width of the whole world on the screen at zoom 0."""
_PLACES_SHOWN = 300
"""With no more different positions in view, only those are gathered that would lie upon one another."""
_DISC_PIXELS = 36
"""Width of a small disc, and so of a cell where there are few positions."""
QUAD_ORDER = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The order of every list of four numbers, one a quad class."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Some events near one another, or at one place. `vague`: so many are known only to a region.

    `longitude`, `latitude`: their middle. `box`: west, south, east, north of their positions; one position where they
    all are at one. `quads`: events by quad class, in `QUAD_ORDER`. `place`: the name, where all have the same.
    `event_id`: the event, where it is only one.
    """

    longitude: float
    latitude: float
    box: Box
    vague: int
    events: int
    killed: int
    quads: tuple[int, int, int, int]
    place: str | None
    event_id: str | None


def read_cells(mirror: Mirror, query: EventQuery, zoom: float) -> tuple[Cell, ...]:
    """Return the events that the question finds as cells for a map at `zoom`; the question's box is the map's extent.

    The grid lies on the Web Mercator plane, whose cells are squares on the screen. Where there is room for it, events
    whose position stands for a region have cells of their own, so that a country's middle does not look like a place.
    """
    condition, values = write_condition(query)
    counts = ", ".join(f"count(*) FILTER (quad = {number}) AS quad_{number}" for number in range(len(QUAD_ORDER)))
    rows = mirror.read_rows(
        f"""
        WITH seen AS (
            SELECT id, longitude, latitude, place_name, killed_n, coalesce("precision", 7) >= {VAGUE} AS vague,
                   $quad_numbers[list_position($types, event)] AS quad
            FROM event WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND {condition}
        ),
        positions AS (SELECT count(*) AS n FROM (SELECT DISTINCT longitude, latitude FROM seen)),
        gridded AS (
            SELECT seen.*, n <= {_PLACES_SHOWN} AND vague AS apart,
                   floor((longitude + 180) / 360 * world / cell) AS across,
                   floor((0.5 - ln(tan(pi() / 4 + radians(least(greatest(latitude, -85), 85)) / 2)) / (2 * pi()))
                         * world / cell) AS down
            FROM seen, (SELECT n, $world AS world,
                               CASE WHEN n <= {_PLACES_SHOWN} THEN {_DISC_PIXELS} ELSE {_CELL_PIXELS} END AS cell
                        FROM positions)
        )
        SELECT avg(longitude), avg(latitude), min(longitude), min(latitude), max(longitude), max(latitude),
               count(*) FILTER (vague), count(*) AS events, coalesce(sum(killed_n), 0)::BIGINT, {counts},
               CASE WHEN min(place_name) = max(place_name) THEN min(place_name) END,
               CASE WHEN count(*) = 1 THEN min(id) END
        FROM gridded GROUP BY across, down, apart ORDER BY events DESC, 1, 2
        """,
        {
            **values,
            "world": 2.0**zoom * _TILE_PIXELS,
            "types": list(QUADS),
            "quad_numbers": [QUAD_ORDER.index(quad) for quad in QUADS.values()],
        },
    )
    return tuple(_read_cell(row) for row in rows)


def _read_cell(row: tuple[object, ...]) -> Cell:
    longitude, latitude, west, south, east, north, vague, events, killed, *quads, place, event_id = row
    return Cell(longitude, latitude, (west, south, east, north), vague, events, killed, tuple(quads), place, event_id)  # type: ignore[arg-type]  # As the statement above selects them.


def find_extent(mirror: Mirror, query: EventQuery) -> Box | None:
    """Return the box that holds nearly all events of a question; None where none has a position.

    The outermost hundredth on each side is left out, lest one event far away make the rest too small to see.
    """
    condition, values = write_condition(query)
    ((west, south, east, north),) = mirror.read_rows(
        "SELECT quantile_disc(longitude, 0.01), quantile_disc(latitude, 0.01), "
        "quantile_disc(longitude, 0.99), quantile_disc(latitude, 0.99) "
        f"FROM event WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND {condition}",
        values,
    )
    return None if west is None else (west, south, east, north)  # type: ignore[return-value]  # All four or none.
