"""One page of a PDF as printed lines: its own words, or those recognised on its picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import numpy as np

from corpus.document import Flag, Mark, MarkKind
from corpus.errors import MissingExtra, UnreadableFile
from corpus.readers.check_boxes import with_boxes
from corpus.readers.drawn import Sheet, sheet_of
from corpus.readers.glyphs import Mask, lines_of
from corpus.readers.layout import PageText, lay_out
from corpus.readers.line_numbers import numbers_apart
from corpus.readers.lines import Line, scaled
from corpus.readers.margins import NEAR, ZONE, Face, Margins, face_of, margins_of
from corpus.readers.numbered_pages import lay_out_pages
from corpus.readers.page_notes import PageNotes, notes_on
from corpus.readers.pdfium import page_of, picture_of
from corpus.readers.raised_glyphs import with_raised
from corpus.readers.redactions import barred
from corpus.readers.removed import may_have_boxes, removed_in, with_bars
from corpus.readers.scanned_boxes import with_scanned_bars
from corpus.readers.shapes import Extent
from corpus.readers.stamps import without_stamps
from corpus.readers.strikes import struck_in
from corpus.readers.unseen import hidden_in, words_of

CHECKED_AT, RECOGNISED_AT = 100, 150
"""Dots an inch of the pictures in which words are looked for, and read."""
SMALLEST_SIDE = 1_650
"""Pixels: the longer side of a small page, such as a receipt, is read at least so large."""
STAMPED = 12
"""A scan with at most so many words of its own, in its middle, has only been written on."""
A_SCAN = 0.4
"""A picture, or several, over this part of a page may be a scan."""
BLANK = 24
"""Of 255: a picture that varies by no more shows nothing."""
_WORD = re.compile(r"[^\W_]{2,}")
_STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f\U000f0000-\U0010ffff]")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
STRANGE, VOWELLESS = 0.3, 0.6
"""The part of letters without a meaning, and of words without a vowel, that makes garbage."""


Place = Callable[[float, float], Extent]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, read: `face` holds its lines, None where it is damaged. It is shown turned
    clockwise by `turns` quarters. `notes` and `flags` are about words nobody sees.

    Recognised lines stand in `face` as on a straightened picture; `places` gives, by the box
    of one, where a stretch of it, from x to x, stands on the page itself, in points.
    `on_it`: what readers put on the page. `is_picture`: it has next to no words of its own, and
    something is to be seen on it; `unread` says why these words could not be recognised."""

    face: Face | None
    turns: int = 0
    notes: tuple[tuple[MarkKind, str], ...] = ()
    flags: tuple[Flag, ...] = ()
    size: tuple[float, float] = (0.0, 0.0)
    places: Mapping[Extent, Place] = field(default_factory=dict)
    is_picture: bool = False
    on_it: PageNotes | None = None
    unread: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A leaf's text, the lines that its pieces point at, marks within the text, and what its
    margins said."""

    page: PageText
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    margins: Margins


def leaf_of(
    pdf: Any, number: int, *, recognising: bool = True, known: PageNotes | None = None
) -> Leaf:
    """Page `number`, from 1. Without `recognising`, one that needs it is given without words.
    `known` are the notes on it, where it has been read before since the file was opened."""
    try:
        on_it = notes_on(pdf, number) if known is None else known
        with page_of(pdf, number) as page:
            sheet = with_raised(sheet_of(page, on_it))
            look = cache(partial(_upright_picture, page, sheet, CHECKED_AT))
            hidden = hidden_in(sheet, look)
            shown, left_out = sheet, hidden.unseen | hidden.covered
            blackened = hidden.covered | hidden.blackened
            if blackened.any():
                shown, left_out = barred(sheet, blackened, look())
                left_out |= hidden.unseen & ~blackened
            struck = struck_in(sheet) & ~hidden.unseen & ~blackened
            left_out = left_out | struck | _ticks(sheet)
            removed = removed_in(shown, left_out, look()) if may_have_boxes(sheet) else []
            if removed:
                shown, left_out = with_bars(shown, left_out, removed)
            lines = lines_of(shown, left_out)
            lines = with_boxes(lines, sheet.boxes_to_tick) if sheet.boxes_to_tick else lines
            lines = numbers_apart(lines)
            places: dict[Extent, Place] = {}
            is_picture = _needs_recognising(sheet, lines) and not _is_blank(look(), sheet, lines)
            recognised, unread = is_picture, ""
            if is_picture and recognising:
                try:
                    read = [*_recognised(page, sheet)]
                except MissingExtra as error:
                    read, unread = [], str(error)
                places = {line.box: place for line, place in read}
                kept = [] if _is_garbage(lines) else lines
                new = [line for line, _ in read if not _doubles(line, kept)]
                if new and _is_level(read):
                    new, bars = with_scanned_bars(new, look(), sheet.width)
                    removed += bars
                lines, recognised = numbers_apart([*kept, *new]), bool(new)
                places |= _places_of_parts(lines, places)
    except UnreadableFile:
        return Leaf(None, flags=(Flag("incomplete", "A page is damaged.", number),))
    face = face_of(lines, sheet.width, sheet.height, recognised=recognised)
    told = _told(sheet, hidden.unseen, hidden.covered, struck, on_it.comments, face, number)
    if removed:
        note = "Words were taken out of the page; a bar stands in their place."
        told = told[0], (*told[1], Flag("removed", note, number))
    size = sheet.width, sheet.height
    return Leaf(face, sheet.turns, *told, size, places, is_picture, on_it, unread)


def _told(
    sheet: Sheet,
    unseen: Mask,
    covered: Mask,
    struck: Mask,
    comments: Sequence[str],
    face: Face,
    number: int,
) -> tuple[tuple[tuple[MarkKind, str], ...], tuple[Flag, ...]]:
    notes: list[tuple[MarkKind, str]] = []
    flags = []
    if unseen.any() and (words := words_of(sheet, unseen)):
        notes.append(("unseen", words))
        flags.append(Flag("unseen", "The page holds words that nobody sees on it.", number))
    if covered.any() and (words := words_of(sheet, covered)):
        notes.append(("covered", words))
        flags.append(Flag("covered", "A redaction only covers its words.", number))
    if struck.any() and (words := words_of(sheet, struck)):
        notes.append(("struck", words))
        note = "The page holds words that are struck out; they are not in the text."
        flags.append(Flag("struck", note, number))
    if comments:
        notes += (("comment", words) for words in comments)
        flags.append(Flag("comment", "The page has comments; they are not in the text.", number))
    if face.recognised and face.lines:
        note = "The words of the page were read off its picture."
        flags.append(Flag("recognised", note, number))
    return tuple(notes), tuple(flags)


def _ticks(sheet: Sheet) -> Mask:
    """The characters that are drawn in boxes to tick: these are read by their state."""
    found: Mask = np.zeros(len(sheet.text), dtype=bool)
    x, y = (sheet.boxes[:, :2] + sheet.boxes[:, 2:]).T / 2
    for (left, top, right, bottom), _ in sheet.boxes_to_tick:
        found |= (x > left) & (x < right) & (y > top) & (y < bottom) & (sheet.painted >= 0)
    return found


def laid_out(leaves: Sequence[Leaf], at: int) -> LaidOut:
    """The text of leaf `at` (from 0), without its margins, which its neighbours tell."""
    face = leaves[at].face
    first = max(at - NEAR, 0)
    around = [leaf.face for leaf in leaves[first : at + NEAR + 1]]
    margins = margins_of(around, at - first)
    lines = face.lines if face is not None else ()
    if margins.pages:
        return LaidOut(*lay_out_pages(lines, margins.pages, margins.lines), margins=margins)
    body = tuple(line for index, line in enumerate(lines) if index not in margins.lines)
    page = lay_out(body, _printed_near(around, at - first))
    notes = tuple(Mark(start, end, "footnote", mark) for start, end, mark in page.notes)
    return LaidOut(page, body, notes, margins)


def _printed_near(faces: Sequence[Face | None], at: int) -> list[Line]:
    """The lines of the pages around one that have words of their own: what is recognised on the
    others is not there when a single page is read again."""
    others = (face for n, face in enumerate(faces) if n != at)
    return [line for face in others if face and not face.recognised for line in face.lines]


def _needs_recognising(sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Whether a page's words are to be read off its picture: it has next to none of its own,
    not counting what was stamped on it when it was filed or handed over."""
    if _is_garbage(lines):
        return True
    pictures = [shape.extent for shape in sheet.shapes if shape.colour is None]
    shown = sum((right - left) * (bottom - top) for left, top, right, bottom in pictures)
    if shown >= A_SCAN * sheet.width * sheet.height:
        own = without_stamps(lines, sheet.height, margin=ZONE)
        return sum(len(_WORD.findall(line.text)) for line in own) <= STAMPED
    own = without_stamps(lines, sheet.height, across=False)
    return not any(_WORD.search(line.text) for line in own)


