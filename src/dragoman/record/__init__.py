"""The study's store: append-only tables in a DuckLake, their present state, and nothing but it speaks SQL."""

from dragoman.record.compaction import Compaction
from dragoman.record.counts import Counts
from dragoman.record.event_query import EventQuery
from dragoman.record.events import LinkChanges
from dragoman.record.find_events import EventFilter
from dragoman.record.list_actors import ActorCount
from dragoman.record.mirror import Mirror
from dragoman.record.readonly import Answer
from dragoman.record.record import Record

__all__ = [
    "ActorCount",
    "Answer",
    "Compaction",
    "Counts",
    "EventFilter",
    "EventQuery",
    "LinkChanges",
    "Mirror",
    "Record",
]
