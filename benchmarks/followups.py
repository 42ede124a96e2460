"""Follow-ups made to stand alone, held against what a person made of them in CANARD."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.followup import standalone
from benchmarks.plan import Plan
from benchmarks.report import Measure, Section, no_data
from training.followups import FollowUp, canard, standing, words

TITLE = "Follow-ups of CANARD, made to stand alone"


def followups(plan: Plan) -> Section:
    """Every dialogue that nothing was learned from, or with `quick` every tenth question."""
    if plan.data is None or not (plan.data / "canard").is_dir():
        return no_data(TITLE)
    step = 10 if plan.quick else 1
    plain, titled = (canard(held=True, titled=first)[::step] for first in (False, True))
    alone = standing(("held",), 1_000)[::step]
    changed = sum(bool(_added(one)) for one in alone) / len(alone)
    said = sum(len(one.added & words(_chat(one))) for one in plain)
    whole = sum(len(one.added) for one in plain)
    return Section(
        TITLE,
        (
            *_measures("the article's title said first", titled),
            *_measures("the chat alone", plain),
            Measure("plain questions that get something added", 100 * changed, "%", limit=3.0),
        ),
        (
            f"{len(plain)} questions; of the words that a person added, {said / whole:.0%} stand "
            f"anywhere in the chat. {len(alone)} plain questions of the held case papers, each "
            "behind others of its paper.",
        ),
    )


def _measures(how: str, some: Sequence[FollowUp]) -> tuple[Measure, Measure]:
    added = [_added(one) for one in some]
    right = sum(len(new & one.added) for new, one in zip(added, some, strict=True))
    wrong = sum(len(new - one.added) for new, one in zip(added, some, strict=True))
    share = 100 * right / sum(len(one.added) for one in some)
    return (
        Measure(f"a person's added words that are added, {how}", share, "%", least=45.0),
        Measure(f"other words added to a question, {how}", wrong / len(some), "", limit=1.0),
    )


def _added(one: FollowUp) -> set[str]:
    history: list[BaseMessage] = []
    for turn in one.turns:
        history += [HumanMessage(turn.question), AIMessage(turn.answer)]
    return words(standalone(one.question, history)) - words(one.question)


def _chat(one: FollowUp) -> str:
    return " ".join(f"{turn.question} {turn.answer}" for turn in one.turns)
