"""study.toml: what is right is taken as it stands, what is wrong is named with its line, all at once."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadSetting, NotFound
from dragoman.study.init_study import init_study
from dragoman.study.locate import locate_keys
from dragoman.study.read_study import open_study, read_settings


def faults_of(text):
    with pytest.raises(BadSetting) as caught:
        read_settings(text)
    return str(caught.value).splitlines()


def test_a_new_study_opens_and_is_never_overwritten(tmp_path):
    folder = init_study(tmp_path / "canal")
    study = open_study(folder / "articles")
    assert (study.folder, study.name, study.catalog) == (folder, "canal", None)
    assert study.settings.sources[0].path == "articles"
    with pytest.raises(BadSetting, match=r"expected a new or empty folder; found study\.toml"):
        init_study(folder)
    with pytest.raises(NotFound, match="dragoman init"):
        open_study(tmp_path)


def test_every_commented_setting_of_the_template_is_valid(tmp_path):
    text = (init_study(tmp_path / "s") / "study.toml").read_text()
    body = [line[2:] if line.startswith("# ") and " = " in line else line for line in text.splitlines()]
    settings = read_settings("\n".join(body))
    assert settings.collect.columns.text == "body"
    assert settings.link.windows == {"ASSAULT": 3, "CONSULT": 2}
    assert settings.tables.places == "places.csv"


def test_all_faults_are_told_at_once_with_their_lines():
    text = """
[study]
nam = "x"
[record]
catalogue = "sqlite"
[code]
workers = "two"
min_confidence = 1.5
[[sources]]
path = "a"
[[sources]]
path = 3
columns = { text = "x", titel = "y" }
[watch]
pairs = [
  ["A", "B"],   # a comment with ] and "
  ["USA"],
]
[link.windows]
ASALT = 3
[wach]
"""
    found = faults_of(text)
    expected = [
        "study.toml:2: missing key 'name' in [study]",
        "study.toml:3: unknown key 'nam' in [study]. Known: name, description, author. Did you mean 'name'?",
        "study.toml:5: unknown key 'catalogue' in [record]. Known: catalog. Did you mean 'catalog'?",
        "study.toml:7: [code] workers: expected a whole number; found 'two'.",
        "study.toml:8: [code] min_confidence: expected 1.0 or less; found 1.5.",
        "study.toml:12: [sources] path, item 2: expected text in quotes; found 3.",
        "study.toml:13: unknown key 'titel' in [sources.columns]",
        "study.toml:17: [watch] pairs, item 2: expected 2 items; found ['USA'].",
        "study.toml:20: [link] windows: unknown event type 'ASALT'",
        "study.toml:21: unknown table [wach] in the file",
    ]
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('[study\nname="x"', "study.toml:1: expected TOML; found '[study'"),
        ('[study]\nname = "x\n', "study.toml:2: expected TOML"),
        ('[study]\nname = "x"\nname = "y"\n', "study.toml:3: expected TOML"),
        ("", "study.toml:1: missing table [study]"),
        ('[study]\nname = "x"\n[record]\ncatalog = "mysql://x"', "study.toml:4: [record] catalog: expected"),
    ],
)
def test_other_faults_name_their_line(text, start):
    assert faults_of(text)[0].startswith(start)


def test_a_table_that_is_not_there_is_named(tmp_path):
    folder = init_study(tmp_path / "s")
    (folder / "actors.csv").unlink()
    with pytest.raises(BadSetting, match=r"study\.toml:\d+: \[tables\] actors: expected a file"):
        open_study(folder)


names = st.text("abcxyz-_", min_size=1, max_size=5)
values = st.sampled_from(
    [
        '"a # = ["',
        "'it # ]'",
        "3",
        "[1, 2]",
        '["]", "["]',
        '"""a\n[b]\nc = 1"""',
        "'''\n[x]\n'''",
        "{ q = 1 }",
        "[\n  # ]\n  [1],\n  [2],\n]",
    ]
)


@given(st.dictionaries(names, st.dictionaries(names, values, max_size=4), max_size=4))
def test_every_key_is_found_on_the_line_where_it_stands(tables):
    lines, places = [], {}
    for table, keys in tables.items():
        lines.append(f"[{table}]  # a comment")
        places[(table,)] = len(lines)
        for key, value in keys.items():
            places[(table, key)] = len(lines) + 1
            lines += f"{key} = {value}".split("\n")
    text = "\n".join(lines)
    tomllib.loads(text)
    found = locate_keys(text)
    assert {path: found[path] for path in places} == places
    assert {path for path in found if not isinstance(path[-1], int)} == set(places)
