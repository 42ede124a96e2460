"""Nothing is told to anyone: libraries that report on their use are kept from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASKS = """
from index.case import Case
case = Case.open("crane", home="{home}")
case.add("{file}")
assert case.retrieve("who burned the ledger?")
from index.encoder import quick_encoder
quick_encoder().encode(["ledger"])
"""


def test_no_library_leaves_its_own_files_behind(tmp_path: Path) -> None:
    # onnxruntime reports from native code, which no test can listen to; what it gathers for
    # that in the user's cache shows whether it does.
    home, file = tmp_path / "home", tmp_path / "note.txt"
    file.write_text("Tobias Crane burned the ledger in the yard.")
    users = tmp_path / "user"
    users.mkdir()
    told = {"HOME": str(users), "XDG_CACHE_HOME": str(users / ".cache"), "HF_HUB_OFFLINE": "1"}
    program = ASKS.format(home=home, file=file)
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("ORT_")} | told
    subprocess.run(
        [sys.executable, "-c", program], env=surroundings, check=True, capture_output=True
    )
    left = [path for path in users.rglob("*") if path.is_file()]
    assert left == []
