"""Questions whose answers are known, and what can be wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from pydantic import BaseModel, ConfigDict, Field, ValidationError

SetKind = Literal["Q&A lines", "SQuAD", "BEIR"]


class Evidence(BaseModel):
    """Where a document bears an answer out: code points into the text of `document`."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    document: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Question(BaseModel):
    """A question of a Q&A set; `where` is its place in the file, in words.

    With neither `answers` nor `evidence` the documents do not say. Evidence alone, which
    retrieval sets have, says that there is an answer without giving its words.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    question: str = Field(min_length=1)
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    where: str = ""

    @property
    def answerable(self) -> bool:
        return bool(self.answers or self.evidence)

    def messages(self) -> list[BaseMessage]:
        """The chat before the question, as LangChain messages."""
        turns = ((HumanMessage(user), AIMessage(said)) for user, said in self.history)
        return [message for turn in turns for message in turn]


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that cannot be asked or measured: its place in the file, and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" if self.where else self.reason


@dataclass(frozen=True, slots=True)
class SetDocument:
    """A document that comes with a set: the file's name to be, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a file or folder in order, what was wrong with others, and the
    documents that came with them, which Q&A lines have none of."""

    name: str
    kind: SetKind
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()
    documents: tuple[SetDocument, ...] = ()


def keys(questions: Sequence[Question]) -> list[str]:
    """A key for each question by what it asks and wants, the same in every run over a set.

    The same question asked again gets a key of its own.
    """
    seen: Counter[str] = Counter()
    found = []
    for question in questions:
        content = question.model_dump_json(exclude={"where"})
        key = sha256(content.encode("utf-8", "replace")).hexdigest()[:16]
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return found


def fault(error: ValidationError, whole: str) -> str:
    """The first thing that is wrong, in words; what has no name of its own is the `whole`."""
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc']) or whole}: {first['msg']}."
