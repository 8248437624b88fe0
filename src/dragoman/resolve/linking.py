"""Codings to events: the whole of linking on one page. The rules and their reasons: docs/explanation/linking.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.model.event import Event, ResolvedCoding
from dragoman.model.judgement import Judgement
from dragoman.resolve.blocking import find_candidates
from dragoman.resolve.clustering import Pair, Ruling, cluster_pairs
from dragoman.resolve.comparing import compare_profiles
from dragoman.resolve.event_ids import assign_ids
from dragoman.resolve.link_tables import load_link_tables
from dragoman.resolve.profiles import Profile, look_around, profile_coding
from dragoman.resolve.reconciling import build_event, sort_reports
from dragoman.resolve.scoring import LINK_FROM, judge_pair, score_comparison
from dragoman.study.settings import LinkSettings

MACHINE = "matcher:"
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking made of a study's codings.

    `events`: in order of their first reports. `judgements`: the matcher's, on every pair that it took for one event
    and every pair that clustering then put together or apart. `aliases`: an older event id to the one it is now.
    """

    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]
    aliases: Mapping[str, str]


def link_codings(
    codings: Iterable[ResolvedCoding],
    previous: Mapping[str, str] = NONE,
    *,
    judged: Iterable[Judgement] = (),
    aliases: Mapping[str, str] = NONE,
    settings: LinkSettings | None = None,
) -> Linkage:
    """Link codings to events. The same codings in any order give the same events.

    `previous`: coding to event as last recorded, and `aliases`: older id to the event that it leads to, so that
    events keep their ids. `judged`: judgements on record, the oldest first; a person's stand above every score, the
    matcher's own are made anew. `settings`: the study's windows.
    """
    settings = settings or LinkSettings()
    reports = list({resolved.coding.id: resolved for resolved in sort_reports(codings)}.values())
    pairs = _Pairs(_profile_all(reports, settings))
    clusters = cluster_pairs(len(reports), pairs.score_candidates(), pairs.score, _read_rulings(reports, judged))
    ids, older = assign_ids([[reports[i].coding.id for i in cluster] for cluster in clusters], previous, aliases)
    return Linkage(
        tuple(_build_events(reports, clusters, ids, older)), tuple(pairs.judge(clusters)), MappingProxyType(older)
    )


def _profile_all(reports: Sequence[ResolvedCoding], settings: LinkSettings) -> list[Profile]:
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


class _Pairs:
    """Scores of pairs of positions, each compared once."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._tables = load_link_tables()
        self._scores: dict[Pair, float | None] = {}

    def score_candidates(self) -> list[tuple[float, Pair]]:
        """Compare all candidates, and return those that look like one event."""
        linked: list[tuple[float, Pair]] = []
        for right, lefts in find_candidates(self._profiles):
            for left in lefts:
                found = self._compare(left, right)
                if found is not None and found >= LINK_FROM:
                    linked.append((found, (left, right)))
                    self._scores[left, right] = found
        return linked

    def score(self, one: int, other: int) -> float | None:
        """Return the score of a pair, candidates or not; None for a veto."""
        pair = (min(one, other), max(one, other))
        if pair not in self._scores:
            self._scores[pair] = self._compare(*pair)
        return self._scores[pair]

    def judge(self, clusters: Sequence[Sequence[int]]) -> Iterable[Judgement]:
        """Yield a judgement for each pair that looked like one event, or was weighed on the way and became one."""
        home = {i: number for number, cluster in enumerate(clusters) for i in cluster}
        for (left, right), found in sorted(self._scores.items()):
            same = home[left] == home[right]
            if found is not None and (same or found >= LINK_FROM):
                comparison = compare_profiles(self._profiles[left], self._profiles[right], self._tables)
                yield judge_pair(comparison, same)

    def _compare(self, left: int, right: int) -> float | None:
        comparison = compare_profiles(self._profiles[left], self._profiles[right], self._tables)
        return None if comparison.veto is not None else score_comparison(comparison, self._tables)


def _read_rulings(reports: Sequence[ResolvedCoding], judged: Iterable[Judgement]) -> list[Ruling]:
    """Return what persons ruled of codings that are there; the matcher's own judgements bind nobody."""
    position = {resolved.coding.id: i for i, resolved in enumerate(reports)}
    return [
        Ruling(position[j.left], position[j.right], j.same)
        for j in judged
        if not j.judge.startswith(MACHINE) and j.left in position and j.right in position
    ]


def _build_events(
    reports: Sequence[ResolvedCoding], clusters: Sequence[Sequence[int]], ids: Sequence[str], aliases: Mapping[str, str]
) -> Iterable[Event]:
    older: dict[str, list[str]] = {}
    for alias, event_id in aliases.items():
        older.setdefault(event_id, []).append(alias)
    for cluster, event_id in zip(clusters, ids, strict=True):
        yield build_event([reports[i] for i in cluster], event_id, older.get(event_id, ()))
