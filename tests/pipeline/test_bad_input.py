"""One bad article never stops a run: it is set aside with its reason and counted. One bad setting stops it at once."""

import json
from datetime import date, timedelta
from functools import cache

import pytest

from dragoman.collect.mapping import Mapping
from dragoman.errors import BadSetting, BadSource, BadTable
from dragoman.extract import batches
from dragoman.extract.coders import load_coder
from dragoman.model import Article
from dragoman.pipeline import code_articles, code_study, collect_sources, run_study
from dragoman.record import Record
from dragoman.study.init_study import init_study
from dragoman.study.read_study import open_study

GOOD = "Gunmen killed seven policemen in the city of Quetta on Tuesday, police said. The United States condemned it."
TOMORROW = date.today() + timedelta(days=40)


def make_file(day, text, title="Seven die"):
    return f"---\noutlet: Tamsk Courier\npublished: {day}\ntitle: {title}\n---\n\n{text}\n".encode()


FILES = {
    "good.md": (make_file("2024-03-06", GOOD), None),
    "good.html": (
        b"<html><head><meta property='article:published_time' content='2024-03-07'><title>Aid for Kabul</title></head>"
        b"<body><article><h1>Aid for Kabul</h1><p>Japan promised 20 million dollars to Afghanistan on Wednesday, the "
        b"foreign ministry in Tokyo said, after a flood that killed 40 people in the north of the country.</p>"
        b"<p>The Afghan government thanked Japan for its help and asked its other neighbours to do likewise.</p>"
        b"</article></body></html>",
        None,
    ),
    "latin.txt": (
        make_file("2024-03-08", "Zürich police arrested two men in Genève. " + GOOD).decode().encode("latin-1"),
        None,
    ),
    "binary.txt": (bytes(range(256)) * 50, "binary"),
    "empty.md": (b"", "empty"),
    "blank.md": (make_file("2024-03-06", "   \n"), "empty"),
    "no-day.md": (f"---\ntitle: Undated\n---\n\n{GOOD}\n".encode(), "no-date"),
    "from-the-future.md": (make_file(TOMORROW, GOOD), "future-date"),
    "same.md": (make_file("2024-03-06", GOOD), "duplicate"),
    "no-words-2024-03-06.html": (
        b"<html><head><title>Menu</title></head><body><script>var menu = 1;</script></body></html>",
        "no-text",
    ),
    "cut-off.jsonl.gz": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*I", "bad-file"),
    "huge-line.jsonl": (b'{"id": "1", "text": "' + b"killed " * 4_400_000 + b'"}\n', "too-long"),
}
LINES = (
    ({"id": "l1", "outlet": "Veldania Wire", "published": "2024-03-09", "title": "Talks", "text": GOOD}, None),
    ("{not json", "bad-json"),
    ({"id": "l3", "published": "2024-03-09", "title": "Nothing", "text": ""}, "empty"),
    ({"id": "l4", "published": "the day after", "title": "When?", "text": GOOD}, "bad-date"),
)


def make_study(folder):
    return open_study(init_study(folder / "canal"))


