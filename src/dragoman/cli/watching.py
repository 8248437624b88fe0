"""How many events the record holds of what the study watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.actor_flags import find_actor
from dragoman.cli.place_flags import split_place

if TYPE_CHECKING:
    from dragoman.record import Record
    from dragoman.study.read_study import Study


def count_watched(study: Study, record: Record) -> dict[str, int]:
    """Return the number of events of each actor, pair and place under [watch], in the order of study.toml."""
    from dragoman.record import EventFilter

    watch, own = study.settings.watch, study.actors_file
    filters = {name: EventFilter(actor=find_actor(name, own)) for name in watch.actors}
    for one, other in watch.pairs:
        filters[f"{one} - {other}"] = EventFilter(pair=(find_actor(one, own), find_actor(other, own)))
    for name in watch.places:
        place, country = split_place(name)
        filters[f"in {name}"] = EventFilter(place=place, country=country)
    return {name: len(record.events(wanted)) for name, wanted in filters.items()}
