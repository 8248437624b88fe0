"""Teach the network what several networks say together of articles that nobody coded.

    python -m scripts.distil_network --tasks DIR --start n2.pt --out n3.pt --teachers WEIGHTS part0 part1
        [--layers 0 2 3 5] [--windows N] [--keep 0.3]

Networks trained on other parts of the few coded articles err in other places; what they say on average is nearer to
what people say than what any of them says, and a text that none has learnt shows how unsure they are. The student
begins as the first teacher, which it must stay near to for the tasks that the others do not know, and goes on learning
the coded texts in every third step. What is written is a mean of its weights before and after, which reads better on
texts that it was not trained on than either. No article that is kept for judging is read. Each teacher is a folder with
encoder.onnx and heads.npz (scripts/export_network.py, scripts/train_folds.py). With --layers only those of the layers
that it began with are kept, and the rest learn to do without them. On one core 500 windows take a minute.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dragoman.extract.network import Network as Teacher
from dragoman.extract.network import Read
from dragoman.extract.sentence_filter import may_hold_events
from dragoman.extract.sentences import split_sentences
from dragoman.extract.windows import Window, cut_windows
from evals.standoff import read_lines, read_standoff
from scripts.coded_rows import read_article, read_coded
from scripts.network_model import DROPOUT, Heads, Network, bucket_distances, count_layers
from scripts.network_tasks import ANCHORS, PAIRS, STATUSES, TAGS, TaskWindow, read_task
from scripts.train_network import PIECES_A_BATCH, SOURCES, encode, losses, make_batches

ARTICLES = {"news_2016_2020": 4000, "reuters_1987": 2000, "current_events_2002_2026": 3000}
"""How many of each corpus are read."""
_TASK = "dispatches"
_ASKED, _MOST_ASKED = 0.3, 3
"""Words from this probability of naming an act on may be asked about as one, so many of a window."""
_OF_FIRST = 0.4
"""Weight of the first teacher; the others share the rest."""
_LOWER, _UPPER = 0.06, 0.09
_POOL, _GOLD_EVERY, _GOLD_PIECES, _SAVE_EVERY = 120, 3, 1200, 500


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teachers say of a window: of its words, and of some of them as acts (word, roles by group, kinds)."""

    tags: dict[str, NDArray[np.float32]]
    acts: Sequence[tuple[int, dict[str, NDArray[np.float32]], dict[str, NDArray[np.float32]]]]
    vectors: NDArray[np.float32]


