"""Linking everything anew, by as many processes as there are, in memory that hardly grows with the study.

Profiles lie on disk; in memory are the outlines, and of one kind of event at a time the keys. The outcome does not
depend on the number of processes: each step's tasks are cut and put together in one order.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
from pyarrow import dataset

from dragoman.catalog.name_tables import NameTables
from dragoman.pipeline.giving_back import give_back_memory
from dragoman.pipeline.link_folder import open_folder
from dragoman.pipeline.link_groups import cut_groups
from dragoman.pipeline.link_new import Ruled
from dragoman.pipeline.link_spill import Places
from dragoman.pipeline.link_stages import Drawn, build_batch, close_profiles, draw_batch, join_groups, link_partition
from dragoman.pipeline.outcome import Progress
from dragoman.pipeline.pool import Pool
from dragoman.record.events import LinkChanges, Links, event_rows, judgement_rows, resolution_rows
from dragoman.record.record import Record
from dragoman.resolve.clustering import Ruling
from dragoman.resolve.event_ids import assign_ids
from dragoman.resolve.link_keys import Numbers
from dragoman.resolve.linking import order_clusters, pack_pairs, read_rulings
from dragoman.resolve.outlines import SCHEMA
from dragoman.resolve.rulings import derive_rulings
from dragoman.study.settings import LinkSettings

ARTICLES = 1024
ASKERS = 50_000
CODINGS = 5_000
"""At once: articles drawn, codings that ask for candidates, codings clustered or built into events."""


def link_anew(
    record: Record,
    record_folder: Path,
    tables: NameTables,
    ruled: Ruled,
    settings: LinkSettings,
    fingerprint: str,
    progress: Progress,
    workers: int = 1,
) -> LinkChanges:
    """Link all codings of the record and write what differs; StaleLinks where another process linked meanwhile."""
    since, waiting = record.link_memory.last_run(), record.link_memory.count_standing()
    # A process takes a second to start: as much as linking some thousand codings.
    at_once = min(workers, max(waiting // CODINGS, 1))
    with open_folder(record_folder) as folder:
        with _counting_alone(), Pool(at_once) as pool:
            outlines = _draw(record, folder, pool, tables, settings, progress)
            give_back_memory()
            linked = _link(folder, pool, outlines)
            give_back_memory()
            ids = outlines["coding_id"]
            clusters = _join(folder, pool, len(ids), linked, _read_rulings(ruled, ids))
            aliases = _build(record, folder, pool, clusters, ids.to_pylist(), ruled)
        # The processes have ended, and what they held is free for what writing takes.
        give_back_memory()
        links = Links(
            events=_read_all(folder, "events", event_rows(())),
            resolutions=_read_all(folder, "resolutions", resolution_rows(())),
            judgements=_read_all(folder, "judgements", judgement_rows(())),
            aliases=list(aliases.items()),
            outlines=outlines,
            pairs=_name_pairs(ids, linked),
            fingerprint=fingerprint,
        )
        return record.write_links(links, since=since)


@contextmanager
def _counting_alone() -> Iterator[None]:
    """Let go of values when nobody counts on them any more, as ever, but look for no cycles: there are none here.

    Looking takes a third of the time where millions of values stand.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        close_profiles()
        if looking:
            gc.enable()


def _draw(
    record: Record, folder: Path, pool: Pool, tables: NameTables, settings: LinkSettings, progress: Progress
) -> pa.Table:
    """Resolve all codings, lay their profiles on disk, and return their outlines."""
    tasks = (
        (folder, number, articles, codings, tables, settings)
        for number, (articles, codings) in enumerate(record.coded_tables(ARTICLES))
    )
    batches: list[Drawn] = []
    for drawn in pool.run_all(draw_batch, tasks):
        batches.append(drawn)
        progress.advance(drawn.outlines.num_rows)
    counts = np.array([len(batch.starts) - 1 for batch in batches], np.int64)
    first = np.cumsum(counts) - counts
    rows = [batch.outlines.num_rows for batch in batches]
    empty = SCHEMA.empty_table().append_column("article", pa.array([], pa.int64()))
    every = pa.concat_tables(
        [empty.append_column("rank", pa.array([], pa.int64())), *(batch.outlines for batch in batches)]
    ).append_column("before", pa.array(np.repeat(first, rows)))
    every = every.sort_by([("published", "ascending"), ("coding_id", "ascending")]).combine_chunks()
    Places(
        files=np.repeat(np.arange(len(batches)), counts),
        starts=_join_arrays([batch.starts[:-1] for batch in batches]),
        ends=_join_arrays([batch.starts[1:] for batch in batches]),
        articles=np.asarray(every["article"]) + np.asarray(every["before"]),
        ranks=np.asarray(every["rank"]),
    ).save(folder)
    return every.select(SCHEMA.names)


