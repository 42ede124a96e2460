"""Sentence spans of a text: paragraphs cut by nupunkt, a splitter made for legal prose.

Bommarito, Katz & Bommarito, "Precise Legal Sentence Boundary Detection for Retrieval at
Scale" (2025), describes nupunkt; it knows "U.S. v.", "No.", "Jan. 3" and "Inc.".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import nupunkt

from corpus.exchanges import Exchange, exchange_at, exchanges
from corpus.paragraphs import paragraph_spans
from corpus.struck import without_struck

_ONLY_A_NUMBER = re.compile(r"^[\s(¶§]*(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?$")
_OPENING_MARKS = re.compile(r"(?:(?:[-*•]|>{1,20}|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+)+")
_BEFORE_A_NAME = re.compile(r"\b(?:Lt|Capt|Sgt|Cpl|Maj|Det|Insp|Supt|Amb)\.\Z")
_BEFORE_A_PLACE = re.compile(
    r"\b(?:Amend|Indict|Compl|Opp|Mot|Resp|Decl|Aff|Dep|Supp|Mem|Stip|Br|Exs?|Dkt|Doc|Nos?)\.\Z"
)
_PLACE = re.compile(r"\s*(?:[¶§#]|\d|at\s+\d|[IVX]{1,5}\b)")
_MONTH = r"(?:January|February|March|April|May|June|July|August|\w+ember|October)"
_PASSED_OVER = re.compile(
    r"\b[ap]\.m\.\s+(?=(?:The|A|An|He|She|They|It|We|I|You|His|Her|Their|Its|Our|My|This|That"
    r"|These|Those|There|When|While|Once|After|Before|Since|Until|Then|Later|On|In|At|By|For|From"
    r"|During|Within|Between|Without|With|Upon|Under|As|If|Although|Because|No|Nobody|Both|All|One"
    r"|Two|Some|Several|Neither|But|And|So|Yet|What|Please)\s)"
    rf"|\b{_MONTH}\n\d{{1,2}}\.\s+(?=[A-Z“\"])"
    r"|\b(?!(?:para|sect|chap|item|art|sec|fig|vol|app|nos)\.)[a-z]{3,}\.[\"”’)]?\d{1,2}\s+(?=[A-Z“\"])"
    r"|\b(?!(?:asst|attn|dept|govt|assoc|pres|supt|insp|comm|prof|atty|incl|secy|resp|petr|pltfs|defs|messrs|esqs)\.)[a-z]{4,}\.\s+"
    r"(?=(?:Mr|Ms|Mrs|Dr)\.\s[A-Z])"
)
"""An end after "p.m.", one after a day of the month that a wrap took for the number of an item,
one under the number of a footnote: "He paid.1 She did not.", and one before a title: "They were
released on bond. Mr. Pell was not." """
_RAISED = re.compile(
    r"(?<=[.!?])[\"'”’)\]]{0,2}(?P<mark> ?[⁰¹²³⁴-⁹ᵃ-ᶻ]{1,4}(?:[,–-][⁰¹²³⁴-⁹]{1,3}){0,8})(?=\s|\Z)"
)
"""The mark of a note after the end of a sentence, of which it is no part."""
_HAS_WORD = re.compile(r"\w")
LONGEST_EXCHANGE = 600
"""Code points of a question and its answer that are quoted as one: the reader sees no more."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence of `text`, in order, without outer white space.

    Spans neither overlap nor cross a paragraph. A bare "14." that opens a numbered
    paragraph stays with its sentence. Stretches with no letter or digit are left out.
    """
    for paragraph_start, paragraph_end in paragraph_spans(text):
        paragraph = _without_asides(text[paragraph_start:paragraph_end])
        opened: int | None = None
        ends = len(paragraph.rstrip())
        for start, end in _mended(paragraph):
            piece = paragraph[start:end]
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if start >= end:
                continue
            begin = start if opened is None else opened
            if end < ends and _ONLY_A_NUMBER.match(paragraph[begin:end]):
                opened = begin
                continue
            opened = None
            if _HAS_WORD.search(paragraph, begin, end):
                yield paragraph_start + begin, paragraph_start + end


