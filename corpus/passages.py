"""A document cut into passages: whole sentences, packed up to a size, offsets exact.

Passages do not overlap and together hold every sentence, so that each sentence has one
home and is embedded once. A paragraph is kept whole where it fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.document import Document, Passage
from corpus.exchanges import exchanges
from corpus.language.sentences import sentence_spans, statement_spans
from corpus.messages import named
from corpus.paragraphs import paragraph_spans

CountTokens = Callable[[str], int]

_HEADING = re.compile(
    r"#{1,6}\s+\S|(?:COUNT|ARTICLE|SECTION|PART|CHAPTER|EXHIBIT|[IVX]{1,5}\.)\b", re.IGNORECASE
)
_HEADING_LENGTH = 80
_WORD_BREAK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Size:
    """How long a passage may be; `tokens` are those of the embedding model."""

    target: int = 700
    characters: int = 1_200
    tokens: int = 250


def cut(document: Document, count_tokens: CountTokens, size: Size | None = None) -> list[Passage]:
    """The passages of `document` in order, each at most `size` long.

    No passage holds words of two messages. Paragraphs are gathered until a passage holds
    `size.target` characters; one that is too long by itself is cut between sentences, and a
    sentence too long between words.
    """
    size = size or Size()
    return [
        _passage(document, begin + start, begin + end, label or heading)
        for begin, finish, label in _stretches(document)
        for start, end, heading in _gather(document.text[begin:finish], count_tokens, size)
    ]


def _stretches(document: Document) -> Iterator[tuple[int, int, str | None]]:
    """What passages are cut from: each message of an e-mail by itself, with its writer and day,
    since no passage may be of two writers; else all of the text."""
    position = 0
    for mark in document.marks:
        if mark.kind in ("message", "quoted message") and mark.start >= position:
            yield position, mark.start, None
            yield mark.start, mark.end, named(mark)
            position = mark.end
    yield position, len(document.text), None


def _gather(
    text: str, count_tokens: CountTokens, size: Size
) -> Iterator[tuple[int, int, str | None]]:
    start = end = tokens = 0
    heading = heading_here = None
    for piece_start, piece_end, piece_tokens, opens in _pieces(text, count_tokens, size):
        if opens:
            heading = text[piece_start:piece_end].strip("# ")
        joined = tokens + piece_tokens
        if tokens:  # what stands between two pieces is nothing to some tokenizers only
            joined += count_tokens(text[end:piece_start])
        full = (
            joined > size.tokens
            or piece_end - start > size.characters
            or (opens and end - start > _HEADING_LENGTH)
            or end - start >= size.target
        )
        if tokens and full:
            yield start, end, heading_here
            tokens, joined = 0, piece_tokens
        if not tokens:
            start, heading_here = piece_start, heading
        end, tokens = piece_end, joined
    if tokens:
        yield start, end, heading_here


def _pieces(
    text: str, count_tokens: CountTokens, size: Size
) -> Iterator[tuple[int, int, int, bool]]:
    """The smallest parts a passage is made of: paragraphs, questions with their answers, or the
    sentences of a long one.

    Each is (start, end, tokens, whether it is a heading that opens a new passage).
    """
    for start, end, is_exchange in _blocks(text):
        block = text[start:end]
        tokens = count_tokens(block)
        if tokens <= size.tokens and end - start <= size.characters:
            yield start, end, tokens, not is_exchange and _is_heading(block)
            continue
        for sentence_start, sentence_end in (statement_spans if is_exchange else sentence_spans)(
            block
        ):
            for part_start, part_end in _fitting(
                block, sentence_start, sentence_end, count_tokens, size
            ):
                part_tokens = count_tokens(block[part_start:part_end])
                yield start + part_start, start + part_end, part_tokens, False


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """What belongs together: each question with its answer, and the paragraphs between them;
    (start, end, whether it is a question)."""
    position = 0
    for exchange in exchanges(text):
        for start, end in paragraph_spans(text[position : exchange.start]):
            yield position + start, position + end, False
        yield exchange.start, exchange.end, True
        position = exchange.end
    for start, end in paragraph_spans(text[position:]):
        yield position + start, position + end, False


def _fitting(
    text: str, start: int, end: int, count_tokens: CountTokens, size: Size
) -> Iterator[tuple[int, int]]:
    """A stretch as it is if it fits, else its halves, cut at the word break nearest the middle."""
    fits = end - start <= size.characters and count_tokens(text[start:end]) <= size.tokens
    if fits or end - start < 2:
        yield start, end
        return
    middle = (start + end) // 2
    breaks = [
        m for m in _WORD_BREAK.finditer(text, start, end) if start < m.start() < m.end() < end
    ]
    nearest = min(breaks, key=lambda m: abs(m.start() - middle), default=None)
    left_end, right_start = (nearest.start(), nearest.end()) if nearest else (middle, middle)
    yield from _fitting(text, start, left_end, count_tokens, size)
    yield from _fitting(text, right_start, end, count_tokens, size)


def _is_heading(paragraph: str) -> bool:
    return (
        len(paragraph) <= _HEADING_LENGTH
        and "\n" not in paragraph
        and bool(_HEADING.match(paragraph))
    )


def _passage(document: Document, start: int, end: int, heading: str | None) -> Passage:
    return Passage(
        span=document.span(start, end),
        text=document.text[start:end],
        heading=heading,
        first_page=document.page_at(start),
        last_page=document.page_at(max(start, end - 1)),
    )
