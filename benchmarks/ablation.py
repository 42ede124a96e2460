"""What each rule adds that was written by hand and stands beside the trained models.

    python -m benchmarks.ablation [dev|held] [--every 1]

Every question of the set is asked with all rules, and again without each. What the reader made
of a sentence is remembered, so that only the first round takes its time. A rule that adds nothing
on "dev" is to be deleted; "held" is for showing, not for choosing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from assistant import Assistant
from assistant.evaluation.outcome import Outcome
from assistant.question.scope import Scope
from assistant.quoting import candidates, selection
from assistant.quoting.calibration import calibration
from assistant.quoting.reader import Reader, Reading
from assistant.quoting.window import Excerpt
from benchmarks.casepapers import measured, question
from benchmarks.quality import asked
from index import Case
from training.asking import matters

SHOWN = {
    "the first quote is right": "first",
    "… of the paraphrased": "paraphrased",
    "some quote is right": "some",
    "absent ones are not answered": "absent declined",
    "answerable ones are not answered": "answerable declined",
    "stated unknowns are declined": "unknown declined",
    "follow-ups: the first quote is right": "follow-ups",
}


def _whole(_: Assistant, asked_: str) -> Scope:
    return Scope((), asked_)


def _nothing(*_: object) -> str:
    return ""


def _never(*_: object) -> bool:
    return False


def rules() -> dict[str, list[AbstractContextManager[Any]]]:
    """What is patched to leave a rule out, by what the rule is."""
    unweighted = replace(calibration(), found=0.0)
    return {
        "all rules": [],
        "a question that names its papers is kept to them": [
            patch.object(Assistant, "scope_of", _whole)
        ],
        "phrases that say a thing is not known": [
            patch.object(selection, "says_not_known", _never)
        ],
        "the word model of stated unknowns": [patch.object(selection, "says_unknown", _never)],
        "how well a sentence was found counts beside its score": [
            patch.object(selection, "calibration", lambda: unweighted)
        ],
        "the question's words choose what is read": [
            patch.object(candidates, "WORDS", 0.0),
            patch.object(candidates, "WORDS_BEFORE", 0.0),
        ],
        "the reader is told how a paper introduces itself": [
            patch.object(candidates, "introduction", _nothing)
        ],
        "the passage's score chooses what is read": [patch.object(candidates, "PASSAGE", 0.0)],
    }


@contextmanager
def remembering() -> Iterator[None]:
    """Reads each sentence once for a question."""
    known: dict[tuple[str, Excerpt], Reading] = {}
    read = Reader.read

    def remembered(self: Reader, asked_: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        new = [one for one in excerpts if (asked_, one) not in known]
        for one, reading in zip(new, read(self, asked_, new), strict=True):
            known[asked_, one] = reading
        return [known[asked_, one] for one in excerpts]

    with patch.object(Reader, "read", remembered):
        yield


def figures(cases: Sequence[tuple[Case, list[dict[str, Any]]]]) -> dict[str, float]:
    """The measures of SHOWN, in per cent."""
    kinds: list[str] = []
    outcomes: list[Outcome] = []
    for case, rows in cases:
        outcomes += asked(Assistant(case), [question(case, row) for row in rows]).results
        kinds += [row["kind"] for row in rows]
    return {m.name: m.figure for m in measured(kinds, outcomes) if m.name in SHOWN}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="dev")
    parser.add_argument("--every", type=int, default=1)
    told = parser.parse_args()
    with matters(told.set) as opened, remembering():
        cases = [(case, rows[:: told.every]) for case, rows in opened]
        whole: dict[str, float] = {}
        for name, patches in rules().items():
            with ExitStack() as stack:
                for one in patches:
                    stack.enter_context(one)
                found = figures(cases)
            whole = whole or found
            print(f"{'without: ' if patches else ''}{name}", flush=True)
            for measure, short in SHOWN.items():
                print(
                    f"    {short:20} {found[measure]:5.1f} ({found[measure] - whole[measure]:+.1f})"
                )


if __name__ == "__main__":
    main()
