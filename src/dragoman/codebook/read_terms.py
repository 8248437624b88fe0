"""Read the codebook's tables and hold them to their rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from dragoman.codebook.entry import Entry
from dragoman.errors import BadTable, suggest_name

TABLES = {
    "quad": "codebook.toml",
    "event": "events.toml",
    "mode": "modes.toml",
    "context": "contexts.toml",
    "sector": "sectors.toml",
    "status": "statuses.toml",
    "kind": "kinds.toml",
    "precision": "precisions.toml",
    "field": "fields.toml",
}
_TEXTS = ("code", "title", "definition", "example")
_LISTS = ("not", "near")
_EXTRA = {"mode": {"event"}, "event": {"quad", "score"}}
_QUALIFIED = {"precision", "field"}


def read_table(name: str) -> str:
    """Return the text of one data file of the codebook."""
    return files("dragoman.codebook").joinpath("data", name).read_text(encoding="utf-8")


def read_version() -> str:
    """Return the version that codings made by this codebook carry."""
    version = tomllib.loads(read_table("codebook.toml")).get("version")
    if not isinstance(version, str):
        raise BadTable('codebook.toml:1: expected version = "..."; found none. Restore the file.')
    return version


def read_entries() -> dict[str, Entry]:
    """Return every term by its key, in the order of the tables.

    Raises BadTable with file and line where a term is incomplete, stands twice, or points at an unknown neighbour.
    """
    entries: dict[str, Entry] = {}
    places: dict[str, str] = {}
    for kind, name in TABLES.items():
        for where, entry in parse_terms(kind, name, read_table(name)):
            if entry.key in entries:
                raise BadTable(f"{where}: '{entry.key}' stands twice, first at {places[entry.key]}. Remove one.")
            entries[entry.key], places[entry.key] = entry, where
    for key, entry in entries.items():
        _check_links(entry, entries, places[key])
    return entries


def parse_terms(kind: str, name: str, text: str) -> Iterator[tuple[str, Entry]]:
    """Yield each term of one table with its "file:line"."""
    try:
        rows = tomllib.loads(text).get("term", [])
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"{name}: expected TOML; found: {error}. Correct the line.") from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[term]]"]
    for line, row in zip(lines, rows, strict=True):
        where = f"{name}:{line}"
        _check_row(kind, row, where)
        yield where, _make_entry(kind, row)


def _check_row(kind: str, row: dict[str, Any], where: str) -> None:
    known = {*_TEXTS, *_LISTS, *_EXTRA.get(kind, set())}
    for key in row:
        if key not in known:
            listed = ", ".join(sorted(known))
            raise BadTable(f"{where}: unknown key '{key}'. Known: {listed}.{suggest_name(key, known)}")
    for key in (*_TEXTS, *sorted(_EXTRA.get(kind, set()) - {"score"})):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise BadTable(f"{where}: expected text for '{key}'; found {row.get(key)!r}. Write it.")
    for key in _LISTS:
        found = row.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
            raise BadTable(f"{where}: expected a list of texts for '{key}'; found {found!r}. Correct it.")
    if kind == "event" and not (isinstance(row.get("score"), float) and -10 <= row["score"] <= 10):
        raise BadTable(f"{where}: expected a score from -10.0 to 10.0; found {row.get('score')!r}. Correct it.")


def _make_entry(kind: str, row: dict[str, Any]) -> Entry:
    code = row["code"]
    prefix = f"{kind}/" if kind in _QUALIFIED else ""
    key = f"{row['event']}/{code}" if kind == "mode" else prefix + code
    return Entry(
        kind=kind,
        code=code,
        key=key,
        title=row["title"],
        definition=row["definition"],
        example=row["example"],
        is_not=tuple(row.get("not", ())),
        near=tuple(prefix + near for near in row.get("near", ())),
        event=row.get("event"),
        quad=row.get("quad"),
        score=row.get("score"),
    )


def _check_links(entry: Entry, entries: dict[str, Entry], where: str) -> None:
    links = [(near, entry.kind) for near in entry.near]
    links += [(entry.event, "event")] if entry.event else []
    links += [(entry.quad, "quad")] if entry.quad else []
    for key, kind in links:
        if key not in entries or entries[key].kind != kind:
            known = [other.key for other in entries.values() if other.kind == kind]
            raise BadTable(f"{where}: '{key}' is no known {kind}. Known: {', '.join(known)}.{suggest_name(key, known)}")
