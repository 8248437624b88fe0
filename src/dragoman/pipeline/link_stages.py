"""The steps of linking everything anew, each a function of files and small values, so that any process can take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from dragoman.catalog.name_tables import NameTables
from dragoman.model import Correction, Judgement
from dragoman.model.arrow import batch_to_articles, batch_to_codings
from dragoman.model.coding import Coding
from dragoman.pipeline.link_spill import Places, SpilledProfiles, name_profiles, write_articles
from dragoman.pipeline.resolving import resolve_codings
from dragoman.record.events import event_rows, judgement_rows, resolution_rows
from dragoman.resolve.blocking import Blocks
from dragoman.resolve.clustering import Ruling
from dragoman.resolve.link_keys import Numbers, OutlineTable
from dragoman.resolve.linking import ScoredPair, build_events, find_linked, join_all, profile_codings
from dragoman.resolve.outlines import outline_profile, pack_outlines
from dragoman.resolve.profiles import Profile
from dragoman.study.settings import LinkSettings


@dataclass(frozen=True, slots=True)
class Drawn:
    """What drawing a batch gives: outlines of its codings, each with its article (counted in the batch) and its rank
    there, and where each article's profiles begin in the batch's file.
    """

    outlines: pa.Table
    starts: Numbers


def draw_batch(
    folder: Path, number: int, articles: pa.Table, codings: pa.Table, tables: NameTables, settings: LinkSettings
) -> Drawn:
    """Resolve the codings of some articles, write resolutions and profiles to files, and return the outlines."""
    of_article: dict[str, list[Coding]] = defaultdict(list)
    for coding in batch_to_codings(codings):
        of_article[coding.article_id].append(coding)
    resolved = [
        each
        for article in batch_to_articles(articles)
        for each in resolve_codings(article, of_article[article.id], tables.catalog, tables.gazetteer)
    ]
    parquet.write_table(resolution_rows(resolved), folder / f"resolutions-{number:06}.parquet")
    profiles = profile_codings(resolved, settings)
    grouped = [list(group) for _, group in groupby(profiles, key=lambda profile: profile.coding.article_id)]
    starts = write_articles(name_profiles(folder, number), grouped)
    place = {p.coding.id: (i, j) for i, group in enumerate(grouped) for j, p in enumerate(group)}
    outlines = pack_outlines(map(outline_profile, profiles))
    where = np.array([place[coding] for coding in outlines["coding_id"].to_pylist()], np.int64).reshape(-1, 2)
    return Drawn(
        outlines.append_column("article", pa.array(where[:, 0])).append_column("rank", pa.array(where[:, 1])), starts
    )


def link_partition(folder: Path, positions: Numbers, outlines: pa.Table, askers: Numbers) -> pa.Table:
    """Return the likely pairs of which one of the askers is the later one: positions `left` and `right`, and `score`.

    `outlines`: of one partition, in order; `positions`: theirs in the whole; `askers`: rows of the partition.
    """
    profiles = _open_profiles(folder)
    found = find_linked(Blocks(OutlineTable(outlines)), askers, lambda row: profiles(int(positions[row])))
    return pa.table(
        {
            "left": positions[np.array([left for _, (left, _) in found], np.int64)],
            "right": positions[np.array([right for _, (_, right) in found], np.int64)],
            "score": np.array([score for score, _ in found], np.float64),
        }
    )


def join_groups(folder: Path, number: int, linked: pa.Table, rulings: Sequence[Ruling]) -> list[list[int]]:
    """Cluster the groups that these pairs and rulings make, write the judgements, and return the clusters.

    `linked`: as `link_partition` gives it.
    """
    clusters: list[list[int]] = []
    judgements: list[Judgement] = []
    columns = (linked[name].to_pylist() for name in ("score", "left", "right"))
    pairs: list[ScoredPair] = [(score, (left, right)) for score, left, right in zip(*columns, strict=True)]
    for found, judged in join_all(pairs, rulings, _open_profiles(folder)):
        clusters += found
        judgements += judged
    parquet.write_table(judgement_rows(judgements), folder / f"judgements-{number:06}.parquet")
    return clusters


def build_batch(
    folder: Path,
    number: int,
    clusters: Sequence[Sequence[int]],
    ids: Sequence[str],
    aliases: Mapping[str, str],
    corrections: Mapping[str, Sequence[Correction]],
) -> int:
    """Write the events of some clusters; return how many codings they have."""
    profiles = _open_profiles(folder)
    members = [position for cluster in clusters for position in cluster]
    place = {position: i for i, position in enumerate(members)}
    inside = {profiles(position).coding.id for position in members}
    others: dict[str, Profile] = {}
    for position in members:
        others |= {p.coding.id: p for p in profiles.beside(position) if p.coding.id not in inside}
    reports = [profiles(position).resolved for position in members] + [p.resolved for p in others.values()]
    events = build_events(reports, [[place[i] for i in cluster] for cluster in clusters], ids, aliases, corrections)
    parquet.write_table(event_rows(list(events)), folder / f"events-{number:06}.parquet")
    return len(members)


def close_profiles() -> None:
    """Let go of the profiles that this process holds: the run is over."""
    _open_profiles.cache_clear()


@lru_cache(maxsize=1)
def _open_profiles(folder: Path) -> SpilledProfiles:
    return SpilledProfiles(folder, Places.load(folder))
