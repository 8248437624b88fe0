"""SQL from a user: may read the record, and nothing else at all.

Three walls, each of which would do alone against most of it: DuckDB's own parser must find exactly one SELECT that
calls no table function but the few below; the record is attached read-only; and the connection is locked with
external access off, so that no file but the record's own Parquet can be opened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from dragoman.errors import RecordFault
from dragoman.record.connection import Whereabouts, attach_lake, quote_text

# Table functions that neither read files nor run text as SQL.
_HARMLESS = frozenset(
    {"range", "generate_series", "unnest", "json_each", "json_tree", "repeat"}
    | {
        "ducklake_snapshots",
        "ducklake_table_info",
        "ducklake_list_files",
        "ducklake_table_insertions",
        "ducklake_table_changes",
    }
)
_EXPLAIN = re.compile(r"\s*EXPLAIN(\s+ANALYZE)?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: the columns' names, and the rows as Python values."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


def answer_query(where: Whereabouts, sql: str, limit: int | None = None) -> Answer:
    """Run one reading statement (SELECT, FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN) and return its rows.

    At most `limit` rows where it is given. RecordFault for any other statement, and for one that fails.
    """
    refuse_writing(sql)
    with attach_lake(where, read_only=True) as connection:
        _lock_down(connection, where)
        try:
            asked = connection.execute(sql)
            columns = tuple(str(column[0]) for column in asked.description or ())
            rows = asked.fetchall() if limit is None else asked.fetchmany(limit)
        except duckdb.InterruptException as stop:
            raise KeyboardInterrupt from stop
        except duckdb.Error as fault:
            raise RecordFault(f"the query fails: {fault}") from fault
    return Answer(columns, rows)


def refuse_writing(sql: str) -> None:
    """Raise RecordFault unless `sql` is one statement that can only read the record."""
    inner = _EXPLAIN.sub("", sql, count=1) if _EXPLAIN.match(sql) else sql
    with duckdb.connect() as parser:
        row = parser.execute("SELECT json_serialize_sql(?)", [inner]).fetchone()
    tree = json.loads(str(row[0])) if row else {}
    if tree.get("error"):
        raise RecordFault(_explain_refusal(tree))
    if len(tree["statements"]) != 1:
        raise RecordFault(f"expected one statement, found {len(tree['statements'])}. Run them one at a time.")
    for name in _table_functions(tree):
        if name not in _HARMLESS:
            raise RecordFault(
                f"the function '{name}' may not be called here: 'dragoman sql' reads the record and nothing else. "
                f"Allowed: {', '.join(sorted(_HARMLESS))}."
            )


def _explain_refusal(tree: dict[str, str]) -> str:
    if tree.get("error_type") == "not implemented":
        return (
            "expected a statement that reads (SELECT, FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN); found another "
            "kind. The record is written by 'dragoman run' alone; PIVOT needs its values named with IN (...)."
        )
    return f"the query cannot be read: {tree.get('error_message')}"


def _table_functions(node: object) -> Iterator[str]:
    """Yield the names of all table functions in a parse tree."""
    if isinstance(node, dict):
        if node.get("type") == "TABLE_FUNCTION":
            yield str(node["function"]["function_name"]).lower()
        for value in node.values():
            yield from _table_functions(value)
    elif isinstance(node, list):
        for value in node:
            yield from _table_functions(value)


def _lock_down(connection: duckdb.DuckDBPyConnection, where: Whereabouts) -> None:
    # The catalog's file is allowed for SQLite's sake: DuckDB checks the path again whenever it opens another handle.
    connection.execute(f"SET allowed_directories = [{quote_text(str(where.data_folder) + '/')}]")
    if not where.is_postgres:
        connection.execute(f"SET allowed_paths = [{quote_text(str(where.sqlite_file))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
