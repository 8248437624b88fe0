"""Codings to events: the whole of linking on one page. The rules and their reasons: docs/explanation/linking.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from dragoman.model.event import Correction, Event, ResolvedCoding
from dragoman.model.judgement import Judgement
from dragoman.resolve.blocking import Blocks
from dragoman.resolve.clustering import Pair, Ruling
from dragoman.resolve.event_ids import assign_ids
from dragoman.resolve.grouping import group_positions
from dragoman.resolve.joining import Joined, join_group, score_pair
from dragoman.resolve.link_keys import Numbers, OutlineTable
from dragoman.resolve.link_tables import load_link_tables
from dragoman.resolve.outlines import outline_profile, pack_outlines
from dragoman.resolve.profiles import Profile, look_around, profile_coding
from dragoman.resolve.reconciling import NO_CORRECTIONS, build_event, sort_reports
from dragoman.resolve.scoring import LINK_FROM
from dragoman.study.settings import LinkSettings

MACHINE = "matcher:"
ScoredPair = tuple[float, Pair]
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking made of a study's codings.

    `events`: in order of their first reports. `judgements`: the matcher's, on every pair that it took for one event
    and every pair that clustering then put together or apart. `aliases`: an older event id to the one it is now.
    `outlines`, `pairs`: what the next link run needs of this one, as Arrow tables: the codings' outlines, and the
    likely pairs by `left_id`, `right_id` and `score`.
    """

    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]
    aliases: Mapping[str, str]
    outlines: pa.Table
    pairs: pa.Table


def link_codings(
    codings: Iterable[ResolvedCoding],
    previous: Mapping[str, str] = NONE,
    *,
    judged: Iterable[Judgement] = (),
    aliases: Mapping[str, str] = NONE,
    corrections: Mapping[str, Sequence[Correction]] = NO_CORRECTIONS,
    settings: LinkSettings | None = None,
) -> Linkage:
    """Link codings to events, all in memory. The same codings in any order give the same events.

    `previous`: coding to event as last recorded, and `aliases`: older id to the event that it leads to, so that
    events keep their ids. `judged`: judgements on record, the oldest first; a person's stand above every score, the
    matcher's own are made anew. `corrections`: what persons corrected, by coding. `settings`: the study's windows.
    """
    reports = list({resolved.coding.id: resolved for resolved in sort_reports(codings)}.values())
    profiles = profile_codings(reports, settings or LinkSettings())
    outlines = pack_outlines(map(outline_profile, profiles))
    linked = find_linked(Blocks(OutlineTable(outlines)), np.arange(len(reports)), profiles.__getitem__)
    coding_ids = [resolved.coding.id for resolved in reports]
    rulings = read_rulings({coding_id: i for i, coding_id in enumerate(coding_ids)}, judged)
    joined = list(join_all(linked, rulings, profiles.__getitem__))
    clusters = order_clusters(len(reports), [cluster for group, _ in joined for cluster in group])
    ids, older = assign_ids([[coding_ids[i] for i in cluster] for cluster in clusters], previous, aliases)
    judgements = [judgement for _, group in joined for judgement in group]
    return Linkage(
        tuple(build_events(reports, clusters, ids, older, corrections)),
        tuple(_order_judgements(reports, judgements)),
        MappingProxyType(older),
        outlines,
        pack_pairs([(coding_ids[left], coding_ids[right], score) for score, (left, right) in linked]),
    )


def profile_codings(reports: Sequence[ResolvedCoding], settings: LinkSettings) -> list[Profile]:
    """Draw the profiles of codings. All that stand of an article must be among them: each is seen beside the rest."""
    tables = load_link_tables()
    articles: dict[str, list[ResolvedCoding]] = defaultdict(list)
    for resolved in reports:
        articles[resolved.coding.article_id].append(resolved)
    around = {key: look_around(article, tables) for key, article in articles.items()}
    return [
        profile_coding(
            resolved,
            tables,
            settings.windows.get(resolved.coding.event, settings.window_days),
            around[resolved.coding.article_id],
        )
        for resolved in reports
    ]


