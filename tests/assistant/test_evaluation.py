"""Evaluating a real case: what is asked, what is held against it, and going on after a stop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk

from assistant import Answer, Assistant
from assistant.errors import BadQuestionFile
from assistant.evaluation import Evidence, Question, evaluate, read_set
from assistant.evaluation.asking import finds
from assistant.evaluation.saving import as_json
from corpus.document import Span
from index import Case
from tests.chat_models import Scripted

PRISON = "How many years in prison does Tobias Crane face?"
OSAKA = "Which airline flew the orchestra to Osaka?"


def span_of(case: Case, name: str, words: str) -> Evidence:
    start = case.document_named(name).text.index(words)
    return Evidence(document=name, start=start, end=start + len(words))


def test_questions_are_asked_and_measured(crane: Case) -> None:
    years = span_of(crane, "charge.pdf", "twelve years")
    sentence = span_of(crane, "charge.pdf", "Tobias Crane faces up to twelve years in prison")
    clerk = span_of(crane, "article.md", "nine years")
    questions = [
        Question(question=PRISON, answers=("TWELVE  years",)),
        Question(question=PRISON, answers=("a dozen",), evidence=(years, clerk, sentence)),
        Question(question=PRISON, answers=("nine",)),
        Question(
            question="And what fine does he face?",
            answers=("$75,000",),
            history=((PRISON, "Up to twelve years."),),
        ),
        Question(question=OSAKA),
    ]
    seen: list[tuple[int, int]] = []
    report = evaluate(Assistant(crane), iter(questions), lambda *done: seen.append(done))
    assert [r.question for r in report.results] == questions
    assert [r.first_right for r in report.results] == [True, True, False, True, False]
    assert [r.any_right for r in report.results] == [True, True, False, True, False]
    assert report.results[3].standalone == "What fine does Tobias Crane face?"
    assert report.measures["first_quote"] == 0.75
    assert report.measures["unanswerable_declined"] == 1
    assert report.measures["followup_first_quote"] == 1
    assert seen == [(done, 5) for done in range(6)]
    assert list(report.frame()["first_quote"])[:4] == [1, 1, 0, 1]


def test_evidence_that_overlaps_is_one_place_with_its_page_and_words(crane: Case) -> None:
    years = span_of(crane, "charge.pdf", "twelve years")
    sentence = span_of(crane, "charge.pdf", "faces up to twelve years")
    clerk = span_of(crane, "article.md", "nine years")
    asked = Question(question=PRISON, answers=("twelve",), evidence=(years, clerk, sentence))
    (result,) = evaluate(Assistant(crane), [asked]).results
    article, charge = result.wanted
    assert (article.document, article.page, article.excerpt) == ("article.md", None, "nine years")
    assert (charge.document, charge.page) == ("charge.pdf", 2)
    assert (charge.excerpt, charge.pincite) == ("faces up to twelve years", "The Charge, p. 2")
    assert charge.found_at == result.found_at == 1
    assert result.quotes[0].bears == (1,)
    assert result.quotes[0].right_page
    assert "faces up to twelve years" in result.passages[0].text


@pytest.mark.parametrize(("start", "end"), [(0, 100_000), (99_999, 100_000), (5, 5), (7, 3)])
def test_evidence_outside_its_document_is_named_and_the_rest_evaluated(
    crane: Case, start: int, end: int
) -> None:
    evidence = (Evidence(document="letter.txt", start=start, end=end),)
    wrong = Question(question="Who?", answers=("he",), evidence=evidence, where="line 2")
    report = evaluate(Assistant(crane), [wrong, Question(question=OSAKA)])
    assert [result.question.question for result in report.results] == [OSAKA]
    (problem,) = report.problems
    assert str(problem).startswith(f"line 2: the evidence {start}–{end} does not lie in letter.txt")


def test_evidence_in_a_document_that_is_not_there_is_named(crane: Case) -> None:
    evidence = (Evidence(document="order.pdf", start=0, end=4),)
    asked = Question(question="Who?", answers=("he",), evidence=evidence, where="line 7")
    (problem,) = evaluate(Assistant(crane), [asked]).problems
    assert str(problem) == "line 7: the case holds no text of 'order.pdf', its evidence."


def test_what_the_chat_model_read_and_wrote_is_counted(crane: Case) -> None:
    model = Metered(reply="Tobias Crane faces up to twelve years in prison [1].")
    asked = [Question(question=PRISON, answers=("twelve years",)), Question(question=OSAKA)]
    report = evaluate(Assistant(crane, model=model), asked)
    written, declined = report.results
    assert (written.input_tokens, written.output_tokens) == (120, 7)
    assert (declined.input_tokens, declined.output_tokens) == (None, None)  # it was not asked
    assert report.measures["input_tokens"] == 120
    assert 0 < written.passage_tokens < 2_000


class Metered(Scripted):
    """Reports what it cost at its end, as providers do."""

    def _stream(self, *given: Any, **more: Any) -> Iterator[ChatGenerationChunk]:
        yield from super()._stream(*given, **more)
        cost = UsageMetadata(input_tokens=120, output_tokens=7, total_tokens=127)
        last = AIMessageChunk(
            content="", usage_metadata=cost, response_metadata={"model_name": "metered"}
        )
        yield ChatGenerationChunk(message=last)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda s: Span("a", s[0], sum(s)))


@given(SPANS, SPANS)
def test_a_span_finds_what_it_shares_half_of_the_shorter_with(one: Span, other: Span) -> None:
    shared = len(set(range(one.start, one.end)) & set(range(other.start, other.end)))
    assert finds(one, other) is finds(other, one) is (2 * shared >= min(len(one), len(other)))
    assert finds(one, one)
    assert not finds(one, Span("b", other.start, other.end))


# Going on after a stop


class Stopped(Exception):
    """The machine was switched off."""


def counting(assistant: Assistant, asked: list[str], stop_after: int) -> Assistant:
    """`assistant`, which notes what it is asked and stops at some point."""
    ask = assistant.ask

    def noting(
        question: str, history: object = (), *, where: object = None, everywhere: bool = False
    ) -> Answer:
        if len(asked) == stop_after:
            raise Stopped
        asked.append(question)
        return ask(question)

    assistant.ask = noting  # type: ignore[method-assign]
    return assistant


QUESTIONS = [
    Question(question=PRISON, answers=("twelve years",)),
    Question(question="What is the fine?", answers=("$75,000",)),
    Question(question=PRISON, answers=("twelve years",)),
    Question(question=OSAKA),
]


def test_an_evaluation_that_was_stopped_goes_on_where_it_was(crane: Case, folder: Path) -> None:
    kept = folder / "more" / "results.jsonl"
    first: list[str] = []
    with pytest.raises(Stopped):
        evaluate(counting(Assistant(crane), first, 2), QUESTIONS, results=kept)
    with kept.open("a") as file:
        file.write('{"key": "half a li')
    rest: list[str] = []
    seen: list[tuple[int, int]] = []
    report = evaluate(
        counting(Assistant(crane), rest, 9), QUESTIONS, lambda *d: seen.append(d), results=kept
    )
    assert first == [PRISON, "What is the fine?"]
    assert rest == [PRISON, OSAKA]
    assert seen[0] == (2, 4)
    assert [result.question for result in report.results] == QUESTIONS
    alone = evaluate(Assistant(crane), QUESTIONS)
    assert without_times(as_json(report)) == without_times(as_json(alone))
    assert len(kept.read_text().splitlines()) == 5
    again: list[str] = []
    evaluate(counting(Assistant(crane), again, 0), QUESTIONS, results=kept)
    assert again == []


def without_times(report: dict[str, object]) -> str:
    def drop(value: object) -> object:
        if isinstance(value, dict):
            return {k: drop(v) for k, v in value.items() if "seconds" not in k}
        return [drop(v) for v in value] if isinstance(value, list | tuple) else value

    return json.dumps(drop(report), default=str)


@pytest.mark.parametrize("begun", ["", '{"case": "cra'])
def test_one_that_was_stopped_before_it_kept_anything_begins_anew(
    crane: Case, folder: Path, begun: str
) -> None:
    kept = folder / "results.jsonl"
    kept.write_text(begun)
    asked: list[str] = []
    evaluate(counting(Assistant(crane), asked, 9), QUESTIONS[:1], results=kept)
    assert asked == [PRISON]
    assert len(kept.read_text().splitlines()) == 2


def test_results_of_another_case_are_not_gone_on_from(
    crane: Case, harbor_light: Case, folder: Path
) -> None:
    kept = folder / "results.jsonl"
    evaluate(Assistant(crane), QUESTIONS[-1:], results=kept)
    before = kept.read_bytes()
    with pytest.raises(BadQuestionFile, match="was begun with another case, model or version"):
        evaluate(Assistant(harbor_light), QUESTIONS[-1:], results=kept)
    assert kept.read_bytes() == before


def test_a_set_read_from_disk_keeps_its_name_and_its_problems(crane: Case, folder: Path) -> None:
    path = folder / "mine.jsonl"
    path.write_text(json.dumps({"question": OSAKA}) + "\nnot this\n")
    report = evaluate(Assistant(crane), read_set(path))
    assert report.name == "mine.jsonl"
    assert [problem.where for problem in report.problems] == ["line 2"]
    assert report.measures["questions"] == 1
