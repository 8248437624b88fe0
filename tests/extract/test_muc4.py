"""The eval of incident templates and its training examples run on a folder of invented texts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.muc_examples import make_example

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
TEXT = (
    "unidentified gunmen today murdered labor leader pedro lopez rivas in cali.    police said that lopez was shot "
    "with a machinegun as he left his house."
)
TEMPLATE = {
    "incident_type": "attack",
    "PerpInd": [[["unidentified gunmen", 0], ["gunmen", 13]]],
    "PerpOrg": [],
    "Target": [],
    "Victim": [[["pedro lopez rivas", 52]]],
    "Weapon": [[["machinegun", 131]]],
}


def test_examples_mark_fillers_and_the_words_for_their_acts():
    example = make_example("INVENTED-1", TEXT, [TEMPLATE])
    marked = {(TEXT[start:end], label) for start, end, label in example["tags"]}
    assert {
        ("unidentified gunmen", "PerpInd"), ("pedro lopez rivas", "Victim"), ("machinegun", "Weapon"),
        ("murdered", "attack"), ("shot", "attack"),
    } <= marked  # fmt: skip
    assert example["labels"] == ["attack"]
    inside = [any(s <= start and end <= e for s, e in example["segments"]) for start, end, _ in example["tags"]]
    assert all(inside)
    murdered = next(a for a in example["anchors"] if TEXT[slice(*a["span"])] == "murdered")
    assert {TEXT[start:end] for start, end, _ in murdered["roles"]} == {"unidentified gunmen", "pedro lopez rivas"}


def test_a_text_without_templates_has_no_marks():
    example = make_example("INVENTED-2", TEXT, [])
    assert (example["tags"], example["anchors"], example["labels"]) == ([], [], [])


def test_the_eval_prints_what_the_shared_scorer_prints(tmp_path):
    scorer = SHARED / "tools" / "score_muc4.py"
    if not scorer.exists():
        pytest.skip(f"{scorer} is not there: DRAGOMAN_SHARED names the folder")
    if not (ROOT / "src" / "dragoman" / "extract" / "weights" / "encoder.onnx").exists():
        pytest.skip("the network's weights are not there")
    data = tmp_path / "gold" / "muc4"
    data.mkdir(parents=True)
    (tmp_path / "tools").symlink_to(scorer.parent)
    rows = [
        {"docid": "INVENTED-1", "doctext": TEXT, "templates": [TEMPLATE]},
        {"docid": "INVENTED-2", "doctext": "the senate met today to debate a law on coffee prices.", "templates": []},
    ]
    (data / "gtt_dev.json").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "evals.muc4", "--data", str(data), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    scores = json.loads(run.stdout)
    assert set(scores) == {"ceaf_tf", "ceaf_ree"}
    assert scores["ceaf_ree"]["Victim"] == {"p": 100.0, "r": 100.0, "f": 100.0}


def test_a_folder_without_texts_is_named(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "evals.muc4", "--data", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode != 0
    assert "gtt_dev.json: expected lines with docid, doctext and templates" in run.stderr
