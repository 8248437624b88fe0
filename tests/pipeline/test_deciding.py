"""What persons decide stands: on disk at once, whoever else decides, and from the log alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from deciding_study import CODER, FIRST, attack, list_reports, make_study, report, write_study
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dragoman.errors import BadSetting, NotFound
from dragoman.model import Quote, Span
from dragoman.model.decision_row import read_decision, write_decision
from dragoman.pipeline.applying import replay_decisions
from dragoman.pipeline.deciding import (
    Review,
    merge_events,
    review_value,
    review_values,
    split_event,
    undo_decision,
    undo_decisions,
)
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.resolve.rulings import list_effective
from dragoman.study.read_study import open_study

CODINGS = {coding.id: coding for _, found in list_reports() for coding in found}
REVIEWS = [
    ("killed", "correct", "12 (10-15)"),
    ("killed", "accept", None),
    ("killed", "reject", None),
    ("place", "correct", "Lima, PER"),
    ("date", "correct", "2011-03-02"),
    ("status", "correct", "negated"),
    ("event", "correct", "COERCE/arrest"),
    ("actors", "correct", "Highland Guard (MIL, PER)"),
    ("coding", "reject", None),
    ("coding", "accept", None),
    ("mode", "correct", "firearms"),
]


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """The study as linked, before any decision."""
    return make_study(tmp_path_factory.mktemp("linked") / "study").folder


@pytest.fixture
def study(linked, tmp_path):
    return open_study(shutil.copytree(linked, tmp_path / "study"))


def export(record, folder):
    record.export(folder)
    return {name: (folder / name).read_bytes() for name in ("events.jsonl", "codings.jsonl", "decisions.jsonl")}


def list_events(record):
    """Return the events without the ids that lead to them: an id that stood for a while goes on leading somewhere."""
    return [replace(event, aliases=()) for event in record.events()]


def find_event(record, place):
    """Return the event of most reports at a place."""
    found = [e for e in record.events() if e.place is not None and e.place.name == place and e.status == "actual"]
    return max(found, key=lambda event: len(event.coding_ids))


def test_a_merge_and_its_undoing(study):
    with Record.open(study.folder) as record:
        before = record.events()
        cali, lima = find_event(record, "Cali"), find_event(record, "Lima")
        merged = merge_events(study, record, cali.id, lima.id, author="Ada", reason=" one  hand ")
        assert (merged.decision.number, merged.decision.reason, merged.decision.author) == (1, "one hand", "Ada")
        assert merged.before == (cali, lima) or merged.before == (lima, cali)
        [one] = merged.after
        assert set(one.coding_ids) == {*cali.coding_ids, *lima.coding_ids}
        assert merged.aliases == {lima.id: cali.id}
        assert record.event(lima.id) == one, "the older id leads to the event"
        link_record(study, record, NoProgress())
        assert record.event(cali.id) == one, "no link run parts what a person merged"
        undo_decision(study, record, author="Ada")
        assert record.events() == before
        assert record.event(lima.id) == lima


def test_a_split_outlives_every_link_run(study):
    with Record.open(study.folder) as record:
        cali = find_event(record, "Cali")
        off = cali.coding_ids[-1]
        split = split_event(study, record, cali.id, [off[:6]], author="Ada")
        assert {frozenset(event.coding_ids) for event in split.after} == {
            frozenset([off]),
            frozenset(cali.coding_ids) - {off},
        }
        assert record.event(cali.id).coding_ids == cali.coding_ids[:-1]
        link_record(study, record, NoProgress())
        assert record.event(cali.id).coding_ids == cali.coding_ids[:-1]
        merge_events(study, record, off, cali.id, author="Bo")
        assert set(record.event(cali.id).coding_ids) == set(cali.coding_ids), "the later decision stands"
        undo_decision(study, record, 2, author="Ada")
        assert record.event(cali.id).coding_ids == cali.coding_ids[:-1]


def test_a_correction_shows_on_the_event_and_leaves_the_coding_as_read(study):
    with Record.open(study.folder) as record:
        cali = find_event(record, "Cali")
        coding_id = next(report.coding_id for report in cali.killed_history if report.best == 9)
        text = record.article(CODINGS[coding_id].article_id).full_text
        words = Quote.cut(text, text.index("9 shoppers"), text.index("9 shoppers") + 10)
        told = review_value(study, record, coding_id, "killed", "correct", "19", spans=[words], author="Bo")
        [event] = told.after
        assert 19 in {report.best for report in event.killed_history}
        [correction] = event.corrections
        assert (correction.field, correction.was, correction.now, correction.author) == ("killed", "9", "19", "Bo")
        assert record.codings([coding_id])[0].killed.mention == words
        assert record.original_codings([coding_id]) == [CODINGS[coding_id]]
        review_value(study, record, coding_id, "killed", "accept", of_original=True, author="Cy")
        assert record.event(cali.id) == cali
        assert [decision.verdict for decision in record.decisions()] == ["correct", "accept"]


def test_a_rejected_coding_is_part_of_no_event(study):
    with Record.open(study.folder) as record:
        before = list_events(record)
        lima = find_event(record, "Lima")
        for coding_id in lima.coding_ids:
            review_value(study, record, coding_id, "coding", "reject", author="Ada")
        with pytest.raises(NotFound):
            record.event(lima.id)
        assert not record.events_holding(lima.coding_ids)
        undo_decision(study, record, author="Ada")
        assert record.event(lima.id).coding_ids == lima.coding_ids[-1:]
        undo_decision(study, record, author="Ada")
        assert list_events(record) == before


def test_a_correction_can_part_and_join(study):
    with Record.open(study.folder) as record:
        before = list_events(record)
        lima = find_event(record, "Lima")
        parted = review_value(study, record, lima.coding_ids[0], "date", "correct", "2011-05-02", author="Ada")
        assert len(record.event(lima.id).coding_ids) == 1
        [stranger] = [event.id for event in parted.after if lima.coding_ids[1] in event.coding_ids]
        undo_decision(study, record, author="Ada")
        assert list_events(record) == before
        assert record.event(stranger).id == lima.id, "an id that stood for a while leads on"


def test_what_cannot_be_decided_is_refused_and_leaves_no_trace(study):
    with Record.open(study.folder) as record:
        cali, lima = find_event(record, "Cali"), find_event(record, "Lima")
        coding_id = cali.coding_ids[0]
        before = record.counts(), record.events()

        def merge(left, right, author="Ada"):
            return lambda: merge_events(study, record, left, right, author=author)

        def split(*codings):
            return lambda: split_event(study, record, cali.id, codings, author="Ada")

        def review(coding, field, verdict, value=None, spans=()):
            return lambda: review_value(study, record, coding, field, verdict, value, spans=spans, author="Ada")

        def undo(number=None):
            return lambda: undo_decision(study, record, number, author="Ada")

        refused = [
            (BadSetting, "both ev-", merge(cali.id, cali.id[:8])),
            (NotFound, "no event 'ev-nix'", merge(cali.id, "ev-nix")),
            (BadSetting, "name of who decides", merge(cali.id, lima.id, author=" ")),
            (BadSetting, "all of them", split(*cali.coding_ids)),
            (BadSetting, "found none", split()),
            (BadSetting, "expected codings of", split(*lima.coding_ids)),
            (NotFound, "no coding 'xx'", split("xx")),
            (NotFound, "beginning of several", review("", "killed", "accept")),
            (BadSetting, "Did you mean 'killed'", review(coding_id, "kiled", "accept")),
            (BadSetting, "expected accept, correct or reject", review(coding_id, "killed", "doubt")),
            (BadSetting, "'reject' says", review(coding_id, "killed", "correct")),
            (BadSetting, "takes no value", review(coding_id, "killed", "accept", "3")),
            (BadSetting, "cannot be none", review(coding_id, "event", "reject")),
            (
                BadSetting,
                "Mark the words again",
                review(coding_id, "killed", "correct", "3", [Quote(Span(0, 3), "Nix")]),
            ),
            (NotFound, "no decision of Ada", undo()),
            (NotFound, "no decision 7", undo(7)),
        ]
        for kind, told, decide in refused:
            with pytest.raises(kind, match=told):
                decide()
        assert (record.counts(), record.events(), record.decisions()) == (*before, [])
        merge_events(study, record, cali.id, lima.id, author="Ada")
        undo_decision(study, record, 1, author="Bo")
        with pytest.raises(BadSetting, match=r"undone already, by 2\. To bring it back: dragoman undo 2"):
            undo_decision(study, record, 1, author="Ada")


def decide_something(study, record, draw):
    """Make one decision, of any kind that is possible now."""
    events = record.events()
    author = draw(st.sampled_from(["Ada", "Bo"]))
    undoable = [decision.number for decision in list_effective(record.decisions())]
    kinds = ["merge"] * (len(events) > 1) + ["split"] * any(len(e.coding_ids) > 1 for e in events)
    kinds += ["undo"] * bool(undoable) + ["undo two"] * (len(undoable) > 1)
    kind = draw(st.sampled_from([*kinds, "review", "review two"]))
    if kind == "merge":
        left, right = draw(st.permutations([event.id for event in events]))[:2]
        merge_events(study, record, left, right, author=author)
    elif kind == "split":
        event = draw(st.sampled_from([event for event in events if len(event.coding_ids) > 1]))
        off = draw(st.lists(st.sampled_from(event.coding_ids), min_size=1, max_size=len(event.coding_ids) - 1))
        split_event(study, record, event.id, sorted(set(off)), author=author)
    elif kind == "review":
        review_values(study, record, [draw_review(record, draw, REVIEWS)], author=author)
    elif kind == "review two":
        # A mode may be none of the type that the first of the two gives.
        review_values(study, record, [draw_review(record, draw, REVIEWS[:-1]) for _ in range(2)], author=author)
    elif kind == "undo":
        undo_decision(study, record, draw(st.sampled_from(undoable)), author=author)
    else:
        undo_decisions(study, record, draw(st.permutations(undoable))[:2], author=author)


def draw_review(record, draw, reviews):
    coding_id = draw(st.sampled_from(sorted(CODINGS)))
    [coding] = record.codings([coding_id])
    field, verdict, value = draw(st.sampled_from(reviews if coding.event == "ASSAULT" else REVIEWS[:-1]))
    return Review(coding_id, field, verdict, value)


@given(st.data())
# Every example makes two studies on disk: to shrink one takes minutes and tells little more.
@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_the_log_alone_gives_the_same_events(linked, data):
    """Linking all anew changes nothing, a fresh study replays to the same bytes, undoing all restores what was."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        study = open_study(shutil.copytree(linked, home / "study"))
        with Record.open(study.folder) as record:
            before = list_events(record)
            for _ in range(data.draw(st.integers(1, 5), label="decisions")):
                decide_something(study, record, data.draw)
            decided = export(record, home / "decided")
            link_record(study, record, NoProgress(), anew=True)
            assert export(record, home / "linked") == decided
            rows = [json.loads(json.dumps(write_decision(decision))) for decision in record.decisions()]
            for decision in reversed(list_effective(record.decisions())):
                if decision.undoes is None:
                    undo_decision(study, record, decision.number, author="Cy")
            assert list_events(record) == before

        other = write_study(home / "other")
        with Record.open(other.folder) as record:
            link_record(other, record, NoProgress())
            assert len(replay_decisions(other, record, [read_decision(row) for row in rows])) == len(rows)
            assert export(record, home / "replayed") == decided
            assert replay_decisions(other, record, [read_decision(row) for row in rows]) == []


