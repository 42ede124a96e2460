"""SQuAD 1.1 and 2.0 files (Rajpurkar, Jia & Liang, "Know What You Don't Know", 2018)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import BadQuestionFile
from assistant.evaluation.naming import file_names
from assistant.evaluation.questions import (
    Evidence,
    Problem,
    Question,
    QuestionSet,
    SetDocument,
    fault,
)

BETWEEN = "\n\n"
"""What stands between two paragraphs of an article's text."""


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Asked(BaseModel):
    model_config = ConfigDict(extra="ignore")
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    model_config = ConfigDict(extra="ignore")
    context: str
    qas: list[dict[str, Any]] = []


class _Article(BaseModel):
    model_config = ConfigDict(extra="ignore")
    title: str
    paragraphs: list[_Paragraph]


def is_squad(value: Any) -> bool:
    """Whether a JSON value has the outline of a SQuAD file."""
    return isinstance(value, dict) and isinstance(value.get("data"), list)


def read_squad(name: str, value: Any) -> QuestionSet:
    """The set in a SQuAD file's JSON; each article is a document, its paragraphs in order.

    Raises `BadQuestionFile` where an article has no title or no paragraphs.
    """
    articles = [_article(number, given) for number, given in enumerate(value["data"], start=1)]
    names = file_names([article.title for article in articles])
    questions: list[Question] = []
    problems: list[Problem] = []
    for article, document in zip(articles, names, strict=True):
        for found in _questions(article, document):
            (problems if isinstance(found, Problem) else questions).append(found)  # type: ignore[arg-type]
    texts = (BETWEEN.join(p.context for p in article.paragraphs) for article in articles)
    documents = (SetDocument(*pair) for pair in zip(names, texts, strict=True))
    return QuestionSet(name, "SQuAD", tuple(questions), tuple(problems), tuple(documents))


def _article(number: int, given: Any) -> _Article:
    try:
        return _Article.model_validate(given)
    except ValidationError as error:
        raise BadQuestionFile(
            f"Article {number} of the SQuAD file is broken: {fault(error, 'article')}"
        ) from error


def _questions(article: _Article, document: str) -> Iterator[Question | Problem]:
    start = 0
    for number, paragraph in enumerate(article.paragraphs, start=1):
        for count, given in enumerate(paragraph.qas, start=1):
            where = f"{article.title}, paragraph {number}, question {count}"
            yield _question(where, given, document, paragraph.context, start)
        start += len(paragraph.context) + len(BETWEEN)


def _question(
    where: str, given: dict[str, Any], document: str, context: str, start: int
) -> Question | Problem:
    try:
        asked = _Asked.model_validate(given)
        answers = [] if asked.is_impossible else asked.answers
        for answer in answers:
            begin = answer.answer_start
            if begin < 0 or context[begin : begin + len(answer.text)] != answer.text:
                return Problem(where, f"the answer {answer.text!r} does not stand at {begin}.")
        return Question(
            question=asked.question.strip(),
            answers=tuple(dict.fromkeys(answer.text for answer in answers)),
            evidence=tuple(
                Evidence(
                    document=document,
                    start=start + answer.answer_start,
                    end=start + answer.answer_start + len(answer.text),
                )
                for answer in answers
                if answer.text
            ),
            where=where,
        )
    except ValidationError as error:
        return Problem(where, fault(error, "question"))