def find_linked(blocks: Blocks, askers: Numbers, profile_of: Callable[[int], Profile]) -> list[ScoredPair]:
    """Return the candidates of these positions that look like one event, with their scores."""
    linked: list[ScoredPair] = []
    for lefts, rights in blocks.find_candidates(askers):
        for pair in zip(lefts.tolist(), rights.tolist(), strict=True):
            score = score_pair(profile_of(pair[0]), profile_of(pair[1]))
            if score is not None and score >= LINK_FROM:
                linked.append((score, pair))
    return linked


def pack_pairs(pairs: Iterable[tuple[str, str, float]]) -> pa.Table:
    """Lay likely pairs out as an Arrow table: earlier coding, later coding, score."""
    rows = list(pairs)
    columns = ((pa.string(), "left_id"), (pa.string(), "right_id"), (pa.float64(), "score"))
    return pa.table({name: pa.array([row[i] for row in rows], kind) for i, (kind, name) in enumerate(columns)})


def read_rulings(position: Mapping[str, int], judged: Iterable[Judgement]) -> list[Ruling]:
    """Return what persons ruled of codings that have a position; the matcher's own judgements bind nobody."""
    return [
        Ruling(position[j.left], position[j.right], j.same)
        for j in judged
        if not j.judge.startswith(MACHINE) and j.left in position and j.right in position
    ]


def join_all(
    linked: Sequence[ScoredPair], rulings: Sequence[Ruling], profile_of: Callable[[int], Profile]
) -> Iterator[tuple[list[list[int]], Sequence[Judgement]]]:
    """Yield for each group its clusters, by position, and its judgements."""
    ruled = [(ruling.left, ruling.right) for ruling in rulings if ruling.same]
    groups = group_positions([*(pair for _, pair in linked), *ruled])
    home = {position: number for number, group in enumerate(groups) for position in group}
    pairs_of: dict[int, list[ScoredPair]] = defaultdict(list)
    for score, pair in linked:
        pairs_of[home[pair[0]]].append((score, pair))
    rulings_of: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling.left in home and home[ruling.left] == home.get(ruling.right):
            rulings_of[home[ruling.left]].append(ruling)
    for number, group in enumerate(groups):
        found = _join_one(group, pairs_of[number], rulings_of[number], profile_of)
        yield [[group[i] for i in cluster] for cluster in found.clusters], found.judgements


def _join_one(
    group: Sequence[int], pairs: Sequence[ScoredPair], rulings: Sequence[Ruling], profile_of: Callable[[int], Profile]
) -> Joined:
    place = {position: i for i, position in enumerate(group)}
    return join_group(
        [profile_of(position) for position in group],
        [(score, (place[left], place[right])) for score, (left, right) in pairs],
        [Ruling(place[ruling.left], place[ruling.right], ruling.same) for ruling in rulings],
    )


def order_clusters(size: int, found: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """Return all clusters, those of one coding with the rest, by their first members."""
    grouped = {position for cluster in found for position in cluster}
    alone = [[position] for position in range(size) if position not in grouped]
    return sorted([*found, *alone], key=lambda cluster: cluster[0])


def _order_judgements(reports: Sequence[ResolvedCoding], judgements: Iterable[Judgement]) -> list[Judgement]:
    position = {resolved.coding.id: i for i, resolved in enumerate(reports)}
    return sorted(judgements, key=lambda judgement: (position[judgement.left], position[judgement.right]))


def build_events(
    reports: Sequence[ResolvedCoding],
    clusters: Sequence[Sequence[int]],
    ids: Sequence[str],
    aliases: Mapping[str, str],
    corrections: Mapping[str, Sequence[Correction]],
) -> Iterable[Event]:
    """Build the events. `reports` are all codings of every article that they are from: some dispute an event."""
    older: dict[str, list[str]] = defaultdict(list)
    for alias, event_id in aliases.items():
        older[event_id].append(alias)
    of_article: dict[str, list[int]] = defaultdict(list)
    for i, resolved in enumerate(reports):
        of_article[resolved.coding.article_id].append(i)
    for cluster, event_id in zip(clusters, ids, strict=True):
        near = {j for i in cluster for j in of_article[reports[i].coding.article_id]}.difference(cluster)
        yield build_event(
            [reports[i] for i in cluster],
            event_id,
            older.get(event_id, ()),
            beside=[reports[j] for j in near],
            corrections=corrections,
        )
