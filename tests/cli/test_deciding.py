"""The commands that decide, and what they tell: what changed, how to take it back, what was wrong with the request."""

import csv
import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from dragoman.cli.entry import run_command_line

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))
from deciding_study import make_study


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("valley") / "study").folder


@pytest.fixture
def valley(linked, tmp_path):
    """A study of two bombs, by Ada Bell as study.toml says."""
    return shutil.copytree(linked, tmp_path / "study")


@pytest.fixture
def call(capsys, monkeypatch):
    """Run a command in this process, which spares a start of Python; return its exit code, output and complaints."""
    for name in ("DRAGOMAN_AUTHOR", "DRAGOMAN_STUDY"):
        monkeypatch.delenv(name, raising=False)

    def run_here(folder, *arguments, **variables):
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            code = run_command_line([*map(str, arguments), "--study", str(folder)])
        return code, *capsys.readouterr()

    return run_here


@pytest.fixture
def run(call):
    """Run a command that is to work; return its output."""

    def run_well(folder, *arguments, **variables):
        code, told, complaints = call(folder, *arguments, **variables)
        assert code == 0, complaints
        return told

    return run_well


def read_events(run, valley):
    rows = [json.loads(line) for line in run(valley, "events", "--format", "json").splitlines()]
    return {row["place"]["name"]: row for row in rows if row["place"] and row["killed"]}


def test_decide_read_the_log_and_take_it_back(run, valley):
    events = read_events(run, valley)
    cali, lima = events["Cali"]["id"], events["Lima"]["id"]
    merged = run(valley, "merge", cali, lima[:8], "--reason", "one hand")
    assert f"Decision 1  merge {cali} and {lima}, by Ada Bell" in merged
    assert f"{lima} leads to {cali} now" in merged
    assert "To take it back: dragoman undo 1" in merged

    coding = events["Cali"]["coding_ids"][0]
    corrected = run(valley, "review", coding, "killed", "correct", "12 (10-15)", DRAGOMAN_AUTHOR="Bo")
    assert "12 (10-15), was 5, by Bo" in corrected
    split = run(valley, "split", cali, *events["Lima"]["coding_ids"], "--author", "Cy")
    assert "Decision 3  split 2 codings off" in split
    undone = run(valley, "undo", "--author", "Bo")
    assert "Decision 4  undo 2, by Bo" in undone

    table = run(valley, "log").splitlines()
    assert [line.split()[0] for line in table] == ["n", "1", "2", "3", "4"]
    assert "one hand" in table[1]
    assert table[2].endswith("undone by 4")
    rows = list(csv.DictReader(io.StringIO(run(valley, "log", "--format", "csv"))))
    assert [row["author"] for row in rows] == ["Ada Bell", "Bo", "Cy", "Bo"]
    found = [json.loads(line) for line in run(valley, "log", "--event", lima, "--format", "json").splitlines()]
    assert [row["number"] for row in found] == [1, 3]
    assert found[0]["undone_by"] is None


def test_where_several_are_asked_a_command_decides_only_if_told_to_settle(call, run, valley):
    settings = valley / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[review]\nreviewers = 2\n", encoding="utf-8")
    events = read_events(run, valley)
    coding, other = events["Cali"]["coding_ids"][0], events["Lima"]["id"]
    for asked in (
        ("review", coding, "mode", "accept"),
        ("merge", events["Cali"]["id"], other),
        ("split", other, coding),
    ):
        code, _, complaints = call(valley, *asked)
        assert code == 3
        assert "asks 2 reviewers" in complaints and "--settle" in complaints
    assert run(valley, "log", "--format", "json") == ""
    assert "Decision 1" in run(valley, "review", coding, "mode", "accept", "--settle")


def test_a_log_is_replayed_elsewhere(call, run, valley, linked, tmp_path):
    events = read_events(run, valley)
    run(valley, "merge", events["Cali"]["id"], events["Lima"]["id"])
    run(valley, "undo")
    log = tmp_path / "decisions.jsonl"
    log.write_text(run(valley, "log", "--format", "json"), encoding="utf-8")
    other = shutil.copytree(linked, tmp_path / "other")
    assert run(other, "replay", log) == "2 decisions replayed, 0 known already.\n"
    assert run(other, "replay", log) == "0 decisions replayed, 2 known already.\n"
    assert run(other, "log", "--format", "json") == log.read_text(encoding="utf-8")

    log.write_text('{"number": 1}\n', encoding="utf-8")
    code, _, complaints = call(other, "replay", log)
    assert code == 4
    assert "decisions.jsonl:1: expected the keys of a decision" in complaints


