"""Word documents (docx): the body in its order, notes after the paragraph that calls them.

Headers and footers are marks over the section they belong to; hidden words, words struck out
and comments are marks over the paragraph that they belong to. None of them is in the text.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.document import Flag, Mark
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.growing import GrowingText
from corpus.readers.kept_apart import STRUCK, comment_flags, comment_of
from corpus.readers.relations import without_dangling
from corpus.readers.word_body import Block, Note, blocks, text_of
from corpus.readers.word_numbers import Numbers
from corpus.readers.word_runs import Look
from corpus.readers.zipped import open_package

_EDGES: tuple[Literal["header", "footer"], ...] = ("header", "footer")
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
UNSEEN = Flag("unseen", "It holds hidden words, which were left out of its text.")


def read_word(data: bytes, aids: Aids) -> Extracted:
    """The body's text, a paragraph to a block and a table row to a line.

    Raises `UnreadableFile` for a damaged file.
    """
    with open_package(data) as archive:
        data = without_dangling(archive) or data
    try:
        document = docx.Document(io.BytesIO(data))
        title = _title(document)
        story = _told(document)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableFile("the Word file is damaged") from error
    return Extracted(
        text=str(story.text),
        title=title.strip() or None,
        marks=tuple(sorted(story.marks)),
        flags=tuple(story.flags()),
    )


def _title(document: Document) -> str:
    """The title that the file gives itself; none where what it says of itself is damaged."""
    with contextlib.suppress(AttributeError):
        return str(document.core_properties.title)
    return ""


@dataclass(slots=True)
class _Story:
    """The text so far, its marks, and which section and notes it has come to."""

    document: Document
    look: Look
    notes: dict[Note, BaseOxmlElement]
    comments: dict[str, str]
    text: GrowingText = field(default_factory=GrowingText)
    marks: list[Mark] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)
    section_start: int = 0
    edges: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        start, end = self.text.add(block.text)
        self._mark(start, end, block)
        for note in block.notes:
            self._add_note(note)
        if block.section is not None:
            self._end_section(block.section)

    def add_other_comments(self) -> None:
        """Marks the comments that no words of the body call, for the whole of the text."""
        left = filter(None, self.comments.values())
        self.marks += [Mark(0, self.text.end, "comment", words) for words in left]

    def flags(self) -> Iterator[Flag]:
        """What a reader of the text should know of the words that are not in it."""
        kinds = [mark.kind for mark in self.marks]
        if "unseen" in kinds:
            yield UNSEEN
        if "struck" in kinds:
            yield STRUCK
        yield from comment_flags(kinds.count("comment"))

    def _mark(self, start: int, end: int, block: Block) -> None:
        """Marks what a block has beside its text, which stands from `start` to `end`."""
        if block.unseen:
            self.marks.append(Mark(start, end, "unseen", block.unseen))
        if block.struck:
            self.marks.append(Mark(start, end, "struck", block.struck))
        for id in block.comments:
            if words := self.comments.pop(id, ""):
                self.marks.append(Mark(start, end, "comment", words))

    def _add_note(self, note: Note) -> None:
        kind, _ = note
        self.called[kind] = number = self.called.get(kind, 0) + 1
        if (element := self.notes.pop(note, None)) is None:
            return
        whole, texts = Block(""), []
        for block in blocks(element, self.look):
            texts.append(" ".join(block.text.split()))
            whole.take_in(block)
        text = " ".join(filter(None, texts))
        start, end = self.text.add(f"{kind.capitalize()} {number}: {text}" if text else "")
        self._mark(start, end, whole)

    def _end_section(self, section: BaseOxmlElement) -> None:
        """Marks what stands at the edges of the section's pages; a section that names no
        header goes on with the one before it."""
        for edge in _EDGES:
            for reference in section.findall(qn(f"w:{edge}Reference")):
                part = self.document.part.related_parts[reference.get(qn("r:id"), "")]
                which = reference.get(qn("w:type"), "default")
                self.edges[edge, which] = text_of(_root(part), self.look)
            first = section.find(qn("w:titlePg")) is not None
            shown = {
                text: None
                for (kind, which), text in self.edges.items()
                if kind == edge and any(map(str.isalpha, text)) and (which != "first" or first)
            }
            for text in shown:
                self._mark_edge(Mark(self.section_start, self.text.end, edge, text))
        self.section_start = self.text.end

    def _mark_edge(self, mark: Mark) -> None:
        for index, before in enumerate(self.marks):
            if (before.kind, before.value, before.end) == (mark.kind, mark.value, mark.start):
                self.marks[index] = Mark(before.start, mark.end, mark.kind, mark.value)
                return
        self.marks.append(mark)


def _told(document: Document) -> _Story:
    look = _look(document)
    story = _Story(document, look, dict(_notes(document)), dict(_comments(document, look)))
    for block in blocks(document.element.body, look):
        story.add(block)
    story.add_other_comments()
    return story


def _look(document: Document) -> Look:
    """What the styles and the numbering say of the body."""
    styles = {
        style.get(qn("w:styleId"), ""): style
        for style in document.styles.element.findall(qn("w:style"))
    }
    numbering = None
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            numbering = _root(relation.target_part)
    return Look(
        hidden=_styles_with(styles, "w:rPr", "w:vanish"),
        struck=_styles_with(styles, "w:rPr", "w:strike")
        | _styles_with(styles, "w:rPr", "w:dstrike"),
        raised=_styles_with(styles, "w:rPr", "w:vertAlign", only="superscript"),
        shaded=_styles_with(styles, "w:pPr", "w:shd"),
        number=Numbers(numbering, styles).next,
    )


def _styles_with(
    styles: dict[str, BaseOxmlElement], *path: str, only: str | None = None
) -> frozenset[str]:
    """The ids of the styles that have a property, themselves or from those they build on;
    `only`: with this value."""
    where = "/".join(map(qn, path))
    found = set()
    for id in styles:
        seen: set[str] = set()
        current = id
        while current in styles and current not in seen:
            seen.add(current)
            switch = styles[current].find(where)
            if switch is not None:
                value = switch.get(qn("w:val"))
                if value not in ("0", "false", "off") and only in (None, value):
                    found.add(id)
                break
            base = styles[current].find(qn("w:basedOn"))
            current = "" if base is None else base.get(qn("w:val"), "")
    return frozenset(found)


def _notes(document: Document) -> Iterator[tuple[Note, BaseOxmlElement]]:
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2].removesuffix("s")
        if kind in ("footnote", "endnote") and not relation.is_external:
            for note in _root(relation.target_part).findall(qn(f"w:{kind}")):
                if note.get(qn("w:type")) not in _NO_NOTES:
                    yield (kind, note.get(qn("w:id"), "")), note


def _comments(document: Document, look: Look) -> Iterator[tuple[str, str]]:
    """The id of each comment, and its words after the name of its writer."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments") and not relation.is_external:
            for comment in _root(relation.target_part).iter(qn("w:comment")):
                words = comment_of(comment.get(qn("w:author")), text_of(comment, look))
                yield comment.get(qn("w:id"), ""), words


def _root(part: Part) -> BaseOxmlElement:
    root: BaseOxmlElement = parse_xml(part.blob)
    return root
