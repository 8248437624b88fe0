"""The same promises on both stores: nothing lost, nothing twice, nothing overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import CODER, LOMAR, articles, codings, make_article, make_coding, make_event, make_resolved

from dragoman.errors import NotFound, RecordFault
from dragoman.model import Judgement, SetAside
from dragoman.record import EventFilter, Record


@pytest.fixture
def record(tmp_path, new_catalog):
    with Record.create(tmp_path, new_catalog()) as record:
        yield record


def test_any_article_and_coding_come_back_exactly(tmp_path_factory, new_catalog):
    with Record.create(tmp_path_factory.mktemp("study"), new_catalog()) as record:
        numbers = count()

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(st.tuples(articles, codings), min_size=1, max_size=5))
        def round_trip(pairs):
            # Ids of our own: those of an earlier example are in the record already, and stay as they were.
            pairs = [(n, *pair) for n, pair in zip(numbers, pairs, strict=False)]
            found = [replace(article, id=f"a{n}") for n, article, _ in pairs]
            read = [replace(coding, id=f"c{n}", article_id=f"a{n}", coder=CODER) for n, _, coding in pairs]
            record.add_articles([(article, b"\x00\xff") for article in found])
            record.add_codings([article.id for article in found], read, CODER)
            assert [record.article(article.id) for article in found] == found
            assert record.codings([coding.id for coding in read]) == read

        round_trip()


def test_uncoded_articles_come_in_order_and_once(record):
    made = [make_article(n) for n in range(50)]
    assert record.add_articles([(article, None) for article in made]) == 50
    seen = []
    for batch in record.uncoded_articles(CODER, 7):
        seen += batch
        assert record.add_codings([a.id for a in batch], [make_coding(a) for a in batch[1:]], CODER) == len(batch)
    assert seen == sorted(made, key=lambda article: (article.published, article.id))
    assert list(record.uncoded_articles(CODER, 7)) == []
    assert record.count_uncoded("rules/2") == 50


def test_writing_the_same_again_adds_nothing(record):
    made = [make_article(n) for n in range(3)]
    refused = [SetAside("a.txt", None, "empty", "no text"), SetAside("b.csv", 7, "no-date", "no date")]
    for added in (3, 0):
        assert record.add_articles([(article, b"sig") for article in made], refused) == added
        assert record.add_codings([a.id for a in made], [make_coding(a) for a in made], CODER) == added
    counts = record.counts()
    assert (counts.articles, counts.codings, counts.set_aside) == (3, 3, {"empty": 1, "no-date": 1})
    assert dict(record.signatures()) == {article.id: b"sig" for article in made}


def test_the_last_coder_run_stands(record):
    article = make_article(1)
    record.add_articles([(article, None)])
    record.add_codings([article.id], [make_coding(article)], CODER)
    record.begin_run("code")
    record.add_codings([article.id], [make_coding(article, coder="rules/2", at=7)], "rules/2")
    [[(_, standing)]] = list(record.coded_articles())
    assert [coding.coder for coding in standing] == ["rules/2"]
    assert record.query("SELECT count(*) FROM coding").rows == [(2,)]


def test_a_coding_of_an_article_outside_the_batch_is_refused(record):
    with pytest.raises(RecordFault, match="expected one by 'rules/1'"):
        record.add_codings(["other"], [make_coding(make_article(1))], CODER)
    assert record.counts().coded == 0


@pytest.fixture
def linked(record):
    made = [make_article(n) for n in range(3)]
    read = [make_coding(article) for article in made]
    record.add_articles([(article, None) for article in made])
    record.add_codings([article.id for article in made], read, CODER)
    resolved = [make_resolved(coding, article) for coding, article in zip(read, made, strict=True)]
    judged = [Judgement(read[0].id, read[1].id, True, "matcher/1", 0.9, "same day and place")]
    events = [make_event(read[:2]), make_event(read[2:], "ev-00000000000b")]
    record.write_events(events, resolved, judged)
    return record, events, resolved, judged


def test_events_come_back_and_change_by_versions(linked):
    record, [first, second], resolved, judged = linked
    assert record.events() == [first, second]
    assert [coding.id for coding in record.codings_of(first)] == list(first.coding_ids)

    record.begin_run("link")
    unchanged = record.write_events([first, second], resolved, judged)
    assert (unchanged.added, unchanged.modified, unchanged.withdrawn) == (0, 0, 0)

    record.begin_run("link")
    merged = replace(first, aliases=(second.id,), witnesses=3)
    changed = record.write_events([merged], resolved, judged)
    assert (changed.added, changed.modified, changed.withdrawn) == (0, 1, 1)
    assert record.events() == [merged]
    assert record.event(second.id) == merged
    tables = "event_version", "resolution", "judgement", "alias"
    assert [record.query(f"FROM {name}").rows.__len__() for name in tables] == [4, 3, 1, 1]

    record.begin_run("link")
    back = record.write_events([first, second], resolved, judged)
    assert (back.added, back.modified, back.withdrawn) == (1, 1, 0)


def test_an_event_is_found_by_the_beginning_of_its_id(linked):
    record, [first, _], *_ = linked
    assert record.event("ev-00000000000a") == first
    assert record.event("00000000000a") == first
    with pytest.raises(NotFound, match="beginning of 2 events"):
        record.event("ev-0000")
    with pytest.raises(NotFound, match="no event"):
        record.event("ev-ff")


FILTERS = [
    (EventFilter(actor="lomar front"), 2),
    (EventFilter(actor="TRB"), 2),
    (EventFilter(actor="nobody"), 0),
    (EventFilter(pair=("TRB", LOMAR.actor_id)), 2),
    (EventFilter(pair=("TRB", "TRB")), 0),
    (EventFilter(event="assault", mode="HEAVY-WEAPONS", status="actual"), 2),
    (EventFilter(place="vale", country="trb"), 2),
    (EventFilter(start=date(2020, 1, 4), end=date(2020, 1, 9)), 2),
    (EventFilter(start=date(2020, 1, 5)), 0),
    (EventFilter(text="KILLING 2 PEOPLE"), 1),
    (EventFilter(text="OVER"), 2),
    (EventFilter(limit=1), 1),
]


def test_filters(linked):
    record, *_ = linked
    for wanted, number in FILTERS:
        assert len(record.events(wanted)) == number, wanted


def test_views_answer_in_flat_columns(linked):
    record, *_ = linked
    answer = record.query("SELECT event_id, actors, recipient_ids, killed_best, place_name, reports FROM events")
    assert answer.columns == ("event_id", "actors", "recipient_ids", "killed_best", "place_name", "reports")
    assert answer.rows[0] == ("ev-00000000000a", ["Lomar Front"], ["TRB"], 5, "Orsk Vale", 2)
    reports = record.query("SELECT event_id, outlet, speaker, killed_best, quote FROM event_reports").rows
    assert len(reports) == 3
    assert {row[2] for row in reports} == {"police"}


def test_counts(linked):
    counts = linked[0].counts()
    assert (counts.articles, counts.coded, counts.codings, counts.events) == (3, 3, 3, 2)
    assert counts.top_actors == {"Lomar Front": 2, "Tarbek": 2}
    assert counts.top_pairs == {("Lomar Front", "Tarbek"): 2}
    assert counts.codings_by_type == {"ASSAULT": 3}


def test_runs_of_a_few_articles_each_leave_few_files(record):
    for n in range(60):
        record.begin_run("run")
        article = make_article(n)
        record.add_articles([(article, None)])
        record.add_codings([article.id], [make_coding(article)], CODER)
        record.end_run()
    files = dict(record.query("SELECT table_name, file_count FROM ducklake_table_info('study')").rows)
    assert files["article"] < 15
    assert files["coding"] < 15


def test_compaction_loses_nothing(record, tmp_path):
    for n in range(8):
        article = make_article(n)
        record.add_articles([(article, None)])
        record.add_codings([article.id], [make_coding(article)], CODER)
    before = record.export(tmp_path / "before")
    files = record.compact(grace_seconds=0)
    assert files.after < files.before / 3
    assert record.export(tmp_path / "after") == before
    for name in before:
        assert (tmp_path / "before" / name).read_bytes() == (tmp_path / "after" / name).read_bytes()
