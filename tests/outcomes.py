"""Outcomes made by hand, small enough to work their measures out on paper."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation.outcome import Outcome, Quote, Read, Setting, Wanted
from assistant.evaluation.questions import Evidence, Question

SETTING = Setting("crane", None, "casebook-minilm-2", "0.1.0", 3, "0123456789abcdef")


def quote(
    *bears: int, says: bool = False, page: int | None = None, right_page: bool = False
) -> Quote:
    """A quote that shows the places wanted of these numbers, and is from their document."""
    return Quote("a.txt", 0, 3, page, "A", "yes", says, bears, right_page, bool(bears))


WRONG = Quote("b.txt", 0, 2, None, "B", "no", False, (), False, False)


def outcome(
    question: str = "?",
    *,
    answers: tuple[str, ...] = ("yes",),
    found: Sequence[int | None] = (),
    shown: Sequence[Quote] = (),
    nearest: Sequence[Quote] = (),
    page: int | None = None,
    answer: str = "",
    probability: float = 0.5,
    seconds: float = 0.0,
    history: tuple[tuple[str, str], ...] = (),
    tokens: tuple[int, int] | None = None,
) -> Outcome:
    """What became of a question: `found` gives the rank of each place wanted among ten
    passages, None where it is not there. Nothing `shown` means that it was declined."""
    wanted = tuple(
        Wanted("a.txt", 10 * n, 10 * n + 3, page, "A", "yes", rank) for n, rank in enumerate(found)
    )
    evidence = tuple(Evidence(document=w.document, start=w.start, end=w.end) for w in wanted)
    return Outcome(
        question=Question(question=question, answers=answers, evidence=evidence, history=history),
        standalone=question,
        answer=answer,
        abstained=not shown,
        probability=probability,
        quotes=tuple(shown or nearest),
        passages=tuple(
            Read("a.txt", 0, 3, None, 1 / rank, f"passage {rank}",
                 tuple(n for n, at in enumerate(found) if at == rank))
            for rank in range(1, 11)
        ),
        wanted=wanted,
        seconds=seconds,
        input_tokens=tokens[0] if tokens else None,
        output_tokens=tokens[1] if tokens else None,
        passage_tokens=20,
        notice=None,
    )  # fmt: skip
