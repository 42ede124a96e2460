"""A checked draft as a Word file with comments at the sentences.

A Word draft comes back as a copy of itself, its formatting as it was; of any other a Word file is
made from its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from assistant import replies
from assistant.drafts.remarks import is_remarked, remarks, summary
from assistant.export.word import xml_text
from corpus.paragraphs import paragraph_spans

AUTHOR, INITIALS = "Casebook", "CB"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(#{1,6})\s+")
_HEADS = re.compile(r"\s[|=]\s|:\s")
SHORTEST = 12
"""Code points of a part of a sentence that is looked for by itself."""
AHEAD_OF_SHORT = 3
"""Paragraphs in which a sentence of fewer letters is looked for: further on it is another."""
_NOTE = re.compile(r"(?:Footnote|Endnote) [\w*†‡]{1,6}: ")
"""How a note opens, which Word keeps out of the body and gives no comments."""
_SPLIT = frozenset({f"{_W}rPr", f"{_W}t"})
"""What a run may hold that is cut in two; one with a tab or a picture is taken whole."""


def word_file(reply: replies.DraftChecked, data: bytes) -> bytes:
    """The bytes of a .docx: the draft, of which `data` are the bytes, with a comment for each
    sentence that there is something to say of."""
    import docx

    own = _opened(data) if reply.draft.lower().endswith(".docx") else None
    if own is not None:
        made = own
        unplaced = _comment_in(made, reply)
    else:
        made = docx.Document()
        made.core_properties.author = AUTHOR
        made.core_properties.title = xml_text(reply.draft)[:255]
        _written(made, reply)
        unplaced = []
    _summarise(made, reply, unplaced)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


# A copy of the user's own file


def _opened(data: bytes) -> Any | None:
    """The user's own Word file; None for what is called so and is none, as a text or a template."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(BytesIO(data))
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError):  # the last is lxml's
        return None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The letters and digits of a paragraph, each with its run and its place in the run's text."""

    bare: str
    places: tuple[tuple[Any, int], ...]


def _comment_in(made: Any, reply: replies.DraftChecked) -> list[replies.DraftSentence]:
    """Put the comments into a Word file; gives the sentences that do not stand in its body."""
    paragraphs = [_read(element) for element in made.element.body.iter(f"{_W}p")]
    unplaced = []
    at, position = 0, 0
    for sentence in reply.sentences:
        wanted, found = "", None
        in_note = _NOTE.match(reply.text, reply.text.rfind("\n", 0, sentence.start) + 1)
        for words in () if in_note else _as_written(sentence.text):
            wanted = _bare(words)
            found = _find(paragraphs, wanted, at, position)
            if found is not None:
                break
        if found is None:
            if is_remarked(sentence):
                unplaced.append(sentence)
            continue
        at, start = found
        position = start + len(wanted)
        if is_remarked(sentence):
            runs = _runs(paragraphs[at], start, position)
            paragraphs[at] = _read(_paragraph_of(runs[0]))
            _add(made, runs, sentence)
    return unplaced


def _as_written(text: str) -> Iterator[str]:
    """A sentence, then what of it stands behind the heads that a row of a table is read with."""
    yield text
    for cut in _HEADS.finditer(text):
        if len(text) - cut.end() >= SHORTEST:
            yield text[cut.end() :]


def _find(
    paragraphs: list[_Paragraph], wanted: str, at: int, position: int
) -> tuple[int, int] | None:
    """The paragraph and the place in it where a sentence stands, from where the last one ended;
    the number before it, which Word makes, may be missing."""
    last = len(paragraphs) if len(wanted) >= SHORTEST else at + AHEAD_OF_SHORT
    for number in range(at, min(last, len(paragraphs))):
        begin = position if number == at else 0
        start = paragraphs[number].bare.find(wanted, begin) if wanted else -1
        if start >= 0:
            return number, start
    return None


