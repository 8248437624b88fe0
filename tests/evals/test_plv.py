"""The PLV eval counts what it says, and scores no sentence that a model was fitted to."""

import json

import pytest

import evals.fitted
from evals.plv import choose_sentences, main, read_sentences, score_roots

HEADER = "\tsentence_id\tsentence\tsource\ttarget\tgold_root"
LINES = [
    "0\ta1\tMarsovia has accused Ruritania of spying.\tMarsovia\tRuritania\tACCUSE",
    "1\ta2\tRuritania rejected a demand by Marsovia.\tRuritania\tMarsovia\tREJECT",
    "2\ta3\tRuritania lifted a state of emergency.\tRuritania\ta recipient\tYIELD",
    "3\ta4\tA line without a type.\tA line\ta recipient\t",
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "PLV_test.tsv").write_text("\n".join([HEADER, *LINES]) + "\n", encoding="utf-8")
    return tmp_path


def test_macro_f1_is_the_mean_over_types():
    scores = score_roots(["AID", "AID", "ACCUSE"], ["AID", "ACCUSE", "ACCUSE"])
    assert scores["roots"] == {"sentences": 3, "macro_f1": 0.6667, "accuracy": 0.6667}
    assert scores["by_root"]["AID"] == {"p": 1.0, "r": 0.5, "f": 0.6667, "n": 2}


def test_an_unnamed_party_is_empty_and_a_line_without_type_is_left_out(folder):
    sentences = list(read_sentences(folder / "PLV_test.tsv"))
    assert [(m.id, m.target) for m in sentences] == [("a1", "Ruritania"), ("a2", "Marsovia"), ("a3", "")]


def test_all_files_are_scored_and_ids_choose(folder, capsys):
    assert main(["--data", str(folder), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["sentences"], scores["pairs"], scores["fitted"]) == (3, 2, 0)
    ids = folder / "ids.txt"
    ids.write_text("a2\n", encoding="utf-8")
    assert main(["--data", str(folder), "--split", str(ids), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sentences"] == 1


def test_what_a_model_was_fitted_to_is_not_scored(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(evals.fitted, "FOLDER", tmp_path / "results")
    known = [m.sentence for m in read_sentences(folder / "PLV_test.tsv")][:2]
    evals.fitted.write_fitted("plv", known)
    chosen, left_out = choose_sentences(folder, None)
    assert ([m.id for m in chosen], left_out) == (["a3"], 2)
    whole, none_left_out = choose_sentences(folder, folder / "PLV_test.tsv")
    assert (len(whole), none_left_out) == (3, 0)


def test_a_folder_without_sentences_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"expected PLV_\*\.tsv"):
        main(["--data", str(tmp_path)])
