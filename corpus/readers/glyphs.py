"""Characters become printed lines: broken at wide gaps and at every new baseline."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence

from corpus.readers.lines import Line
from corpus.readers.pdfium import Glyph, Sheet

WIDE_GAP = 0.9
"""A gap within a line is narrower than this, in heights of a line."""
SMALLEST = 4.0
"""Points: letters without a known height are taken to be so high."""
_HYPHENS = "\x02\ufffe"
_NOTHING = Glyph("", 0.0, 0.0, 0.0, 0.0, -1)
_PRINTED = r"[!-~\xa1-\xff\u2010-\u2027]+"
_CLEAN = re.compile(rf"{_PRINTED}(?: {_PRINTED})* *")
"""What is already as it is to be, as nearly all is."""
_SPACES = frozenset(" \t\xa0\u2002\u2003\u2009\u202f\u3000")


def lines_of(sheet: Sheet, hidden: frozenset[int] = frozenset()) -> list[Line]:
    """The lines of a page in the order in which they were drawn, without the glyphs `hidden`."""
    lines = []
    for run in _runs(sheet, hidden):
        line = _line(run, upright=run[0].paint < 0 or sheet.paints[run[0].paint].upright)
        if line is not None:
            lines.append(line)
    return lines


def _runs(sheet: Sheet, hidden: frozenset[int]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    last = _NOTHING
    for index, glyph in enumerate(sheet.glyphs):
        text, paint = glyph.text, glyph.paint
        if index in hidden:
            continue
        if text in _SPACES or (paint < 0 and text not in "\r\n"):
            if run:
                run.append(glyph)
            continue
        if run and (text in "\r\n" or _breaks(sheet, last, glyph)):
            yield run
            run = []
        if text not in "\r\n":
            run.append(glyph)
            last = glyph
    if run:
        yield run


def _breaks(sheet: Sheet, last: Glyph, glyph: Glyph) -> bool:
    """Whether a letter stands on another line than the one before, or far from it on its own."""
    _, last_left, last_top, last_right, last_bottom, last_paint = last
    _, left, top, right, bottom, paint = glyph
    # The usual case, decided first because there are so many: the next letter of a word.
    if paint == last_paint and abs(top - last_top) < 0.1 and -1 < left - last_right < 2:
        return False
    if not (sheet.paints[last_paint].upright and sheet.paints[paint].upright):
        return sheet.paints[last_paint].upright != sheet.paints[paint].upright
    height, own = last_bottom - last_top, bottom - top
    shared = min(last_bottom, bottom) - max(last_top, top)
    gap = max(left - last_right, last_left - right)
    return shared < 0.3 * min(height, own) or gap > WIDE_GAP * max(height, own, SMALLEST)


def _line(run: Sequence[Glyph], *, upright: bool) -> Line | None:
    text = "".join([glyph.text for glyph in run])
    kept = [*run] if _CLEAN.fullmatch(text) else list(_cleaned(run))
    while kept and kept[-1].text == " ":
        kept.pop()
    if not kept:
        return None
    text = "".join([glyph.text for glyph in kept])
    inked = [glyph for glyph in kept if glyph.text != " "]
    left, right = min(g.left for g in inked), max(g.right for g in inked)
    top, bottom = _common(g.top for g in inked), _common(g.bottom for g in inked)
    if not upright:
        top, bottom = min(g.top for g in inked), max(g.bottom for g in inked)
    edges = _edges(kept, inked) if upright and len(text) == len(kept) else ()
    return Line(text, left, top, right, bottom, edges, upright)


def _cleaned(run: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs that print something, with one space for any number of them."""
    spaced = True
    for glyph in run:
        if glyph.text in _SPACES:
            if not spaced:
                yield glyph._replace(text=" ")
            spaced = True
        elif glyph.text in _HYPHENS:
            yield glyph._replace(text="-")
            spaced = False
        elif glyph.text >= " " and glyph.text != "\x7f":
            yield glyph
            spaced = False


def _common(values: Iterable[float]) -> float:
    """The middle one, so that a raised figure or a large initial moves nothing."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _edges(kept: Sequence[Glyph], inked: Sequence[Glyph]) -> array[float]:
    """The boundaries of the characters, from right to left where the script runs so."""
    backwards = inked[-1].right < inked[0].left
    edges = array("f")
    last = kept[0].right if backwards else kept[0].left
    for glyph in kept:
        if glyph.text == " ":
            edges.append(last)
        else:
            edges.append(glyph.right if backwards else glyph.left)
            last = glyph.left if backwards else glyph.right
    edges.append(last)
    return edges
