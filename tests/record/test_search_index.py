"""The index of the articles' words is a cache that follows the record, whatever happens to it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from record_values import make_article

from dragoman.errors import RecordFault
from dragoman.record import Record
from dragoman.record.search_index import FILE, SearchIndex
from dragoman.record.search_words import find_hits, read_words

FOLLOWER = Path(__file__).with_name("search_follower.py")


def add_articles(folder, texts):
    with Record.create(folder) as record:
        record.begin_run("test")
        taken = [(make_article(number, text=text), None) for number, text in texts.items()]
        record.add_articles(taken)


def find(index, typed, limit=10):
    return index.find(read_words(typed), limit)


@pytest.fixture
def folder(tmp_path):
    add_articles(
        tmp_path,
        {
            1: "The mayor of Orsk opened a bridge over the Tarbek.",
            2: "Señora Peña y Núñez met the mayor at the bridge.",
            3: "Fighters burned the bridge down; the mayor fled.",
        },
    )
    return tmp_path


@pytest.fixture
def index(folder):
    with Record.mirror(folder) as mirror:
        index = SearchIndex(mirror)
        index.follow()
        yield index


def test_every_article_with_all_the_words_is_found_and_no_other(index):
    assert find(index, "mayor bridge ").count == 3
    (hit,) = find(index, "fighters bridge ").articles
    assert hit.text == "Fighters burned the bridge down; the mayor fled."
    assert find(index, "mayor airport ").count == 0


def test_the_last_word_may_be_unfinished_and_diacritics_do_not_matter(index):
    assert find(index, "pena nun").count == 1
    assert find(index, "PEÑA").count == 1
    assert find(index, "pena nun ").count == 0


def test_words_in_quotation_marks_stand_one_after_another(index):
    assert find(index, '"the bridge"').count == 2
    assert find(index, '"bridge the"').count == 0
    assert find(index, 'fled "the brid').count == 0


@pytest.mark.parametrize(
    "typed", ['"', '" OR "', "NEAR(", "title:", "a* b*", "--", "';drop table word", "\0", "mayor AND NOT", "x" * 5000]
)
def test_whatever_is_typed_is_words_and_never_a_query_of_its_own(index, typed):
    assert find(index, typed).count == 0 or "mayor" not in typed


def test_new_articles_are_found_after_the_index_has_followed(folder, index):
    add_articles(folder, {4: "A ferry took the place of the bridge."})
    assert find(index, "ferry").count == 0
    index._mirror.refresh(at_once=True)
    assert index.is_behind()
    index.follow()
    assert find(index, "ferry").count == 1
    assert find(index, "bridge").count == 4
    assert not index.is_behind()


def test_a_deleted_or_damaged_index_is_made_again(folder, index):
    file = folder / "record" / FILE
    file.unlink()
    index.follow()
    assert find(index, "mayor").count == 3
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    file.write_bytes(b"this is no database" * 100)
    index.follow()
    assert find(index, "mayor").count == 3


def test_the_index_of_another_record_is_not_believed(tmp_path, folder, index):
    other = tmp_path / "other"
    add_articles(other, {9: "Nothing but rain."})
    (other / "record" / FILE).write_bytes((folder / "record" / FILE).read_bytes())
    with Record.mirror(other) as mirror:
        second = SearchIndex(mirror)
        second.follow()
        assert find(second, "mayor").count == 0
        assert find(second, "rain").count == 1


def test_two_servers_that_follow_at_once_add_nothing_twice(tmp_path):
    add_articles(tmp_path, {n: f"Report number {n} tells of the bridge." for n in range(200)})
    line = [sys.executable, str(FOLLOWER), str(tmp_path)]
    followers = [subprocess.Popen(line, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for follower in followers:
        follower.communicate(timeout=120)
        assert follower.returncode == 0
    with Record.mirror(tmp_path) as mirror:
        index = SearchIndex(mirror)
        assert not index.is_behind()
        assert find(index, "bridge").count == 200
        assert index.measure().is_whole


def test_a_server_killed_while_it_follows_leaves_an_index_that_can_go_on(tmp_path):
    add_articles(tmp_path, {n: f"Report number {n} tells of the bridge." for n in range(300)})
    for wait in (0.0, 0.05, 0.1):
        follower = subprocess.Popen([sys.executable, str(FOLLOWER), str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert follower.stdout.readline() == "ready\n"
        time.sleep(wait)
        follower.send_signal(signal.SIGKILL)
        follower.communicate(timeout=60)
    with Record.mirror(tmp_path) as mirror:
        index = SearchIndex(mirror)
        index.follow()
        hits = find(index, "bridge", 400)
        assert len({hit.id for hit in hits.articles}) == len(hits.articles) == 300


def test_a_file_that_cannot_be_written_is_told_with_what_to_do(folder):
    (folder / "record" / FILE).mkdir()
    with Record.mirror(folder) as mirror, pytest.raises(RecordFault, match=r"search\.sqlite.*delete it"):
        SearchIndex(mirror).follow()


def test_hits_stand_where_the_words_stand():
    text = "Peña's bridge, the Bridges of Orsk"
    assert [text[start:end] for start, end in find_hits(text, read_words("pena bridge"))] == [
        "Peña",
        "bridge",
        "Bridges",
    ]
    assert [text[start:end] for start, end in find_hits(text, read_words("bridge "))] == ["bridge"]
    assert find_hits(text, read_words(" ")) == []
