"""Floors are kept, and the page shows the figures that the evals printed."""

import json
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.run_all import FOLDER, RESULTS, find_fallen, find_figure, read_targets, without_timings
from scripts.build_accuracy import draw_matrix, draw_reliability, write_page

SCORES = {"actual": {"f": 0.61}, "fields": {"date": {"mean": 0.58, "n": 9}}, "macro_f1": 0.8, "load_s": 1.2}
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))


def test_a_figure_is_found_by_its_keys_or_its_short_name():
    assert find_figure(SCORES, "fields.date.mean") == find_figure(SCORES, "date") == 0.58
    assert find_figure(SCORES, "actual") == find_figure(SCORES, "actual.f") == 0.61
    assert find_figure(SCORES, "macro_f1") == 0.8
    assert find_figure(SCORES, "absent") is None


def test_a_fallen_or_missing_figure_is_told():
    assert find_fallen(SCORES, {"actual": 0.61, "macro_f1": 0.75}) == []
    fallen, missing = find_fallen(SCORES, {"date": 0.6, "place": 0.5})
    assert "0.58 is below its floor of 0.6" in fallen and "found none" in missing


def test_timings_are_not_kept():
    kept = without_timings({"f": 1.0, "load_s": 0.2, "set": {"seconds": 3, "articles_per_second": 2, "n": 4}})
    assert kept == {"f": 1.0, "set": {"n": 4}}


def test_every_eval_of_the_table_exists_and_aims_above_its_reach():
    for each in read_targets():
        for row in each.get("row", []):
            assert row.get("reach", 0) <= row.get("aim", 0), row
        assert find_spec(f"evals.{each['module']}"), each["module"]
    assert set(FLOORS) <= {each["name"] for each in read_targets()}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_results_that_are_kept_are_above_their_floors(name: str):
    path = RESULTS / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not there; `make evals` makes it")
    assert find_fallen(json.loads(path.read_text(encoding="utf-8")), FLOORS[name]) == []


def test_the_page_shows_figure_target_and_floor():
    page = write_page({"plv": {"macro_f1": 0.8123, "direction": 0.97}}, {"plv": {"macro_f1": 0.79}})
    assert "| root type, macro-F1 | 0.81 | zero-shot NLI (RoBERTa-large) 0.82 | 0.75 | 0.88 | 0.79 |" in page


def test_the_page_in_the_repository_is_the_one_that_the_results_give():
    results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "accuracy.md"
    assert page.read_text(encoding="utf-8") == write_page(results, FLOORS), "run `make evals` or build_accuracy"


def test_pictures_show_every_count_and_are_sound_svg():
    matrix = ElementTree.fromstring(draw_matrix("Types <&>", ["AID", "none"], [[7, 2], [0, 1]]))
    words = {node.text for node in matrix.iter("{http://www.w3.org/2000/svg}text")}
    assert {"AID", "none", "7", "2", "1", "9"} <= words
    bins = [{"low": 0.4, "high": 0.5, "codings": 12, "confidence": 0.45, "right": 0.5}]
    diagram = draw_reliability("Confidence", bins)
    assert "prefers-color-scheme: dark" in diagram and ">12<" in diagram
    ElementTree.fromstring(diagram)
