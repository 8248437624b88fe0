"""Make what is shipped of a trained network: the encoder as int8 ONNX, the heads as one npz file.

    python -m scripts.export_network network.pt [--out DIR]

DIR is src/dragoman/extract/weights unless told otherwise. Prints how near the int8 encoder comes to the full one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from dragoman.extract import windows
from scripts.network_model import HEADS, WIDTH, Encoder, Heads, Network, count_layers
from scripts.network_tasks import ANCHORS, PAIRS, STATUSES, TAGS


def export_encoder(encoder: Encoder, file: Path) -> None:
    """Write the encoder as an int8 ONNX graph: pieces and cases, int64 [1, n], to vectors, float32 [1, n, WIDTH]."""
    pieces = torch.randint(1000, 20000, (1, 100))
    axes = {
        "pieces": {0: "batch", 1: "length"},
        "cases": {0: "batch", 1: "length"},
        "vectors": {0: "batch", 1: "length"},
    }
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            encoder,
            (pieces, torch.ones_like(pieces)),
            str(plain),
            input_names=["pieces", "cases"],
            output_names=["vectors"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        # Add and LayerNormalization take a third of the time of the joined kernel.
        options.enable_skip_layer_norm = False
        model = optimizer.optimize_model(
            str(plain), "bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0, optimization_options=options
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
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
    heads = Heads(TAGS, ANCHORS, {"status": STATUSES, "mode": stored["modes"]}, PAIRS)
    network = Network(heads, count_layers(stored["weights"]))
    network.load_state_dict(stored["weights"])
    network.eval()
    file = options.out / "encoder.onnx"
    export_encoder(network.encoder, file)
    cosine = compare_encoders(network.encoder, file)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB, cosine to the full one {cosine:.4f}")
    weights = {k: v.numpy().astype(np.float16) for k, v in network.state_dict().items() if not k.startswith("encoder.")}
    labels = {
        "tags": TAGS,
        "anchors": ANCHORS,
        "kinds": {"status": STATUSES, "mode": stored["modes"]},
        "pairs": PAIRS,
    }
    file = options.out / "heads.npz"
    np.savez_compressed(file, labels=np.array(json.dumps(labels)), **weights)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
