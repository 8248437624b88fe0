"""`dragoman code` on a file: the guide's format, spans that quote the text, bad lines that cost only themselves."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from dragoman.model.guide import GUIDE_KEYS, coding_from_guide, coding_to_guide

from .conftest import run_dragoman

ARTICLES = [
    {
        "id": "a1",
        "outlet": None,
        "published": "2024-03-07",
        "title": "Blast in Peshawar",
        "text": "A suicide bomber killed five policemen in Peshawar on Tuesday, police said.\n\n"
        "The United States condemned the attack. Pakistan asked Washington for help.",
    },
    {"id": "a2", "published": "2024-03-07", "text": "The Taliban released nine hostages on Monday."},
    {"id": "a3", "published": "2024-03-07", "title": "Weather", "text": "Rain fell on the hills all day."},
]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The file of articles with three bad lines in it, coded with spans by two processes."""
    folder = tmp_path_factory.mktemp("coding")
    lines = [json.dumps(article) for article in ARTICLES]
    (folder / "in.jsonl").write_text(
        "\n".join([lines[0], "no json", *lines[1:], '{"id": "a4", "text": "x"}', lines[0]])
    )
    done = run_dragoman("code", "in.jsonl", "--out", "out.jsonl", "--spans", "--workers", "2", cwd=folder)
    return folder, done


def test_bad_lines_are_named_and_the_others_coded(coded):
    folder, done = coded
    assert done.returncode == 0, done.stderr
    for piece in ("in.jsonl:2: set aside (bad-json)", "in.jsonl:5: set aside (no-date)", "in.jsonl:6: set aside (dup"):
        assert piece in done.stderr
    assert "3 articles read" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_every_span_quotes_its_words_and_the_row_reads_back(coded):
    folder, _ = coded
    texts = {article["id"]: article.get("title", "") + "\n\n" + article["text"] for article in ARTICLES}
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert {row["event"] for row in rows} >= {"ASSAULT", "ACCUSE", "RETREAT"}
    for row in rows:
        text, spans = texts[row["article_id"]], row["spans"]
        assert [text[start:end] for start, end in spans["actors"]] == [actor["text"] for actor in row["actors"]]
        assert text[slice(*spans["trigger"])] == row["trigger"]
        assert text[slice(*spans["quote"])] == row["quote"]
        assert coding_to_guide(coding_from_guide(row, text, "x"), spans=True) == row


def test_one_process_writes_the_same_as_two_and_without_spans_only_the_guides_keys(coded):
    folder, _ = coded
    alone = run_dragoman("code", "in.jsonl", "--spans", "--workers", "1", cwd=folder)
    assert alone.stdout == (folder / "out.jsonl").read_text()
    plain = run_dragoman("code", "-", stdin=json.dumps(ARTICLES[0]))
    assert all(tuple(json.loads(line)) == GUIDE_KEYS for line in plain.stdout.splitlines())
    assert plain.stdout


def test_the_checker_of_codings_finds_nothing_wrong(coded):
    checker = SHARED / "tools" / "check_codings.py"
    if not checker.is_file():
        pytest.skip(f"needs {checker}; set DRAGOMAN_SHARED to the folder of shared data")
    spec = importlib.util.spec_from_file_location("check_codings", checker)
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    texts = {article["id"]: article.get("title", "") + "\n\n" + article["text"] for article in ARTICLES}
    for line in (coded[0] / "out.jsonl").read_text().splitlines():
        row = {key: value for key, value in json.loads(line).items() if key in GUIDE_KEYS}
        assert rules.check(row, texts[row["article_id"]]) == []


def test_wrong_uses_are_told_before_anything_is_written(tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps(ARTICLES[1]))
    (tmp_path / "out.jsonl").write_text("kept")
    wrong = run_dragoman("code", "in.jsonl", "--out", "out.jsonl", "--coder", "netwrok", cwd=tmp_path)
    assert (wrong.returncode, "Did you mean 'network'?" in wrong.stderr) == (3, True)
    missing = run_dragoman("code", "none.jsonl", "--out", "out.jsonl", cwd=tmp_path)
    assert (missing.returncode, "none.jsonl: expected a file of JSON lines" in missing.stderr) == (4, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert (tmp_path / "out.jsonl").read_text() == "kept"
    assert run_dragoman("code", "--spans", cwd=tmp_path).returncode == 2
