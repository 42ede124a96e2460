"""A message of whatever format as text: its header lines, then its body."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from corpus.document import Mark
from corpus.readers.extracted import Extracted, Part
from corpus.readers.flowed import with_whole_quotes
from corpus.readers.hard_wraps import words_joined
from corpus.readers.kept_apart import struck_flags, struck_marks
from corpus.readers.zero_width import unseen_flags, unseen_marks

HEADERS = ("From", "To", "Cc", "Bcc", "Date", "Subject")
"""The header lines that are part of the text, in their order."""


def letter(
    headers: Mapping[str, str],
    body: str,
    parts: tuple[Part, ...] = (),
    date: datetime.date | None = None,
    unseen: Sequence[str] = (),
    struck: Sequence[str] = (),
) -> Extracted:
    """The header lines as one block, marked, with a line that names the attachments; then
    the body. The subject is the title."""
    lines = [f"{name}: {headers[name]}" for name in HEADERS if headers.get(name)]
    if parts:
        lines.append(f"Attachments: {'; '.join(part.name for part in parts)}")
    block = "\n".join(lines)
    text = "\n\n".join(filter(None, (block, _tidied(body))))
    marks = (Mark(0, len(block), "mail header", "header"),) if block else ()
    return Extracted(
        text=text,
        title=headers.get("Subject"),
        date=date,
        kind="e-mail",
        marks=(*marks, *unseen_marks(unseen, len(text)), *struck_marks(struck, len(text))),
        flags=(*unseen_flags(unseen), *struck_flags(struck)),
        parts=parts,
    )


def _tidied(body: str) -> str:
    """Line ends made one kind, no more than one empty line on end, quoted paragraphs and
    divided words whole."""
    body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = "\n".join(line.rstrip() for line in body.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", with_whole_quotes(words_joined(lines, in_mail=True))).strip()