@pytest.fixture
def study(tmp_path):
    """A study whose sources hold some good articles among everything that can be wrong with one."""
    study = make_study(tmp_path)
    for name, (content, _) in FILES.items():
        (study.folder / "articles" / name).write_bytes(content)
    lines = [line if isinstance(line, str) else json.dumps(line) for line, _ in LINES]
    (study.folder / "articles" / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return study


def sources(study):
    return [(study.folder / "articles", Mapping())]


def test_broken_inputs_are_set_aside_with_their_reasons_and_the_rest_is_coded(study):
    outcome = run_study(study, sources(study), workers=1)
    expected = sorted(reason for _, reason in [*FILES.values(), *LINES] if reason)
    found = sorted(reason for reason, (count, _) in outcome.set_aside.items() for _ in range(count))
    assert found == expected
    good = sum(reason is None for _, reason in [*FILES.values(), *LINES])
    assert (outcome.articles_read, outcome.articles_new) == (good + len(expected), good)
    assert outcome.total_events >= 2
    with Record.open(study.folder, read_only=True) as record:
        rows = record.query("SELECT source, reason FROM set_aside").rows
        unread = record.count_uncoded(load_coder().name)
    by_file = {source.rpartition("/")[2]: reason for source, reason in rows if "lines.jsonl" not in source}
    # Of two files with the same words the one that is read first is kept.
    by_file["same.md"] = by_file.pop("same.md", None) or by_file.pop("good.md")
    assert by_file == {name: reason for name, (_, reason) in FILES.items() if reason}
    assert unread == 0
    assert not any(str(study.folder) in source for source, _ in rows), (
        "sources inside the study are told from its folder"
    )


def test_an_article_that_the_coder_trips_over_is_set_aside_and_the_others_are_coded(study, monkeypatch):
    class Stumbling:
        """The real coder, but for articles about aid, on which it raises."""

        def __init__(self):
            self.real = load_coder()
            self.name = self.real.name

        def code_articles(self, articles):
            if any("Japan" in article.text for article in articles):
                raise RuntimeError("tripped")
            return self.real.code_articles(articles)

    monkeypatch.setattr(batches, "_coder", cache(lambda *_: Stumbling()))
    collect_sources(study, sources(study))
    outcome = code_study(study, workers=1)
    count, examples = outcome.set_aside["coder-failed"]
    assert (count, "tripped" in examples[0]) == (1, True)
    assert sum(outcome.codings.values()) >= 2
    again = code_study(study, workers=1)
    assert (again.set_aside, again.codings) == ({}, {}), "what failed is not tried at every run"


def test_a_failing_article_does_not_stop_coding_without_a_study(monkeypatch):
    monkeypatch.setattr(batches, "_coder", cache(lambda *_: None))
    articles = [Article(f"a{n}", None, date(2024, 3, 6), "Seven die", GOOD) for n in range(3)]
    assert [(article.id, list(found)) for article, found in code_articles(articles, "network")] == [
        ("a0", []),
        ("a1", []),
        ("a2", []),
    ]


def list_files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("setting", "fault"),
    [("[code]\ncoder = 'netwrok'", "network"), ("[code]\nworkers = -1", "workers"), ("[codes]\nworkers = 1", "code")],
)
def test_a_wrong_setting_stops_before_anything_is_written(tmp_path, setting, fault):
    study = make_study(tmp_path)
    (study.folder / "study.toml").write_text(f"[study]\nname = 'canal'\n{setting}\n")
    (study.folder / "articles" / "good.md").write_bytes(FILES["good.md"][0])
    before = list_files(study.folder)
    with pytest.raises(BadSetting, match=fault):
        run_study(open_study(study.folder), sources(study), workers=1)
    assert list_files(study.folder) == before


def test_an_unknown_coder_stops_before_anything_is_written(tmp_path):
    study = make_study(tmp_path)
    before = list_files(study.folder)
    with pytest.raises(BadSetting, match="raeder"):
        code_study(study, coder="raeder")
    assert list_files(study.folder) == before


def test_a_table_that_breaks_its_rules_stops_before_anything_is_written(study):
    before = list_files(study.folder)
    with (study.folder / "actors.csv").open("a", encoding="utf-8") as table:
        table.write("group.ours,Our Group,no-such-column,and,so,on,and,on,and,on,and,on,and,on\n")
    with pytest.raises(BadTable, match=r"actors\.csv"):
        run_study(study, sources(study), workers=1)
    assert list_files(study.folder) == before


def test_a_source_that_is_not_there_stops_before_anything_is_written(study):
    before = list_files(study.folder)
    with pytest.raises(BadSource, match="nowhere"):
        run_study(study, [*sources(study), (study.folder / "nowhere", Mapping())], workers=1)
    assert list_files(study.folder) == before
