"""Bringing a record to the form that this version of Dragoman writes: dated SQL files, each applied once, in order."""

from __future__ import annotations

from functools import partial
from importlib.resources import files

from dragoman.errors import RecordFault
from dragoman.record.connection import quote_text
from dragoman.record.store import Store

_ROW_GROUPS = {"": 2048, "coding": 8192, "event_version": 8192, "resolution": 8192}
"""Rows in a Parquet row group, by table; "" is any other."""
_LEDGER = "CREATE TABLE IF NOT EXISTS migration (name VARCHAR)"


def known_migrations() -> dict[str, str]:
    """Return name -> SQL of every migration shipped, oldest first (names begin with the day: YYYYMMDD_what)."""
    shipped = [file for file in (files("dragoman.record") / "migrations").iterdir() if file.name.endswith(".sql")]
    return {file.name.removesuffix(".sql"): file.read_text("utf-8") for file in sorted(shipped, key=lambda f: f.name)}


def apply_migrations(store: Store) -> list[str]:
    """Apply the migrations that the record lacks, all in one transaction; return their names."""
    return store.transact(lambda: _apply_missing(store))


def set_options(store: Store) -> None:
    """Keep Parquet row groups small, once for the whole record: merging files holds a row group in memory.

    8,000 news articles in one group made compaction the peak of a run (531 MB resident, against 297 MB for 2,000).
    Where one row in a hundred thousand is looked up, groups of 2,048 rows cost half as much again as of 8,192.
    """
    there = store.read_rows(
        "SELECT coalesce(scope_entry, ''), value FROM ducklake_options('study') "
        "WHERE option_name = 'parquet_row_group_size'"
    )
    for table, rows in _ROW_GROUPS.items():
        if (f"main.{table}" if table else "", str(rows)) not in there:
            only = f", table_name => '{table}'" if table else ""
            arguments = f", 'parquet_row_group_size', {rows}{only}"
            store.maintain(partial(store.call_lake, "ducklake_set_option", arguments))


def _apply_missing(store: Store) -> list[str]:
    store.connection.execute(_LEDGER)
    known = known_migrations()
    missing = [name for name in known if name not in _applied(store)]
    refuse_newer(store)
    for name in missing:
        store.connection.execute(known[name])
        store.connection.execute("INSERT INTO migration VALUES (?)", [name])
    return missing


def pending_migrations(store: Store) -> list[str]:
    """Return the names of the migrations that the record lacks."""
    applied = _applied(store)
    return [name for name in known_migrations() if name not in applied]


def refuse_newer(store: Store) -> None:
    """Raise RecordFault where a newer Dragoman has written the record: this one would misread it."""
    unknown = sorted(_applied(store) - known_migrations().keys())
    if unknown:
        raise RecordFault(
            f"{store.where.shown}: the record was written by a newer Dragoman (it holds the migration '{unknown[-1]}', "
            f"the newest known here is '{list(known_migrations())[-1]}'). Upgrade Dragoman and run the command again."
        )


def _applied(store: Store) -> set[str]:
    # A process killed while it made the record leaves one without this table.
    ledger = "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'study' AND table_name = 'migration'"
    if store.read_value(ledger) == 0:
        return set()
    return {str(name) for (name,) in store.read_rows("SELECT name FROM migration")}


def refuse_unreadable(store: Store) -> None:
    """Raise RecordFault where the record's form is newer or older than what this version reads."""
    refuse_newer(store)
    if pending_migrations(store):
        raise RecordFault(
            f"{store.where.shown}: the record was written by an older Dragoman. "
            "Any command that writes, such as 'dragoman link', brings it up to date."
        )


def claim_catalog(store: Store, record_id: str) -> None:
    """Bind catalog and folder to each other on first use; RecordFault where they belong to different records.

    The id stands in a view: that lies in the catalog alone, and can be read without the other study's files.
    """
    if not _is_claimed(store):
        store.transact(lambda: _claim(store, record_id))
    held = store.read_value("SELECT id FROM record_id")
    if held != record_id:
        raise RecordFault(
            f"{store.where.shown}: the catalog belongs to another study than {store.where.folder} (record id {held} "
            f"there, {record_id} here). Give every study a database of its own in study.toml."
        )


def _is_claimed(store: Store) -> bool:
    sql = "SELECT count(*) FROM duckdb_views() WHERE database_name = 'study' AND view_name = 'record_id'"
    return store.read_value(sql) != 0


def _claim(store: Store, record_id: str) -> None:
    # Another process may have claimed it between the look and the lock.
    if not _is_claimed(store):
        store.connection.execute(f"CREATE VIEW record_id AS SELECT {quote_text(record_id)} AS id")
