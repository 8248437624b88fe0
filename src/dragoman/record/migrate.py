"""Bringing a record to the form that this version of Dragoman writes: dated SQL files, each applied once, in order."""

from __future__ import annotations

from importlib.resources import files

from dragoman.errors import RecordFault
from dragoman.record.store import Store

_LEDGER = "CREATE TABLE IF NOT EXISTS migration (name VARCHAR)"


def known_migrations() -> dict[str, str]:
    """Return name -> SQL of every migration shipped, oldest first (names begin with the day: YYYYMMDD_what)."""
    shipped = [file for file in (files("dragoman.record") / "migrations").iterdir() if file.name.endswith(".sql")]
    return {file.name.removesuffix(".sql"): file.read_text("utf-8") for file in sorted(shipped, key=lambda f: f.name)}


def apply_migrations(store: Store) -> list[str]:
    """Apply the migrations that the record lacks, all in one transaction; return their names."""
    return store.transact(lambda: _apply_missing(store))


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
    return {str(name) for (name,) in store.connection.execute("SELECT name FROM migration").fetchall()}


def refuse_unreadable(store: Store) -> None:
    """Raise RecordFault where the record's form is newer or older than what this version reads."""
    refuse_newer(store)
    if pending_migrations(store):
        raise RecordFault(
            f"{store.where.shown}: the record was written by an older Dragoman. "
            "Any command that writes, such as 'dragoman link', brings it up to date."
        )


def claim_catalog(store: Store, record_id: str) -> None:
    """Bind catalog and folder to each other on first use; RecordFault where they belong to different records."""
    held = store.read_value("SELECT id FROM record_id") or store.transact(lambda: _claim(store, record_id))
    if held != record_id:
        raise RecordFault(
            f"{store.where.shown}: the catalog belongs to another study than {store.where.folder} (record id {held} "
            f"there, {record_id} here). Give every study a database of its own in study.toml."
        )


def _claim(store: Store, record_id: str) -> str:
    held = store.read_value("SELECT id FROM record_id")
    if held is None:
        store.connection.execute("INSERT INTO record_id VALUES (?)", [record_id])
        return record_id
    return str(held)
