"""What the commands that read the record tell, in a pipe."""

import csv
import io
import json

import pytest

from .conftest import run_dragoman


def test_the_card_shows_every_report_with_its_words_marked(study):
    done = run_dragoman("event", "0123", "--study", study)
    assert done.returncode == 0, done.stderr
    for piece in (
        "ev-0123456789ab  ASSAULT/firearms  actual",
        "Northern Front (REB, group.northern-front)",
        "guards [of the port] (COP, PAK, not in the catalog)",
        "Ostrel, North Corvia, PAK (near the place; 34.000, 71.500)",
        "7 (5 to 7)",
        "2024-03-06  5",
        "2 witnesses, 2 reports, 2024-03-06 to 2024-03-07",
        "[[actor: Gunmen]] [[act: shot]] [[killed: 5]] [[recipient: guards]] in [[place: Ostrel,]] Corvia,",
        "[[date: on Tuesday]], [[says: police]] said.",
        "claims, elsewhere: Raid",
        "2. 2024-03-07  unnamed outlet",
    ):
        assert piece in done.stdout
    assert "\x1b" not in done.stdout


def test_events_come_as_table_json_and_csv_with_the_same_facts(study):
    table = run_dragoman("events", "--study", study).stdout.splitlines()
    assert len(table) == 2
    assert table[0].split()[0] == "id"
    row = json.loads(run_dragoman("events", "--study", study, "--format", "json").stdout)
    (line,) = csv.DictReader(io.StringIO(run_dragoman("events", "--study", study, "--format", "csv").stdout))
    assert row["id"] == line["id"] == table[1].split()[0] == "ev-0123456789ab"
    assert row["killed"] == [7, 5, 7]
    assert (line["killed_best"], line["killed_low"], line["actors"]) == ("7", "5", "Northern Front")


@pytest.mark.parametrize(
    ("flags", "count"),
    [
        (["--type", "assault/firearms", "--min-killed", "7", "--min-witnesses", "2"], 1),
        (["--pair", "group.northern-front,PAK", "--place", "Ostr", "--from", "2024", "--to", "2024-03"], 1),
        (["--to", "2024-02"], 0),
        (["--min-killed", "8"], 0),
        (["--status", "future"], 0),
        (["--actor", "Pakistan"], 1),
        (["--pair", "Northern Front,pakistan"], 1),
        (["--actor", "US"], 0),
        (["--text", "on tuesday", "--actor", "pak", "--limit", "3"], 1),
    ],
)
def test_filters_narrow_the_list(study, flags, count):
    done = run_dragoman("events", "--study", study, "--format", "json", *flags)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, count), done.stderr


def test_sql_reads_and_never_writes(study):
    done = run_dragoman("sql", "-", "--study", study, stdin="SELECT event, killed_best FROM events")
    assert done.stdout.split() == ["event", "killed_best", "ASSAULT", "7"]
    refused = run_dragoman("sql", "DROP TABLE article", "--study", study)
    assert (refused.returncode, refused.stdout) == (6, "")
    assert "expected a statement that reads" in refused.stderr


def test_status_counts_and_export_writes(study, tmp_path):
    shown = run_dragoman("status", cwd=study / "articles").stdout
    for piece in ("canal", "2 articles, 2024-03-06 to 2024-03-07", "2 codings from 2 articles read", "1 event"):
        assert piece in shown
    watched = [line.split(None, 1) for line in shown.split("watches\n")[1].split("\n\n")[0].splitlines()]
    assert watched == [["1", "Northern Front"], ["0", "US"], ["1", "Pakistan - group.northern-front"], ["1", "in PAK"]]
    done = run_dragoman("export", tmp_path / "out", "--study", study)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "events.jsonl").read_text())["id"] == "ev-0123456789ab"
