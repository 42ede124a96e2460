"""What stands on or beside a slide and is none of its live words: what is struck out, and the
comments of its readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.readers.kept_apart import comment_of

_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRUCK = ("sngStrike", "dblStrike")


def take_struck(element: Any) -> Iterator[str]:
    """Takes the words that are struck out from the paragraphs in an element of a slide, and gives
    them, those that stand together as one."""
    for paragraph in element.iter(f"{_MAIN}p"):
        words = ""
        for run in paragraph:
            looks = run.find(f"{_MAIN}rPr")
            text = run.find(f"{_MAIN}t")
            if looks is not None and text is not None and looks.get("strike") in _STRUCK:
                words += text.text or ""
                text.text = ""
            elif words.strip():
                yield words.strip()
                words = ""
        if words.strip():
            yield words.strip()


def writers_in(lists: Iterable[Any]) -> dict[str, str]:
    """The names of those who wrote comments, by their ids, from a presentation's lists of them."""
    return {writer.get("id", ""): writer.get("name", "") for one in lists for writer in one}


def comments_in(lists: Iterable[Any], writers: Mapping[str, str]) -> Iterator[str]:
    """The comments on a slide and the replies to them, each after its writer's name."""
    for element in (element for one in lists for element in one.iter()):
        if _name(element) in ("cm", "reply"):
            said = comment_of(writers.get(element.get("authorId", "")), _words(element))
            if said:
                yield said


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(comment: Any) -> str:
    """The words of a comment, older ones in plain text, newer ones in paragraphs."""
    parts = []
    for child in comment:
        if _name(child) == "text":
            parts.append(child.text or "")
        elif _name(child) == "txBody":
            parts += ("".join(p.itertext()) for p in child.iter(f"{_MAIN}p"))
    return " ".join(parts)
