"""Pages put one after the other: a paragraph that runs on over a page break stays one."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.broken_lines import breaks_number
from corpus.divided_words import words_in
from corpus.document import Page
from corpus.paragraphs import opens_item
from corpus.readers.layout import PageText, goes_on, joint

LONGEST_FOOTER = 24
"""A last line of a page no longer than this may be its number: an item may follow it."""


def joined(texts: Sequence[PageText]) -> tuple[str, tuple[Page, ...]]:
    """The texts of all pages as one; what stands between two of them is in neither."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length, last, last_at = 0, None, 0
    for page in texts:
        if page.text and last is not None:
            dropped, between = _page_joint(last, page.text)
            if dropped:  # from the last page with words; those after it are empty
                parts[last_at] = parts[last_at][:-dropped]
                length -= dropped
                spans = [(min(start, length), min(end, length)) for start, end in spans]
            parts.append(between)
            length += len(between)
        if page.text:
            last, last_at = page, len(parts)
        parts.append(page.text)
        spans.append((length, length + len(page.text)))
        length += len(page.text)
    pages = (Page(number, *span) for number, span in enumerate(spans, start=1))
    return "".join(parts), tuple(pages)


def _page_joint(last: PageText, following: str) -> tuple[int, str]:
    """How many characters of a page to drop, and what to put before the following one."""
    before = last.text.rpartition("\n")[2]
    after = following.partition("\n")[0]
    footer = len(before) <= LONGEST_FOOTER and opens_item(after)
    footer = footer and not breaks_number(before, after)
    if last.is_ended or footer or not goes_on(before, after):
        return 0, "\n\n"
    known = words_in(last.text) if before.endswith(("-", "\u2010")) else frozenset()
    return joint(before, after, known)
