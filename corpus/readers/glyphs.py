"""Characters become printed lines: broken at wide gaps and at every new baseline."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.readers.drawn import Sheet
from corpus.readers.lines import Line

WIDE_GAP = 0.9
"""A gap within a line is narrower than this, in heights of a line."""
SMALLEST = 4.0
"""Points: letters without a known height are taken to be so high."""
_FLATTEST = 0.01
"""Points: a line of letters that are squeezed to nothing counts as so high."""
_HYPHENS = "\x02\ufffe"
_PRINTED = r"[!-~\xa1-\xff\u2010-\u2027]+"
_CLEAN = re.compile(rf"{_PRINTED}(?: {_PRINTED})* *")
"""What is already as it is to be, as nearly all is."""
_SPACES = " \t\xa0\u2002\u2003\u2009\u202f\u3000"
Mask = NDArray[np.bool_]
"""One truth for each character of a sheet."""
Numbers = NDArray[np.float64]


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def lines_of(sheet: Sheet, hidden: Mask | None = None) -> list[Line]:
    """The lines of a page in the order in which they were drawn, without the characters that
    are `hidden`."""
    shown = np.ones(len(sheet.text), dtype=bool) if hidden is None else ~hidden
    turned = np.array([not paint.upright for paint in sheet.paints], dtype=bool)
    lines = []
    for start, end in _runs(sheet, shown, turned):
        whole = shown[start:end].all()
        run = range(start, end) if whole else start + np.flatnonzero(shown[start:end])
        line = _line(sheet, run, upright=not turned[sheet.painted[start]])
        if line is not None:
            lines.append(line)
    return lines


def _runs(sheet: Sheet, shown: Mask, turned: Mask) -> Iterator[tuple[int, int]]:
    """From where to where each line goes: from a letter to the next line's first letter, or
    to a line break of pdfium's."""
    codes = codes_of(sheet.text)
    ends = shown & np.isin(codes, codes_of("\r\n"))
    inked = shown & ~ends & (sheet.painted >= 0) & ~np.isin(codes, codes_of(_SPACES))
    letters, breaks = np.flatnonzero(inked), np.flatnonzero(ends)
    if not len(letters):
        return
    breaks_before = np.searchsorted(breaks, letters)
    apart = (np.diff(breaks_before) > 0) | _breaks(sheet, letters, turned)
    starts = letters[np.r_[True, apart]]
    stops = np.r_[starts[1:], len(codes)]
    next_break = np.r_[breaks, len(codes)][np.searchsorted(breaks, starts)]
    yield from zip(starts.tolist(), np.minimum(stops, next_break).tolist(), strict=True)


def _breaks(sheet: Sheet, letters: NDArray[np.intp], turned: Mask) -> Mask:
    """Whether each letter but the first stands on another line than the one before it, or
    far from it on its own."""
    left, top, right, bottom = sheet.boxes[letters].T
    height = bottom - top
    shared = np.minimum(bottom[:-1], bottom[1:]) - np.maximum(top[:-1], top[1:])
    gap = np.maximum(left[1:] - right[:-1], left[:-1] - right[1:])
    widest = WIDE_GAP * np.maximum(np.maximum(height[:-1], height[1:]), SMALLEST)
    far = (shared < 0.3 * np.minimum(height[:-1], height[1:])) | (gap > widest)
    paint = sheet.painted[letters]
    # The next letter of a word, even where boxes without a height share nothing.
    beside = np.abs(np.diff(top)) < 0.1
    beside &= (left[1:] - right[:-1] > -1) & (left[1:] - right[:-1] < 2)
    beside &= paint[1:] == paint[:-1]
    at_angle = turned[paint]
    found: Mask = np.where(
        at_angle[:-1] | at_angle[1:], at_angle[:-1] != at_angle[1:], far & ~beside
    )
    return found


def _line(sheet: Sheet, run: Sequence[int] | NDArray[np.intp], *, upright: bool) -> Line | None:
    is_whole = isinstance(run, range)
    text = sheet.text[run[0] : run[-1] + 1] if is_whole else "".join(sheet.text[i] for i in run)
    boxes = sheet.boxes[run[0] : run[-1] + 1] if is_whole else sheet.boxes[run]
    if not _CLEAN.fullmatch(text):
        kept = [*_cleaned(text)]
        text = "".join(character for _, character in kept)
        boxes = boxes[[index for index, _ in kept]]
    text = text.rstrip(" ")
    if not text:
        return None
    boxes = boxes[: len(text)]
    spaces = codes_of(text) == ord(" ")
    left, top, right, bottom = boxes[~spaces].T
    above = _common(top) if upright else float(top.min())
    below = _common(bottom) if upright else float(bottom.max())
    return Line(
        text,
        float(left.min()),
        above,
        float(right.max()),
        max(below, above + _FLATTEST),
        _edges(boxes, spaces, backwards=right[-1] < left[0]) if upright else (),
        upright,
    )


def _cleaned(text: str) -> Iterator[tuple[int, str]]:
    """The characters that print something, by their index, with one space for any number."""
    spaced = True
    for index, character in enumerate(text):
        if character in _SPACES:
            if not spaced:
                yield index, " "
            spaced = True
        elif character in _HYPHENS:
            yield index, "-"
            spaced = False
        elif character >= " " and character != "\x7f":
            yield index, character
            spaced = False


def _common(values: Numbers) -> float:
    """The middle one, so that a raised figure or a large initial moves nothing."""
    return float(np.partition(values, len(values) // 2)[len(values) // 2])


def _edges(boxes: Numbers, spaces: Mask, *, backwards: bool) -> array[float]:
    """The boundaries of the characters, from right to left where the script runs so. A space,
    of which there is never more than one, begins where the character before it ends."""
    begins, ends = (boxes[:, 2], boxes[:, 0]) if backwards else (boxes[:, 0], boxes[:, 2])
    edges = np.r_[begins, ends[-1]].astype(np.float32)
    after = np.flatnonzero(spaces)
    edges[after] = ends[after - 1]
    return array("f", edges.tobytes())
