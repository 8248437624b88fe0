"""`dragoman sql` can read the record and nothing else."""

from __future__ import annotations

import pytest
from record_values import make_article

from dragoman.errors import RecordFault
from dragoman.record import Record

READING = [
    "SELECT count(*) FROM articles",
    "WITH a AS (FROM articles) SELECT outlet FROM a",
    "DESCRIBE articles",
    "SUMMARIZE articles",
    "SHOW TABLES",
    "EXPLAIN ANALYZE SELECT * FROM articles",
    "SELECT unnest([1, 2]), i FROM range(2) AS t(i)",
    "SELECT snapshot_id FROM ducklake_snapshots('study')",
    "SELECT count(*) FROM article AT (VERSION => 2)",
    "SELECT title, '; DROP TABLE article' FROM articles -- a comment;",
]

WRITING = [
    "INSERT INTO article (id) VALUES ('x')",
    "DELETE FROM article",
    "UPDATE article SET title = ''",
    "DROP TABLE article",
    "CREATE TABLE mine (n INT)",
    "CREATE TEMP TABLE mine (n INT)",
    "SELECT 1; DELETE FROM article",
    "EXPLAIN ANALYZE DELETE FROM article",
    "EXPLAIN EXPLAIN ANALYZE DELETE FROM article",
    "EXPLAIN (ANALYZE) DELETE FROM article",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '{folder}/record/data/out.csv'",
    "ATTACH '{folder}/out.db'",
    "ATTACH '{folder}/record/catalog.sqlite' AS c (TYPE sqlite)",
    "DETACH study",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "PRAGMA enable_profiling",
    "CALL ducklake_expire_snapshots('study', versions => [1])",
    "FROM ducklake_expire_snapshots('study', versions => [1])",
    "FROM ducklake_cleanup_old_files('study', cleanup_all => true)",
    "FROM ducklake_set_option('study', 'data_inlining_row_limit', '9')",
    "FROM sqlite_query('__ducklake_metadata_study', 'DELETE FROM ducklake_table')",
    "FROM postgres_query('__ducklake_metadata_study', 'DELETE FROM ducklake_table RETURNING 1')",
    "FROM read_text('{secret}')",
    "SELECT * FROM '{secret}'",
    'SELECT * FROM "{secret}"',
    "SELECT (SELECT content FROM read_text('{secret}'))",
    "FROM glob('{folder}/*')",
    "FROM query('FROM read_text(''{secret}'')')",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''{secret}'')'))",
    "FROM sqlite_scan('{folder}/record/catalog.sqlite', 'ducklake_table')",
    "FROM duckdb_secrets()",
    "",
    "not SQL",
]


@pytest.fixture
def study(tmp_path, new_catalog):
    (tmp_path / "secret.csv").write_text("a,b\n1,hidden\n")
    with Record.create(tmp_path, new_catalog()) as record:
        record.add_articles([(make_article(1), None)])
        yield tmp_path, record


def test_reading_is_answered(study):
    _, record = study
    for sql in READING:
        assert record.query(sql).columns, sql


def test_anything_else_is_refused_and_changes_nothing(study):
    folder, record = study
    before = _files(folder)
    for sql in WRITING:
        with pytest.raises(RecordFault):
            record.query(sql.format(folder=folder, secret=folder / "secret.csv"))
            pytest.fail(f"answered: {sql}")
    assert record.query("SELECT count(*) FROM articles").rows == [(1,)]
    assert _files(folder) == before


def test_a_query_is_cut_at_its_limit(study):
    assert len(study[1].query("FROM range(100)", limit=5).rows) == 5


def _files(folder):
    return sorted(path for path in folder.rglob("*") if "catalog.sqlite-" not in path.name)


def test_no_progress_bar_is_drawn_into_what_a_long_query_prints(study):
    assert study[1].query("SELECT current_setting('enable_progress_bar')").rows == [(False,)]
