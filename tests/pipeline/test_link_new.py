"""Linking what is new gives what linking everything anew gives: the same events, ids, aliases and memory."""

import shutil
from datetime import date, timedelta

import pytest
from deciding_study import CODER, attack, report, row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.pipeline.deciding import merge_events, review_value, split_event, undo_decision
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.resolve import blocking
from dragoman.study.read_study import open_study

TOWNS = (("Cali", "COL"), ("Lima", "PER"), ("Cusco", "PER"))
GROUPS = ("the Lowland Front", "the Highland Guard")
STANDING = (
    "FROM (SELECT * EXCLUDE (withdrawn, run) FROM standing_event) ORDER BY id",
    "FROM standing_outline ORDER BY coding_id",
    "FROM standing_pair ORDER BY left_id, right_id",
    "FROM (SELECT * EXCLUDE (run) FROM standing_resolution) SEMI JOIN standing_coding ON id = coding_id "
    "ORDER BY coding_id",
    "FROM (SELECT * EXCLUDE (run) FROM standing_judgement) SEMI JOIN standing_pair USING (left_id, right_id) "
    "ORDER BY left_id, right_id",
    "FROM standing_alias SEMI JOIN standing_event ON standing_event.id = event_id ORDER BY alias",
)

tellings = st.fixed_dictionaries(
    {
        "published": st.integers(0, 40),
        "ago": st.sampled_from((0, 0, 1, 1, 2, 35)),
        "days": st.sampled_from((0, 0, 0, 3, 30, None)),
        "town": st.sampled_from(TOWNS),
        "group": st.sampled_from((None, *GROUPS)),
        "killed": st.sampled_from((None, 2, 7, 7, 9)),
        "status": st.sampled_from(("actual", "actual", "actual", "historical", "negated")),
        "event": st.sampled_from(("ASSAULT", "ASSAULT", "ACCUSE")),
    }
)
batches = st.lists(st.lists(st.lists(tellings, min_size=1, max_size=2), min_size=1, max_size=6), min_size=2, max_size=3)
actions = st.sampled_from(("merge", "split", "reject", "undo", None))


def make_article(number, told):
    """Return an article that tells of one or two events, with its codings."""
    published = date(2011, 3, 1) + timedelta(days=told[0]["published"])
    sentences, rows = [], []
    for i, each in enumerate(told):
        town, country = each["town"]
        who = each["group"] or "gunmen"
        opening = f"Witness {number} of street {i} says that {who} set off a bomb in {town}"
        sentences.append(f"{opening}, and {each['killed'] or 'some'} people were killed.")
        if each["event"] == "ASSAULT":
            made = attack(opening, town, country=country, killed=each["killed"], status=each["status"])
        else:
            made = row(opening, "ACCUSE", "allege", "says", status=each["status"], place=(town, country))
        if each["group"]:
            made["actors"] = [{"text": who, "name": None, "country": None, "sector": "REB"}]
        first = published - timedelta(days=each["ago"])
        span = each["days"]
        made["date"] = (span is not None and {"start": str(first), "end": str(first + timedelta(days=span))}) or None
        rows.append(made)
    return report(f"Paper {number}", published, " ".join(sentences), *rows)


def take_in(record, number, batch):
    made = [make_article(number + i, told) for i, told in enumerate(batch)]
    record.add_articles([(article, None) for article, _ in made])
    record.add_codings([article.id for article, _ in made], [coding for _, found in made for coding in found], CODER)


def decide(study, record, action, choose):
    events = record.events()
    if action == "merge" and len(events) > 1:
        left, right = choose.draw(st.sampled_from(events)), choose.draw(st.sampled_from(events))
        if left != right:
            merge_events(study, record, left.id, right.id, author="Ada")
    elif action == "split" and (several := [event for event in events if len(event.coding_ids) > 1]):
        event = choose.draw(st.sampled_from(several))
        split_event(study, record, event.id, event.coding_ids[-1:], author="Ada")
    elif action == "reject" and events:
        coding = choose.draw(st.sampled_from(events)).coding_ids[0]
        review_value(study, record, coding, "coding", "reject", author="Ada")
    elif action == "undo" and record.decisions() and record.decisions()[-1].undoes is None:
        undo_decision(study, record, author="Ada")


def read_standing(record):
    return [record.query(sql).rows for sql in STANDING]


def link_both_ways(study, folder, change):
    """Do `change` and what follows from it in the study, and in a copy that is then linked anew; return both states."""
    with Record.open(study.folder) as record:
        change(record)
        record.begin_run("link")
        link_record(study, record, NoProgress())
        found = read_standing(record)
    shutil.rmtree(folder, ignore_errors=True)
    copy = open_study(shutil.copytree(study.folder, folder))
    with Record.open(copy.folder) as record:
        record.begin_run("link")
        changes = link_record(copy, record, NoProgress(), anew=True)
        assert (changes.added, changes.modified, changes.withdrawn) == (0, 0, 0)
        return found, read_standing(record)


@pytest.fixture(scope="module")
def unlinked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "study.toml").write_text('[study]\nname = "valley"\n', encoding="utf-8")
    study = open_study(folder)
    with Record.create(study.folder) as record:
        link_record(study, record, NoProgress())
    return folder


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=batches, choose=st.data())
def test_what_is_new_is_linked_as_if_all_were(unlinked, tmp_path_factory, told, choose):
    with pytest.MonkeyPatch.context() as patch:
        # So small that most keys offer fewer codings than stand under them, as in a study of many thousands.
        patch.setattr(blocking, "MOST_PER_KEY", 3)
        patch.setattr(blocking, "MOST_PER_CODING", 4)
        folder = tmp_path_factory.mktemp("grown")
        study = open_study(shutil.copytree(unlinked, folder / "study"))
        for number, batch in enumerate(told):

            def change(record, number=number, batch=batch):
                take_in(record, 10 * number, batch)

            new, anew = link_both_ways(study, folder / "copy", change)
            assert new == anew
            action = choose.draw(actions)
            new, anew = link_both_ways(
                study, folder / "copy", lambda record, action=action: decide(study, record, action, choose)
            )
            assert new == anew
