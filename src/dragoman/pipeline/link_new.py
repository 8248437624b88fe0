"""Linking what is new: only codings that may belong together with a changed one are looked at.

The outcome is that of linking everything anew, to the last id: which candidates a coding is compared with, which
groups likely pairs tie together, and what an event says depend on nothing farther off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute

from dragoman.model import Correction, Decision, Event, Judgement, ResolvedCoding
from dragoman.record.events import Examined, LinkChanges, Links, event_rows, judgement_rows, resolution_rows
from dragoman.record.record import Record
from dragoman.resolve.event_ids import assign_ids, found_id
from dragoman.resolve.joining import score_pair
from dragoman.resolve.linking import build_events, join_all, order_clusters, pack_pairs, profile_codings, read_rulings
from dragoman.resolve.neighbours import IdPair, find_neighbours
from dragoman.resolve.outlines import SCHEMA, outline_profile, pack_outlines
from dragoman.resolve.profiles import Profile
from dragoman.resolve.rulings import derive_rulings, find_tied
from dragoman.resolve.scoring import LINK_FROM
from dragoman.study.settings import LinkSettings

Resolver = Callable[[Iterable[str]], list[ResolvedCoding]]
"""Resolves all standing codings of the articles named."""
NO_CHANGES = LinkChanges(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What persons decided: the whole log, their corrections by coding, and what held each reviewed coding last."""

    log: Sequence[Decision]
    corrections: Mapping[str, Sequence[Correction]]
    former_events: Mapping[str, str]


def link_new(
    record: Record, resolve: Resolver, ruled: Ruled, settings: LinkSettings, fingerprint: str, touched: Collection[str]
) -> LinkChanges:
    """Link what changed since the last link run, and `touched` codings with all of their articles.

    To be called in a transaction: what is read here must be what stands when it is written.
    """
    memory = record.link_memory
    articles = {*memory.changed_articles(), *memory.articles_of(find_tied(ruled.log, touched)).values()}
    if not articles:
        return NO_CHANGES
    return _Relinking(record, resolve, ruled, settings, articles).link(fingerprint, touched)


