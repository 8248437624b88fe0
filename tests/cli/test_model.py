"""`--coder llm` as a person runs it, in a study and on a file, and `dragoman agree` on what came of it."""

import json

import pytest
from tests.extract.fake_endpoint import say, serve

from dragoman.record import Record

from .conftest import run_dragoman

RAID = "Soldiers killed two gunmen in a raid in Quetta on Wednesday, the army said."
TALKS = "The foreign ministers of Pakistan and Iran will meet in Tehran next week."
ARTICLES = [
    {"id": "w1", "published": "2023-04-20", "outlet": "Valley Wire", "title": "Raid", "text": RAID},
    {"id": "w2", "published": "2023-04-21", "outlet": "Valley Wire", "title": "Talks", "text": TALKS},
]
FOUND = {"event": "ASSAULT", "mode": None, "status": "actual", "trigger": "killed", "quote": RAID}
KEY = "sk-nobody-may-see-this"


def answer(body):
    """A model that finds the raid, and a weapon that the article does not name."""
    return say(FOUND | {"weapons": ["rifles"]}) if RAID in body["messages"][1]["content"] else say()


def run_model(*arguments, fake, cwd):
    flags = ("--coder", "llm", "--endpoint", fake.url, "--model", "toy")
    return run_dragoman(*arguments, *flags, cwd=cwd, DRAGOMAN_API_KEY=KEY, XDG_CACHE_HOME=str(cwd / "cache"))


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(article) for article in ARTICLES))
    return path