def test_why_shows_the_comparison_within_88_columns(run, valley):
    cali = read_events(run, valley)["Cali"]
    told = run(valley, "event", cali["id"], "--why")
    for piece in ("Why these are one event", "report 1 and report", "place", "Where each value is from", "lies near"):
        assert piece in told
    assert max(len(line) for line in told.splitlines()) <= 88
    row = json.loads(run(valley, "event", cali["id"], "--why", "--format", "json"))
    assert len(row["joined"]) == len(cali["coding_ids"]) - 1
    fields = {field["field"]: field for field in row["joined"][0]["fields"]}
    assert fields["place"]["level"] == "same"
    assert fields["place"]["left"] == "Cali"
    assert {each["field"] for each in row["provenance"]} >= {"event", "date", "place", "killed"}
    assert {pair["event_id"] for pair in row["apart"]} and cali["id"] not in {p["event_id"] for p in row["apart"]}


def test_why_names_what_persons_ruled(run, valley):
    events = read_events(run, valley)
    run(valley, "merge", events["Cali"]["id"], events["Lima"]["id"], "--reason", "one hand")
    told = run(valley, "event", events["Cali"]["id"], "--why")
    assert "What persons ruled" in told
    assert "Ada Bell: merge" in told
    assert "by a person's ruling alone: " in told


def test_the_card_tells_conflicts_disputes_and_corrections(run, valley):
    cali = read_events(run, valley)["Cali"]
    run(valley, "review", cali["coding_ids"][0], "mode", "correct", "firearms")
    card = run(valley, "event", cali["id"])
    assert "Denied by   The Lowland Front" in card
    assert "Blamed      Lowland Front, by" in card
    assert "mode corrected by Ada Bell: firearms, was explosives" in card
    assert "Conflict    " in card
    assert all(coding in card for coding in cali["coding_ids"])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["merge", "ev-nix", "ev-nix"], 7, "no event 'ev-nix' in the record"),
        (["undo"], 7, "no decision of Ada Bell stands"),
        (["undo", "3"], 7, "no decision 3 in the log"),
        (["review", "zz", "killed", "accept"], 7, "no coding 'zz' in the record"),
        (["log", "--event", "ev-nix"], 7, "no event 'ev-nix' in the record"),
        (["split", "ev-nix", "zz"], 7, "no event 'ev-nix' in the record"),
        (["review", "", "killed", "accept"], 7, "the beginning of several codings"),
        (["undo", "--author", " "], 3, "expected the name of who decides"),
    ],
)
def test_what_cannot_be_decided_is_told_with_what_to_do(call, linked, arguments, code, told):
    found, _, complaints = call(linked, *arguments)
    assert found == code
    assert told in complaints
    assert "Traceback" not in complaints


def test_without_any_author_named_the_login_name_decides(run, valley):
    (valley / "study.toml").write_text('[study]\nname = "valley"\n', encoding="utf-8")
    events = read_events(run, valley)
    merged = run(valley, "merge", events["Cali"]["id"], events["Lima"]["id"], LOGNAME="dora", USER="dora")
    assert ", by dora" in merged


def test_what_joins_an_event_by_a_correction_is_told(run, tmp_path):
    """Of two reports of one shooting one has the wrong day; put right, they are one event, and both ids lead to it."""
    study = tmp_path / "study"
    assert run_command_line(["init", str(study)]) == 0
    reports = [
        ("Hill Radio", "Gunmen killed two policemen in Quetta on Tuesday night."),
        ("River Times", "Two policemen were shot dead in Balochistan on Wednesday."),
    ]
    lines = [{"id": o, "outlet": o, "published": "2024-03-07", "title": "", "text": text} for o, text in reports]
    (study / "articles" / "reports.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run(study, "run")
    wrong, right = sorted(
        (json.loads(line) for line in run(study, "events", "--format", "json").splitlines()),
        key=lambda event: event["start"],
    )
    told = run(study, "review", wrong["coding_ids"][0], "date", "correct", "2024-03-06", "--author", "Ada")
    assert f"{right['id']} leads to {wrong['id']} now" in told or f"{wrong['id']} leads to {right['id']} now" in told
    before, after = told.split("After\n")
    assert {wrong["id"], right["id"]} <= set(before.split())
    assert "2 reports" in after