class Teachers:
    """Several networks that answer as one."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._all = [Teacher(folder) for folder in folders]
        others = (1 - _OF_FIRST) / max(len(self._all) - 1, 1)
        self._weights = [_OF_FIRST if len(self._all) > 1 else 1.0] + [others] * (len(self._all) - 1)
        self.modes = self._all[0].kind_labels["mode"]
        for teacher in self._all[1:]:
            if set(teacher.kind_labels["mode"]) != set(self.modes):
                raise SystemExit("the teachers tell other modes apart: train them on the same task files")

    def teach(self, window: Window, rng: random.Random) -> Taught:
        """Read a window and return what is said of it."""
        reads = [teacher.read(window) for teacher in self._all]
        tags = {_TASK: self._mean([t.tag(r, _TASK) for t, r in zip(self._all, reads, strict=True)])}
        # The others were trained on acts alone.
        tags |= {task: self._all[0].tag(reads[0], task) for task in TAGS if task != _TASK}
        likely = [int(word) for word in (1 - tags[_TASK][:, 0] >= _ASKED).nonzero()[0]]
        rng.shuffle(likely)
        return Taught(tags, [self._ask(word, reads) for word in likely[:_MOST_ASKED]], reads[0].vectors)

    def _ask(
        self, word: int, reads: Sequence[Read]
    ) -> tuple[int, dict[str, NDArray[np.float32]], dict[str, NDArray[np.float32]]]:
        roles = [t.relate(r, _TASK, [word]) for t, r in zip(self._all, reads, strict=True)]
        kinds = [t.tell_kinds(r, [word]) for t, r in zip(self._all, reads, strict=True)]
        modes = [
            said["mode"][[teacher.kind_labels["mode"].index(mode) for mode in self.modes]]
            for teacher, said in zip(self._all, kinds, strict=True)
        ]
        found = {"status": self._mean([said["status"] for said in kinds]), "mode": self._mean(modes)}
        return word, {group: self._mean([role[group] for role in roles]) for group in roles[0]}, found

    def _mean(self, said: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        return np.asarray(sum(w * s for w, s in zip(self._weights, said, strict=True)), dtype=np.float32)


def read_windows(shared: Path, rng: random.Random) -> Iterator[Window]:
    """Yield windows of what the filter lets through of uncoded articles, over and over."""
    gold = shared / "gold" / "dispatches-train"
    held = read_coded(gold / "articles_val.jsonl", gold / "codings_val.jsonl")
    apart = {article.id for article, _ in held}
    apart |= {line["id"] for part in ("judge", "read") for line, _ in read_standoff(shared, part)}
    lines = []
    for name, count in ARTICLES.items():
        all_lines = list(read_lines(shared / "corpus" / f"{name}.jsonl.gz"))
        lines += [line for line in all_lines[:: max(len(all_lines) // count, 1)] if line["id"] not in apart]
    rng.shuffle(lines)
    while True:
        for line in lines:
            article = read_article(line)
            sentences = split_sentences(article)
            may = may_hold_events([s.quote(article.full_text) for s in sentences])
            chosen = [pair for pair, yes in zip(enumerate(sentences), may, strict=True) if yes]
            windows = cut_windows(_vary_case(article.full_text, rng), chosen)
            yield from (window for window in windows if len(window.words) > 3)


def _vary_case(text: str, rng: random.Random) -> str:
    dice = rng.random()
    varied = text.lower() if dice < _LOWER else text.upper() if dice < _UPPER else text
    return varied if len(varied) == len(text) else text


def batch_windows(windows: Iterator[Window], rng: random.Random) -> Iterator[list[TaskWindow]]:
    """Yield batches of windows of like length."""
    while True:
        pool = [TaskWindow(_TASK, next(windows), "", None, None) for _ in range(_POOL)]
        yield from make_batches(pool, rng, PIECES_A_BATCH)


def batch_gold(tasks: Path, modes: dict[str, int], rng: random.Random) -> Iterator[list[tuple[float, TaskWindow]]]:
    """Yield batches of coded texts with their weights, over and over; of acts less, for they are known best."""
    sources = []
    for stem, task, share, weight in SOURCES:
        less = 0.5 if task == _TASK else 1.0
        windows = read_task(tasks / f"{stem}_train.jsonl", task, modes, random.Random(5))
        sources.append((windows, share * (0.6 if task == _TASK else 1.0), weight * less))
    weight_of = {id(w): weight for windows, _, weight in sources for w in windows}
    while True:
        chosen = [w for windows, share, _ in sources for w in rng.sample(windows, round(share * len(windows)))]
        for batch in make_batches(chosen, rng, _GOLD_PIECES):
            yield [(weight_of[id(w)], w) for w in batch]


def away_from(scores: Tensor, said: NDArray[np.float32]) -> Tensor:
    """Return how far scores [..., labels] are from probabilities, [...]: the Kullback-Leibler divergence."""
    given = torch.from_numpy(np.ascontiguousarray(said)).float()
    given = given / given.sum(-1, keepdim=True)
    return -(given * (scores.log_softmax(-1) - given.clamp_min(1e-6).log())).sum(-1)


def taught_losses(network: Network, words: Tensor, taught: Taught) -> Iterator[Tensor]:
    """Yield the losses of one window, each about 1 in size at the start."""
    for task, parts in ((_TASK, 5), ("polnear", 12), ("muc4", 16)):
        yield away_from(network.tags[task](words), taught.tags[task]).sum() / parts
    first = torch.from_numpy(np.ascontiguousarray(taught.vectors))
    yield 0.3 * ((words - first) ** 2).sum(-1).mean() / (first**2).sum(-1).mean()
    for word, roles, kinds in taught.acts:
        scores = network.anchors[_TASK](words, words[word], bucket_distances(len(words), word))
        at = 0
        for group, labels in ANCHORS[_TASK].items():
            yield away_from(scores[:, at : at + len(labels) + 1], roles[group]).sum() / 8
            at += len(labels) + 1
        yield away_from(network.kinds["status"](words[word]), kinds["status"]) / 2
        yield away_from(network.kinds["mode"](words[word]), kinds["mode"]) / 3


def distil(
    network: Network,
    teachers: Teachers,
    tasks: Path,
    shared: Path,
    options: argparse.Namespace,
    save: Callable[[], None],
) -> None:
    """Learn from so many windows, with a rate that rises over the first twenty-fifth and then falls to nothing."""
    rng, windows, highest = random.Random(options.seed), options.windows, options.rate
    gold = batch_gold(tasks, {mode: n for n, mode in enumerate(teachers.modes)}, rng)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in own]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": heads}], weight_decay=0.01, betas=(0.9, 0.98))
    began, done, sums = time.monotonic(), 0, Counter()
    for step, batch in enumerate(batch_windows(read_windows(shared, rng), rng)):
        past = done / windows
        if past >= 1:
            break
        rate = highest * min(past / 0.04 + 0.01, (1 - past) / 0.96 + 1e-3)
        optimizer.param_groups[0]["lr"], optimizer.param_groups[1]["lr"] = rate, 2 * rate
        said = [teachers.teach(item.window, rng) for item in batch]
        read = zip(encode(network, batch), said, strict=True)
        loss = sum((sum(taught_losses(network, words, one)) for words, one in read), torch.zeros(())) / len(batch)
        sums["taught"] += float(loss.detach())
        if step % _GOLD_EVERY == 0:
            weights, items = zip(*next(gold), strict=True)
            each = zip(weights, items, encode(network, items), strict=True)
            of_gold = sum((w * sum(losses(network, item, words)) for w, item, words in each), torch.zeros(()))
            loss = loss + 0.5 * of_gold / len(items)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        done += len(batch)
        if step % 50 == 49:
            print(f"  {done} windows, {time.monotonic() - began:.0f} s, {sums['taught'] / 50:.3f}", flush=True)
            sums.clear()
        if step % _SAVE_EVERY == _SAVE_EVERY - 1:
            save()
    save()


def keep_layers(weights: dict[str, Tensor], layers: Sequence[int]) -> dict[str, Tensor]:
    """Return a network's weights with these layers of its encoder alone, numbered anew."""
    first = "encoder.layers."
    kept = {name: weight for name, weight in weights.items() if not name.startswith(first)}
    for new, old in enumerate(layers):
        own = f"{first}{old}."
        kept |= {f"{first}{new}.{name[len(own) :]}": w for name, w in weights.items() if name.startswith(own)}
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="the first teacher's network.pt")
    parser.add_argument("--teachers", type=Path, nargs="+", required=True, help="folders; the first is --start's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--windows", type=int, default=28_000)
    parser.add_argument("--rate", type=float, default=1.2e-4, help="of the encoder; the heads learn at twice that")
    parser.add_argument("--seed", type=int, default=11, help="another one gives other articles first")
    parser.add_argument("--layers", type=int, nargs="+", help="those of --start that are kept, from 0 (default: all)")
    parser.add_argument("--keep", type=float, default=0.3, help="share of the weights that it began with in the result")
    options = parser.parse_args()
    torch.manual_seed(1)
    teachers = Teachers(options.teachers)
    stored = torch.load(options.start, weights_only=True)
    layers = options.layers or range(count_layers(stored["weights"]))
    network = Network(Heads(TAGS, ANCHORS, {"status": STATUSES, "mode": stored["modes"]}, PAIRS), len(layers))
    begun = keep_layers(stored["weights"], layers)
    network.load_state_dict(begun)
    network.encoder.pieces.requires_grad_(False)
    network.train()
    for part in network.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = DROPOUT / 2

    def save() -> None:
        taught = network.state_dict()
        weights = {name: torch.lerp(taught[name], begun[name], options.keep) for name in taught}
        torch.save({"weights": weights, "modes": stored["modes"], "events": stored["events"]}, options.out)

    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    distil(network, teachers, options.tasks, shared, options, save)


if __name__ == "__main__":
    main()
