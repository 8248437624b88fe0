"""The network at run time: one encoder in int8 ONNX, read once a window, and small heads over its vectors.

What it was trained on, by which script, and how well it does: docs/reference/model-card.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.windows import Window

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]
_WEIGHTS = Path(__file__).parent / "weights"
_NEAR = 24
_LOWEST = np.float32(-60.0)
"""No score counts as further below the highest, so that the powers of no group come to nothing."""


def softmax(scores: Scores) -> Scores:
    """Turn scores [..., labels] into probabilities that sum to 1."""
    raised = np.exp(scores - np.maximum.reduce(scores, axis=-1, keepdims=True))
    return np.asarray(raised / np.add.reduce(raised, axis=-1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Read:
    """A window with the network's vectors of its words, float32 [words, width].

    `shared`: by task what all its anchors have in common, worked out once.
    """

    window: Window
    vectors: Vectors
    shared: dict[str, tuple[Vectors, Vectors]] = field(default_factory=dict)


class Network:
    """Answers questions on words, on words in the light of an anchor, and on pairs of spans.

    `tag_labels`, `anchor_labels`, `kind_labels`, `pair_labels`: by task the labels; label 0 of tags and of each group
    of an anchor is "none of them" and is not listed.
    """

    def __init__(self, folder: Path = _WEIGHTS) -> None:
        # Unless it is told so before it is imported, the library sends its use to its makers and writes a device id.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes are what runs side by side
        # The joined kernel takes longer than addition and normalisation one after the other.
        slower = ["SkipLayerNormFusion"]
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=slower
        )
        with np.load(folder / "heads.npz") as stored:
            labels = json.loads(str(stored["labels"]))
            self._heads = {k: stored[k].astype(np.float32) for k in stored.files if k != "labels"}
        products = ((k, k.removesuffix(".of_product.weight")) for k in self._heads if k.endswith(".of_product.weight"))
        self._turned = {head: np.ascontiguousarray(self._heads[k].T) for k, head in products}
        self.tag_labels: dict[str, list[str]] = labels["tags"]
        self.anchor_labels: dict[str, dict[str, list[str]]] = labels["anchors"]
        self._columns = {task: _place_groups(groups) for task, groups in self.anchor_labels.items()}
        self.kind_labels: dict[str, list[str]] = labels["kinds"]
        self.pair_labels: dict[str, list[str]] = labels["pairs"]

    def read(self, window: Window) -> Read:
        """Encode a window."""
        [found] = self._session.run(None, {"pieces": window.pieces[None], "cases": window.cases[None]})
        return Read(window, found[0][window.firsts])

    def tag(self, read: Read, task: str) -> Scores:
        """Return the probability of each label of each word, [words, 1 + labels]."""
        return softmax(self._linear(f"tags.{task}", read.vectors))

    def tell_kinds(self, read: Read, words: Sequence[int]) -> dict[str, Scores]:
        """Return the probabilities of status and mode for an anchor, [labels] each."""
        anchor = np.add.reduce(read.vectors[list(words)]) / np.float32(len(words))
        return {kind: softmax(self._linear(f"kinds.{kind}", anchor)) for kind in self.kind_labels}

    def relate(self, read: Read, task: str, words: Sequence[int], asked: slice = slice(None)) -> dict[str, Scores]:
        """Return by group the probability of each label of each word in the light of an anchor, [words, 1 + labels].

        `words`: the anchor's; `asked`: the words of the window that are asked about, all of them unless told.
        """
        head = f"anchors.{task}"
        anchor = np.add.reduce(read.vectors[list(words)]) / np.float32(len(words))
        away = np.arange(len(read.vectors))[asked] - words[len(words) // 2]
        distance = np.clip(away, -_NEAR - 1, _NEAR + 1) + (_NEAR + 1)
        if task not in read.shared:
            left, of_word = (self._linear(f"{head}.{name}", read.vectors) for name in ("left", "of_word"))
            read.shared[task] = left, of_word
        left, of_word = read.shared[task]
        # (left * right) @ W is left @ (right * W): the product with the anchor is taken on the smaller side.
        mixed = left[asked] @ (self._linear(f"{head}.right", anchor)[:, None] * self._turned[head])
        mixed += of_word[asked]
        mixed += self._heads[f"{head}.of_distance.weight"].take(distance, axis=0)
        mixed += self._linear(f"{head}.of_anchor", anchor) + self._heads[f"{head}.of_product.bias"]
        scores = self._linear(f"{head}.out", _gelu(mixed))
        groups, starts, owners = self._columns[task]
        below = scores - np.maximum.reduce(scores, axis=1, keepdims=True)
        raised = np.exp(np.maximum(below, _LOWEST))
        raised /= np.add.reduceat(raised, starts, axis=1).take(owners, axis=1)
        return {group: raised[:, columns] for group, columns in groups.items()}

    def type_pair(self, read: Read, task: str, left: Sequence[int], right: Sequence[int]) -> Scores:
        """Return the probabilities of a pair's classes, [labels], for the words of its two spans."""
        spans = [read.vectors[list(words)].mean(axis=0) for words in (left, right)]
        query = self._linear(f"pairs.{task}.query", np.concatenate(spans))
        look = softmax((read.vectors @ query) * np.float32(len(query) ** -0.5))
        seen = np.concatenate([*spans, look @ read.vectors, read.vectors.max(axis=0)])
        return softmax(self._linear(f"pairs.{task}.out", _gelu(self._linear(f"pairs.{task}.hidden", seen))))

    def _linear(self, name: str, given: Vectors) -> Vectors:
        return np.asarray(given @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"])


def _place_groups(groups: Mapping[str, Sequence[str]]) -> tuple[dict[str, slice], list[int], NDArray[np.int64]]:
    """Return the columns of each label group, the first ones, and of each column the number of its group."""
    widths = [len(labels) + 1 for labels in groups.values()]
    starts = [sum(widths[:n]) for n in range(len(widths))]
    columns = {group: slice(at, at + width) for group, at, width in zip(groups, starts, widths, strict=True)}
    return columns, starts, np.repeat(np.arange(len(widths)), widths)


def _gelu(x: Vectors) -> Vectors:
    """The Gaussian error linear unit, in the tanh form, which is within 0.001 of the exact one."""
    grown = x * x
    grown *= 0.0356774081
    grown += 0.7978845608
    grown *= x
    np.tanh(grown, out=grown)
    grown += 1
    grown *= x
    grown *= 0.5
    return grown


@cache
def load_network() -> Network:
    """Return the network that is shipped, and hold BLAS to one thread: its matrices are small, the workers many."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
    return Network()