def start_decider(study, author, coding_id, number):
    script = Path(__file__).with_name("decider.py")
    command = [sys.executable, script, study.folder, author, coding_id, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_was_told_as_decided_survives_a_kill(study):
    """Killed right after its answer, and once somewhere in the middle: nothing told is lost, nothing stands by half."""
    with Record.open(study.folder) as record:
        coding_id = find_event(record, "Cali").coding_ids[-1]
    told = 0
    for after in (1, 3):
        decider = start_decider(study, "Ada", coding_id, 50)
        lines = [decider.stdout.readline() for _ in range(after)]
        decider.kill()
        lines += decider.communicate()[0].splitlines()
        assert all(lines), "the decider told less than was waited for"
        with Record.open(study.folder) as record:
            log = record.decisions()
            assert [decision.number for decision in log] == list(range(1, len(log) + 1))
            number, killed = map(int, lines[-1].split())
            assert number > told
            assert json.loads(log[number - 1].value)["best"] == killed
            last = json.loads(log[-1].value)["best"]
            [event] = record.events_holding([coding_id])
            assert last in {report.best for report in event.killed_history}
            events = record.events()
            link_record(study, record, NoProgress(), anew=True)
            assert record.events() == events
        told = number


def test_a_run_that_began_before_a_decision_does_not_hide_behind_it(study):
    """While a run is coding, somebody decides; what the run then links stands, and so does the decision."""
    text = "A bomb in Cali on Tuesday killed 9 people."
    article, codings = report("Late News", FIRST, text, attack("A bomb in", "Cali", killed=9))
    with Record.open(study.folder) as running, Record.open(study.folder) as record:
        running.begin_run("run")
        cali = find_event(record, "Cali")
        split = split_event(study, record, cali.id, cali.coding_ids[-1:], author="Ada").decision
        running.add_articles([(article, None)])
        running.add_codings([article.id], codings, CODER)
        link_record(study, running, NoProgress())
        running.end_run()
        [holding] = record.events_holding([codings[0].id])
        assert len(holding.coding_ids) > 1, "the new report belongs to one of the two"
        assert len(record.events_holding([*split.codings, *split.others])) == 2


def test_two_processes_decide_at_once(study, linked, tmp_path):
    with Record.open(study.folder) as record:
        one, other = find_event(record, "Cali").coding_ids[0], find_event(record, "Lima").coding_ids[0]
    deciders = [start_decider(study, "Ada", one, 3), start_decider(study, "Bo", other, 3)]
    for decider in deciders:
        assert decider.communicate(timeout=120)[1] == ""
        assert decider.returncode == 0
    with Record.open(study.folder) as record:
        log = record.decisions()
        assert [decision.number for decision in log] == list(range(1, 7))
        assert sorted(decision.author for decision in log) == ["Ada"] * 3 + ["Bo"] * 3
        decided = export(record, tmp_path / "decided")
    fresh = open_study(shutil.copytree(linked, tmp_path / "fresh"))
    with Record.open(fresh.folder) as record:
        replay_decisions(fresh, record, log)
        assert export(record, tmp_path / "replayed") == decided
