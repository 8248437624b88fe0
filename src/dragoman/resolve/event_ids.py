"""Public ids of events, which survive merges and splits."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

PREFIX = "ev-"
DIGITS = 12


def found_id(coding_id: str) -> str:
    """Return the id of an event that this coding founds: `ev-` and 12 hex digits of SHA-256 over the coding's id."""
    return PREFIX + hashlib.sha256(coding_id.encode()).hexdigest()[:DIGITS]


def assign_ids(
    clusters: Sequence[Sequence[str]],
    previous: Mapping[str, str],
    aliases: Mapping[str, str],
    living: Collection[str] = (),
) -> tuple[list[str], dict[str, str]]:
    """Return the id of each cluster, and the aliases: an older id to the one that now holds its founder.

    `clusters`: ids of codings, the founder first (published first, then by id), in order of their founders.
    `previous`: coding to event as last recorded; `aliases`: as last recorded, which go on leading
    to where they led. An event keeps its id in the cluster that holds the first of its
    codings. Where several events have become one, the one whose founder comes first gives the id, and the others are
    aliases. A cluster that is nobody's heir founds an id, other than those of `living` events elsewhere; same codings
    and same `previous` give the same ids.
    """
    heirs = _find_heirs(clusters, previous)
    ids: list[str] = []
    merged: dict[str, str] = {}
    taken = {*previous.values(), *living}
    for cluster, inherited in zip(clusters, heirs, strict=True):
        event_id = inherited[0] if inherited else _found_free_id(cluster, taken, aliases)
        taken.add(event_id)
        ids.append(event_id)
        merged.update(dict.fromkeys(inherited[1:], event_id))
    return ids, _carry_aliases(aliases, merged, set(ids))


def _carry_aliases(aliases: Mapping[str, str], merged: Mapping[str, str], living: set[str]) -> dict[str, str]:
    """Return new and older aliases; one that a split has made an event again is none."""
    carried = {alias: merged.get(event_id, event_id) for alias, event_id in aliases.items()} | dict(merged)
    return {
        alias: event_id for alias, event_id in sorted(carried.items()) if alias not in living and event_id in living
    }


def _find_heirs(clusters: Sequence[Sequence[str]], previous: Mapping[str, str]) -> list[list[str]]:
    """Return the earlier ids that each cluster inherits, in order of their founders."""
    heirs: list[list[str]] = [[] for _ in clusters]
    rank = {coding: (i, j) for i, cluster in enumerate(clusters) for j, coding in enumerate(cluster)}
    held: dict[str, list[str]] = defaultdict(list)
    for coding, event_id in previous.items():
        if coding in rank:
            held[event_id].append(coding)
    founders = []
    for event_id, codings in held.items():
        own = [c for c in codings if found_id(c) == event_id]
        founders.append((rank[own[0] if own else min(codings, key=lambda c: rank[c])], event_id))
    for (cluster, _), event_id in sorted(founders):
        heirs[cluster].append(event_id)
    return heirs


def _found_free_id(cluster: Sequence[str], taken: set[str], aliases: Mapping[str, str]) -> str:
    """The id that one of the codings founded before a merge, which is parted again; else the founder's.

    That of the next coding where a split left the founder's id with another cluster.
    """
    free = [founded for coding in cluster if (founded := found_id(coding)) not in taken]
    revived = [founded for founded in free if founded in aliases]
    return next(iter([*revived, *free]), found_id("\x1f".join(cluster)))
