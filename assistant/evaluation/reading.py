"""Q&A sets read from disk: what a set is, is told from what it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import BadQuestionFile
from assistant.evaluation.beir import read_beir
from assistant.evaluation.questions import Problem, Question, QuestionSet, fault
from assistant.evaluation.squad import is_squad, read_squad


def read_set(path: str | Path) -> QuestionSet:
    """A set of Q&A lines, a SQuAD file or a BEIR folder.

    What is wrong with single questions is among `problems`. Raises `BadQuestionFile`
    where nothing can be read or no question is left.
    """
    path = Path(path)
    found = read_beir(path) if path.is_dir() else _read_file(path)
    if found.questions:
        return found
    if found.problems:
        raise BadQuestionFile(f"{path}, {found.problems[0]}")
    raise BadQuestionFile(f"{path} holds no questions.")


def read_questions(path: str | Path) -> list[Question]:
    """The questions of a set, each of which must be whole; raises `BadQuestionFile`, naming
    the first that is not."""
    found = read_set(path)
    if found.problems:
        raise BadQuestionFile(f"{path}, {found.problems[0]}")
    return list(found.questions)


def _read_file(path: Path) -> QuestionSet:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"The Q&A file {path} cannot be read: {error}.") from error
    whole = _whole(text)
    if is_squad(whole):
        return read_squad(path.name, whole)
    questions, problems = [], []
    for line in _lines(text):
        if isinstance(line, Problem):
            problems.append(line)
        else:
            questions.append(line)
    return QuestionSet(path.name, "Q&A lines", tuple(questions), tuple(problems))


def _whole(text: str) -> Any:
    """The text as one JSON value, None where it is none, as several lines are not."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> Iterator[Question | Problem]:
    for number, line in enumerate(text.split("\n"), start=1):  # not at U+2028, which JSON allows
        if line.strip():
            yield _question(f"line {number}", line)


def _question(where: str, line: str) -> Question | Problem:
    try:
        value = json.loads(line)
        placed = {**value, "where": where} if isinstance(value, dict) else value
        return Question.model_validate(placed)
    except json.JSONDecodeError as error:
        return Problem(where, f"not JSON ({error.msg}).")
    except RecursionError:
        return Problem(where, "brackets are nested too deep to be read.")
    except ValidationError as error:
        return Problem(where, fault(error, "line"))
