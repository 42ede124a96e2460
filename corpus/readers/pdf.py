"""PDF files: the words of each page, as text in the order in which it is read.

Where a page has no words of its own they are read off its picture. Running heads, stamps
and page numbers are kept as marks, and a paragraph that runs on over a page break stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Flag, Mark, Page
from corpus.errors import UnreadableFile
from corpus.readers.enclosed import plain_name, told_apart
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.joining import joined
from corpus.readers.leaves import LaidOut, Leaf, laid_out, leaf_of
from corpus.readers.pdfium import attachments, needs_xfa, opened, title_of


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
    marks = tuple(sorted(_marks(pages, leaves, laid)))
    flags = (*(flag for leaf in leaves for flag in leaf.flags), *_unread(leaves))
    no_words = not any(map(str.isalnum, text)) and not parts
    if no_words or all(leaf.unread for leaf in leaves):
        _refuse(flags, leaves)
    return Extracted(text, pages, title=title, marks=marks, flags=flags, parts=parts)


def _marks(
    pages: Sequence[Page], leaves: Sequence[Leaf], laid: Sequence[LaidOut]
) -> Iterator[Mark]:
    """What the margins of each page say, and what is not seen on it, over its words."""
    for page, leaf, each in zip(pages, leaves, laid, strict=True):
        for note in (*each.margins.notes, *leaf.notes):
            yield Mark(page.start, page.end, *note)
        for mark in each.marks:
            start, end = (min(page.start + at, page.end) for at in (mark.start, mark.end))
            if start < end:
                yield replace(mark, start=start, end=end)


def _unread(leaves: Sequence[Leaf]) -> Iterator[Flag]:
    """That pages are pictures whose words could not be recognised here, and which ones."""
    pages = [number for number, leaf in enumerate(leaves, start=1) if leaf.unread]
    if pages:
        which, are = ("Page", "is a picture") if len(pages) == 1 else ("Pages", "are pictures")
        why = next(leaf.unread for leaf in leaves if leaf.unread).removesuffix(".")
        yield Flag(
            "incomplete",
            f"{which} {in_rows(pages)} {are} whose words were not read. {why}; then remove the"
            " document and add it again.",
            pages[0] if len(pages) == 1 else None,
        )


def in_rows(numbers: Sequence[int]) -> str:
    """Numbers in order as they are cited: "2, 5–7"."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join(f"{row[0]}–{row[-1]}" if len(row) > 1 else str(row[0]) for row in rows)


def _refuse(flags: Sequence[Flag], leaves: Sequence[Leaf]) -> None:
    if unread := next((leaf.unread for leaf in leaves if leaf.unread), ""):
        raise UnreadableFile(unread)
    if sum(flag.kind == "incomplete" for flag in flags) == len(leaves):
        raise UnreadableFile("the PDF is damaged")
    if any(flag.kind == "covered" for flag in flags):
        raise UnreadableFile("the PDF holds only words that are covered")
    if any(flag.kind == "unseen" for flag in flags):
        raise UnreadableFile("the PDF holds only words that nobody sees")
    if any(leaf.is_picture for leaf in leaves):
        raise UnreadableFile("the PDF holds pictures of pages and no words")
    raise UnreadableFile("the PDF holds no words")
