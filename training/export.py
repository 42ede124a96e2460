"""Make what ships of what was trained: ONNX files with 8-bit weights.

python -m training.export reader FOLDER/reader.pt assistant/quoting/model
python -m training.export encoder FOLDER/model index/model
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import torch

from training.reader import Reader

OPSET = 17


def export_reader(weights: Path, out: Path) -> None:
    kept = torch.load(weights)
    kept = kept.get("reader", kept)  # a checkpoint has more than the weights
    layers = 1 + max(int(n.split(".")[3]) for n in kept if n.startswith("bert.encoder.layer."))
    reader = Reader(layers)
    reader.bert.set_attn_implementation("eager")
    reader.load_state_dict({name: tensor.float() for name, tensor in kept.items()})
    ids = torch.ones((2, 16), dtype=torch.long)
    names = ("input_ids", "attention_mask", "token_type_ids")
    _export(reader.eval(), dict.fromkeys(names, ids), ("scores", "exact"), out / "reader.onnx")


def export_encoder(folder: Path, out: Path) -> None:
    from transformers import AutoModel

    class Hidden(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(
                folder, add_pooling_layer=False, attn_implementation="eager"
            )

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Any:
            return self.model(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            ).last_hidden_state

    ids = torch.ones((2, 16), dtype=torch.long)
    names = ("input_ids", "attention_mask", "token_type_ids")
    _export(
        Hidden().eval(), dict.fromkeys(names, ids), ("last_hidden_state",), out / "encoder.onnx"
    )


def _export(
    module: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: tuple[str, ...], out: Path
) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    out.parent.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "batch", 1: "tokens"} for name in (*inputs, *outputs)}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(whole),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        optimize_model(str(whole), "bert", num_heads=12, hidden_size=384).save_model_to_file(
            str(whole)
        )  # attention as one operation, which is quantised as a whole
        quantize_dynamic(
            whole,
            out,
            op_types_to_quantize=["MatMul", "Attention", "Gather", "EmbedLayerNormalization"],
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("reader", "encoder"))
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    {"reader": export_reader, "encoder": export_encoder}[told.what](told.weights, told.out)
