"""PowerPoint presentations (pptx): each slide a page, its notes after it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import InvalidXmlError, PackageNotFoundError
from pptx.oxml import parse_xml
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table

from corpus.document import Flag, Mark, Page
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.growing import GrowingText
from corpus.readers.kept_apart import comment_flags
from corpus.readers.relations import without_dangling
from corpus.readers.slide_remarks import comments_in, take_struck, writers_in
from corpus.readers.tables import table_lines
from corpus.readers.zipped import open_package

_BROKEN = (
    PackageNotFoundError, InvalidXmlError, zipfile.BadZipFile, KeyError, ValueError,
    AttributeError, SyntaxError,
)  # fmt: skip
"""What python-pptx raises for parts that are missing or are not what they should be."""
_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_RUN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_NOT_SAID = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)


def read_slides(data: bytes, aids: Aids) -> Extracted:
    """The words of the slides from top to bottom, titles first; hidden slides are flagged.

    Raises `UnreadableFile` for a damaged file.
    """
    with open_package(data) as archive:
        data = without_dangling(archive) or data
    try:
        show = Presentation(io.BytesIO(data))
        slides = list(show.slides)
        title = show.core_properties.title
        writers = writers_in(_beside(show.part, "/commentAuthors", "/authors"))
    except _BROKEN as error:
        raise UnreadableFile("the presentation is damaged") from error
    text, pages, marks, flags = GrowingText(), [], [], []
    commented = 0
    for number, slide in enumerate(slides, start=1):
        aids.on_page(number)
        struck = [*_take_struck(slide)]
        page, edges = _add_slide(text, slide, number)
        pages.append(page)
        comments = [*comments_in(_beside(slide.part, "/comments"), writers)]
        commented += len(comments)
        marks += [Mark(page.start, page.end, "slide", str(number)), *edges]
        marks += (Mark(page.start, page.end, "comment", said) for said in comments)
        if struck:
            marks.append(Mark(page.start, page.end, "struck", "\n".join(struck)))
            note = f"Slide {number} has words that are struck out, which were left out."
            flags.append(Flag("struck", note, number))
        if slide.element.get("show") in ("0", "false"):
            note = f"Slide {number} is hidden when the slides are shown; it was read."
            flags.append(Flag("unseen", note, number))
    return Extracted(
        str(text),
        tuple(pages),
        _own(title),
        marks=tuple(sorted(marks)),
        flags=(*flags, *comment_flags(commented)),
    )


def _take_struck(slide: Slide) -> Iterator[str]:
    yield from take_struck(slide.element)
    if slide.has_notes_slide:
        yield from take_struck(slide.notes_slide.element)


def _own(title: str) -> str | None:
    """A title that somebody gave it, and not the program."""
    return None if title.strip() in ("", "PowerPoint Presentation", "Presentation") else title


def _add_slide(text: GrowingText, slide: Slide, number: int) -> tuple[Page, list[Mark]]:
    spans = []
    footers = []
    for shape in _in_order(slide.shapes):
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind == PP_PLACEHOLDER.FOOTER:
            footers.append(" ".join("\n".join(_blocks(shape)).split()))
        elif kind not in _NOT_SAID:
            spans += [text.add(block) for block in _blocks(shape) if block]
    spans += [text.add(block) for block in _diagrams(slide) if block]
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        notes = [block for paragraph in frame.paragraphs if (block := _line(paragraph.text))]
        spans += [text.add(f"Notes: {note}" if not at else note) for at, note in enumerate(notes)]
    start, end = (spans[0][0], spans[-1][1]) if spans else (text.end, text.end)
    return Page(number, start, end), [Mark(start, end, "footer", f) for f in footers if f]


def _in_order(shapes: Any) -> list[Any]:
    """The title, then the shapes as they stand from top to bottom and left to right."""

    def place(shape: BaseShape) -> tuple[bool, int, int]:
        titled = shape.is_placeholder and shape.placeholder_format.type in _TITLES
        return not titled, int(shape.top or 0), int(shape.left or 0)

    return sorted(shapes, key=place)


def _blocks(shape: Any) -> Iterator[str]:
    if hasattr(shape, "shapes"):  # a group
        for inner in _in_order(shape.shapes):
            yield from _blocks(inner)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            yield _line(paragraph.text)
    elif getattr(shape, "has_table", False):
        yield "\n".join(table_lines(_rows(shape.table)))
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)


def _line(text: str) -> str:
    """A paragraph; its own line breaks, vertical tabs here, part no sentences."""
    return text.replace("\v", "\n").strip()


def _rows(table: Table) -> list[list[str]]:
    return [["" if cell.is_spanned else cell.text for cell in row.cells] for row in table.rows]


def _chart(chart: Any) -> Iterator[str]:
    """The chart's title and the figures it is drawn from."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield _line(chart.chart_title.text_frame.text)
    for plot in chart.plots:
        series = list(plot.series)
        rows = [["", *(one.name for one in series)]]
        for index, category in enumerate(plot.categories):
            values = [one.values[index] if index < len(one.values) else None for one in series]
            rows.append([str(category), *("" if v is None else f"{v:.15g}" for v in values)])
        yield "\n".join(table_lines(rows, headings=1))


def _diagrams(slide: Slide) -> Iterator[str]:
    """The words of SmartArt, which are kept apart from the shapes."""
    for diagram in _beside(slide.part, "/diagramData"):
        for paragraph in diagram.iter(_PARAGRAPH):
            yield "".join(run.text or "" for run in paragraph.iter(_RUN_TEXT)).strip()


def _beside(part: Any, *kinds: str) -> Iterator[Any]:
    """What is kept beside a part of the file, of relations whose names end so, as XML."""
    for relation in part.rels.values():
        if relation.reltype.endswith(kinds) and not relation.is_external:
            yield parse_xml(relation.target_part.blob)
