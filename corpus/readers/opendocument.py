"""OpenDocument: texts (odt), spreadsheets (ods) and presentations (odp)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from corpus.document import Flag, Mark, Page
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.grids import Grids
from corpus.readers.growing import GrowingText
from corpus.readers.kept_apart import STRUCK, comment_flags, struck_flags, struck_marks
from corpus.readers.opendocument_body import (
    DRAWING,
    OFFICE,
    PRESENTATION,
    STYLE,
    TABLE,
    TEXT,
    Block,
    Looks,
    blocks,
    sheet_rows,
)
from corpus.readers.zipped import open_zip, xml_of

UNSEEN = Flag("unseen", "It holds hidden words, which were left out of its text.")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_EDGES: tuple[Literal["header", "footer"], ...] = ("header", "footer")


def read_opendocument(data: bytes, aids: Aids) -> Extracted:
    """A text's paragraphs and tables, a spreadsheet's rows, or a presentation's slides.

    Raises `UnreadableFile` for a file that is damaged or encrypted.
    """
    with open_zip(data) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names:
            manifest = xml_of(archive, "META-INF/manifest.xml")
            if next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
                raise UnreadableFile("it is encrypted; save a copy without a password")
        content = xml_of(archive, "content.xml")
        styles = xml_of(archive, "styles.xml") if "styles.xml" in names else None
        title = _title(archive) if "meta.xml" in names else None
    body = content.find(f"{OFFICE}body")
    if body is None or not len(body):
        raise UnreadableFile("the OpenDocument file is damaged")
    if body[0].tag == f"{OFFICE}spreadsheet":
        return _spreadsheet(body[0], title, _looks(content, styles), aids)
    told = _Told(_looks(content, styles))
    if body[0].tag == f"{OFFICE}presentation":
        told.add_slides(body[0], _hidden_slides(content), aids)
    else:
        told.add(body[0])
        told.add_edges(styles)
        told.add_deleted(body[0])
    return Extracted(
        str(told.text),
        tuple(told.pages),
        title,
        marks=tuple(sorted(told.marks)),
        flags=(
            *told.flags,
            *comment_flags(sum(mark.kind == "comment" for mark in told.marks)),
        ),
    )


@dataclass(slots=True)
class _Told:
    """What has been read so far of a text or a presentation."""

    looks: Looks
    text: GrowingText = field(default_factory=GrowingText)
    pages: list[Page] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    def add(self, parent: Element, prefix: str = "") -> tuple[int, int] | None:
        """The span of what is in an element, None where it holds no words."""
        spans: list[tuple[int, int]] = []
        for block in blocks(parent, self.looks):
            if not (block.text or block.unseen or block.struck or block.comments):
                continue
            spans.append(self._add_block(block, "" if spans else prefix))
        return (spans[0][0], spans[-1][1]) if spans else None

    def _add_block(self, block: Block, prefix: str) -> tuple[int, int]:
        start, end = self.text.add(prefix + block.text if block.text else "")
        if block.unseen:
            self.marks.append(Mark(start, end, "unseen", block.unseen))
            if UNSEEN not in self.flags:
                self.flags.append(UNSEEN)
        if block.struck:
            self.marks.append(Mark(start, end, "struck", block.struck))
            if STRUCK not in self.flags:
                self.flags.append(STRUCK)
        self.marks += (Mark(start, end, "comment", words) for words in block.comments)
        last = end
        for note in block.notes:
            _, last = self.text.add(note)
        return start, last

    def add_slides(self, show: Element, hidden: frozenset[str], aids: Aids) -> None:
        for number, slide in enumerate(show.findall(f"{DRAWING}page"), start=1):
            aids.on_page(number)
            notes = slide.find(f"{PRESENTATION}notes")
            if notes is not None:
                slide.remove(notes)
            spans = [self.add(slide), None if notes is None else self.add(notes, "Notes: ")]
            found = [span for span in spans if span]
            start, end = (found[0][0], found[-1][1]) if found else (self.text.end,) * 2
            self.pages.append(Page(number, start, end))
            self.marks.append(Mark(start, end, "slide", str(number)))
            if slide.get(f"{DRAWING}style-name") in hidden:
                note = f"Slide {number} is hidden when the slides are shown; it was read."
                self.flags.append(Flag("unseen", note, number))

    def add_deleted(self, body: Element) -> None:
        """Marks the words that tracked changes deleted, which the file keeps away from where
        they stood, for the whole of the text."""
        changes = body.find(f"{TEXT}tracked-changes")
        gone = () if changes is None else changes.iter(f"{TEXT}deletion")
        words = [words for deletion in gone if (words := _flat(deletion))]
        self.marks += struck_marks(words, self.text.end)
        self.flags += [flag for flag in struck_flags(words) if flag not in self.flags]

    def add_edges(self, styles: Element | None) -> None:
        for edge in _EDGES:
            texts = dict.fromkeys(
                text
                for element in (styles.iter(f"{STYLE}{edge}") if styles is not None else ())
                if any(map(str.isalpha, text := _flat(element)))
            )
            self.marks += [Mark(0, self.text.end, edge, text) for text in texts]


def _flat(parent: Element) -> str:
    return " ".join(" ".join(block.text for block in blocks(parent, Looks())).split())


def _title(archive: zipfile.ZipFile) -> str | None:
    title = next(xml_of(archive, "meta.xml").iter(_TITLE), None)
    return None if title is None else (title.text or "").strip() or None


def _looks(*roots: Element | None) -> Looks:
    """What the styles of the file say of its words, those that they are made from included."""
    own: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter(f"{STYLE}style") if root is not None else ():
            name = style.get(f"{STYLE}name", "")
            parents[name] = style.get(f"{STYLE}parent-style-name", "")
            own[name] = {
                key.rpartition("}")[2]: value
                for properties in style.iter(f"{STYLE}text-properties")
                for key, value in properties.attrib.items()
            }
    shown = {name: _inherited(name, own, parents) for name in own}
    return Looks(
        hidden=frozenset(name for name, look in shown.items() if look.get("display") == "none"),
        struck=frozenset(name for name, look in shown.items() if _is_struck(look)),
        raised=frozenset(name for name, look in shown.items() if _is_raised(look)),
    )


def _inherited(
    name: str, own: dict[str, dict[str, str]], parents: dict[str, str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: set[str] = set()
    while name in own and name not in seen:
        seen.add(name)
        found = {**own[name], **found}
        name = parents[name]
    return found


def _is_struck(look: dict[str, str]) -> bool:
    given = [look.get(f"text-line-through-{what}", "none") for what in ("style", "type")]
    return any(value != "none" for value in given)


def _is_raised(look: dict[str, str]) -> bool:
    position = look.get("text-position", "").partition(" ")[0]
    if position == "super":
        return True
    height = position.removesuffix("%")
    return height.isdecimal() and int(height) > 0


def _hidden_slides(content: Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in content.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}drawing-page-properties")
        if properties.get(f"{PRESENTATION}visibility") == "hidden"
    )


def _spreadsheet(book: Element, title: str | None, looks: Looks, aids: Aids) -> Extracted:
    grids = Grids()
    flags: list[Flag] = []
    marks: list[Mark] = []
    struck: list[str] = []
    for number, sheet in enumerate(book.findall(f"{TABLE}table"), start=1):
        aids.on_page(number)
        name = sheet.get(f"{TABLE}name", "") or f"Sheet {number}"
        apart: list[Block] = []
        start = grids.text.end
        rows = [*sheet_rows(sheet, looks, apart)]
        emptied = {number for number, cells in rows if not cells}
        grids.add([row for row in rows if row[1]], name, emptied)
        end = grids.text.end
        for block in apart:
            marks += (Mark(start, end, "comment", f"{name}!{said}") for said in block.comments)
            struck += [block.struck] if block.struck else []
            if block.unseen:
                marks.append(Mark(start, end, "unseen", block.unseen))
                flags.append(UNSEEN)
        if any(row.get(f"{TABLE}visibility") in ("collapse", "filter") for row in sheet.iter()):
            note = f"The sheet {number} has hidden rows or columns, which were read."
            flags.append(Flag("unseen", note))
    return Extracted(
        str(grids.text),
        title=title,
        marks=tuple(sorted([*grids.marks, *marks, *struck_marks(struck, grids.text.end)])),
        flags=(
            *dict.fromkeys(flags),
            *grids.flags(),
            *struck_flags(struck),
            *comment_flags(sum(mark.kind == "comment" for mark in marks)),
        ),
    )
