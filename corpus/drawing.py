"""The picture of a page and the boxes of spans on it, made in a process of its own.

A file that hangs or crashes the drawer takes nothing else with it, and pages can be drawn
at the same time, which pdfium does not do within one process.
"""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from corpus.boxes import Box, boxes, page_picture
from corpus.document import Page
from corpus.errors import Encrypted, UnreadableFile
from corpus.formats import format_of
from corpus.process import environment
from corpus.wire import Message, pages_from_lists, pages_to_lists, receive, send
from corpus.worker import end_with_parent, limit_memory, own_pipes

SECONDS = 60.0
"""How long drawing may take; most of it is for reading words off a scan again."""
MEMORY = 1_536 * 1024 * 1024
WIDTH = 1_000
"""Pixels of a picture's width, about."""
HEAVY = 400_000
"""Bytes of a picture, with grain in it, that is given as JPEG instead."""
DRAWN = frozenset(("pdf", "image"))
"""The formats whose pages can be drawn."""
_ROOT = str(Path(__file__).parents[1])
_START = "import sys; sys.path.append(sys.argv[1]); from corpus.drawing import main; main()"

Stretch = tuple[int, int]
"""Code points, from and to, of a document's text."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw of a file: page `number`, from 1, with its picture or without, and the
    boxes on it of some stretches of the text; `pages` are the document's."""

    number: int
    pages: tuple[Page, ...]
    stretches: tuple[Stretch, ...] = ()
    picture: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, PNG or JPEG, empty where none was ordered, and boxes for each stretch."""

    picture: bytes
    boxes: tuple[tuple[Box, ...], ...]


def draw(data: bytes, name: str, order: Order, seconds: float = SECONDS) -> Drawing:
    """What was ordered of a file's bytes; raises `UnreadableFile` where it can't be drawn."""
    pipe = BytesIO()
    send(pipe, _message(name, order))
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-c", _START, _ROOT],
            input=pipe.getvalue() + data,
            capture_output=True,
            env=environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("drawing this page takes too long") from error
    reply = receive(BytesIO(ended.stdout))
    if reply is None:
        raise UnreadableFile("this page cannot be drawn")
    if "reason" in reply:
        raise UnreadableFile(reply["reason"])
    return Drawing(
        base64.b64decode(reply["picture"]),
        tuple(tuple(Box(*sides) for sides in found) for found in reply["boxes"]),
    )


def _message(name: str, order: Order) -> Message:
    return {
        "name": name,
        "number": order.number,
        "pages": pages_to_lists(order.pages),
        "stretches": order.stretches,
        "picture": order.picture,
    }


def main() -> None:
    """Take one order from standard input, the file's bytes after it, and give the drawing."""
    orders, results = own_pipes()
    end_with_parent()
    limit_memory(MEMORY)
    message = receive(orders)
    if message is None:
        return
    name = message.pop("name")
    stretches = tuple((start, end) for start, end in message.pop("stretches"))
    order = Order(pages=pages_from_lists(message.pop("pages")), stretches=stretches, **message)
    try:
        drawing = drawn(orders.read(), name, order)
    except Encrypted:  # its password was for reading it and is not kept
        send(results, {"reason": "its pages are not shown because it is encrypted"})
        return
    except UnreadableFile as error:
        send(results, {"reason": str(error)})
        return
    found = [[_sides(box) for box in some] for some in drawing.boxes]
    picture = base64.b64encode(drawing.picture).decode("ascii")
    send(results, {"picture": picture, "boxes": found})


def _sides(box: Box) -> Sequence[float]:
    return box.page, box.left, box.top, box.right, box.bottom


def drawn(data: bytes, name: str, order: Order) -> Drawing:
    """The same as `draw`, in this process."""
    if format_of(data, name) == "pdf":
        picture = page_picture(data, order.number, width=WIDTH) if order.picture else b""
        found = [boxes(data, order.pages, *_on_page(order, some)) for some in order.stretches]
        return Drawing(_lighter(picture), tuple(map(tuple, found)))
    return _drawn_image(data, order)


def _on_page(order: Order, stretch: Stretch) -> Stretch:
    """The part of a stretch that is on the page; an empty one where there is none."""
    page = next((page for page in order.pages if page.number == order.number), None)
    if page is None:
        raise UnreadableFile("the document has no such page")
    start, end = max(stretch[0], page.start), min(stretch[1], page.end)
    return (start, end) if start < end else (page.start, page.start)


def _drawn_image(data: bytes, order: Order) -> Drawing:
    import numpy as np
    from PIL import Image

    from corpus.readers.extracted import Aids
    from corpus.readers.images import frames

    numbered = enumerate(frames(data, Aids()), start=1)
    frame = next((frame for number, frame in numbered if number == order.number), None)
    if frame is None:
        raise UnreadableFile("the document has no such page")
    if isinstance(frame, str):
        raise UnreadableFile(frame)
    buffer = BytesIO()
    if order.picture:
        picture = Image.fromarray(np.asarray(frame))
        picture.thumbnail((WIDTH, 4 * WIDTH))
        picture.save(buffer, "PNG")
    return Drawing(_lighter(buffer.getvalue()), tuple(_boxes_on_image(frame, order)))


def _lighter(picture: bytes) -> bytes:
    if len(picture) < HEAVY:
        return picture
    from PIL import Image

    buffer = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _boxes_on_image(frame: object, order: Order) -> Iterator[tuple[Box, ...]]:
    """The boxes of each stretch, from the words as they are read off the picture again."""
    import numpy as np

    from corpus.readers.images import PAGE_SIDE, in_points
    from corpus.readers.layout import lay_out
    from corpus.readers.ocr import recognise

    if not order.stretches:
        return
    pixels = np.asarray(frame)
    height, width = pixels.shape[:2]
    lines = recognise(pixels)
    scale = PAGE_SIDE / max(pixels.shape)
    placed = [in_points(line, scale) for line in lines]
    laid = lay_out(placed)
    first = next(page.start for page in order.pages if page.number == order.number)
    for stretch in order.stretches:
        start, end = (place - first for place in _on_page(order, stretch))
        found = []
        for piece in laid.pieces:
            if piece.start < end and start < piece.end:
                line = placed[piece.line]
                edges = line.edges or np.linspace(line.left, line.right, len(line.text) + 1)
                at = [piece.offset + max(start, piece.start) - piece.start]
                at.append(piece.offset + min(end, piece.end) - piece.start)
                left, top, right, bottom = lines[piece.line].stretch(
                    *(float(edges[place]) / scale for place in at)
                )
                sides = (left / width, top / height, right / width, bottom / height)
                found.append(Box(order.number, *(round(min(max(x, 0.0), 1.0), 5) for x in sides)))
        yield tuple(found)
