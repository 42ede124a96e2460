"""Work grows with its input: no text of any shape takes a function longer than n to the 1.5.

Every public function of the three packages that takes text is found by inspection, so that none
is forgotten, and given the same shape at growing lengths, one text of it growing at a time. What
counts is the ratio of processor times, the least of a few tries each, so that a busy machine
changes little; what takes next to no time at all is not looked at.
"""

from __future__ import annotations

import datetime
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from inspect import Parameter
from types import ModuleType

import pytest

import assistant
import corpus
import index
from assistant.chronology.events import events_of
from assistant.conflicts.claims import claims_of
from assistant.conflicts.comparing import differing
from assistant.drafts.facts import facts_of
from assistant.drafts.quotations import misquoted, quotations
from assistant.drafts.traced import traced
from assistant.drafts.unanswered import unanswered
from assistant.listing.finding import find_in
from assistant.listing.wanted import wanted_of
from assistant.pronouns import Turn, fill_pronouns
from corpus.document import Document
from corpus.errors import CasebookError
from corpus.language.parsed import ParsedText
from corpus.readers.tables import _is_cell_value
from corpus.reading import read_bytes
from tests.growing import PATIENCE, STEEPEST, TELLING, Work, power, seconds
from tests.shapes import SHAPES, text_of

GUARD, SHORT, LONG, LONGEST = 200, 500, 2_000, 8_000
"""Code points. What is slow at the first is not tried any longer; the last, which a question may
have, tells what goes on growing from what only begins, or is looked at so far and no further."""


def paper(text: str, digit: str = "a") -> Document:
    return Document(digit * 64, "a.txt", "A", "other", None, text, language="en")


ONE = "Ada Quill, 24, paid $4,320 to Otto Brandt on March 11, 2022."
DAY = datetime.date(2022, 3, 11)
TEXTS = (
    "str",
    "ParsedText",
    "str | None",
    "Sequence[str]",
    "Iterable[str]",
    "list[str]",
    "Iterator[str]",
)
OTHERS: dict[str, object] = {
    "int": 0, "float": 1.0, "bool": False, "object": ONE, "datetime.date": DAY,
    "datetime.date | None": DAY, "Set[str]": frozenset(), "frozenset[str]": frozenset(),
    "Mapping[str, str]": {}, "Sequence[int]": (), "Sequence[tuple[int, int]]": (),
    "Sequence[Page]": (), "Iterable[tuple[int, int]]": (),
    "Mapping[str, str | None]": {}, "Sequence[ParsedText]": [ParsedText(ONE)],
    "Sequence[Mark]": (), "Sequence[Turn]": (), "bytes": ONE.encode(), "Collection[str]": (),
    "Standing | None": None, "Sequence[Expression]": (),
}  # fmt: skip
"""What other parameters are given, by their annotation."""

NO_TEXT = {
    "assistant.api*": "a request's parts, whose text goes to what is tried here",
    "assistant.cli.*": "a command's words",
    "assistant.evaluation.*": "measures, outside of any service",
    "assistant.loopback.*": "a host's name",
    "assistant.models.*": "a model's name",
    "assistant.window.*": "shows what the service gave",
    "corpus.extras.require": "an extra's name",
    "corpus.language.calendar.*": "a month's or day's name",
    "index.damage.*": "a word for a log",
    "index.chroma.*": "a word for a log",
    "index.embedding.*": "a model's name",
    "corpus.readers.zipped.*": "a member's name",
    "corpus.readers.word_runs.style_of": "a path in a program",
    "corpus.readers.mime.*": "a header's name",
}
"""Functions whose text is no document's, question's or answer's, and why."""
NEEDS_A_CASE = (
    "Path Shelf Database Catalog Connection Case Reranker Document Sequence[BaseMessage] Places"
    " Sequence[ScoredPassage] re.Pattern[str] Tokens BaseChatModel Clause Assistant tuple[Any,"
    " Order Callable Scope Sequence[Found] Sequence[Passage] Sequence[Sentence] VectorIndex"
    " Reference Iterable[Said] Sequence[Said] Statement Tabled Searchable Span"
    " QuestionSet OnProgress Answering"
).split()
"""Beginnings of annotations of parameters without which there is nothing to do; what they are
given with is tried through the functions that they call."""
TRIED_THROUGH_OTHERS = (
    "assistant.grounding.rules.objection", "assistant.grounding.rules.objections",
    "corpus.reading.read_all", "corpus.reading.read_bytes",
    "assistant.grounding.support.support", "assistant.grounding.support.support_features",
    "assistant.grounding.subjects.is_of_another_subject", "assistant.grounding.entailment.entails",
)  # fmt: skip
"""What only calls what is tried here, and what goes to the encoder, which reads 256 tokens of a
text and no more."""


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def public_functions() -> dict[str, Callable[..., object]]:
    """The functions of the three packages that take text, by their full names."""
    return {
        f"{module.__name__}.{name}": function
        for package in (corpus, index, assistant)
        for module in modules(package)
        if not is_left_out(f"{module.__name__}.")
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
        and not is_left_out(f"{module.__name__}.{name}")
        and any(str(p.annotation) in TEXTS for p in inspect.signature(function).parameters.values())
    }


