"""The messages of an e-mail: who wrote which words, and when, down to the depth of the thread.

A reply carries the messages that it answers. Their words belong to their own writers: no
line of a quoted message is ever put down to the writer of the mail that quotes it. Where
the thread does not say who wrote a quoted message, its writer is unknown.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.document import Document, Mark, MarkKind, Span
from corpus.header_blocks import HeaderBlock, Line, header_block_at
from corpus.introductions import Introduction, introduction_at
from corpus.mailbox_lines import escaped_lines

MOST_ABOVE = 2
"""Lines that may stand above the header lines of a mail that was printed."""
UNKNOWN = "unknown writer"
_QUOTING = re.compile(r"[ ]{0,2}(?:[A-Z]{0,3}>[ \t\xa0]?)+")
_REMARK = re.compile(r"[ \t]{0,8}\[(?P<name>[^\[\]\n:]{2,80})[\]:]")
_NAMED = re.compile(
    r"(?:quoted )?message of (?P<writer>.+?)(?:, [A-Z][a-z]+ \d{1,2}, \d{4}|, [\d./-]{6,10})?"
)
_PARTS = " | "
_QUOTATION = ('"', "“", "„", "«")


@dataclass(frozen=True, slots=True)
class Message:
    """Who wrote some words and when; `quoted`: a mail that another wrote quotes them.

    `writer` is "" where the thread does not say; `day` is None, and `said` may hold the
    words for it, where it cannot be told.
    """

    writer: str
    day: datetime.date | None
    said: str = ""
    quoted: bool = True

    @property
    def when(self) -> str:
        """ "March 1, 2023", the mail's own words for it, or ""."""
        return f"{self.day:%B} {self.day.day}, {self.day.year}" if self.day else self.said

    def __str__(self) -> str:
        """ "Rhea Stone, March 1, 2023"."""
        return ", ".join(filter(None, (self.writer or UNKNOWN, self.when)))


def message_marks(text: str) -> tuple[Mark, ...]:
    """A mark for each stretch of an e-mail's text that one message holds, in order, apart."""
    return tuple(
        Mark(start, end, "quoted message" if message.quoted else "message", _value(message))
        for start, end, message in _stretches(text)
    )


def named(mark: Mark) -> str:
    """ "quoted message of Rhea Stone, March 1, 2023", of a mark of `message_marks`."""
    return f"{mark.kind} of {message_of(mark)}"


def names_message(heading: str) -> bool:
    """Whether a passage's heading is one that `named` gives."""
    return heading.startswith(("message of ", "quoted message of "))


def writer_in(heading: str | None) -> str:
    """The writer that a passage's heading names, where `named` gave it; "" for any other."""
    match = _NAMED.fullmatch(heading or "")
    return match["writer"] if match and match["writer"] != UNKNOWN else ""


def written(document: Document, span: Span) -> tuple[str, datetime.date | None]:
    """Who wrote the words at `span` of an e-mail, and on which day, "" and None where that is
    not known or they are of several messages; elsewhere "" and the document's day."""
    messages = messages_at(document, span)
    if not messages:
        return "", document.date
    return (messages[0].writer, messages[0].day) if len(messages) == 1 else ("", None)


def messages_at(document: Document, span: Span) -> tuple[Message, ...]:
    """The messages that hold some of `span`, in order; none outside an e-mail."""
    kinds: tuple[MarkKind, ...] = ("message", "quoted message")
    return tuple(
        dict.fromkeys(
            message_of(mark)
            for mark in document.marks
            if mark.kind in kinds and mark.start < span.end and span.start < mark.end
        )
    )


def message_of(mark: Mark) -> Message:
    """The message that a mark of `message_marks` tells of."""
    writer, _, when = mark.value.rpartition(_PARTS)
    try:
        day, said = datetime.date.fromisoformat(when), ""
    except ValueError:
        day, said = None, when
    return Message("" if writer == UNKNOWN else writer, day, said, mark.kind == "quoted message")


def _value(message: Message) -> str:
    when = message.day.isoformat() if message.day else message.said
    return f"{message.writer or UNKNOWN}{_PARTS}{when}"


