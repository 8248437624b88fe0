"""Writing the present state as JSON lines: the same record gives the same bytes, however it came about.

Run numbers and times of recording stay inside, but for those of persons' decisions; rows are sorted by id, decisions
by number, and keys stand in the order of the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from dragoman.record.store import Store

_CHUNK = 1024

_QUERIES = {
    "articles.jsonl": 'SELECT * EXCLUDE ("text", signature, run) FROM article ORDER BY id',
    "codings.jsonl": 'SELECT * EXCLUDE (run) FROM standing_coding ORDER BY article_id, trigger."start", id',
    "events.jsonl": "SELECT * EXCLUDE (withdrawn, digest, run) FROM standing_event ORDER BY id",
    "decisions.jsonl": "SELECT * EXCLUDE (run) FROM decision ORDER BY number",
    "set_aside.jsonl": "SELECT * EXCLUDE (run) FROM set_aside ORDER BY source, position NULLS FIRST, reason, detail",
}


def export_record(store: Store, folder: Path) -> dict[str, int]:
    """Write one file a kind into `folder` (made where absent); return file name -> number of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _write_lines(folder / name, _read_rows(store, sql)) for name, sql in _QUERIES.items()}


def _read_rows(store: Store, sql: str) -> Iterator[dict[str, object]]:
    reader = store.connection.execute(sql).to_arrow_reader(_CHUNK)
    for batch in reader:
        yield from pa.Table.from_batches([batch]).to_pylist()


def _write_lines(file: Path, rows: Iterable[dict[str, object]]) -> int:
    count = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, default=_show_date) + "\n")
            count += 1
    return count


def _show_date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