def _without_asides(paragraph: str) -> str:
    """The paragraph with spaces for what ends or begins no sentence: the marks of notes after
    one, and words that are struck out."""
    kept = list(without_struck(paragraph))
    for found in _RAISED.finditer(paragraph):
        start, end = found.span("mark")
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _mended(paragraph: str) -> Iterator[tuple[int, int]]:
    """nupunkt's sentences, joined where it takes an abbreviation for an end, and cut where it
    passes one over."""
    joined: list[tuple[int, int]] = []
    for start, end in nupunkt.sent_spans(paragraph):
        if joined and _goes_on(paragraph, joined[-1][1], start):
            start = joined.pop()[0]
        joined.append((start, end))
    for start, end in joined:
        cuts = (match.end() for match in _PASSED_OVER.finditer(paragraph, start, end))
        yield from pairwise([start, *cuts, end])


def _goes_on(paragraph: str, end: int, start: int) -> bool:
    before = paragraph[max(0, end - 12) : end].rstrip()
    if _BEFORE_A_NAME.search(before):
        return True
    cited = _BEFORE_A_PLACE.search(before) is not None
    return cited and _PLACE.match(paragraph, start) is not None


def statement_spans(text: str) -> Iterator[tuple[int, int]]:
    """What of `text` may be quoted by itself, in order and apart: its sentences, without the
    marks that open a list or quoted line ("12.", "(a)", "-", ">"), and each question together
    with its answer.

    Of an exchange that is long the first sentences of the answer stand with the question, and
    the others follow one by one; `question_before` tells what these answer.
    """
    for _, inside in groupby(_pieces(text, exchanges(text)), key=lambda piece: piece[0]):
        pieces = list(inside)
        exchange, start, _ = pieces[0]
        if exchange is not None:
            end = _lead_end(exchange, [(a, b) for _, a, b in pieces])
            yield start, end
            pieces = [piece for piece in pieces if piece[1] >= end]
        for _, start, end in pieces:
            mark = _OPENING_MARKS.match(text, start, end)
            begins = mark.end() if mark else start
            yield (begins, end) if _HAS_WORD.search(text, begins, end) else (start, end)


def question_before(text: str, start: int) -> tuple[int, int] | None:
    """The statement that holds the question to which the one that begins at `start` goes on to
    answer; None for all others."""
    exchange = exchange_at(exchanges(text), start)
    if exchange is None or exchange.start >= start:
        return None
    words = text[exchange.start : exchange.end]
    first, end = next(statement_spans(words), (0, 0))
    return (exchange.start + first, exchange.start + end) if exchange.start + end <= start else None


def _pieces(text: str, found: Sequence[Exchange]) -> Iterator[tuple[Exchange | None, int, int]]:
    """The sentences of `text`, cut where an exchange or an answer begins or ends, each with the
    exchange that it stands in."""
    cuts = sorted({at for one in found for at in (one.start, one.answer, one.end)})
    for start, end in sentence_spans(text):
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for a, b in pairwise([start, *inside, end]):
            a, b = a + _space(text[a:b]), a + len(text[a:b].rstrip())
            if _HAS_WORD.search(text, a, b):
                yield exchange_at(found, a), a, b


def _space(words: str) -> int:
    return len(words) - len(words.lstrip())


def _lead_end(exchange: Exchange, sentences: Sequence[tuple[int, int]]) -> int:
    """Where what is quoted of an exchange as one ends."""
    last = sentences[-1][1]
    if last - exchange.start <= LONGEST_EXCHANGE:
        return last
    answered = next((end for start, end in sentences if start >= exchange.answer), last)
    fitting = [end for _, end in sentences if end - exchange.start <= LONGEST_EXCHANGE]
    return max([answered, *fitting])
