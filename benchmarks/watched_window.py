"""`casebook chat`, which also notes when its embedding model has given its first vector.

python -m benchmarks.watched_window FILE [OPTION...]    FILE gets that moment, since the epoch
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import time
from typing import Any
from unittest.mock import patch

from assistant.cli import app
from index.embedding import NamedModel, PackagedModel


def main() -> None:
    """Open the window; all but the note is as the command does it."""
    note, options = Path(sys.argv[1]), sys.argv[2:]

    def noting(embed: Callable[[Any, str], list[float]]) -> Callable[[Any, str], list[float]]:
        def embed_and_note(model: Any, text: str) -> list[float]:
            vector = embed(model, text)
            if not note.exists():
                note.write_text(str(time()))
            return vector

        return embed_and_note

    with ExitStack() as watched:
        for model in (PackagedModel, NamedModel):
            watched.enter_context(patch.object(model, "embed_query", noting(model.embed_query)))
        app(["chat", *options], prog_name="casebook")


if __name__ == "__main__":
    main()
