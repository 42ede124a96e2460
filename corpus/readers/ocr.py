"""Words read off pictures, by rapidocr with the models that its wheel holds.

Detection finds where lines stand, on a smaller copy of the picture; recognition reads each
line. Both run on the processor, and nothing is fetched or written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corpus.extras import extras_named
from corpus.readers.lines import Line
from corpus.readers.upright import Pixels, Turn, turns_to_try

MOST_THREADS = 2
DETECTION_SIDE = 1280
"""Pixels of the longer side of the copy in which lines are looked for. Of an A4 page in
grain at 150 dpi, 960 loses half the lines of 6 points, which 1280 reads at .998, and takes
0.4 s less on two cores; lines of 7 points and more read the same."""
LEAST_SURE = 0.5
"""Lines read with less confidence are no words: patterns in a photograph."""
SURE = 0.85
"""A page whose letters are read with this confidence stands upright: it comes to .99, a
page on its head to .6."""
SAMPLE = 3
"""Lines, the longest, by which it is told which way up a page is that was not read well."""
SHORTEST = 3
"""Characters of a line whose box says whether it runs down the page."""
TALLEST = 2.0
"""A picture taller than this many widths is read in bands, or its letters get too small."""
THINNEST = 6
"""Pixels: no letter can be read in a picture that is thinner."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line read off a picture, and how sure the recogniser is of it, from 0 to 1.

    Its box is in pixels from the top left of the picture as it was given: that of the
    line's middle, width and height, so that the box of a line that is askew covers no
    others. `upright` is the line where it stands once the picture is turned so that lines
    run level: a page's layout is told from these.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    upright: Line
    turn: Turn

    def stretch(self, left: float, right: float) -> tuple[float, float, float, float]:
        """The box, in the picture as given, of what stands between two x of `upright`:
        its left, top, right and bottom."""
        whole = self.upright
        middle = (left + right - whole.left - whole.right) / 2
        x, y = self.turn.point_before(middle, 0.0)
        half = (right - left) / 2, whole.height / 2
        half_x, half_y = half if self.turn.quarters % 2 == 0 else half[::-1]
        x += (self.left + self.right) / 2
        y += (self.top + self.bottom) / 2
        return x - half_x, y - half_y, x + half_x, y + half_y


def recognise(image: Pixels) -> list[RecognisedLine]:
    """The lines of print in a picture (height × width × 3, RGB), from the top down.

    A picture that lies on its side or stands on its head is turned, and one that was laid on
    askew is straightened. Empty where no words can be read.
    """
    if min(image.shape[:2]) < THINNEST:
        return []
    turn, *others = turns_to_try(image)
    found = _read_turned(image, turn)
    if found and _confidence(found) < SURE:
        found = _read_otherwise(image, found, others)
    return [line for line in found if line.confidence >= LEAST_SURE]


def _read_otherwise(
    image: Pixels, found: list[RecognisedLine], others: Sequence[Turn]
) -> list[RecognisedLine]:
    """The lines of a picture turned in another way, if some of those `found` read better so."""
    sample = [_cut_out(image, line) for line in sorted(found, key=_length)[-SAMPLE:]]
    best, turn = _confidence(found), None
    for other in others:
        lines = [line for part in sample for line in _read_turned(part, other)]
        if _confidence(lines) > best:
            best, turn = _confidence(lines), other
        if best >= SURE:
            break
    return found if turn is None else _read_turned(image, turn)


def _read_turned(image: Pixels, turn: Turn) -> list[RecognisedLine]:
    upright = turn.apply(image)
    return [_placed(line, sure, turn, image, upright) for line, sure in _read(upright)]


def _placed(
    line: Line, confidence: float, turn: Turn, before: Pixels, after: Pixels
) -> RecognisedLine:
    x, y = turn.point_before(
        (line.left + line.right - after.shape[1]) / 2, (line.top + line.bottom - after.shape[0]) / 2
    )
    x, y = x + before.shape[1] / 2, y + before.shape[0] / 2
    point = RecognisedLine(line.text, x, y, x, y, confidence, line, turn)
    return RecognisedLine(line.text, *point.stretch(line.left, line.right), confidence, line, turn)


def _length(line: RecognisedLine) -> int:
    return len(line.text)


def _cut_out(image: Pixels, line: RecognisedLine) -> Pixels:
    """A line with some of the paper around it."""
    edge = line.upright.height
    top, left = (max(0, int(side - edge)) for side in (line.top, line.left))
    return image[top : int(line.bottom + edge), left : int(line.right + edge)]


def _confidence(lines: Sequence[RecognisedLine]) -> float:
    """The mean over all letters; lines that run down the page, turned wrong, count as unread."""
    letters = sum(len(line.text) for line in lines)
    sure = sum(len(line.text) * line.confidence for line in lines if line.upright.upright)
    return sure / letters if letters else 0.0


def _read(image: Pixels) -> Iterator[tuple[Line, float]]:
    """The lines of a picture that stands upright, and the confidence in each."""
    for top, bottom in _bands(image):
        # The engine takes the colours the other way round.
        pixels = np.ascontiguousarray(image[top:bottom, :, ::-1])
        found = _engine()(pixels, return_word_box=True, return_single_char_box=True)
        letters = found.word_results if found.txts and len(found.word_results) == len(found) else ()
        for n in range(len(found)):
            text = " ".join(found.txts[n].split())
            left, upper = (float(side) for side in found.boxes[n].min(axis=0))
            right, lower = (float(side) for side in found.boxes[n].max(axis=0))
            edges = _edges(text, letters[n]) if letters else ()
            level = right - left >= lower - upper or len(text) < SHORTEST
            box = left, upper + top, right, lower + top
            if text:
                yield Line(text, *box, edges if level else (), level), found.scores[n]


def _edges(text: str, letters: Sequence[Any]) -> tuple[float, ...]:
    """The x of the boundaries of characters, from the boxes of all that are no spaces."""
    if "".join(letter for letter, _, _ in letters) != text.replace(" ", ""):
        return ()
    boxes = iter([(float(corners[0][0]), float(corners[1][0])) for _, _, corners in letters])
    sides = [None if character == " " else next(boxes) for character in text]
    edges = [sides[0][0]] if sides and sides[0] else []
    for before, after in pairwise(sides):
        if before and after:
            edges.append((before[1] + after[0]) / 2)
        else:
            edges.append(before[1] if before else after[0] if after else edges[-1])
    edges += [sides[-1][1]] if sides and sides[-1] else []
    return tuple(np.maximum.accumulate(edges).tolist())


def _bands(image: Pixels) -> Iterator[tuple[int, int]]:
    """The rows, from and to, of the bands of a picture, cut where a row is most even."""
    height, width = image.shape[:2]
    step = max(int(TALLEST * width), DETECTION_SIDE)
    top = 0
    while height - top > step:
        tail = image[top + step // 2 : top + step, :, 1]
        cut = top + step // 2 + int(tail.std(axis=1).argmin())
        yield top, cut
        top = cut
    yield top, height


@cache
def _engine() -> Any:
    """The recogniser; it takes half a second to import and to build. Raises `MissingExtra`."""
    with extras_named():
        import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.text_score": 0.0,
            "EngineConfig.onnxruntime.intra_op_num_threads": min(MOST_THREADS, os.cpu_count() or 1),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # With their paths given, models are never looked for elsewhere.
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            # Lines one by one are a tenth faster than six, padded to the longest of them.
            "Rec.rec_batch_num": 1,
        }
    )
