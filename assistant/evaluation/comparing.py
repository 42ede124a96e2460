"""Two kept reports side by side: what got better, what got worse, and whether by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import replies
from assistant.errors import BadQuestionFile
from assistant.evaluation.chance import Difference, adjusted, difference
from assistant.evaluation.measures import MEASURES, Measure, Value
from assistant.evaluation.questions import Question, fault
from assistant.evaluation.saving import FORMAT

CHANCE = 0.05
"""How likely chance alone may do as much, at most, for a change to be called one. Held
against p-values that are adjusted for how many measures there are."""


class _Scored(BaseModel):
    model_config = ConfigDict(extra="ignore")
    key: str
    question: Question
    scores: Mapping[str, Value]


class KeptReport(BaseModel):
    """What is needed of a report.json."""

    model_config = ConfigDict(extra="ignore")
    format: int
    set: str
    questions: tuple[_Scored, ...]


def read_report(path: str | Path) -> KeptReport:
    """A report.json; raises `BadQuestionFile`."""
    try:
        report = KeptReport.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise BadQuestionFile(f"The report {path} cannot be read: {error}.") from error
    except ValidationError as error:
        raise BadQuestionFile(
            f"{path} is no report that `casebook eval --out` wrote: {fault(error, 'file')}"
        ) from error
    if report.format != FORMAT:
        raise BadQuestionFile(f"{path} is in format {report.format}; evaluate again to compare.")
    return report


def compare(before: str | Path, after: str | Path) -> replies.Compared:
    """What changed from one report.json to another; raises `BadQuestionFile`, also where
    they have no question in common."""
    olds = {scored.key: scored for scored in read_report(before).questions}
    news = {scored.key: scored for scored in read_report(after).questions}
    both = [key for key in olds if key in news]
    if not both:
        raise BadQuestionFile(f"{before} and {after} have no question in common.")
    pairs = [(olds[key], news[key]) for key in both]
    return replies.Compared(
        before=str(before),
        after=str(after),
        questions=len(both),
        only_before=len(olds) - len(both),
        only_after=len(news) - len(both),
        changes=tuple(_changes([(old.scores, new.scores) for old, new in pairs])),
        gained=tuple(new.question.question for old, new in pairs if _right(new) > _right(old)),
        lost=tuple(new.question.question for old, new in pairs if _right(new) < _right(old)),
    )


def _changes(
    pairs: Sequence[tuple[Mapping[str, Value], Mapping[str, Value]]],
) -> Iterator[replies.MeasureChange]:
    """How each measure changed that both reports have for some question."""
    found: list[tuple[Measure, Difference]] = []
    for measure in MEASURES:
        values = [(old.get(measure.name), new.get(measure.name)) for old, new in pairs]
        known = [(old, new) for old, new in values if old is not None and new is not None]
        if known:
            found.append((measure, difference(*map(list, zip(*known, strict=True)))))
    for (measure, d), p in zip(found, adjusted([d.p for _, d in found]), strict=True):
        low, high = d.interval or (None, None)
        yield replies.MeasureChange(
            measure.name, d.before, d.after, d.change, low, high, d.pairs, d.test, d.p, p,
            _verdict(measure, d, p),
        )  # fmt: skip


def _verdict(measure: Measure, difference: Difference, p: float) -> str:
    if p >= CHANCE:
        return "no more than chance"
    if measure.better is None:
        return "changed"
    return "better" if (difference.change > 0) == (measure.better == "higher") else "worse"


def _right(scored: _Scored) -> bool:
    first = scored.scores.get("first_quote")
    return bool(scored.scores.get("abstention_recall") if first is None else first)
