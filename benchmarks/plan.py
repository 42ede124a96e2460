"""What every benchmark is told: where it may write, where the data is, how thorough to be."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_dir

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
EXAMPLE_CASE = "harbor-light"
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """`scratch` is an empty folder that goes afterwards; `data` holds the larger collections,
    None where there are none; a `quick` plan runs once what is else run several times and
    samples questions."""

    scratch: Path
    data: Path | None = None
    quick: bool = False

    def runs(self, number: int) -> int:
        """How often to run what a full plan runs `number` times."""
        return 1 if self.quick else number

    @property
    def cache(self) -> Path:
        """A folder that stays, outside the sources, for what is dear to make."""
        named = os.environ.get("CASEBOOK_BENCH_CACHE")
        folder = Path(named) if named else Path(user_cache_dir("casebook-bench"))
        folder.mkdir(parents=True, exist_ok=True)
        return folder.resolve()

    @property
    def squad2(self) -> Path | None:
        """The SQuAD 2.0 articles and questions, where they are."""
        return self.data / "squad2" if self.data and (self.data / "squad2").is_dir() else None


def say(sentence: str) -> None:
    """Tell whoever waits what is going on."""
    print(sentence, file=sys.stderr, flush=True)
