"""Pictures of pages: scans, photographs and screenshots, a frame of a TIFF file a page."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from corpus.document import Flag, Page
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.layout import lay_out
from corpus.readers.lines import Line, scaled
from corpus.readers.ocr import RecognisedLine, recognise
from corpus.readers.upright import Pixels

LARGEST, LARGEST_READ = 60_000_000, 20_000_000
"""Pixels of a picture that is opened at all, and of what it is made smaller to at the most:
A4 at 600 dpi has 35 million, and letters are read as well at a quarter of that."""
PAGE_SIDE = 792.0
"""Points of the longer side of a page, which is how large a picture is taken to be."""
FEWEST_LETTERS = 3
"""Letters and digits in a picture with words; patterns in a photograph give one or two."""
RECOGNISED = Flag("recognised", "Its words were read off pictures; check quotes against the page.")
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError)
"""What Pillow raises where a file is cut short or does not hold what its header says."""
_LETTER = re.compile(r"[^\W_]")


def read_image(data: bytes, aids: Aids) -> Extracted:
    """The words of a picture, one page a frame.

    Raises `UnreadableFile` for a picture without words, too large, or damaged.
    """
    text = ""
    pages: list[Page] = []
    flags = [RECOGNISED]
    for number, frame in enumerate(frames(data, aids), start=1):
        words = "" if isinstance(frame, str) else page_text(frame)
        if isinstance(frame, str):
            flags.append(Flag("incomplete", f"Page {number} was left out: {frame}.", number))
        text += "\n\n" if text and words else ""
        pages.append(Page(number, len(text), len(text) + len(words)))
        text += words
    if not text:
        raise UnreadableFile("the picture holds no words that could be read")
    return Extracted(text, tuple(pages), flags=tuple(flags))


def page_text(image: Pixels) -> str:
    """The words of one picture in paragraphs; empty where it holds none."""
    found = recognise(image)
    if sum(len(_LETTER.findall(line.text)) for line in found) < FEWEST_LETTERS:
        return ""
    scale = PAGE_SIDE / max(image.shape)
    return lay_out([in_points(line, scale) for line in found]).text


def in_points(line: RecognisedLine, scale: float) -> Line:
    return scaled(line.upright, scale)


def frames(data: bytes, aids: Aids) -> Iterator[Pixels | str]:
    """Each frame upright as its camera noted, or why it can't be read where others can."""
    with _opened(data) as picture:
        # The frames of anything else move.
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        for number in range(count):
            aids.on_page(number + 1)
            try:
                picture.seek(number)
                yield _pixels(picture)
            except (*_DAMAGE, UnreadableFile) as error:
                if count == 1:
                    raise _as_damage(error) from error
                yield str(error) if isinstance(error, UnreadableFile) else "it is damaged"


def _as_damage(error: Exception) -> UnreadableFile:
    if isinstance(error, UnreadableFile):
        return error
    return UnreadableFile("the picture is damaged or cut off")


def _opened(data: bytes) -> Image.Image:
    """The picture, as yet undecoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return Image.open(io.BytesIO(data))
        except Image.DecompressionBombError as error:
            raise UnreadableFile(_too_large()) from error
        except UnidentifiedImageError as error:
            raise UnreadableFile("it is a picture of a kind that Casebook cannot open") from error


def _pixels(picture: Image.Image) -> Pixels:
    """The current frame in colours on white paper, made smaller if it is very large."""
    if picture.width * picture.height > LARGEST:
        raise UnreadableFile(_too_large(picture))
    shrink = math.sqrt(picture.width * picture.height / LARGEST_READ)
    if shrink > 1:
        size = int(picture.width / shrink), int(picture.height / shrink)
        picture.draft(None, size)
        frame = picture.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    else:
        frame = picture.copy()
    frame = ImageOps.exif_transpose(frame)
    if frame.mode.startswith(("I", "F")):
        frame = _as_bytes(frame)
    if frame.has_transparency_data:
        paper = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(paper, frame.convert("RGBA"))
    return np.asarray(frame.convert("RGB"))


def _as_bytes(frame: Image.Image) -> Image.Image:
    """A frame with more than 256 greys with that many."""
    greys = np.asarray(frame, np.float32)
    low, high = float(greys.min()), float(greys.max())
    return Image.fromarray(((greys - low) * (255 / ((high - low) or 1))).astype(np.uint8))


def _too_large(picture: Image.Image | None = None) -> str:
    size = f"of {picture.width} × {picture.height} pixels, " if picture else ""
    return f"it is a picture {size}too large to be opened safely; save it smaller"
