"""Which way a page lies in a picture: turned by quarters, and a little askew.

Lines of print make rows of ink with white between them. Seen along the lines, the amount of
ink jumps from row to row; seen at another angle, it blurs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, red, green and blue, from the top left."""

MOST_ASKEW = 6.0
"""Degrees either way in which a page that was laid on askew is looked for."""
LEAST_ASKEW = 0.3
"""Degrees; a page is not turned by less, which no recogniser minds."""
CLEARER = 1.15
"""Rows of ink are clearer by this factor along the lines of a page that is askew."""
_SAMPLE = 800
_BLOCK = 32
_DARKER = 28


@dataclass(frozen=True, slots=True)
class Turn:
    """How a picture is turned to stand upright: quarters, then degrees, both
    counter-clockwise, about its middle."""

    quarters: int = 0
    degrees: float = 0.0

    def apply(self, image: Pixels) -> Pixels:
        """The picture turned; what comes in at the corners is of the colour of its paper."""
        turned = np.rot90(image, self.quarters)
        if not self.degrees:
            return np.ascontiguousarray(turned)
        paper = tuple(int(value) for value in np.median(turned[::16, ::16], axis=(0, 1)))
        picture = Image.fromarray(np.ascontiguousarray(turned)).rotate(
            self.degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=paper
        )
        return np.asarray(picture)

    def point_before(self, x: float, y: float) -> tuple[float, float]:
        """Where a point was before, both times seen from the middle of the picture."""
        angle = math.radians(self.degrees + 90.0 * self.quarters)
        return (
            x * math.cos(angle) - y * math.sin(angle),
            x * math.sin(angle) + y * math.cos(angle),
        )


def turns_to_try(image: Pixels) -> Iterator[Turn]:
    """The turns that may set a picture upright, the likeliest first.

    What stands on its head shows in its words alone, so a caller has to look at them.
    """
    ink = _ink(image)
    level, level_degrees = _askew(ink)
    upended, upended_degrees = _askew(np.rot90(ink))
    sides = [(0, level_degrees), (2, level_degrees), (1, upended_degrees), (3, upended_degrees)]
    if upended > CLEARER * level:
        sides = sides[2:] + sides[:2]
    yield from (Turn(quarters, degrees) for quarters, degrees in sides)


def _ink(image: Pixels) -> npt.NDArray[np.bool_]:
    """Where a smaller copy of the picture is clearly darker than the paper round about."""
    height, width = image.shape[:2]
    scale = max(1, round(max(height, width) / _SAMPLE))
    grey = np.asarray(Image.fromarray(image).convert("L").reduce(scale), np.int16)
    rows, columns = (max(1, side // _BLOCK) for side in grey.shape)
    small = Image.fromarray(grey.astype(np.uint8)).resize((columns, rows), Image.Resampling.BOX)
    paper = small.resize((grey.shape[1], grey.shape[0]), Image.Resampling.BILINEAR)
    ink: npt.NDArray[np.bool_] = grey < np.asarray(paper, np.int16) - _DARKER
    return ink


def _askew(ink: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """How clear the rows of ink are at best, and by how many degrees the picture has to be
    turned counter-clockwise for that."""
    y, x = np.nonzero(ink)
    if not len(y):
        return 0.0, 0.0
    level = _clearness(x, y, 0.0)
    coarse = np.arange(-MOST_ASKEW, MOST_ASKEW + 0.1, 0.5)
    near = max(coarse, key=lambda degrees: _clearness(x, y, degrees))
    fine = np.arange(near - 0.4, near + 0.41, 0.1)
    clearest = max(fine, key=lambda degrees: _clearness(x, y, degrees))
    best = _clearness(x, y, clearest)
    if abs(clearest) < LEAST_ASKEW or best < CLEARER * level:
        return level, 0.0
    return best, round(float(clearest), 1)


def _clearness(x: npt.NDArray[np.intp], y: npt.NDArray[np.intp], degrees: float) -> float:
    """How much the ink changes from row to row once the picture is turned."""
    angle = math.radians(degrees)
    rows = (y * math.cos(angle) - x * math.sin(angle)).astype(np.intp)
    profile = np.bincount(rows - rows.min())
    return float(np.square(np.diff(profile)).sum())
