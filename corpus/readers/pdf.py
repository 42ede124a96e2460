"""PDF files: the words of each page, as text in the order in which it is read.

Where a page has no words of its own they are read off its picture. Running heads, stamps
and page numbers are kept as marks, and a paragraph that runs on over a page break stays one.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Flag, Mark, Page
from corpus.errors import UnreadableFile
from corpus.paragraphs import opens_item
from corpus.readers.enclosed import plain_name, told_apart
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.layout import PageText, goes_on, joint
from corpus.readers.leaves import Leaf, laid_out, leaf_of
from corpus.readers.pdfium import attachments, needs_xfa, opened, title_of

LONGEST_FOOTER = 24
"""A last line of a page no longer than this may be its number: an item may follow it."""


def read_pdf(data: bytes, aids: Aids) -> Extracted:
    """The text of every page with page spans, marks and flags, and the files attached.

    Raises `UnreadableFile` for a file that is damaged, encrypted or holds no words at all.
    """
    with opened(data, aids.passwords) as pdf:
        if needs_xfa(pdf):
            raise UnreadableFile(
                "it is an XFA form, whose words only Adobe Acrobat shows; print it to a PDF there"
                " and add that"
            )
        leaves = []
        for number in range(1, len(pdf) + 1):
            aids.on_page(number)
            leaves.append(leaf_of(pdf, number))
        parts = told_apart(
            Part(plain_name(name) or f"attachment-{number}", content)
            for number, (name, content) in enumerate(attachments(pdf), start=1)
        )
        title = title_of(pdf)
    laid = [laid_out(leaves, at) for at in range(len(leaves))]
    text, pages = joined([each.page for each in laid])
    marks = tuple(
        Mark(page.start, page.end, *note)
        for page, leaf, each in zip(pages, leaves, laid, strict=True)
        for note in (*each.margins.notes, *leaf.notes)
    )
    flags = tuple(flag for leaf in leaves for flag in leaf.flags)
    if not any(map(str.isalnum, text)) and not parts:
        _refuse(flags, leaves)
    return Extracted(text, pages, title=title, marks=marks, flags=flags, parts=parts)


def _refuse(flags: Sequence[Flag], leaves: Sequence[Leaf]) -> None:
    if sum(flag.kind == "incomplete" for flag in flags) == len(leaves):
        raise UnreadableFile("the PDF is damaged")
    if any(flag.kind == "covered" for flag in flags):
        raise UnreadableFile("the PDF holds only words that are covered")
    if any(flag.kind == "unseen" for flag in flags):
        raise UnreadableFile("the PDF holds only words that nobody sees")
    if any(leaf.is_picture for leaf in leaves):
        raise UnreadableFile("the PDF holds pictures of pages and no words")
    raise UnreadableFile("the PDF holds no words")


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
    if last.is_ended or footer or not goes_on(before, after):
        return 0, "\n\n"
    return joint(before, after)
