"""What is measured of each outcome, by name; a measure over a set is the mean of these.

A value is None where a question has nothing to say on a measure: what a question without
an answer retrieves, or the citations of one that was declined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.evaluation.outcome import Outcome
from assistant.evaluation.ranking import ranking_scores
from assistant.evaluation.wording import exact_match, f1, without_marks

Value = float | None
Better = Literal["higher", "lower"]
Unit = Literal["share", "number", "seconds", "tokens"]
Group = Literal["Retrieval", "Answers", "Citations", "Abstention", "Cost"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it says in words, which way is better, and in what it counts."""

    name: str
    group: Group
    words: str
    of: Callable[[Outcome, Mapping[str, float]], Value]
    better: Better | None = "higher"
    unit: Unit = "share"


def scores(outcomes: Sequence[Outcome]) -> list[dict[str, Value]]:
    """Every measure of every outcome, in order."""
    rankings = ranking_scores(outcomes)
    return [
        {measure.name: measure.of(outcome, ranking) for measure in MEASURES}
        for outcome, ranking in zip(outcomes, rankings, strict=True)
    ]


def _ranked(name: str, words: str) -> Measure:
    return Measure(name, "Retrieval", words, lambda _, ranking: ranking.get(name))


def _answer(of: Callable[[Outcome], float]) -> Callable[[Outcome, Mapping[str, float]], Value]:
    """`of`, for questions that have an answer."""
    return lambda outcome, _: of(outcome) if outcome.question.answerable else None


def _worded(of: Callable[[str, Sequence[str]], float]) -> Callable[..., Value]:
    """`of` the answer's text, for questions whose answers are given in words."""

    def value(outcome: Outcome, _: object) -> Value:
        if not outcome.question.answers:
            return None
        said = "" if outcome.abstained else without_marks(outcome.answer)
        return of(said, outcome.question.answers)

    return value


def _precision(outcome: Outcome, _: object) -> Value:
    if not outcome.question.answerable or not outcome.shown:
        return None
    return sum(quote.right for quote in outcome.shown) / len(outcome.shown)


def _recall(outcome: Outcome, _: object) -> Value:
    if not outcome.wanted:
        return None
    shown = {number for quote in outcome.shown for number in quote.bears}
    return len(shown) / len(outcome.wanted)


def _right_document(outcome: Outcome, _: object) -> Value:
    if not outcome.wanted or not outcome.shown:
        return None
    return float(outcome.shown[0].right_document)


def _right_page(outcome: Outcome, _: object) -> Value:
    paged = any(wanted.page is not None for wanted in outcome.wanted)
    if not paged or not outcome.shown or outcome.shown[0].page is None:
        return None
    return float(outcome.shown[0].right_page)


def _declined_rightly(outcome: Outcome, _: object) -> Value:
    return float(not outcome.question.answerable) if outcome.abstained else None


def _risk(outcome: Outcome, _: object) -> Value:
    return None if outcome.abstained else float(not outcome.first_right)


MEASURES = (
    _ranked("hit@1", "the first passage holds evidence"),
    _ranked("hit@5", "one of the first 5 passages holds evidence"),
    _ranked("hit@10", "one of the first 10 passages holds evidence"),
    _ranked("recall@5", "share of the evidence that the first 5 passages hold"),
    _ranked("recall@10", "share of the evidence that the first 10 passages hold"),
    _ranked("mrr@10", "1 ÷ the rank of the first passage with evidence"),
    _ranked("ndcg@10", "gain by rank, as a share of the best order’s"),
    Measure("first_quote", "Answers", "the first quote holds the answer",
            _answer(lambda o: float(o.first_right))),
    Measure("all_quotes", "Answers", "some quote holds the answer",
            _answer(lambda o: float(o.any_right))),
    Measure("f1", "Answers", "words shared by the whole answer and the wanted one (F1)",
            _worded(f1)),
    Measure("exact_match", "Answers", "the whole answer is the wanted one, word for word",
            _worded(exact_match)),
    Measure("quotes_shown", "Answers", "quotes in an answer",
            lambda o, _: None if o.abstained else len(o.quotes), None, "number"),
    Measure("unchecked", "Answers", "a model’s sentences in an answer that were not checked",
            lambda o, _: o.unchecked, "lower", "number"),
    Measure("citation_precision", "Citations", "share of an answer’s quotes that hold the answer",
            _precision),
    Measure("citation_recall", "Citations", "share of the evidence that the quotes show", _recall),
    Measure("right_document", "Citations", "the first quote is from a document with evidence",
            _right_document),
    Measure("right_page", "Citations", "the first quote is on a page with evidence", _right_page),
    Measure("answerable_declined", "Abstention", "declined although the documents answer",
            _answer(lambda o: float(o.abstained)), "lower"),
    Measure("abstention_recall", "Abstention", "declined where the documents do not answer",
            lambda o, _: None if o.question.answerable else float(o.abstained)),
    Measure("abstention_precision", "Abstention", "share of what was declined that has no answer",
            _declined_rightly),
    Measure("risk", "Abstention", "share of what was answered whose first quote is wrong", _risk,
            "lower"),
    Measure("seconds_each", "Cost", "seconds for an answer, on average",
            lambda o, _: o.seconds, "lower", "seconds"),
    Measure("input_tokens", "Cost", "tokens that the chat model read",
            lambda o, _: o.input_tokens, "lower", "tokens"),
    Measure("output_tokens", "Cost", "tokens that the chat model wrote",
            lambda o, _: o.output_tokens, "lower", "tokens"),
    Measure("passage_tokens", "Cost", "tokens of the passages that were found",
            lambda o, _: o.passage_tokens, None, "tokens"),
)  # fmt: skip
"""In the order in which they are shown."""

FOLLOW_UP = "followup_"
"""Put before the name of a measure over follow-up questions alone."""

OTHERS = (
    "questions", "answerable", "unanswerable_declined", "aurc", "seconds_p50", "seconds_p95",
)  # fmt: skip
"""What is measured of a whole set and is no mean of its questions."""
