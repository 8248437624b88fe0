"""Keeping the record quick to read: many small Parquet files become few large ones."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.connection import METADATA
from dragoman.record.spilling import sweep_spill_folders
from dragoman.record.store import Store

_SMALL_BYTES = 16 * 2**20
_MANY = 12
"""Small files of one table from which on they are merged: each costs a look-up of one row about a millisecond."""
# A reader that has just planned a query may still open a replaced file; a minute is long against its milliseconds.
_GRACE_SECONDS = 60
# A killed writer leaves files that no snapshot names; none is written outside the writers' lock, an hour is caution.
_ORPHAN_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Compaction:
    """Numbers of Parquet files that the present state is read from, before and after."""

    before: int
    after: int


def compact_files(store: Store, grace_seconds: int = _GRACE_SECONDS) -> Compaction:
    """Merge small files and remove those that no snapshot needs. No row and no snapshot is lost.

    Files replaced less than `grace_seconds` ago stay until the next compaction.
    """
    before = count_files(store)
    sweep_spill_folders(store.where.folder)
    store.maintain(lambda: _merge_and_clean(store, grace_seconds))
    return Compaction(before, count_files(store))


def tidy_files(store: Store) -> None:
    """Merge files of up to 16 MB where a table has many of them: in time, and without rewriting the large ones."""
    sweep_spill_folders(store.where.folder)
    if _count_small(store) >= _MANY:
        store.maintain(lambda: _merge_and_clean(store, _GRACE_SECONDS, f", max_file_size => {_SMALL_BYTES}"))


def _count_small(store: Store) -> int:
    """Return how many small files the present state of a table is read from, of the table that has most."""
    sql = f"""
        WITH small AS (
            SELECT table_id, count(*) AS files FROM {METADATA}.ducklake_data_file
            WHERE end_snapshot IS NULL AND file_size_bytes <= {_SMALL_BYTES} GROUP BY table_id
        )
        SELECT coalesce(max(files), 0) FROM small
    """
    return int(str(store.read_value(sql)))


def _merge_and_clean(store: Store, grace_seconds: int, which: str = "") -> None:
    store.call_lake("ducklake_merge_adjacent_files", which)
    store.call_lake("ducklake_cleanup_old_files", _older_than(grace_seconds))
    store.call_lake("ducklake_delete_orphaned_files", _older_than(_ORPHAN_SECONDS))


def _older_than(seconds: int) -> str:
    return ", cleanup_all => true" if seconds == 0 else f", older_than => now() - INTERVAL {seconds} SECOND"


def count_files(store: Store) -> int:
    """Return how many Parquet files the present state is read from."""
    return int(str(store.read_value("SELECT coalesce(sum(file_count), 0)::BIGINT FROM ducklake_table_info('study')")))
