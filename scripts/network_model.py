"""The network in torch: MiniLM-L6 with marks of letter case, and one small head a task.

Only training needs torch; at run time the encoder runs as int8 ONNX and the heads as numpy (extract/network.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.extract.windows import CASES

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
HIDDEN = 192
NEAR = 24  # distances between an anchor and a word are told apart up to this many words
DROPOUT = 0.1


class Layer(nn.Module):
    """One transformer layer, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        mixed = self.query_key_value(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = mixed[0] @ mixed[1].transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
        seen = (scores.softmax(-1) @ mixed[2]).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attended_norm(x + self.drop(self.attended(seen)))
        return self.outer_norm(x + self.drop(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and their cases, int64 [batch, length], to vectors [batch, length, WIDTH]; piece 0 is padding."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(len(CASES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        nn.init.zeros_(self.cases.weight)

    def forward(self, pieces: Tensor, cases: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.pieces(pieces) + self.positions(places) + self.cases(cases)))
        mask = (pieces == 0)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, file: Path) -> None:
        """Take over the weights of MiniLM-L6-H384-uncased, as sentence-transformers stores them."""
        from safetensors.torch import load_file

        given = load_file(file)
        own = {
            "pieces.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"]
            + given["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
            "cases.weight": self.cases.weight.detach(),
        }
        names = {
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for number in range(LAYERS):
            theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
            for kind in ("weight", "bias"):
                parts = [given[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                own[f"{ours}query_key_value.{kind}"] = torch.cat(parts)
                for name, other in names.items():
                    own[f"{ours}{name}.{kind}"] = given[f"{theirs}{other}.{kind}"]
        self.load_state_dict(own)


class AnchorHead(nn.Module):
    """Scores every word of a window in the light of an anchor: label groups, each with a softmax of its own."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.of_word = nn.Linear(WIDTH, HIDDEN)
        self.of_anchor = nn.Linear(WIDTH, HIDDEN)
        self.of_distance = nn.Embedding(2 * NEAR + 3, HIDDEN)
        self.of_product = nn.Linear(WIDTH // 2, HIDDEN)
        self.left, self.right = nn.Linear(WIDTH, WIDTH // 2), nn.Linear(WIDTH, WIDTH // 2)
        self.out = nn.Linear(HIDDEN, sum(len(labels) + 1 for labels in groups.values()))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, words: Tensor, anchor: Tensor, distance: Tensor) -> Tensor:
        """Return scores [words, labels] for vectors [words, WIDTH], one anchor [WIDTH] and buckets [words]."""
        product = self.left(words) * self.right(anchor)
        mixed = self.of_word(words) + self.of_anchor(anchor) + self.of_distance(distance) + self.of_product(product)
        return self.out(self.drop(functional.gelu(mixed)))


class PairHead(nn.Module):
    """Classes for two marked spans of a window."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.hidden = nn.Linear(4 * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, classes)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, words: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """Return scores [classes] for vectors [words, WIDTH] and the mean vectors of the two spans."""
        look = (words @ self.query(torch.cat([left, right])) * WIDTH**-0.5).softmax(0)
        seen = torch.cat([left, right, look @ words, words.max(0).values])
        return self.out(self.drop(functional.gelu(self.hidden(seen))))


@dataclass(frozen=True)
class Heads:
    """What the network is asked: by task the labels of each kind of head."""

    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)
    anchors: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pairs: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Network(nn.Module):
    """The encoder with every head."""

    def __init__(self, heads: Heads, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.tags = nn.ModuleDict({k: nn.Linear(WIDTH, len(v) + 1) for k, v in heads.tags.items()})
        self.anchors = nn.ModuleDict({k: AnchorHead(v) for k, v in heads.anchors.items()})
        self.kinds = nn.ModuleDict({k: nn.Linear(WIDTH, len(v)) for k, v in heads.kinds.items()})
        self.pairs = nn.ModuleDict({k: PairHead(len(v)) for k, v in heads.pairs.items()})
        self.drop = nn.Dropout(DROPOUT)


def count_layers(names: Iterable[str]) -> int:
    """Return how many layers a network's encoder has, by the names of its weights."""
    return len({name.split(".")[2] for name in names if name.startswith("encoder.layers.")})


def bucket_distances(words: int, anchor: int) -> Tensor:
    """Return the bucket of each word's distance from the anchor word, int64 [words]."""
    away = torch.arange(words) - anchor
    return away.clamp(-NEAR - 1, NEAR + 1) + NEAR + 1
