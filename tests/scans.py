"""Scans of the pages of a PDF, made for the tests that read words off pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import numpy as np
import pypdfium2
from fpdf import FPDF
from PIL import Image, ImageFilter

PAPER = 226
"""The grey of the paper, from 0 for black to 255 for white."""


def slip(lines: Sequence[str], *, width: float = 110, height: float = 60) -> bytes:
    """A PDF of one small page, so many millimetres large, with these lines."""
    file = FPDF(format=(width, height))
    file.set_auto_page_break(False)
    file.set_font("Times", size=12)
    file.add_page()
    for line in lines:
        file.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(file.output())


def pages_of(pdf: bytes, *, dpi: int = 150) -> list[Image.Image]:
    """The pages as sharp pictures."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in file]


def words_of(pdf: bytes, page: int) -> str:
    """The words of a page, counted from 0, as the PDF holds them, a space between any two;
    rules to sign on, drawn with underscores, are no words."""
    with pypdfium2.PdfDocument(pdf) as file:
        text = file[page].get_textpage().get_text_range()
    return " ".join(re.sub("[\x02\ufffe]\\s*|__+", "", text).split())


def scan(page: Image.Image, *, turned: float = 2.0, noise: float = 12.0) -> Image.Image:
    """The page as a poor scanner gives it: on grey paper, `turned` by so many degrees
    counter-clockwise, a little blurred, with grain of this standard deviation."""
    grey = page.convert("L").point([PAPER * value // 255 + 20 for value in range(256)])
    grey = grey.rotate(turned, Image.Resampling.BICUBIC, fillcolor=PAPER + 20)
    pixels = np.asarray(grey.filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    grain = np.random.default_rng(7).normal(0.0, noise, pixels.shape)
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8)).convert("RGB")


def saved(pages: Sequence[Image.Image], format: str, *, dpi: int = 150) -> bytes:
    """The pictures as one file: several only for PDF and TIFF."""
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": [*pages[1:]]} if len(pages) > 1 else {}
    pages[0].save(buffer, format, dpi=(dpi, dpi), resolution=dpi, **more)
    return buffer.getvalue()


def accuracy(read: str, true: str) -> float:
    """The character accuracy: 1 less the edit distance by the length of what is true.

    Any run of white space counts as one space.
    """
    read, true = " ".join(read.split()), " ".join(true.split())
    return 1 - edit_distance(read, true) / len(true)


def edit_distance(a: str, b: str) -> int:
    """How many characters are put in, taken out or changed to get from one to the other."""
    codes = np.array([ord(c) for c in b], np.int64)
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for n, c in enumerate(a, start=1):
        # A row at once: the best from above, then the running minimum carries insertions along.
        above = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(c)))
        row = np.minimum.accumulate(np.concatenate(([n], above)) - steps) + steps
    return int(row[-1])
