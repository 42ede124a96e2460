"""Words of a page that are struck out: a line is drawn through them, or a note says so."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from corpus.readers.drawn import Sheet
from corpus.readers.glyphs import Mask
from corpus.readers.redactions import WHITE
from corpus.readers.shapes import Shape

HIGHEST, LOWEST = 0.3, 0.72
"""Parts of a letter's height, from its top, between which a line strikes it out: below are
its foot and what underlines it."""
THICKEST = 0.25
"""A line is no thicker than this part of the height of its letters; a bar would be."""
OVERHANG = 1.2
"""So far, in heights, a line may begin before and end after the words that it strikes out: a
rule of the page goes on."""
FILLED = 0.6
"""The part of a line's length that is over letters."""


def struck_in(sheet: Sheet) -> Mask:
    """For each character of the sheet, whether it is struck out."""
    struck: Mask = np.zeros(len(sheet.text), dtype=bool)
    inked = np.array([not character.isspace() for character in sheet.text], dtype=bool)
    inked &= sheet.painted >= 0
    if not inked.any():
        return struck
    left, top, right, bottom = sheet.boxes.T
    x, y = (left + right) / 2, (top + bottom) / 2
    for a, b, c, d in sheet.struck:
        struck |= inked & (x > a) & (x < c) & (y > b) & (y < d)
    for shape in sheet.shapes:
        if _may_strike(shape):
            struck |= _under(sheet, inked, shape)
    return struck


def _may_strike(shape: Shape) -> bool:
    left, top, right, bottom = shape.extent
    if shape.colour is None or min(shape.colour) >= WHITE or shape.opacity < 128:
        return False
    return right - left > 4 * (bottom - top)


def _under(sheet: Sheet, inked: Mask, shape: Shape) -> Mask:
    """The characters that a line is drawn through; none where it is a rule of the page."""
    start, above, end, below = shape.extent
    left, top, right, bottom = sheet.boxes.T
    height = np.maximum(bottom - top, 1e-6)
    part = ((above + below) / 2 - top) / height
    x = (left + right) / 2
    found: Mask = inked & (x > start) & (x < end) & (part > HIGHEST) & (part < LOWEST)
    found &= below - above < THICKEST * height
    if not found.any():
        return found
    size = float(np.median(height[found]))
    whole = any(sheet.text[index].isalnum() for index in np.flatnonzero(found).tolist())
    reaches = (
        left[found].min() - start < OVERHANG * size and end - right[found].max() < OVERHANG * size
    )
    spaces = right[found].max() - left[found].min()
    filled = (right - left)[found].sum() + 0.4 * size * _gaps(sheet, found) >= FILLED * spaces
    return found if whole and reaches and filled else np.zeros_like(found)


def _gaps(sheet: Sheet, found: Mask) -> int:
    """How many spaces stand between the characters found."""
    steps = pairwise(np.flatnonzero(found).tolist())
    return sum(sheet.text[a + 1 : b].isspace() for a, b in steps if b > a + 1)