def _is_garbage(lines: Sequence[Line]) -> bool:
    """Whether a text layer has letters without meaning: fonts whose codes stand for nothing."""
    text = " ".join(line.text for line in lines)
    letters = len(text) - text.count(" ")
    if letters and len(_STRANGE.findall(text)) > STRANGE * letters:
        return True
    words = _LATIN.findall(text)
    mute = sum(not _VOWEL.search(word) for word in words)
    return len(words) >= 20 and mute > VOWELLESS * len(words)


def _upright_picture(page: Any, sheet: Sheet, dots_per_inch: float) -> Any:
    return np.rot90(picture_of(page, dots_per_inch), sheet.turns)


def _is_blank(picture: Any, sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Whether a page shows nothing but its own lines, or nothing at all."""
    scale = picture.shape[1] / sheet.width
    rest = picture.copy()
    for line in lines:
        left, top, right, bottom = (side * scale for side in line.box)
        rows = slice(max(int(top) - 1, 0), max(int(bottom) + 2, 0))
        rest[rows, max(int(left) - 1, 0) : max(int(right) + 2, 0)] = picture.max()
    return int(rest.max()) - int(rest.min()) <= BLANK


def _recognised(page: Any, sheet: Sheet) -> Iterator[tuple[Line, Place]]:
    """The lines that can be read on the page's picture, in points, and where they stand."""
    from corpus.readers.ocr import recognise

    fine = max(RECOGNISED_AT, SMALLEST_SIDE * 72 / max(sheet.width, sheet.height))
    picture = np.ascontiguousarray(_upright_picture(page, sheet, fine))
    scale = sheet.width / picture.shape[1]

    def placed(stretch: Place, left: float, right: float) -> Extent:
        a, b, c, d = stretch(left / scale, right / scale)
        return a * scale, b * scale, c * scale, d * scale

    for found in recognise(picture):
        if found.text.strip():
            yield scaled(found.upright, scale), partial(placed, found.stretch)


def _is_level(read: Sequence[tuple[Line, Place]]) -> bool:
    """Whether recognised lines stand on the page as on the straightened picture."""
    return all(
        abs(middle - (line.top + line.bottom) / 2) < 0.5 * line.height
        for line, place in read
        for middle in [sum(place(line.left, line.right)[1::2]) / 2]
    )


def _places_of_parts(lines: Sequence[Line], places: Mapping[Extent, Place]) -> dict[Extent, Place]:
    """Where lines that were cut out of recognised ones stand: on these."""
    parts = [line for line in lines if line.box not in places]
    return {
        part.box: place
        for part in parts
        for (left, top, right, bottom), place in places.items()
        if (top, bottom) == (part.top, part.bottom) and left <= part.left and part.right <= right
    }


def _doubles(line: Line, kept: Sequence[Line]) -> bool:
    """Whether a recognised line stands where the page has words of its own."""
    return any(
        min(line.right, own.right) > max(line.left, own.left)
        and min(line.bottom, own.bottom) - max(line.top, own.top) > 0.5 * own.height
        for own in kept
    )
