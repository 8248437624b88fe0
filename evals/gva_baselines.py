"""What linking is measured against: one event a day, and a window in time and space.

Both are given what systems of their kind hold of a report, and no more: one row an article (its main coding, without
knowing what other articles tell), with type, actors, place and day as the coder and the resolvers of this project read
them. That is more than such systems had, whose own coders know neither the day nor the town as often. Neither is given
wording, names of persons, tolls or the other codings of an article, which their data sets do not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.model.event import ResolvedCoding
from dragoman.resolve.compare_places import measure_km

WINDOW_DAYS, WINDOW_KM = 1, 25.0


def link_one_a_day(mains: Mapping[str, ResolvedCoding]) -> dict[str, object]:
    """Put together what has the same type, actors, place and day (of publication, where the text gives none).

    After the machine-coded data sets that keep one event a day of a kind, between the same actors, at one place: ICEWS
    and POLECAT, and GDELT and Phoenix behind their one-a-day filter.
    """
    return {
        article: (
            main.coding.event,
            tuple(sorted(actor.actor_id for actor in main.actors)),
            tuple(sorted(actor.actor_id for actor in main.recipients)),
            (main.place.name, main.place.admin1) if main.place else None,
            read_day(main),
        )
        for article, main in mains.items()
    }


def link_by_window(mains: Mapping[str, ResolvedCoding]) -> dict[str, object]:
    """Join each to the nearest earlier one of its type within the window, else found an event.

    After MELTT (Donnay, Dunford, McGrath, Backer and Cunningham, 2019), without its restriction to several data sets:
    a window of days and kilometres, type as taxonomy, and the best match taken. What has no coordinates stays alone.
    """
    ordered = sorted(mains.items(), key=lambda item: (read_day(item[1]), item[0]))
    home: dict[str, object] = {}
    for i, (article, main) in enumerate(ordered):
        nearest = _find_nearest(main, ordered[:i])
        home[article] = home[nearest] if nearest is not None else article
    return home


def read_day(main: ResolvedCoding) -> int:
    """Return the first day that the text gives, else the day of publication."""
    return (main.coding.date.start if main.coding.date else main.published).toordinal()


def _find_nearest(main: ResolvedCoding, earlier: Sequence[tuple[str, ResolvedCoding]]) -> str | None:
    best: tuple[float, str] | None = None
    for article, other in reversed(earlier):
        if read_day(main) - read_day(other) > WINDOW_DAYS:
            break
        if main.place is None or other.place is None or main.coding.event != other.coding.event:
            continue
        distance = measure_km(main.place, other.place)
        if distance is not None and distance <= WINDOW_KM and (best is None or distance < best[0]):
            best = (distance, article)
    return best[1] if best else None
