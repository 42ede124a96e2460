"""Keeping an answer in a file: as Markdown, as a Word document, or as JSON to verify later."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import replies
from assistant.errors import BadAnswerFile
from assistant.export.content import Sheet, sheet_of

if TYPE_CHECKING:
    from assistant.answer import Answer
    from index.case import Case


def save(answer: Answer, case: Case, path: str | Path) -> None:
    """Keep `answer` at `path`, as what its ending says: .md, .docx or .json.

    Each holds the quotes with their places, the SHA-256 of each file and how the answer
    was made. A file that is there is replaced. Raises `BadAnswerFile` for another ending.
    """
    from assistant.answered import answered

    keep(answered(case, answer), Path(path))


def keep(reply: replies.Answered, path: Path) -> None:
    """`save` for an answer that is a reply already."""
    path.write_bytes(_written_as(path)(reply))


def check_ending(path: Path) -> None:
    """Raise `BadAnswerFile` unless an answer can be kept under this name."""
    _written_as(path)
    reason = why_not_kept(path)
    if reason:
        raise BadAnswerFile(reason)


def why_not_kept(path: Path) -> str:
    """Why nothing can be written to `path`, as a sentence: known before the work whose result would
    be lost; empty where it can."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return f"There is no folder {folder} to keep {path.name} in."
    if path.is_dir():
        return f"{path} is a folder; give the name of a file."
    if not os.access(path if path.exists() else folder, os.W_OK):
        return f"{path} may not be written by you; give a name in another folder."
    return ""


def _written_as(path: Path) -> Callable[[replies.Answered], bytes]:
    if path.suffix.lower() not in _FORMATS:
        raise BadAnswerFile(
            f"An answer can't be kept as {path.name}; end its name in .md, .docx or .json."
        )
    return _FORMATS[path.suffix.lower()]


def _json(reply: replies.Answered) -> bytes:
    return f"{replies.json_line(reply)}\n".encode("utf-8", "backslashreplace")


def _markdown(reply: replies.Answered) -> bytes:
    return "\n".join(_markdown_lines(sheet_of(reply))).encode("utf-8", "replace")


def _word(reply: replies.Answered) -> bytes:
    from assistant.export.word import word_file

    return word_file(sheet_of(reply))


_FORMATS = {".md": _markdown, ".docx": _word, ".json": _json}


# Markdown


def _markdown_lines(sheet: Sheet) -> Iterator[str]:
    numbers = {quotation.number for quotation in sheet.quotations}
    yield f"# {literal(sheet.question)}"
    for paragraph in sheet.paragraphs:
        yield from ("", literal(paragraph, numbers))
    if sheet.unchecked:
        yield from ("", "## Unchecked", "")
        yield from (f"- {literal(sentence, numbers)}" for sentence in sheet.unchecked)
    if sheet.quotations:
        yield from ("", f"## {sheet.heading}")
    for quotation in sheet.quotations:
        mark = f"[{quotation.number}] "
        yield from ("", f"{mark}{literal(quotation.place)}")
        for note in quotation.notes:
            yield from ("", literal(note))
        yield from ("", f"> {literal(quotation.quote)}")
    if sheet.files:
        yield from ("", "## Files", "")
        yield from (f"- {literal(name)}: SHA-256 `{digest}`" for name, digest in sheet.files)
    yield from ("", "## How this was made", "")
    yield from (f"- {what}: {literal(value)}" for what, value in sheet.making)
    yield ""


_ACTIVE = re.compile(r"[\\`*_\[\]<>&#|~]|(?<=:)//|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
_OPENING = re.compile(r"^(?P<number>\d{0,9})(?P<sign>(?<=\d)[.)](?=\s|$)|(?<!\d)[-+=])")
_OWN_MARK = re.compile(r"\\\[(\d+)\\\](?![(:])")


def literal(text: str, numbers: Collection[int] = ()) -> str:
    """`text` so that Markdown shows it as it is: no link, no image, no heading comes of it.

    The marks of the sources in `numbers` stay as readers know them: [1].
    """
    escaped = _ACTIVE.sub(lambda match: "".join(f"\\{char}" for char in match.group()), text)
    escaped = _OPENING.sub(r"\g<number>\\\g<sign>", escaped)
    return _OWN_MARK.sub(
        lambda match: f"[{match[1]}]" if int(match[1]) in numbers else match.group(), escaped
    )
