"""Can an application with today's releases of some packages install Casebook beside them?

    python -m tests.resolved langchain langchain-core chromadb gradio fastapi

Asks pip for the latest release of each, and uv, which has to be installed beside this Python, for
one set of packages that holds the latest minor release of all of them with `casebook[all]`. Nothing
else is installed. Prints what would be picked; ends with uv's own words, and 1, where there is no
such set.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main(names: list[str]) -> int:
    wanted = [f"casebook[all] @ {ROOT.as_uri()}", *(f"{n}=={newest(n)}" for n in names)]
    uv = Path(sys.executable).parent / "uv"
    picked = subprocess.run(
        [uv, "pip", "compile", "--no-progress", "--no-annotate", "-"],
        input="\n".join(wanted), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if picked.returncode:
        print(picked.stderr, file=sys.stderr)
        return 1
    found = re.findall(r"^([\w.-]+)==(\S+)", picked.stdout, re.MULTILINE)
    print(f"{len(found)} packages with casebook[all], among them:")
    print(*(f"{name} {version}" for name, version in found if name in names), sep="\n")
    return 0


def newest(name: str) -> str:
    """The latest minor release of a package, as a requirement names it: "1.5.*"."""
    # What this machine pins for itself is no part of the question.
    free = os.environ | {"PIP_CONSTRAINT": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    said = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", name],
        env=free, capture_output=True, text=True, check=True,
    )  # fmt: skip
    version = said.stdout.splitlines()[0].partition("(")[2].rstrip(")")
    return f"{'.'.join(version.split('.')[:2])}.*"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