class _Relinking:
    """One link run over changed articles, step by step."""

    def __init__(
        self, record: Record, resolve: Resolver, ruled: Ruled, settings: LinkSettings, articles: set[str]
    ) -> None:
        self._record, self._memory = record, record.link_memory
        self._ruled, self._settings = ruled, settings
        self._resolved = resolve(sorted(articles))
        self._articles: set[str] = set()
        self._profiles: dict[str, Profile] = {}
        self._keep(self._resolved, articles)
        self._old = self._memory.outlines_of(articles).select(SCHEMA.names).cast(SCHEMA)
        self._new = pack_outlines(map(outline_profile, self._profiles.values()))

    def link(self, fingerprint: str, touched: Collection[str]) -> LinkChanges:
        """Look up candidates anew where a change may reach, cluster the groups that differ, and record what does."""
        changed = {*_ids(self._old), *_ids(self._new)}
        neighbours = find_neighbours(self._find_standing(), self._old, self._new)
        stored = _read_pairs(self._memory.pairs_into(neighbours.askers))
        pairs = self._score(neighbours.fresh) | {p: stored[p] for p in neighbours.kept & stored.keys()}
        added = {pair: score for pair, score in pairs.items() if stored.get(pair) != score}
        gone = stored.keys() - pairs.keys()
        start = {*changed, *touched, *(end for pair in (*added, *gone) for end in pair)}
        reached, around, events = self._reach(start, list(added))
        self._load(reached)
        members = sorted(reached & self._profiles.keys(), key=self._place)
        linked = {pair: score for pair, score in around.items() if pair not in gone} | added
        found, judgements = self._join(members, linked, events)
        return self._record.write_links(
            Links(
                events=event_rows(found),
                resolutions=resolution_rows(self._resolved),
                judgements=judgement_rows(judgements),
                aliases=[(alias, event.id) for event in found for alias in event.aliases],
                outlines=self._new,
                pairs=pack_pairs((*pair, score) for pair, score in sorted(pairs.items())),
                fingerprint=fingerprint,
                examined=Examined(
                    events=[event.id for event in (*events, *found)], codings=changed, later=neighbours.askers
                ),
            )
        )

    def _find_standing(self) -> pa.Table:
        """Return the outlines that stay, of all kinds that change."""
        partitions = {*self._old["partition"].to_pylist(), *self._new["partition"].to_pylist()}
        outlines = self._memory.outlines(partitions).select(SCHEMA.names).cast(SCHEMA)
        changed = pa.array(sorted(_ids(self._old)), pa.string())
        return outlines.filter(pa.compute.invert(pa.compute.is_in(outlines["coding_id"], value_set=changed)))

    def _score(self, fresh: Sequence[IdPair]) -> dict[IdPair, float]:
        """Compare candidates, and return the scores of those that look like one event."""
        self._load({end for pair in fresh for end in pair})
        scores = {}
        for left, right in fresh:
            score = score_pair(self._profiles[left], self._profiles[right])
            if score is not None and score >= LINK_FROM:
                scores[left, right] = score
        return scores

    def _reach(self, start: set[str], added: Sequence[IdPair]) -> tuple[set[str], dict[IdPair, float], list[Event]]:
        """Return all codings that hang together with these, before or now, their pairs that stood, and their events."""
        reached = find_tied(self._ruled.log, start)
        while True:
            around = _read_pairs(self._memory.pairs_around(reached, added))
            grown = reached.union(*around) if around else set(reached)
            events = self._find_events(grown)
            grown = find_tied(self._ruled.log, grown.union(*(event.coding_ids for event in events)))
            if grown == reached:
                return reached, around, events
            reached = grown

    def _find_events(self, coding_ids: set[str]) -> list[Event]:
        """Return the events that hold these codings, and those that held them when a person rejected them."""
        former = {event_id for coding, event_id in self._ruled.former_events.items() if coding in coding_ids}
        holding = {event.id: event for event in self._record.events_holding(sorted(coding_ids))}
        return [*holding.values(), *self._memory.events_named(former - holding.keys())]

    def _join(
        self, members: Sequence[str], linked: Mapping[IdPair, float], events: Sequence[Event]
    ) -> tuple[list[Event], list[Judgement]]:
        """Cluster the members, and return the events that they are now and the judgements on their pairs."""
        profiles = [self._profiles[member] for member in members]
        place = {member: i for i, member in enumerate(members)}
        pairs = [(score, (place[left], place[right])) for (left, right), score in sorted(linked.items())]
        rulings = read_rulings(place, derive_rulings(self._ruled.log, self._find_ruled()))
        joined = list(join_all(pairs, rulings, profiles.__getitem__))
        clusters = order_clusters(len(members), [cluster for group, _ in joined for cluster in group])
        named = [[members[i] for i in cluster] for cluster in clusters]
        # Elsewhere an event may go by an id that one of these codings founded once, as its alias.
        founded = [found_id(member) for member in members]
        elsewhere = [e for e in self._memory.events_aliased(founded) if e.id not in {event.id for event in events}]
        ids, aliases = assign_ids(
            named,
            {**self._ruled.former_events} | {coding: event.id for event in events for coding in event.coding_ids},
            {alias: event.id for event in (*events, *elsewhere) for alias in event.aliases},
            self._memory.living_events(founded),
        )
        # The members lead, so that their places are those in the clusters; then what else their articles tell.
        others = [self._profiles[key].resolved for key in sorted(self._profiles.keys() - place.keys(), key=self._place)]
        reports = [profile.resolved for profile in profiles] + others
        found = list(build_events(reports, clusters, ids, aliases, self._ruled.corrections))
        return [*found, *_free_ids(ids, elsewhere)], [judgement for _, group in joined for judgement in group]

    def _find_ruled(self) -> set[str]:
        """Return those codings of the log that stand now."""
        named = {coding for decision in self._ruled.log for coding in (*decision.codings, *decision.others)}
        return (set(self._memory.articles_of(named)) - _ids(self._old)) | (named & _ids(self._new))

    def _load(self, coding_ids: Collection[str]) -> None:
        """Have the profiles of these codings at hand, and of all that their articles tell."""
        missing = set(coding_ids) - self._profiles.keys()
        articles = set(self._memory.articles_of(missing).values()) - self._articles if missing else set()
        if articles:
            self._keep(self._record.resolved_codings(sorted(articles)), articles)

    def _keep(self, resolved: Sequence[ResolvedCoding], articles: set[str]) -> None:
        self._articles |= articles
        self._profiles |= {profile.coding.id: profile for profile in profile_codings(resolved, self._settings)}

    def _place(self, coding_id: str) -> tuple[int, str]:
        return self._profiles[coding_id].published, coding_id


def _free_ids(ids: Sequence[str], elsewhere: Sequence[Event]) -> Iterable[Event]:
    """Yield the events elsewhere that lose an alias, because an event goes by that id again."""
    for event in elsewhere:
        kept = tuple(alias for alias in event.aliases if alias not in ids)
        if kept != event.aliases:
            yield replace(event, aliases=kept)


def _ids(outlines: pa.Table) -> set[str]:
    return set(outlines["coding_id"].to_pylist())


def _read_pairs(table: pa.Table) -> dict[IdPair, float]:
    return {(row["left_id"], row["right_id"]): row["score"] for row in table.to_pylist()}
