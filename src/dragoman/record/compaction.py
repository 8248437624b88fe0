"""Keeping the record quick to read: many small Parquet files become few large ones."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.store import Store

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
    store.maintain(lambda: _merge_and_clean(store, grace_seconds))
    return Compaction(before, count_files(store))


def _merge_and_clean(store: Store, grace_seconds: int) -> None:
    store.call_lake("ducklake_merge_adjacent_files")
    store.call_lake("ducklake_cleanup_old_files", _older_than(grace_seconds))
    store.call_lake("ducklake_delete_orphaned_files", _older_than(_ORPHAN_SECONDS))


def _older_than(seconds: int) -> str:
    return ", cleanup_all => true" if seconds == 0 else f", older_than => now() - INTERVAL {seconds} SECOND"


def count_files(store: Store) -> int:
    """Return how many Parquet files the present state is read from."""
    return int(str(store.read_value("SELECT coalesce(sum(file_count), 0)::BIGINT FROM ducklake_table_info('study')")))