def _read(element: Any) -> _Paragraph:
    letters: list[str] = []
    places: list[tuple[Any, int]] = []
    for run in element.iter(f"{_W}r"):
        if _paragraph_of(run) is not element:
            continue
        for offset, sign in enumerate(_text(run)):
            if sign.isalnum():
                for letter in sign.casefold():
                    letters.append(letter)
                    places.append((run, offset))
    return _Paragraph("".join(letters), tuple(places))


def _paragraph_of(run: Any) -> Any:
    parent = run.getparent()
    while parent is not None and parent.tag != f"{_W}p":
        parent = parent.getparent()
    return parent


def _text(run: Any) -> str:
    """The words of a run, but those that were struck out."""
    return "".join(part.text or "" for part in run.iter(f"{_W}t"))


def _bare(text: str) -> str:
    return "".join(letter for sign in text if sign.isalnum() for letter in sign.casefold())


def _runs(paragraph: _Paragraph, start: int, end: int) -> list[Any]:
    """The runs that hold a stretch of a paragraph alone, cut where it begins and ends."""
    first, from_first = paragraph.places[start]
    last, to_last = paragraph.places[end - 1]
    length = len(_text(last))
    to_last += 1
    while (
        to_last < length
        and not _text(last)[to_last].isalnum()
        and not _text(last)[to_last].isspace()
    ):
        to_last += 1  # with its full stop
    if to_last < length:
        _cut(last, to_last)
    if from_first > 0:
        second = _cut(first, from_first)
        if second is not None:
            last = second if first is last else last
            first = second
    return [first, last]


def _cut(run: Any, at: int) -> Any | None:
    """Cut a run in two; gives the second, or None where it holds more than words."""
    if any(child.tag not in _SPLIT for child in run):
        return None
    words = _text(run)
    second = deepcopy(run)
    _set(run, words[:at])
    _set(second, words[at:])
    run.addnext(second)
    return second


def _set(run: Any, words: str) -> None:
    texts = list(run.iter(f"{_W}t"))
    for extra in texts[1:]:
        run.remove(extra)
    texts[0].text = words
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


# A file made from the text


def _written(made: Any, reply: replies.DraftChecked) -> None:
    text, sentences = reply.text, iter(reply.sentences)
    sentence = next(sentences, None)
    for start, end in paragraph_spans(text):
        heading = _HEADING.match(text, start, end)
        paragraph = made.add_paragraph(
            style=f"Heading {min(len(heading[1]), 4)}" if heading else None
        )
        position = heading.end() if heading else start
        while sentence is not None and sentence.start < end:
            begin = max(sentence.start, position)
            _say(paragraph, text[position:begin])
            run = _say(paragraph, text[begin : min(sentence.end, end)])
            if run is not None and is_remarked(sentence):
                _add(made, [run._r, run._r], sentence)
            position = min(sentence.end, end)
            sentence = next(sentences, None)
        _say(paragraph, text[position:end])


def _say(paragraph: Any, words: str) -> Any | None:
    """A run of these words, on one line; None for none."""
    shown = re.sub(r"\s+", " ", re.sub(r"\*{1,3}", "", words))
    return paragraph.add_run(xml_text(shown)) if shown else None


# Comments


def _add(made: Any, runs: list[Any], sentence: replies.DraftSentence) -> None:
    _comment(made, runs, remarks(sentence))


def _comment(made: Any, runs: list[Any], lines: Iterator[str]) -> None:
    from docx.text.run import Run

    marked = [Run(run, made) for run in runs]
    first, *more = [xml_text(line) for line in lines]
    comment = made.add_comment(runs=marked, text=first, author=AUTHOR, initials=INITIALS)
    for line in more:
        comment.add_paragraph(line)


def _summarise(
    made: Any, reply: replies.DraftChecked, unplaced: list[replies.DraftSentence]
) -> None:
    """A comment on the whole at the first words, with what stands where no comment can."""
    lines = [*summary(reply)]
    for sentence in unplaced:
        said, *more = remarks(sentence)
        lines.append(f"Not in the body of the file: “{' '.join(sentence.text.split())}” {said}")
        lines += more
    first = next((run for run in made.element.body.iter(f"{_W}r") if _text(run).strip()), None)
    if first is not None:
        _comment(made, [first, first], iter(lines))
