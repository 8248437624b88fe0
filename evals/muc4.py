"""Incident templates: how many types and fillers of MUC-4's incidents the reader gets right, by CEAF-TF.

    python -m evals.muc4 --data ../shared/gold/muc4 [--split FILE] [--json]

DIR is laid out as gold/muc4 (gtt_dev.json); FILE: another file of that form, in DIR or anywhere. The scorer is the
shared one, tools/score_muc4.py two folders above DIR; what it prints is what this prints.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.extract.incident_reading import ROLES
from dragoman.extract.incidents import read_incidents


def score_reader(data: Path, split: Path | None = None) -> dict[str, Any]:
    """Read the texts of DIR's gtt_dev.json, or of `split`, and return the shared scorer's figures."""
    path = data / "gtt_dev.json" if split is None else split if split.exists() else data / split
    if not path.exists():
        raise FileNotFoundError(f"{path}: expected lines with docid, doctext and templates, as in gtt_dev.json")
    scorer = load_scorer(data)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        lines = [json.dumps({"docid": row["docid"], "templates": read_templates(row["doctext"])}) for row in rows]
        predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        found: dict[str, Any] = scorer.score(scorer.read(predicted, False), read_gold(scorer, path))
    return found


def read_templates(text: str) -> list[dict[str, Any]]:
    """Return the incidents of a text in the form that the scorer reads."""
    return [
        {"incident_type": i.incident_type, **{role: [quote.text for quote in i.fillers[role]] for role in ROLES}}
        for i in read_incidents(text)
    ]


def read_gold(scorer: ModuleType, path: Path) -> dict[str, Any]:
    """Return the templates of a file in the form of gtt_dev.json, as the scorer holds them."""
    gold: dict[str, Any] = scorer.read(path, True)
    return gold


def load_scorer(data: Path) -> ModuleType:
    """Return the module tools/score_muc4.py, which lies two folders above DIR."""
    path = data.resolve().parents[1] / "tools" / "score_muc4.py"
    spec = importlib.util.spec_from_file_location("score_muc4", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(f"{path}: expected the shared scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scores = score_reader(options.data, options.split)
    if options.json:
        json.dump(scores, sys.stdout, indent=1)
        return 0
    print("CEAF-TF ", scores["ceaf_tf"])
    for role, figures in scores["ceaf_ree"].items():
        print("CEAF-REE", role, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
