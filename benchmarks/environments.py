"""A virtual environment for each peer, made once in a folder that stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.plan import ROOT, say

_PATIENCE = 1_200.0


def python_with(cache: Path, name: str, packages: Sequence[str]) -> Path | str:
    """The Python of an environment that has `packages`, in versions that `constraints.txt`
    allows, or why there is none."""
    folder = cache / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    made, wanted = folder / "casebook-packages.txt", "\n".join(packages)
    if made.exists() and made.read_text("utf-8") == wanted:
        return python
    say(f"Installing {name} into {folder}, the first time only: some minutes …")
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    constraints = ["-c", str(ROOT / "constraints.txt")]
    for command in (
        [sys.executable, "-m", "venv", str(folder)],
        [*install, *constraints, *packages],
    ):
        try:
            ended = subprocess.run(
                command, capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            shutil.rmtree(folder, ignore_errors=True)
            return f"installing it took more than {_PATIENCE / 60:.0f} minutes"
        if ended.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            last = (ended.stderr.strip().splitlines() or ["no reason was given"])[-1]
            return f"it could not be installed ({last})"
    made.write_text(wanted, "utf-8")
    return python
