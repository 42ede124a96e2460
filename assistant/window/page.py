"""A page of an open document as HTML: its facts, its words with marks, its picture with boxes."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.window.element import Html, element, joined
from assistant.window.markup import flowed
from assistant.window.shelf import facts_of, flag_lines
from assistant.window.viewer import Opened, Stretch, leaves, matches
from corpus.boxes import Box
from corpus.document import Document
from corpus.drawing import Drawing
from index.records import DocumentRecord

HASH_SHOWN = 12
"""Hexadecimal digits of a SHA-256 that are shown; all of them are in its title."""


def nothing() -> Html:
    """What the viewer says before anything is opened."""
    said = "Open a source, or a document from the list, to read it here."
    return element("p", said, class_="hint")


def title(record: DocumentRecord) -> Html:
    """What the document is called, on one line."""
    called = record.title or record.name
    return element("h2", called, class_="opened", title=called)


def head(record: DocumentRecord) -> Html:
    """What is known of a document, and what a careful person should know of it; of one
    that is refused also what it is called, since no tools stand above it."""
    parts = [title(record)] if record.state == "refused" else []
    short = element("abbr", record.id[:HASH_SHOWN] + "…", title=f"SHA-256 {record.id}")
    facts = [*facts_of(record), "SHA-256 "]
    if record.name != record.title:
        facts.insert(0, record.name)
    parts.append(element("p", " · ".join(facts), short, class_="facts"))
    parts += flag_lines(record)
    return element("header", *parts)


def position(now: Opened, document: Document) -> str:
    """Where one is: Page 4 of 12."""
    count = len(leaves(document))
    word = "Page" if document.pages else "Part"
    return f"{word} {leaves(document)[now.leaf].number:,} of {count:,}"


def found(now: Opened, document: Document) -> Html:
    """Which of the places that hold the words sought one is at: 3 of 17."""
    if not now.sought:
        return Html("")
    count = len(matches(document, now.sought))
    said = f"{now.match + 1:,} of {count:,}" if count else "Not in this document"
    return element("p", said, class_="found", role="status")


def words(now: Opened, document: Document) -> Html:
    """The text of the page with the quote and the places sought marked in it."""
    leaf = leaves(document)[now.leaf]
    all_found = matches(document, now.sought)
    current = all_found[now.match] if all_found else None
    inside = [(s, e) for s, e in all_found if s < leaf.end and leaf.start < e]
    shown = flowed(document.text[leaf.start : leaf.end])
    if not shown.strip():
        return element("p", "This page holds no words.", class_="hint")
    pieces = _pieces(shown, leaf.start, now.quote, inside, current)
    goes_on = now.quote is not None and leaf.start <= now.quote[0] < leaf.end < now.quote[1]
    said = [element("p", "The sentence goes on on the next page.", class_="aside")]
    text = element("div", *pieces, class_="words", tabindex=0, aria_label="Text of the page")
    return joined(text, *(said if goes_on else []))


def _pieces(
    shown: str,
    first: int,
    quote: Stretch | None,
    inside: Sequence[Stretch],
    current: Stretch | None,
) -> Iterator[str]:
    """The words cut wherever a mark begins or ends, each piece with the marks it is in."""
    marked = [*inside, *([quote] if quote else [])]
    cuts = {0, len(shown)} | {min(max(at - first, 0), len(shown)) for m in marked for at in m}
    bounds = sorted(cuts)
    sought = iter(sorted(inside))
    match = next(sought, None)
    for start, end in pairwise(bounds):
        at = start + first
        while match is not None and match[1] <= at:
            match = next(sought, None)
        classes = ["quote"] if quote and quote[0] <= at < quote[1] else []
        if match is not None and match[0] <= at:
            classes.append("current" if match == current else "match")
        piece = shown[start:end]
        yield element("mark", piece, class_=" ".join(classes)) if classes else piece


def waiting(now: Opened, document: Document) -> Html:
    """The place of a page's picture while it is drawn."""
    said = f"Drawing {position(now, document).lower()}"
    return element("div", element("p", said, class_="waiting"), class_="sheet blank")


def undrawn(reason: str) -> Html:
    """What stands there when the page can't be drawn."""
    said = f"This page cannot be shown as a picture: {reason}. Its text is under “Text”."
    return element("p", said, class_="hint")


def picture(
    now: Opened,
    document: Document,
    drawing: Drawing,
    quoted: Sequence[Box] = (),
    current: Sequence[Box] = (),
    looking: bool = False,
) -> Html:
    """The page's picture with boxes over the quote and over the place sought."""
    kind = "png" if drawing.picture.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{base64.b64encode(drawing.picture).decode('ascii')}"
    parts: list[str] = [element("img", src=source, alt=f"{position(now, document)} as it looks")]
    parts += [_box(box, "box") for box in quoted]
    parts += [_box(box, "box current") for box in current]
    sheet = element("div", *parts, class_="sheet", data_page=leaves(document)[now.leaf].number)
    if not looking:
        return sheet
    said = "Looking for the sentence on the scan"
    return joined(sheet, element("p", said, class_="waiting"))


def _box(box: Box, classes: str) -> Html:
    sides = {
        "left": box.left,
        "top": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
    }
    style = ";".join(f"{side}:{100 * value:.3f}%" for side, value in sides.items())
    return element("span", class_=classes, style=style)