def is_left_out(name: str) -> bool:
    return any(name == left or (name.startswith(left.removesuffix("*")) and left.endswith("*"))
               for left in NO_TEXT)  # fmt: skip


def required(function: Callable[..., object]) -> list[Parameter]:
    parameters = inspect.signature(function).parameters.values()
    return [p for p in parameters if p.default is p.empty and p.kind < Parameter.VAR_KEYWORD]


def works_of(name: str, function: Callable[..., object]) -> dict[str, Work]:
    """What is tried of a function: each of its texts growing while the others are short."""
    needed = required(function)
    growing = [p.name for p in needed if str(p.annotation) in TEXTS]
    if not growing:
        optional = inspect.signature(function).parameters.values()
        needed = [*needed, *(p for p in optional if str(p.annotation) in TEXTS)]
        growing = [p.name for p in needed if str(p.annotation) in TEXTS]
    return {f"{name}({each})": _work(function, needed, each) for each in growing}


def _work(function: Callable[..., object], needed: list[Parameter], growing: str) -> Work:
    def work(text: str) -> None:
        given = {p.name: _value(str(p.annotation), text if p.name == growing else ONE)
                 for p in needed}  # fmt: skip
        positional = [given.pop(p.name) for p in needed if p.kind is not p.KEYWORD_ONLY]
        try:
            found = function(*positional, **given)
            if isinstance(found, Iterator):
                for _ in found:
                    pass
        except (CasebookError, ValueError, LookupError):
            return  # a file without words, a name that is none

    return work  # fmt: skip


def _value(annotation: str, text: str) -> object:
    if annotation in ("str", "str | None"):
        return text
    if annotation == "ParsedText":
        return ParsedText(text)
    if annotation == "Iterator[str]":
        return iter([text])
    return [text] if annotation in TEXTS else OTHERS[annotation]


def can_be_given(function: Callable[..., object]) -> bool:
    return all(str(p.annotation) in (*TEXTS, *OTHERS) for p in required(function))


def _reading(name: str) -> Work:
    def work(text: str) -> None:
        with suppress(CasebookError):
            read_bytes(text.encode(), name)

    return work


FOUND = public_functions()
WORKS: dict[str, Work] = {
    name: work
    for function_name, function in FOUND.items()
    if can_be_given(function) and function_name not in TRIED_THROUGH_OTHERS
    for name, work in works_of(function_name, function).items()
} | {
    "fill_pronouns, of a chat": lambda t: fill_pronouns("When did she pay?", [Turn("Who?", t)]),
    "fill_pronouns, after a chat": lambda t: fill_pronouns(t, [Turn("Who is Ada Quill?", ONE)]),
    "is_cell_value": _is_cell_value,
    **{f"read_bytes, {name}": _reading(name) for name in ("a.txt", "a.html", "a.rtf", "a.eml")},
    "events_of": lambda t: list(events_of(paper(t))),
    "claims_of": lambda t: list(claims_of(paper(t))),
    "differing": lambda t: list(differing([*claims_of(paper(t)), *claims_of(paper(t, "b"))])),
    "find_in": lambda t: list(find_in(paper(t), wanted_of("list all people"))),
    "find_in, clauses": lambda t: list(find_in(paper(t), wanted_of("every assignment clause"))),
    "quotations": lambda t: quotations(t, 0, len(t)),
    "misquoted": lambda t: misquoted(ONE, t, 0, len(t)),
    "unanswered": lambda t: list(unanswered(ONE, t)),
    "facts_of": lambda t: facts_of(traced(t, 0, len(t))),
}


def exponent(work: Work, shape: str) -> float:
    """By which power of a text's length the time grows; 0 where it takes next to none."""
    for length in (GUARD, SHORT):
        if seconds(work, text_of(shape, length), 1) > PATIENCE:
            return float("inf")
    longer = seconds(work, text_of(shape, LONG), 1)
    if longer < TELLING:
        return 0.0
    for first, second, tries in ((SHORT, LONG, 2), (SHORT, LONG, 5), (LONG, LONGEST, 2)):
        steep = power(work, text_of(shape, first), text_of(shape, second), tries)
        if steep < STEEPEST:
            break
    return steep


def test_there_are_shapes_enough() -> None:
    assert len(SHAPES) >= 60


def test_every_public_function_that_takes_text_is_tried() -> None:
    """A new one is tried by itself, or it says here why it can't be."""
    strangers = {
        name: str(parameter.annotation)
        for name, function in FOUND.items()
        for parameter in required(function)
        if str(parameter.annotation) not in (*TEXTS, *OTHERS)
        and not any(known in str(parameter.annotation) for known in NEEDS_A_CASE)
    }
    assert strangers == {}
    assert len(WORKS) > 200


@pytest.mark.parametrize("name", WORKS)
def test_no_text_takes_longer_than_its_length_to_the_one_and_a_half(name: str) -> None:
    work = WORKS[name]
    work(ONE)  # what is loaded once is loaded now
    steep = {shape: exponent(work, shape) for shape in SHAPES}
    assert {shape: power for shape, power in steep.items() if power >= STEEPEST} == {}