def _link(folder: Path, pool: Pool, outlines: pa.Table) -> pa.Table:
    """Return all likely pairs: positions `left` and `right`, and `score`, by right and left."""
    found = list(pool.run_all(link_partition, _cut_partitions(folder, outlines)))
    pairs = pa.concat_tables(found) if found else _NO_PAIRS
    return pairs.sort_by([("right", "ascending"), ("left", "ascending")]).combine_chunks()


_NO_PAIRS = pa.table(
    {"left": pa.array([], pa.int64()), "right": pa.array([], pa.int64()), "score": pa.array([], pa.float64())}
)


def _cut_partitions(folder: Path, outlines: pa.Table) -> Iterator[tuple[Path, Numbers, pa.Table, Numbers]]:
    """Yield a task for each partition, the largest first; several for one of very many codings."""
    kinds = outlines["partition"].combine_chunks().dictionary_encode()
    codes = np.asarray(kinds.indices)
    for code in np.argsort(-np.bincount(codes, minlength=len(kinds.dictionary)), kind="stable"):
        positions = np.flatnonzero(codes == code)
        part = outlines.take(pa.array(positions))
        for start in range(0, len(positions), ASKERS):
            yield folder, positions, part, np.arange(start, min(start + ASKERS, len(positions)))


def _join(folder: Path, pool: Pool, size: int, linked: pa.Table, rulings: Sequence[Ruling]) -> list[Sequence[int]]:
    """Cluster group by group, and return the clusters of two codings and more, and of one where a group fell apart."""
    tasks = ((folder, number, *task) for number, task in enumerate(cut_groups(size, linked, rulings, CODINGS)))
    return [cluster for clusters in pool.run_all(join_groups, tasks) for cluster in clusters]


def _build(
    record: Record, folder: Path, pool: Pool, found: Sequence[Sequence[int]], ids: Sequence[str], ruled: Ruled
) -> Mapping[str, str]:
    """Name the clusters and build their events; return the aliases."""
    before = record.event_members()
    previous = {**ruled.former_events} | {coding: event_id for event_id, _, codings in before for coding in codings}
    older = {alias: event_id for event_id, aliases, _ in before for alias in aliases}
    clusters = order_clusters(len(ids), found)
    names, aliases = assign_ids([[ids[i] for i in cluster] for cluster in clusters], previous, older)
    aliases_of: dict[str, dict[str, str]] = defaultdict(dict)
    for alias, event_id in aliases.items():
        aliases_of[event_id][alias] = event_id

    def cut() -> Iterator[tuple[object, ...]]:
        start, held = 0, 0
        for end, cluster in enumerate(clusters, start=1):
            held += len(cluster)
            if held >= CODINGS or end == len(clusters):
                chosen = names[start:end]
                own = {alias: name for event_id in chosen for alias, name in aliases_of.get(event_id, {}).items()}
                yield folder, start, clusters[start:end], chosen, own, ruled.corrections
                start, held = end, 0

    for _ in pool.run_all(build_batch, cut()):
        pass
    return aliases


def _read_rulings(ruled: Ruled, ids: pa.ChunkedArray) -> list[Ruling]:
    """Return what persons ruled of codings that stand, by position."""
    named = {coding for decision in ruled.log for coding in (*decision.codings, *decision.others)}
    places = np.flatnonzero(np.asarray(pa.compute.is_in(ids, value_set=pa.array(sorted(named), pa.string()))))
    position = dict(zip(ids.take(pa.array(places)).to_pylist(), places.tolist(), strict=True))
    return read_rulings(position, derive_rulings(ruled.log, position.keys()))


def _name_pairs(ids: pa.ChunkedArray, linked: pa.Table) -> pa.Table:
    return pa.table(
        {"left_id": ids.take(linked["left"]), "right_id": ids.take(linked["right"]), "score": linked["score"]},
        schema=pack_pairs(()).schema,
    )


def _read_all(folder: Path, kind: str, empty: pa.Table) -> dataset.Dataset:
    """Return all rows of a kind that the tasks wrote, to be read as they are needed."""
    return dataset.dataset([str(file) for file in sorted(folder.glob(f"{kind}-*.parquet"))], schema=empty.schema)


def _join_arrays(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, np.int64), *parts])