def _stretches(text: str) -> Iterator[tuple[int, int, Message]]:
    """The (start, end) of each run of lines of one message, without outer white space."""
    begun: int | None = None
    ended, held = 0, None
    for line, message in _owned(list(_lines(text))):
        if not line.words.strip():
            continue
        if message is not held:
            if begun is not None and held is not None:
                yield begun, ended, held
            begun, held = line.start, message
        ended = line.end
    if begun is not None and held is not None:
        yield begun, ended, held


def _lines(text: str) -> Iterator[Line]:
    start = 0
    pieces = text.splitlines(keepends=True)
    escaped = escaped_lines(pieces)
    for number, piece in enumerate(pieces):
        words = piece.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        quoting = None if number in escaped else _QUOTING.match(words)
        depth = quoting.group().count(">") if quoting else 0
        yield Line(start, start + len(words), depth, words[quoting.end() :] if quoting else words)
        start += len(piece)


def _owned(lines: Sequence[Line]) -> Iterator[tuple[Line, Message | None]]:
    """Each line with the message that it belongs to; None before any header line."""
    thread = _Thread()
    at, opening = _opening(lines)
    if opening is not None:
        outer = Message(opening.writer, opening.day, opening.said, quoted=False)
        thread.hold(0, outer)
        yield from ((line, outer) for line in lines[at : opening.after])
        at = opening.after
    while at < len(lines):
        line = lines[at]
        if not line.words.strip():
            yield line, None
            at += 1
            continue
        thread.reach(line.depth, at)
        if block := header_block_at(lines, at):
            message = Message(block.writer, block.day, block.said)
            thread.hold(line.depth, message)
            yield from ((one, message) for one in lines[at : block.after])
            at = block.after
        elif found := introduction_at(lines, at):
            yield from ((one, thread.holders[line.depth]) for one in lines[at : found.after])
            at = found.after
            thread.introduce(line.depth, found, lines)
        else:
            yield line, thread.remarked(line) or thread.holders[line.depth]
            at += 1


def _opening(lines: Sequence[Line]) -> tuple[int, HeaderBlock | None]:
    """Where the mail's own header lines begin, and what they say: at its first words, or where
    it was printed, after the name of the mailbox."""
    worded = (at for at, line in enumerate(lines) if line.words.strip())
    for number, at in enumerate(islice(worded, 1 + MOST_ABOVE)):
        if block := header_block_at(lines, at, opening=not number):
            return at, block
    return 0, None


class _Thread:
    """Whose the lines are, by how deep they are quoted."""

    def __init__(self) -> None:
        self.holders: list[Message | None] = [None]
        self._introduced: Message | None = None
        self._depth_introduced = 0
        self._by_writer: dict[str, Message] = {}

    def remarked(self, line: Line) -> Message | None:
        """The message of whoever is named in brackets before a remark among quoted words, as
        Outlook marks them: "[Milo Penn] Not so."."""
        named = _REMARK.match(line.words)
        return self._by_writer.get(named["name"]) if named else None

    def reach(self, depth: int, at: int) -> None:
        """A line is quoted `depth` deep: what was introduced begins, if this is deeper."""
        if self._introduced is not None:
            shallower = self._depth_introduced
            if depth > shallower:
                self.hold(shallower + 1, self._introduced)
            self._introduced = None
        while len(self.holders) <= depth:
            self.holders.append(Message("", None))

    def hold(self, depth: int, message: Message) -> None:
        """From here on lines quoted `depth` deep are those of `message`."""
        while len(self.holders) < depth:
            self.holders.append(Message("", None))
        self.holders[depth:] = [message]
        if message.writer:
            self._by_writer.setdefault(message.writer, message)

    def introduce(self, depth: int, found: Introduction, lines: Sequence[Line]) -> None:
        """Words that follow are quoted: those deeper, or where none are, the rest as deep.

        Where the quoted words end, ">" alone tells; without it only a mail program's own line
        says whose the rest is, and below any other the rest is nobody's whom one could name.
        """
        message = Message(found.writer, found.day, found.said)
        at = found.after
        while at < len(lines) and not lines[at].words.strip():
            at += 1
        following = lines[at] if at < len(lines) else None
        if following is None or following.depth > depth:
            self._introduced, self._depth_introduced = message, depth
        elif following.depth == depth and not following.words.lstrip().startswith(_QUOTATION):
            self.hold(depth, message if found.full else Message("", None))
