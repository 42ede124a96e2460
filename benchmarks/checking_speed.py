"""How long it takes to check a claim, beside another build of Casebook, in one run.

    python -m benchmarks.checking_speed PATH/TO/THE/OTHER/BUILD

Both check the same claims (those by hand in `benchmarks/claims`) in turns, each turn in a process
of its own. What counts is processor time; the ratio is of the medians.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

HERE = Path(__file__).parent
TURNS = 3
EACH = 7
"""Of the claims that are held against ten passages, each seventh is: 50 sentences take long."""
MEASURED = {
    "rules": "all exact rules, one claim against one sentence read for the first time",
    "claim": "a claim against the one passage it is from",
    "sources": "a claim against ten passages, as the sentences of an answer are checked",
}


def main() -> None:
    match sys.argv[1:]:
        case ["--measure"]:
            print(json.dumps(measure(json.load(sys.stdin))))
        case [other]:
            beside(Path(other))
        case _:
            sys.exit(__doc__)


def beside(other: Path) -> None:
    """Prints the milliseconds a claim of both builds, and their ratio."""
    ours = HERE.parent
    pairs = json.dumps(_pairs())
    took: dict[Path, list[dict[str, float]]] = {other: [], ours: []}
    for _ in range(TURNS):
        for build, times in took.items():
            times.append(_measured(build, pairs))
    for name, what in MEASURED.items():
        before, now = (median(times[name] for times in took[build]) for build in (other, ours))
        print(f"{what}: {1000 * before:.2f} ms before, {1000 * now:.2f} ms now, {now / before:.2f}")


def _pairs() -> list[tuple[str, str]]:
    """Each claim by hand with the sentence that it was made from."""
    pairs, source = [], ""
    for half in ("tuned", "held"):
        for line in (HERE / "claims" / f"{half}.txt").read_text("utf-8").splitlines():
            mark, said = line[0], line[2:]
            if mark == "=":
                source = said
            else:
                pairs.append((said.partition(": ")[2] if mark == "-" else said, source))
    return pairs


def _measured(build: Path, pairs: str) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, __file__, "--measure"],
        input=pairs,
        cwd=build,
        env={**os.environ, "PYTHONPATH": str(build)},
        capture_output=True,
        text=True,
        check=True,
    )
    took: dict[str, float] = json.loads(ran.stdout)
    return took


def measure(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Seconds a claim with the build that is imported, models and languages loaded before."""
    from assistant.grounding.evidence import check_claim
    from assistant.grounding.rules import objections
    from corpus.document import Passage, Span
    from index.retrieval import ScoredPassage

    parsed = _parsed()
    read: Callable[[str], Any] = parsed.ParsedText if parsed else str

    def passage(text: str) -> ScoredPassage:
        return ScoredPassage(Passage(Span("source", 0, len(text)), text), 1.0)

    alone = [(claim, [passage(source)]) for claim, source in pairs]
    sources = list(dict.fromkeys(source for _, source in pairs))
    many = [passage(" ".join(sources[first::10])) for first in range(10)]
    among = [(claim, many) for claim, _ in pairs[::EACH]]
    for claim, cited in (*alone, *among):  # vectors of texts are remembered in all builds
        check_claim(claim, cited)

    def timed(work: Callable[[], None], claims: int) -> float:
        _forget()
        began = process_time()
        work()
        return (process_time() - began) / claims

    def rules() -> None:
        for claim, source in pairs:
            list(objections(read(claim), read(source), read("")))

    def checked(claims: Sequence[tuple[str, list[ScoredPassage]]]) -> None:
        for claim, cited in claims:
            check_claim(claim, cited)

    return {
        "rules": timed(rules, len(pairs)),
        "claim": timed(lambda: checked(alone), len(alone)),
        "sources": timed(lambda: checked(among), len(among)),
    }


def _forget() -> None:
    """Have texts read anew; in a build that forgets them one by one, those of the rules."""
    try:
        importlib.import_module("corpus.remembering").forget_texts()
    except ImportError:
        if parsed := _parsed():
            parsed.forget()
        languages = importlib.import_module("assistant.grounding.languages")
        if cleared := getattr(languages.unread, "cache_clear", None):
            cleared()


def _parsed() -> Any:
    """The module that reads texts once; None in a build that gave the rules strings."""
    try:
        return importlib.import_module("corpus.language.parsed")
    except ImportError:
        return None


if __name__ == "__main__":
    main()
