"""From a folder of articles to events in one command, twice."""

import json

from .conftest import run_dragoman

WIRE = (
    "Gunmen killed seven policemen in the city of Quetta on Tuesday, police said. "
    "The United States condemned the attack and promised to help the families of the victims.\n"
)


def write_sources(folder):
    (folder / "articles").mkdir(exist_ok=True)
    rows = [
        {"headline": "Seven die in Quetta", "body": WIRE, "day": "2024-03-06", "paper": "Tamsk Courier"},
        {"headline": "Quetta attack", "body": WIRE, "day": "2024-03-07", "paper": "Veldania Wire"},
        {"headline": "Nothing", "body": "", "day": "2024-03-07", "paper": "Veldania Wire"},
    ]
    (folder / "articles" / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)))


def test_run_goes_all_the_way_and_a_second_run_adds_nothing(tmp_path):
    assert run_dragoman("init", "canal", cwd=tmp_path).returncode == 0
    study = tmp_path / "canal"
    write_sources(study)
    columns = [f"--column={pair}" for pair in ("text=body", "title=headline", "published=day", "outlet=paper")]
    first = run_dragoman("run", "--workers", "1", *columns, cwd=study)
    assert first.returncode == 0, first.stderr
    for piece in ("3 read, 2 new, 1 near copy (no second witness)", "1 set aside:", "ASSAULT", "dragoman events"):
        assert piece in first.stdout
    for piece in ("collecting: 3 articles", "coding: 2 articles", "linking:"):
        assert piece in first.stderr
    shown = run_dragoman("events", "--type", "ASSAULT", "--actor", "PAK", "--format", "json", cwd=study)
    (event,) = map(json.loads, shown.stdout.splitlines())
    assert (event["killed"][0], event["start"], event["witnesses"]) == (7, "2024-03-05", 1)
    again = run_dragoman("run", "--workers", "1", *columns, cwd=study)
    assert "3 read, 0 new" in again.stdout
    assert run_dragoman("events", "--type", "ASSAULT", "--format", "json", cwd=study).stdout == shown.stdout


def test_a_source_that_is_not_there_stops_the_run(tmp_path):
    run_dragoman("init", "canal", cwd=tmp_path)
    done = run_dragoman("run", "nowhere", "--study", "canal", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert "nowhere: expected a folder, a file or an http(s) address" in done.stderr
    wrong = run_dragoman("run", "--column", "txt=body", cwd=tmp_path / "canal")
    assert (wrong.returncode, "unknown field 'txt'" in wrong.stderr) == (3, True)
