"""Bars of a chart: dark boxes that take nothing out, since they measure something.

They start from one line and end apart. Redactions in a column of names do so too; so bars that
lie need their figures at their ends, or one word each against the line that they start from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from corpus.readers.drawn import Sheet
from corpus.readers.glyphs import WIDE_GAP, Mask
from corpus.readers.shapes import Extent

FEWEST = 3
"""Bars of a chart, and the lengths that they have between them."""
EVEN = 1.5
"""Points by which edges that are one may differ."""
SPREAD, ALIGNED = 2.0, 0.25
"""Heights of a line: how far apart bars end at least, and words on one edge at most."""
_FIGURE = re.compile(r"[$€£+-]?\d[\d.,]*(?:[%kmb]|bn|mn)?", re.I)
_LABEL = re.compile(r"\w(?:\S*\w)?")


def bars_in(sheet: Sheet, inked: Mask, boxes: Sequence[Extent], height: float) -> list[Extent]:
    """Those of the boxes that are bars of a chart, in points; `inked` are the characters that
    show, and `height` is that of a line of them."""
    lying = [bars for bars in _sharing(boxes, 0) if _end_apart(bars, 2, height)]
    standing = [bars for bars in _sharing(boxes, 3) if _end_apart(bars, 1, height)]
    measuring = [bars for bars in lying if _measure(sheet, inked, bars, height)]
    return [bar for bars in (*standing, *measuring) for bar in bars]


def _sharing(boxes: Sequence[Extent], edge: int) -> Iterator[list[Extent]]:
    """The boxes that share an edge."""
    group: list[Extent] = []
    for box in sorted(boxes, key=lambda box: box[edge]):
        if group and box[edge] - group[0][edge] > EVEN:
            yield group
            group = []
        group.append(box)
    yield group


def _end_apart(bars: list[Extent], edge: int, height: float) -> bool:
    ends = sorted(bar[edge] for bar in bars)
    lengths = 1 + sum(after - before > EVEN for before, after in pairwise(ends))
    return lengths >= FEWEST and ends[-1] - ends[0] >= SPREAD * height


def _measure(sheet: Sheet, inked: Mask, bars: list[Extent], height: float) -> bool:
    """Whether what stands beside the bars says that they are such."""
    figures, gaps = 0, []
    for bar in bars:
        before, after = _beside(sheet, inked, bar, height)
        if after:
            words = "".join(sheet.text[at] for at in after)
            near = sheet.boxes[after[0], 0] - bar[2] < WIDE_GAP * height
            if not near or not _FIGURE.fullmatch(words):
                return False
            figures += 1
        label = sheet.text[before[0] : before[-1] + 1] if before else ""
        gap = bar[0] - sheet.boxes[before[-1], 2] if before else np.inf
        gaps.append(gap if _LABEL.fullmatch(label) and gap < WIDE_GAP * height else np.inf)
    labelled = max(gaps) < np.inf and max(gaps) - min(gaps) <= ALIGNED * height
    return labelled or figures >= FEWEST - 1


def _beside(sheet: Sheet, inked: Mask, bar: Extent, height: float) -> tuple[list[int], list[int]]:
    """The characters on the line of a bar that stand before it, and after it, from the left."""
    left, top, right, bottom = bar
    x = (sheet.boxes[:, 0] + sheet.boxes[:, 2]) / 2
    y = (sheet.boxes[:, 1] + sheet.boxes[:, 3]) / 2
    on_line = np.flatnonzero(inked & (y > top - 0.1 * height) & (y < bottom + 0.1 * height))
    on_line = on_line[sheet.boxes[on_line, 0].argsort(kind="stable")]
    return on_line[x[on_line] < left].tolist(), on_line[x[on_line] > right].tolist()
