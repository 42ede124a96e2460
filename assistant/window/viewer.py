"""A document opened at a place: which page is shown, which words are marked, what is sought.

Values and moves only. How they look is in `page`, what makes them change in `viewing`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from corpus.document import Document, Page
from corpus.paragraphs import paragraph_spans

PART = 6_000
"""Code points shown at once of a document without pages, about."""
MOST_MATCHES = 5_000

Stretch = tuple[int, int]
"""Code points, from and to, of a document's text."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The document called `name`, open at `leaf`, counted from 0 over its `leaves`.

    `quote` is what was cited, `sought` the words that are searched for, and `match` which
    of their places one is at, counted from 0.
    """

    name: str
    document_id: str
    leaf: int = 0
    quote: Stretch | None = None
    sought: str = ""
    match: int = 0


def leaves(document: Document) -> tuple[Page, ...]:
    """The pages of a document; of one without pages parts that end where a paragraph does."""
    if document.pages:
        return document.pages
    ends: list[int] = []
    start = 0
    for _, end in paragraph_spans(document.text):
        while end - start > 2 * PART:  # a table, or a text without paragraphs
            start += PART
            ends.append(start)
        if end - start >= PART:
            ends.append(end)
            start = end
    starts = [0, *ends]
    if len(starts) > 1 and not document.text[starts[-1] :].strip():
        starts.pop()
    bounds = zip(starts, [*starts[1:], len(document.text)], strict=True)
    return tuple(Page(number, *bound) for number, bound in enumerate(bounds, start=1))


def leaf_at(document: Document, offset: int) -> int:
    """Which of a document's leaves, from 0, holds a code point."""
    starts = [leaf.start for leaf in leaves(document)]
    return max(bisect_right(starts, offset) - 1, 0)


def opened(document: Document, name: str, start: int = 0, end: int = 0, quote: str = "") -> Opened:
    """A document opened at the words quoted from it, or at its beginning where there are none.

    Words that are no longer at `start`, as after a reader has learned more, are looked for.
    """
    if quote and document.text[start:end] != quote:
        start = document.text.find(quote)
        end = start + len(quote)
    if not quote or start < 0:
        return Opened(name, document.id)
    return Opened(name, document.id, leaf_at(document, start), (start, end))


def turned(now: Opened, document: Document, by: int) -> Opened:
    """So many leaves further, and no further than the first or last."""
    last = len(leaves(document)) - 1
    return replace(now, leaf=min(max(now.leaf + by, 0), last))


def matches(document: Document, sought: str) -> list[Stretch]:
    """Where the words stand, in any case and however lines break between them."""
    words = sought.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.I)
    found = []
    for match in pattern.finditer(document.text):
        found.append(match.span())
        if len(found) == MOST_MATCHES:
            break
    return found


def searched(now: Opened, document: Document, sought: str) -> Opened:
    """At the first place from the leaf shown on that holds the words; asked for the same
    words again, at the next."""
    sought = sought.strip()
    if sought and sought == now.sought:
        return stepped(now, document, 1)
    found = matches(document, sought)
    here = leaves(document)[now.leaf].start
    match = bisect_left(found, (here, here)) % len(found) if found else 0
    return _at(replace(now, sought=sought), document, found, match)


def stepped(now: Opened, document: Document, by: int) -> Opened:
    """At the next or an earlier place that holds the words sought, round and round."""
    found = matches(document, now.sought)
    return _at(now, document, found, (now.match + by) % len(found) if found else 0)


def _at(now: Opened, document: Document, found: list[Stretch], match: int) -> Opened:
    if not found:
        return replace(now, match=0)
    return replace(now, match=match, leaf=leaf_at(document, found[match][0]))
