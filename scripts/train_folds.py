"""Fit networks that have each not seen a part of the coded articles, so that scripts/train_acts.py can learn from all.

    python -m scripts.train_folds --tasks DIR --minilm model.safetensors --out DIR

Makes OUT/part0, part1, part2: part N is trained on the acts of two thirds of the articles in
TASKS/dispatches_train.jsonl, and the other third is its own. None of them is shipped. A quarter of an hour each on one
core.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from scripts.coded_rows import part_of

PARTS = 3
_TRAINING = ("--epochs", "4", "--rate", "2.5e-4", "--pieces", "1200")


def train_part(part: int, tasks: Path, minilm: Path, out: Path) -> None:
    """Write the network that has not seen one part: encoder.onnx and heads.npz in a folder of its own."""
    folder = out / f"part{part}"
    folder.mkdir(parents=True, exist_ok=True)
    lines = (tasks / "dispatches_train.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    others = [line for line in lines if part_of(json.loads(line)["id"], PARTS) != part]
    (folder / "dispatches_train.jsonl").write_text("".join(others), encoding="utf-8")
    network = folder / "network.pt"
    train = ("scripts.train_network", "--tasks", folder, "--minilm", minilm, "--out", network, *_TRAINING)
    for command in (train, ("scripts.export_network", network, "--out", folder)):
        subprocess.run([sys.executable, "-m", *map(str, command)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for part in range(PARTS):
        train_part(part, options.tasks, options.minilm, options.out)


if __name__ == "__main__":
    main()
