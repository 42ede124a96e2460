"""What "last Wednesday" means in a sentence of a document, by the day that the writer wrote on."""

from __future__ import annotations

import re

from corpus.document import Document, Span
from corpus.language.relative_dates import meanings
from corpus.messages import messages_at

TOLD_FROM_THEIR_DAY = ("article", "press release", "e-mail")
"""Kinds of document that speak of days as their first readers would."""
_ANSWERED_MAIL = re.compile(r"^(?:>|-{2,} ?Original Message|On .{5,120} wrote:\s*$)", re.I | re.M)


def meaning_of(document: Document, span: Span) -> str:
    """ "“last Wednesday” is probably May 8, 2024, by the document's date", or nothing."""
    if document.kind not in TOLD_FROM_THEIR_DAY:
        return ""
    date, whose = document.date, "document"
    if messages := messages_at(document, span):
        date, whose = (messages[0].day if len(messages) == 1 else None), "message"
    elif document.kind == "e-mail" and _ANSWERED_MAIL.search(document.text, 0, span.end):
        return ""  # read before messages were told apart: the words of a mail of another day
    if date is None:
        return ""
    paragraph = document.text.rfind("\n\n", 0, span.start) + 1
    sentence = document.text[span.start : span.end]
    before = document.text[paragraph : span.start]
    said = dict.fromkeys(
        f"“{' '.join(sentence[start:end].split())}” is {meaning}"
        for start, end, meaning in meanings(sentence, date, before)
    )
    return f"{'; '.join(said)}, by the {whose}’s date" if said else ""
