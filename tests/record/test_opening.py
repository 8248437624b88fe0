"""What a record says when it is opened where it should not be, and that a study may move."""

from __future__ import annotations

import shutil
import threading
import time

import pytest
from record_values import make_article

from dragoman.errors import RecordFault
from dragoman.record import Record
from dragoman.record.connection import Whereabouts, attach_lake


def test_a_study_without_a_record_says_so(tmp_path):
    with pytest.raises(RecordFault, match="dragoman run SOURCE"):
        Record.open(tmp_path)


def test_opened_for_reading_it_refuses_to_write(tmp_path, new_catalog):
    catalog = new_catalog()
    with Record.create(tmp_path, catalog):
        pass
    with Record.open(tmp_path, catalog, read_only=True) as record, pytest.raises(RecordFault, match="reading only"):
        record.add_articles([(make_article(1), None)])


def test_a_newer_record_is_left_alone(tmp_path, new_catalog):
    catalog = new_catalog()
    with Record.create(tmp_path, catalog) as record:
        record._store.connection.execute("INSERT INTO migration VALUES ('20991231_from_the_future')")
    for read_only in (True, False):
        with pytest.raises(RecordFault, match=r"20991231_from_the_future.*Upgrade Dragoman"):
            Record.open(tmp_path, catalog, read_only=read_only)


def test_a_study_may_be_moved(tmp_path, new_catalog):
    catalog = new_catalog()
    with Record.create(tmp_path / "old", catalog) as record:
        record.add_articles([(make_article(1), None)])
    shutil.move(tmp_path / "old", tmp_path / "it's new")
    with Record.open(tmp_path / "it's new", catalog) as record:
        record.add_articles([(make_article(2), None)])
        assert record.query("SELECT count(title) FROM articles").rows == [(2,)]


def test_two_studies_do_not_share_a_catalog(tmp_path, postgres_catalog):
    with Record.create(tmp_path / "one", postgres_catalog):
        pass
    with pytest.raises(RecordFault, match="database of its own"):
        Record.create(tmp_path / "two", postgres_catalog)


def test_no_message_shows_the_password(tmp_path):
    catalog = "postgresql://me:hush-hush@127.0.0.1:1/nowhere?connect_timeout=2"
    with pytest.raises(RecordFault) as caught:
        Record.create(tmp_path, catalog)
    assert "hush-hush" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
    with pytest.raises(RecordFault, match="expected an address like"):
        Record.create(tmp_path, "mysql://me:hush-hush@host/db")


def test_commits_that_the_catalog_refuses_are_tried_again(tmp_path, new_catalog):
    """Another program writes to the lake without taking turns, as any DuckDB may."""
    catalog = new_catalog()
    stop = threading.Event()
    with Record.create(tmp_path, catalog) as record:
        stranger = attach_lake(Whereabouts(tmp_path / "record", catalog))
        stranger.execute("CREATE TABLE theirs (n INT)")
        written = []

        def write_without_turns():
            while not stop.is_set():
                try:
                    stranger.execute("INSERT INTO theirs VALUES (1)")
                    written.append(1)
                except Exception as refused:  # the stranger's own commits may be refused; it does not try again
                    assert "commit" in str(refused).lower()
                time.sleep(0.02)

        thread = threading.Thread(target=write_without_turns)
        thread.start()
        try:
            for n in range(15):
                record.add_articles([(make_article(n), None)])
        finally:
            stop.set()
            thread.join()
        stranger.close()
        assert record.query("SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM theirs)").rows == [
            (15, len(written))
        ]
