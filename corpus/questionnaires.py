"""Questions that no label marks: those of a questionnaire, of a list of questions and answers,
of a form, and lines of a message that the reply stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.paragraphs import paragraph_spans

LONGEST_HEADING = 250
"""Code points of a question that stands alone above its answer."""
LONGEST_ITEM = 400
"""Of an item without a question mark, such as "3. Occupation. School bus mechanic."."""
FEWEST_ABOVE = 2
"""Questions of a text that paragraphs below answer; one alone is the writer's own."""
_ASKS = re.compile(r"\?[\"”’')\]*_ \t]*\Z")
_MARK = r"[ \t]*(?:\(?(?:\d{1,3}|[a-z])[.)]|[-•*])[ \t]+"
_ITEM = re.compile(_MARK)
_ASKED_IN_ITEM = re.compile(rf"{_MARK}[^?|]{{5,250}}\?[*_]{{0,2}}\s+(?=[^\s?])")
_ASKED_IN_ROW = re.compile(
    r"[^?|\n]{5,300}\?[*_ ]{0,4}(?:\|(?: \|)*|: )(?=[^\n?]*\w)"
    r"|[^\n=]{0,120}\b(?:Question|Request|Interrogatory|Q) = [^\n=]*;"
    r" (?:Answer|Response|Reply|A) = "
)
_QUOTED = re.compile(r"[ \t]{0,4}(?:>[ \t]?){1,8}")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[>\s]{0,6}[\"“(]?[A-Z])")
_LABELLED = re.compile(r"[> \t]{0,20}[A-Z][\w.’' ()-]{0,50}:\s")
"""A message in a chat that nobody replied to, or a field."""
_OF_MAIL = re.compile(
    r"[> \t]{0,20}(?:Subject|Re|From|To|Sent|Date|Cc|On)\b[^\n]*(?::|wrote)", re.I
)
_VALEDICTION = re.compile(r"[^\n.!?:]{1,30},(?:\s*\n[^\n]{1,60}){0,4}")

Asked = tuple[int, int, int]
"""Where a question begins, where its answer does, and where that ends."""


def asked_without_label(text: str, ranges: Sequence[tuple[int, int]]) -> list[Asked]:
    """The questions in these ranges of `text` that their answer follows, in order. One that only
    stands in a paragraph above may be rhetorical: there have to be more of the kind."""
    found = [one for first, last in ranges for one in _asked_within(text, first, last)]
    above = sum(stands_above for *_, stands_above in found)
    return [
        (start, answer, end)
        for start, answer, end, stands_above in found
        if not stands_above or above >= FEWEST_ABOVE
    ]


def _asked_within(text: str, first: int, last: int) -> Iterator[tuple[int, int, int, bool]]:
    """The questions between two code points, and whether only a paragraph above asks them."""
    spans = [(first + a, first + b) for a, b in paragraph_spans(text[first:last])]
    is_form = any(_ASKED_IN_ITEM.match(text, *span) for span in spans)
    at = 0
    while at < len(spans):
        (start, end), below = spans[at], spans[at + 1] if at + 1 < len(spans) else None
        at += 1
        asked = _ASKED_IN_ROW.match(text, start, end) or _ASKED_IN_ITEM.match(text, start, end)
        begins = _asked_above(text, start, end, *below) if below and not asked else None
        if asked:
            yield start, asked.end(), end, False
        elif below and begins is not None:
            yield begins, *below, not _depth(text, start)
            at += 1
        elif is_form and end - start <= LONGEST_ITEM and _ITEM.match(text, start, end):
            yield start, end, end, False


def _asked_above(text: str, start: int, end: int, below: int, below_end: int) -> int | None:
    """Where the question begins that the end of one paragraph asks and the next one answers."""
    if not _ASKS.search(text, start, end) or _ASKS.search(text, below, below_end):
        return None
    depth, depth_below = _depth(text, start), _depth(text, below)
    if depth < depth_below or _VALEDICTION.fullmatch(text, below, below_end):
        return None
    if (
        _LABELLED.match(text, start, end)
        or _OF_MAIL.match(text, start, end)
        or _OF_MAIL.match(text, below, below_end)
    ):
        return None
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    if depth > depth_below:  # a line of a message, and what was written below it
        return sentences[-1] if sentences else start
    return None if depth or len(sentences) > 1 or end - start > LONGEST_HEADING else start


def _depth(text: str, start: int) -> int:
    quoted = _QUOTED.match(text, start)
    return quoted.group().count(">") if quoted else 0
