"""Make what is shipped of a trained network: the encoder as int8 ONNX, the heads as one npz file.

    python -m scripts.export_network network.pt [--out DIR] [--keep-tasks dispatches polnear ...]

DIR is src/dragoman/extract/weights unless told otherwise. Prints how near the int8 encoder comes to the full one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from dragoman.extract import windows
from scripts.network_model import HEADS, WIDTH, Encoder, Heads, Network
from scripts.network_tasks import ANCHORS, PAIRS, STATUSES, TAGS

_CONTRIBUTED = "com.microsoft"
"""Where ONNX Runtime's own kinds of nodes are kept."""


class _Graph:
    """An ONNX graph in the making: nodes in order, each with one output of its own name."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self._weights = {name: weight.detach().numpy().astype(np.float32) for name, weight in weights.items()}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **settings: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **settings))
        return output

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weight(self, name: str, turned: bool = False) -> str:
        return self.constant(name, self._weights[name].T if turned else self._weights[name])

    def linear(self, given: str, name: str) -> str:
        product = self.add("MatMul", [given, self.weight(f"{name}.weight", turned=True)], f"{name}.product")
        return self.add("Add", [product, self.weight(f"{name}.bias")], f"{name}.out")

    def norm(self, given: str, name: str, output: str) -> str:
        parts = [given, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.add("LayerNormalization", parts, output, axis=-1, epsilon=1e-12)


def build_graph(encoder: Encoder) -> onnx.ModelProto:
    """Return the encoder as a graph: pieces and cases, int64 [batch, n], to vectors, float32 [batch, n, WIDTH].

    Nothing is padded, so nothing is masked. Attention is one node: in eight bits that takes a tenth less time in all
    than its single steps.
    """
    graph = _Graph(encoder.state_dict())
    one, nothing = graph.constant("one", np.array([1])), graph.constant("nothing", np.array([0]))
    shape = graph.add("Shape", ["pieces"], "shape")
    length = graph.add("Slice", [shape, one, graph.constant("two", np.array([2]))], "length")
    found = graph.add("Gather", [graph.weight("pieces.weight"), "pieces"], "of_pieces")
    cases = graph.add("Gather", [graph.weight("cases.weight"), "cases"], "of_cases")
    places = graph.add("Slice", [graph.weight("positions.weight"), nothing, length, nothing], "of_places")
    found = graph.add("Add", [graph.add("Add", [found, cases], "read"), places], "placed")
    found = graph.norm(found, "norm", "normed")
    for number in range(len(encoder.layers)):
        layer = f"layers.{number}"
        mixing = graph.weight(f"{layer}.query_key_value.weight", turned=True)
        seen = graph.add(
            "Attention",
            [found, mixing, graph.weight(f"{layer}.query_key_value.bias")],
            f"{layer}.seen",
            domain=_CONTRIBUTED,
            num_heads=HEADS,
        )
        summed = graph.add("Add", [graph.linear(seen, f"{layer}.attended"), found], f"{layer}.kept")
        found = graph.norm(summed, f"{layer}.attended_norm", f"{layer}.attended_normed")
        raised = graph.add("MatMul", [found, graph.weight(f"{layer}.inner.weight", turned=True)], f"{layer}.raised")
        raised = graph.add(
            "BiasGelu", [raised, graph.weight(f"{layer}.inner.bias")], f"{layer}.gelu", domain=_CONTRIBUTED
        )
        summed = graph.add("Add", [graph.linear(raised, f"{layer}.outer"), found], f"{layer}.told")
        last = number == len(encoder.layers) - 1
        found = graph.norm(summed, f"{layer}.outer_norm", "vectors" if last else f"{layer}.outer_normed")
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "n"]) for name in ("pieces", "cases")]
    told = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "n", WIDTH])]
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIBUTED, 1)]
    made = helper.make_graph(graph.nodes, "encoder", given, told, graph.constants)
    return helper.make_model(made, opset_imports=versions, ir_version=8)


def export_encoder(encoder: Encoder, file: Path) -> None:
    """Write the encoder's graph with weights of eight bits."""
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        onnx.save(build_graph(encoder), full)
        quantize_dynamic(
            full,
            file,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def compare_encoders(encoder: Encoder, file: Path) -> float:
    """Return the mean cosine of the vectors that the two encoders give."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    pieces = torch.randint(1000, 20000, (1, 200))
    cases = torch.ones_like(pieces)
    with torch.inference_mode():
        full = encoder(pieces, cases)[0].numpy()
    [[small]] = session.run(None, {"pieces": pieces.numpy(), "cases": cases.numpy()})
    norms = np.linalg.norm(full, axis=1) * np.linalg.norm(small, axis=1)
    return float(np.mean((full * small).sum(1) / norms))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("--out", type=Path, default=Path(windows.__file__).parent / "weights")
    options = parser.parse_args()
    stored = torch.load(options.network, weights_only=True)
    network = Network(Heads(TAGS, ANCHORS, {"status": STATUSES, "mode": stored["modes"]}, PAIRS))
    network.load_state_dict(stored["weights"])
    network.eval()
    file = options.out / "encoder.onnx"
    export_encoder(network.encoder, file)
    cosine = compare_encoders(network.encoder, file)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB, cosine to the full one {cosine:.4f}")
    heads = {k: v.numpy().astype(np.float16) for k, v in network.state_dict().items() if not k.startswith("encoder.")}
    labels = {
        "tags": TAGS,
        "anchors": ANCHORS,
        "kinds": {"status": STATUSES, "mode": stored["modes"]},
        "pairs": PAIRS,
    }
    file = options.out / "heads.npz"
    np.savez_compressed(file, labels=np.array(json.dumps(labels)), **heads)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
