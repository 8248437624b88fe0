"""The eval of attributions: what it counts as right, on a tiny set made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.extract.quotations import AttributedContent
from dragoman.model import Span
from evals import polnear
from scripts.polnear_examples import choose_segments, make_example

TEXT = "The mayor of Tamsk said that the bridge was closed. Snow fell.\n\nEngineers hoped to mend it.\n"


def span_of(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def attribution(cue: str, source: str | None, *contents: str) -> AttributedContent:
    return AttributedContent(
        Span(*span_of(cue)), Span(*span_of(source)) if source else None, tuple(Span(*span_of(c)) for c in contents)
    )


GOLD = [
    attribution("said", "The mayor of Tamsk", "that the bridge was closed"),
    attribution("hoped", "Engineers", "to mend it"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for part in ("train", "dev"):
        (tmp_path / part / "text").mkdir(parents=True)
        (tmp_path / part / "attributions").mkdir()
        (tmp_path / part / "text" / "tamsk_1.txt").write_text(TEXT, encoding="utf-8")
        lines = []
        for n, (cue, source, content) in enumerate(
            [("said", "The mayor of Tamsk", "that the bridge was closed"), ("hoped", "Engineers", "to mend it")]
        ):
            marks = (("Source", source), ("Cue", cue), ("Content", content))
            for k, (role, words) in enumerate(marks, 1):
                lines.append(f"T{3 * n + k}\t{role} {span_of(words)[0]} {span_of(words)[1]}\t{words}")
            lines.append(
                f"E{n + 1}\tAttribution:T{3 * n + 2} Source:T{3 * n + 1} Cue:T{3 * n + 2} Content:T{3 * n + 3}"
            )
        path = tmp_path / part / "attributions" / "tamsk_1_ab12.ann"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_prints_the_figures_as_json(data, capsys):
    assert polnear.main(["--data", str(data), "--linear", "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["gold"] == 2
    assert scores["documents"] == 1
    assert scores["headline"] == scores["source_f"]
    assert scores["cue_f"] == 1.0


def test_a_split_picks_documents_from_every_part(data, capsys, tmp_path):
    split = tmp_path / "split.txt"
    split.write_text("tamsk_1\n")
    assert polnear.main(["--data", str(data), "--split", str(split), "--linear", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 2


def test_a_folder_without_documents_is_told(tmp_path, capsys):
    assert polnear.main(["--data", str(tmp_path), "--linear"]) == 4
    assert "expected text/NAME.txt" in capsys.readouterr().err


def test_the_same_attributions_are_all_right():
    count = polnear.count_right(TEXT, GOLD, GOLD)
    assert count["cue"] == count["cue_exact"] == count["source"] == count["source_exact"] == count["answer"] == 2
    assert count["content"] == count["gold_content"] == count["found_content"]


@pytest.mark.parametrize(
    ("source", "right"), [("The mayor of Tamsk", 1), ("The mayor", 1), ("mayor", 1), ("Snow", 0), ("the bridge was", 0)]
)
def test_a_source_is_right_that_shares_half_of_the_shorter_ones_words(source, right):
    found = [attribution("said", source, "the bridge")]
    assert polnear.count_right(TEXT, GOLD[:1], found)["source"] == right


def test_a_wrong_cue_earns_nothing():
    count = polnear.count_right(
        TEXT, GOLD[:1], [attribution("fell", "The mayor of Tamsk", "that the bridge was closed")]
    )
    assert count["cue"] == count["source"] == count["content"] == 0


def test_two_found_cues_in_one_marked_cue_are_one_right():
    found = [attribution("said", None), attribution("said that", "The mayor of Tamsk")]
    count = polnear.count_right(TEXT, GOLD[:1], found)
    assert (count["cue"], count["found"]) == (1, 2)


def test_examples_point_from_the_head_of_a_cue_to_its_parts(data):
    [document] = polnear.read_documents(data / "dev")
    segments = choose_segments(document, 1.0)
    row = make_example(document, segments)
    text = row["text"]
    words = []
    for anchor in row["anchors"]:
        start, end = anchor["span"]
        words.append((text[start:end], [(text[s:e], label) for s, e, label in anchor["roles"]]))
    assert words == [
        ("said", [("The mayor of Tamsk", "SOURCE"), ("that the bridge was closed", "CONTENT")]),
        ("hoped", [("Engineers", "SOURCE"), ("to mend it", "CONTENT")]),
    ]
    assert choose_segments(document, 0.0) == []
