"""What became of a question: what was wanted, what was found and shown, and what it took."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evaluation.questions import Question


@dataclass(frozen=True, slots=True)
class Setting:
    """What was asked: a case as it was, and what answered. `documents` are how many there
    were, and `contents` a hash of which. `model` is None where the documents are quoted."""

    case: str
    model: str | None
    embedding: str
    casebook: str
    documents: int
    contents: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that bears the answer out; evidence that overlaps is one place.

    `found_at` is the rank, from 1, of the first passage that finds it, None when none does.
    """

    document: str
    start: int
    end: int
    page: int | None
    pincite: str
    excerpt: str
    found_at: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that was shown. `says` an answer that was wanted; `bears` lists, by number
    from 0, the places wanted that it shows. `right_page`: on the page, and `right_document`:
    in the document, of such a place."""

    document: str
    start: int
    end: int
    page: int | None
    pincite: str
    quote: str
    says: bool
    bears: tuple[int, ...]
    right_page: bool
    right_document: bool

    @property
    def right(self) -> bool:
        return self.says or bool(self.bears)


@dataclass(frozen=True, slots=True)
class Read:
    """A passage that was retrieved; `finds` lists, by number from 0, the places wanted."""

    document: str
    start: int
    end: int
    page: int | None
    score: float
    text: str
    finds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    `quotes` are the answer's sentences, or, where it `abstained`, the nearest ones, best
    first. `passages` are best first. `seconds` it took on a clock; `input_tokens` and
    `output_tokens` are what the chat model reports, None where there is none or it is
    silent, and `passage_tokens` what the passages come to.
    """

    question: Question
    standalone: str
    answer: str
    abstained: bool
    probability: float
    quotes: tuple[Quote, ...]
    passages: tuple[Read, ...]
    wanted: tuple[Wanted, ...]
    seconds: float
    input_tokens: int | None
    output_tokens: int | None
    passage_tokens: int
    notice: str | None
    unchecked: int = 0
    """How many of a chat model's sentences were in, or from, a language that the check does not
    know."""

    @property
    def found_at(self) -> int | None:
        """The rank, from 1, of the first passage that finds a place wanted."""
        return min((w.found_at for w in self.wanted if w.found_at is not None), default=None)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that the reader was given as an answer."""
        return () if self.abstained else self.quotes

    @property
    def first_right(self) -> bool:
        return bool(self.shown) and self.shown[0].right

    @property
    def any_right(self) -> bool:
        return any(quote.right for quote in self.shown)