def test_a_file_is_coded_what_is_refused_is_named_and_the_second_run_asks_nothing(tmp_path, articles):
    with serve(answer) as fake:
        done = run_model("code", articles.name, "--spans", "--workers", "2", fake=fake, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        asked = len(fake.asked)
        again = run_model("code", articles.name, "--spans", fake=fake, cwd=tmp_path)
        assert (asked, len(fake.asked)) == (3, 3), "two articles, and one told of its fault"
        assert {headers["Authorization"] for headers in fake.headers} == {f"Bearer {KEY}"}
    row = json.loads(done.stdout)
    assert (row["coder"], row["trigger"], row["weapons"]) == ("llm/1:toy", "killed", [])
    assert "weapons: 'rifles' is not in the text" in done.stderr
    assert "1 complaint: 1 value-refused" in done.stderr
    assert again.stdout == done.stdout
    assert KEY not in done.stderr + done.stdout
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_study_records_who_coded_and_goes_on_where_the_budget_ended(tmp_path, articles):
    assert run_dragoman("init", "canal", cwd=tmp_path).returncode == 0
    study = tmp_path / "canal"
    settings = study / "study.toml"
    with serve(lambda body: answer(body).replace("rifles", "gunmen")) as fake:
        text = settings.read_text().replace('coder = "network"', 'coder = "llm"')
        text = text.replace('# endpoint = "http://127.0.0.1:8080/v1"', f'endpoint = "{fake.url}"')
        text = text.replace("# model =", "model =").replace("# max_calls = 500", "max_calls = 1")
        settings.write_text(text)
        first = run_dragoman("run", articles, cwd=study, DRAGOMAN_API_KEY=KEY)
        assert first.returncode == 0, first.stderr
        assert "calls-used-up" in first.stdout
        assert len(fake.asked) == 1
        with Record.open(study, read_only=True) as record:
            assert record.count_uncoded("llm/1:my-model") == 1
            assert record.count_uncoded("network/7") == 1
        second = run_dragoman("code", "--max-calls", "5", cwd=study, DRAGOMAN_API_KEY=KEY)
        assert (second.returncode, len(fake.asked)) == (0, 2), second.stderr
        third = run_dragoman("code", cwd=study, DRAGOMAN_API_KEY=KEY)
        assert (third.returncode, len(fake.asked)) == (0, 2), third.stderr
    rows = run_dragoman("sql", "SELECT coder, trigger_words FROM codings", "--format", "csv", cwd=study).stdout
    assert "llm/1:my-model,killed" in rows
    assert run_dragoman("code", "--coder", "network", cwd=study).returncode == 0
    agreed = json.loads(run_dragoman("agree", "network", "llm", "--json", cwd=study).stdout)
    assert (agreed["coders"], agreed["articles"]) == (["network/7", "llm/1:my-model"], 2)
    assert agreed["f"]["assault"] == {"f": 1.0, "pairs": 1, "left": 1, "right": 1}
    assert len(list((study / "answers").rglob("*.json"))) == 2
    assert all(KEY.encode() not in path.read_bytes() for path in study.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("flags", "code", "told"),
    [
        (["--coder", "llm"], 3, "needs an endpoint and a model"),
        (["--coder", "llm", "--endpoint", "localhost:8080", "--model", "toy"], 3, "expected an address"),
        (["--endpoint", "http://127.0.0.1:1", "--model", "toy"], 3, "Say --coder llm"),
        (["--coder", "lmm"], 3, "Did you mean 'llm'?"),
    ],
)
def test_wrong_flags_are_told_before_anything_is_sent(tmp_path, articles, flags, code, told):
    done = run_dragoman("code", articles, *flags, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_a_refused_key_stops_the_run(tmp_path, articles):
    with serve((401, f"wrong key {KEY}")) as fake:
        done = run_model("code", articles.name, "--out", "out.jsonl", fake=fake, cwd=tmp_path)
    assert done.returncode == 3
    assert "DRAGOMAN_API_KEY" in done.stderr
    assert KEY not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_people_and_coders_are_compared_from_files(tmp_path, articles):
    people = [FOUND | {"article_id": "w1"}, FOUND | {"article_id": "w2", "quote": TALKS, "trigger": "meet"}]
    (tmp_path / "anna.jsonl").write_text("\n".join(json.dumps(row) for row in people))
    (tmp_path / "boris.jsonl").write_text(json.dumps(people[0]))
    agree = ("agree", "anna.jsonl", "boris.jsonl")
    page = run_dragoman(*agree, "--articles", articles.name, cwd=tmp_path)
    assert (page.returncode, page.stderr) == (0, "")
    assert "anna.jsonl (2 codings) and boris.jsonl (1 coding)" in page.stdout
    assert "type or none" in page.stdout
    alone = run_dragoman(*agree, "--json", cwd=tmp_path)
    assert "1 article of 2 stand in only one of the files" in alone.stderr
    found = json.loads(alone.stdout)
    assert found["f"]["all"] == {"f": pytest.approx(0.6667), "pairs": 1, "left": 2, "right": 1}
    assert "type or none" not in found["alpha"]
    coded = run_dragoman("agree", "anna.jsonl", "network", "--articles", articles.name, "--json", cwd=tmp_path)
    assert json.loads(coded.stdout)["f"]["assault"]["pairs"] == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "anna.jsonl:2: expected a coding as a JSON object"),
        ("3", "anna.jsonl:2: expected a coding as a JSON object; found int"),
        ('{"article_id": "w1"}', "anna.jsonl:2: expected a text for trigger"),
        (json.dumps(FOUND | {"article_id": "w1", "event": "ASALT"}), "Did you mean 'ASSAULT'?"),
    ],
)
def test_a_faulty_file_of_codings_is_told_with_its_line(tmp_path, line, told):
    (tmp_path / "anna.jsonl").write_text(json.dumps(FOUND | {"article_id": "w1"}) + "\n" + line)
    done = run_dragoman("agree", "anna.jsonl", "anna.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert told in done.stderr


def test_a_coder_that_has_read_nothing_is_told(study):
    done = run_dragoman("agree", "rules", "network", "--study", study)
    assert (done.returncode, done.stdout) == (7, "")
    assert "The record knows rules/1" in done.stderr
