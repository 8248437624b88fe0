"""`dragoman actors`: a new name is listed, named, merged, and given up again."""

import csv
import io
import json
import shutil

import pytest
from tests.cli.conftest import run_dragoman

ARTICLES = {
    "2023-04-19-post.txt": "Outlet: Valley Wire\n\nFighters of the Canal Brigade attacked a police post in Quetta on "
    "Tuesday and killed four officers.",
    "2023-05-25-train.txt": "Outlet: Hill Wire\n\nThe Canal Brigades attacked a train in Sibi on Wednesday.",
}


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A study that was run; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("coded") / "canal"
    run_dragoman("init", folder)
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    done = run_dragoman("run", "--study", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def study(coded, tmp_path):
    return shutil.copytree(coded, tmp_path / "canal")


def list_actors(study, *flags):
    done = run_dragoman("actors", "--study", study, "--format", "json", *flags)
    assert done.returncode == 0, done.stderr
    return {record["id"]: record for record in map(json.loads, done.stdout.splitlines())}


def test_new_names_are_listed_merged_and_given_up(study):
    table = study / "actors.csv"
    before = table.read_text(encoding="utf-8")
    unknown = list_actors(study, "--unknown")
    assert {"new.canal-brigade", "new.canal-brigades"} <= unknown.keys()
    found = unknown["new.canal-brigade"]
    assert found["events"] == found["acting"] == 1 and "Canal Brigade" in found["quotes"][0]
    assert "new.canal-brigades" in found["near"]

    merged = run_dragoman(
        *("actors", "merge", "new.canal-brigade", "canal-brigades", "--sector", "REB", "--study", study),
        DRAGOMAN_AUTHOR="Jo Roe",
    )
    assert merged.returncode == 0 and "now takes part in 2 events" in merged.stdout
    assert "Jo Roe: new.canal-brigade, new.canal-brigades is group.canal-brigade" in table.read_text(encoding="utf-8")
    known = list_actors(study)
    assert known["group.canal-brigade"]["acting"] == 2 and not known["group.canal-brigade"]["new"]
    assert not list_actors(study, "--unknown").keys() & {"new.canal-brigade", "new.canal-brigades"}

    table.write_text(before, encoding="utf-8")
    assert run_dragoman("link", "--study", study).returncode == 0
    assert "new.canal-brigade" in list_actors(study)


def test_a_new_name_may_be_an_actor_of_the_catalog(study):
    named = run_dragoman(
        *("actors", "--study", study, "name", "new.canal-brigade", "--as", "group.bla", "--author", "Jo Roe")
    )
    assert named.returncode == 0, named.stderr
    assert list_actors(study)["group.bla"]["acting"] == 1


@pytest.mark.parametrize(
    ("flags", "code", "told"),
    [
        (("new.canal-brigad", "--author", "x"), 7, "Did you mean 'new.canal-brigade'?"),
        (("new.canal-brigade", "--as", "group.tpp", "--author", "x"), 7, "Did you mean 'group.ttp'?"),
        (("new.canal-brigade", "--sector", "REBEL", "--author", "x"), 3, "Known: GOV"),
        (("new.canal-brigade", "--country", "PKA", "--author", "x"), 5, "actors.csv:"),
        (("new.canal-brigade",), 3, "--author NAME"),
        (("new.canal-brigade", "--as", "group.bla", "--sector", "REB", "--author", "x"), 3, "--as ID alone"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(study, flags, code, told):
    before = (study / "actors.csv").read_text(encoding="utf-8")
    done = run_dragoman("actors", "name", *flags, "--study", study)
    assert done.returncode == code and told in done.stderr
    assert (study / "actors.csv").read_text(encoding="utf-8") == before


def test_the_list_is_a_table_and_csv(study):
    assert "new.canal-brigade" in run_dragoman("actors", "--study", study).stdout
    rows = list(csv.DictReader(io.StringIO(run_dragoman("actors", "--study", study, "--format", "csv").stdout)))
    assert {"id", "name", "sector", "country", "events", "acting", "receiving"} <= rows[0].keys()
