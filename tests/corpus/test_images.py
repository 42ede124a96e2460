"""Pictures become documents: every usual format, a page a frame, and no trap is sprung."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import ExifTags, Image

from corpus.document import Page
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids
from corpus.readers.images import read_image
from tests import scans

WORDS = "The vessel called at Port Ellery on March 10, 2022."
SLIP = scans.pages_of(scans.slip([WORDS], height=30))[0].convert("RGB")
OTHER = scans.pages_of(scans.slip(["Its master signed for three containers."], height=30))[0]


def saved(picture: Image.Image = SLIP, format: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, format, **options)
    return buffer.getvalue()


def clear(picture: Image.Image) -> Image.Image:
    """The ink on a sheet that can be seen through."""
    ink = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    ink.putalpha(picture.convert("L").point([255 - value for value in range(256)]))
    return ink


def deep(picture: Image.Image) -> Image.Image:
    """With 65,536 greys, of which it uses the darkest few."""
    return Image.fromarray(np.asarray(picture.convert("L"), np.uint16) * 8 + 500)


def mirrored(picture: Image.Image) -> bytes:
    """As a camera saves it that notes how it is to be shown."""
    note = Image.Exif()
    note[ExifTags.Base.Orientation] = 2
    return saved(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), "JPEG", exif=note)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_picture_in_any_usual_format_is_a_document_of_one_page(format: str) -> None:
    found = read_image(saved(format=format), Aids())
    assert found.text == WORDS
    assert found.pages == (Page(1, 0, len(WORDS)),)
    assert [flag.kind for flag in found.flags] == ["recognised"]


@pytest.mark.parametrize(
    "data",
    [
        saved(SLIP.convert("1")),
        saved(SLIP.convert("P")),
        saved(SLIP.convert("CMYK"), "JPEG"),
        saved(clear(SLIP)),
        saved(deep(SLIP)),
        saved(SLIP.convert("1"), "TIFF", compression="group4"),
        mirrored(SLIP),
        saved(SLIP.resize((SLIP.width * 9, SLIP.height * 9))),
    ],
    ids="black-and-white palette cmyk clear deep fax mirrored large".split(),
)
def test_words_are_read_whatever_a_picture_is_made_of(data: bytes) -> None:
    assert read_image(data, Aids()).text == WORDS


def test_each_frame_of_a_tiff_is_a_page() -> None:
    blank = Image.new("L", SLIP.size, 255)
    begun: list[int] = []
    data = scans.saved([SLIP, blank, OTHER], "TIFF")
    found = read_image(data, Aids(on_page=begun.append))
    assert begun == [1, 2, 3]
    assert [found.text[page.start : page.end] for page in found.pages] == [
        WORDS,
        "",
        "Its master signed for three containers.",
    ]
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert found.text.count("\n\n") == 1


def test_a_damaged_frame_is_left_out_and_said_to_be() -> None:
    data = scans.saved([SLIP, OTHER], "TIFF")
    found = read_image(data[:-2_000], Aids())
    assert found.text == WORDS
    assert [(flag.kind, flag.page) for flag in found.flags] == [
        ("recognised", None),
        ("incomplete", 2),
    ]


def test_lines_become_paragraphs() -> None:
    lines = [
        "1. The vessel called at Port Ellery on March 10, 2022, and its",
        "master signed for three containers of cookware that day.",
        "2. No officer of the port opened any of these containers.",
    ]
    page = scans.pages_of(scans.slip(lines, width=130))[0]
    found = read_image(saved(scans.scan(page, turned=1.5)), Aids())
    assert found.text.split("\n\n") == [f"{lines[0]} {lines[1]}", lines[2]]


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (300, 200), "white"),
        Image.new("RGBA", (1, 1)),
        Image.fromarray(np.random.default_rng(5).integers(0, 256, (200, 300, 3)).astype(np.uint8)),
    ],
    ids=["blank", "a point", "noise"],
)
def test_a_picture_without_words_is_refused(picture: Image.Image) -> None:
    with pytest.raises(UnreadableFile, match="the picture holds no words that could be read"):
        read_image(saved(picture), Aids())


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(side: int) -> None:
    begins = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", begins) + chunk(b"IDAT", zlib.compress(b""))
    with pytest.raises(UnreadableFile, match="too large to be opened safely"):
        read_image(data + chunk(b"IEND", b""), Aids())


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def test_what_is_no_picture_after_all_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="cannot open"):
        read_image(b"\x89PNG\r\n\x1a\n and nothing more", Aids())


def test_a_picture_that_is_cut_short_is_damaged() -> None:
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        read_image(saved()[:-3_000], Aids())
