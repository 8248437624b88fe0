"""What of a coding decides with which others it is compared: its kind, its days, and what it shares with others.

An outline is small and stays the same as long as the coding does. The record keeps one of each coding, so that a new
article finds those that it may belong to without any other being read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dragoman.model.arrow import schema_of
from dragoman.resolve.compare_days import ACTUAL_DAYS, SURE
from dragoman.resolve.compare_places import NOWHERE
from dragoman.resolve.profiles import Profile, name_town

TELLING_TOLL = 5
"""From here on two equal counts are seldom chance."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One coding as blocking sees it.

    `partition`: family of types and whether it is told as real: codings of two partitions are never one event.
    `published`, `first`, `last`: ordinals of days; the last two as in `Profile`. The rest are 64-bit hashes, sorted:
    `named`: actors and rare names, which stand without the day; `towns`, which need the month; `usual`: countries,
    states and tolls, which need the day; `copied`: the story and the sentence, which need nothing.
    """

    coding_id: str
    article_id: str
    partition: str
    published: int
    first: int | None
    last: int | None
    dated: bool
    named: tuple[int, ...]
    towns: tuple[int, ...]
    usual: tuple[int, ...]
    copied: tuple[int, ...]


SCHEMA = schema_of(Outline)


def outline_profile(profile: Profile) -> Outline:
    """Draw the outline of a coding from its profile."""
    partition, place = f"{profile.family}/{profile.reality}", profile.place
    town = name_town(place) if place is not None else None
    return Outline(
        coding_id=profile.coding.id,
        article_id=profile.coding.article_id,
        partition=partition,
        published=profile.published,
        first=profile.first,
        last=profile.last,
        dated=profile.dated and not _is_guess(profile),
        named=_hash_all(partition, _list_named(profile)),
        towns=_hash_all(partition, [("town", town)] if town is not None else []),
        usual=_hash_all(partition, _list_usual(profile)),
        copied=_hash_all(partition, _list_copied(profile)),
    )


def _is_guess(profile: Profile) -> bool:
    """Tell whether the few days that the text gives, of late, were likelier misread than not: others are then asked."""
    when, last = profile.coding.date, profile.last
    if when is None or last is None or profile.published - last > ACTUAL_DAYS:
        return False
    return profile.narrow and when.confidence < SURE


def pack_outlines(outlines: Iterable[Outline]) -> pa.Table:
    """Lay outlines out as an Arrow table, in order of publication and then of ids."""
    ordered = sorted(outlines, key=lambda outline: (outline.published, outline.coding_id))
    fields = list(SCHEMA)
    return pa.table([pa.array([getattr(o, f.name) for o in ordered], f.type) for f in fields], schema=SCHEMA)


@lru_cache(maxsize=1 << 16)
def hash_thing(partition: str, kind: str, thing: str) -> int:
    """Return 64 bits, as a signed number, that stand for a thing that two codings of a partition may share."""
    digest = hashlib.blake2b(f"{partition}\x1f{kind}\x1f{thing}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _hash_all(partition: str, things: Iterable[tuple[str, object]]) -> tuple[int, ...]:
    return tuple(sorted({hash_thing(partition, kind, str(thing)) for kind, thing in things}))


def _list_named(profile: Profile) -> Iterator[tuple[str, object]]:
    for actor in (*profile.actors.named, *profile.recipients.named):
        yield "actor", actor
    for name in profile.names:
        yield "name", name
    for name in profile.around.names:
        if " " in name:
            yield "full name", name
    for word in profile.around.rare:
        yield "word", word


def _list_usual(profile: Profile) -> Iterator[tuple[str, object]]:
    """What many events of one day share: the country, the states, the size of the toll."""
    place = profile.place
    if place is not None and place.precision != NOWHERE and place.country is not None:
        yield "country", place.country
    for state in profile.actors.states | profile.recipients.states:
        yield "state", state
    killed = profile.coding.killed
    if killed is not None and killed.best is not None and killed.best >= TELLING_TOLL:
        yield "killed", killed.best


def _list_copied(profile: Profile) -> Iterator[tuple[str, object]]:
    """What copies of one story share, whatever they tell: the story, and the sentence to the letter."""
    yield "story", profile.resolved.witness
    yield "sentence", profile.coding.quote.text
