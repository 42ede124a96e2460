"""The sentences of the case that one of the draft is held against.

Each is read as a person reads it in its paper: with the name for an opening "he", with who wrote
or says it, and with what its paper defines.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.drafts.pipe_tables import read_row
from assistant.drafts.referents import LOOKED_BACK, referents_in
from assistant.drafts.traced import Traced, tidied, traced
from assistant.grounding.languages import unread
from corpus.document import Document, Span
from corpus.exchanges import exchanges
from corpus.language.amounts import amounts_in
from corpus.language.identification import language_of
from corpus.language.names import names_in
from corpus.language.sentences import statement_spans
from corpus.language.words import stems
from corpus.messages import written
from corpus.orders import orders_in
from corpus.pincite import places
from corpus.remembering import remembered

BEFORE = 1_200
"""Code points before a stretch that are read with it, for who "he" is."""
BEHIND = 600
OPENING = 3_000
"""Code points at a paper's beginning in which it says whom it calls what."""
MASTHEAD = 240
"""Code points at the head of an article in which its paper is named."""
MOST_COMPARED = 20
"""Sentences of those offered that are compared with a claim, the likeliest by their words."""
ACCUSATIONS = ("indictment", "complaint")
"""Kinds of papers in which nothing is proved."""
DECISIONS = ("order", "opinion", "judgment")
"""Kinds of papers in which a court speaks."""
_JUDGE = re.compile(r"\bJUDGE|\bJudge\b")
MOST_ADDRESSED = 3
"""Others in a correspondence who are named with its writer; among more it is not said to whom."""
_DEFINED = re.compile(
    r"(?P<full>[A-Z][^\n(]{2,80}?)\s*\((?:the |hereinafter |collectively"
    r" )?[“\"](?P<short>[A-Z][^”\"\n]{1,40})[”\"]\)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a paper at `span`, as it stands there and as it is `read`.

    `alleged`: its paper only accuses. `context` may complete a name; `foreign` is its language (ISO
    639-1) where the check does not know that one. `paragraph` tells sentences of one paragraph,
    `title` names the paper, `kind` is what it is and `day` its own, `speaker` who wrote or says the
    words, and `definitions` the names that it shortens. The sentence's own words begin at code
    point `lead` of what is read.
    """

    span: Span
    text: str
    read: Traced
    alleged: bool
    context: str
    foreign: str | None
    paragraph: int
    title: str = ""
    kind: str = ""
    day: datetime.date | None = None
    speaker: str = ""
    lead: int = 0
    definitions: tuple[tuple[str, str], ...] = ()

    def read_for(self, claim: str) -> Traced:
        """The sentence as it is read, with the whole of a name that `claim` gives whole and the
        paper shortens."""
        text, changes = self.read.text, []
        for short, full in self.definitions:
            if full.casefold() in claim.casefold() and full.casefold() not in text.casefold():
                found = re.search(rf"(?<![\w“\"]){re.escape(short)}(?!\w)", text)
                if found:
                    changes.append((*found.span(), full))
        return self.read.replaced(changes) if changes else self.read


def said_in(document: Document, start: int, end: int) -> list[Said]:
    """The sentences of `document` of which something stands in ``text[start:end]``, in order."""
    text = document.text
    first = max(0, start - BEFORE)
    if first:  # at the beginning of a line, lest a part of a word is read for a sentence
        first = max(text.rfind("\n", 0, first + 1) + 1, 0)
    window = text[first : end + BEHIND]
    referents = referents_in(text[: 20 * OPENING])
    around = language_of(window) or document.language
    context = f"{text[:OPENING]}\n{window}"
    definitions = definitions_in(text[: 20 * OPENING])
    asked = {one.start + first: one for one in exchanges(window)}
    found: list[Said] = []
    before: list[str] = []
    paragraph, last = 0, first
    for a, b in statement_spans(window):
        a, b = a + first, b + first
        paragraph += bool(re.search(r"\n[ \t>]*\n", text[last:a]))
        said = tidied(_unquoted(traced(text, a, b)))
        read = referents.resolved(said, before[-LOOKED_BACK:])
        before.append(read.text)
        last = b
        if a >= end or b <= start:
            continue
        exchange = asked.get(a)
        if (
            _announces(said.text)
            or (said.text.endswith("?") and exchange is None)
            or orders_in(said.text)
        ):
            continue
        span = document.span(a, b)
        speaker = _speaker(document, span)
        counted = _under_count(document, span)
        row = read_row(text, a, b) if text[a] == "|" else None
        whole = row or _prefixed(read, span, [counted, _spoken(document, span, speaker)])
        found.append(
            Said(
                span=span,
                text=text[a:b],
                read=whole,
                lead=0 if row else len(whole.text) - len(read.text),
                alleged=document.kind in ACCUSATIONS,
                context=context,
                foreign=unread(said.text, around),
                paragraph=paragraph,
                title=f"{document.title} {document.kind} {_masthead(document)}",
                kind=document.kind,
                day=document.date,
                speaker=speaker,
                definitions=definitions,
            )
        )
    return found


def _announces(text: str) -> bool:
    return text.endswith(":") and len(text.split()) < 8


def _unquoted(said: Traced) -> Traced:
    """Without the marks that a mail program puts before each line of what it quotes."""
    return said.replaced(
        [(m.start(), m.end(), " ") for m in re.finditer(r"\n[> \t]{0,20}>[ \t]?", said.text)]
    )


def _masthead(document: Document) -> str:
    """What an article or a press release says at its head of who publishes it, and the lines of a
    decision that name its judge."""
    if document.kind in DECISIONS:
        ends = f"{document.text[:OPENING]}\n{document.text[-BEHIND:]}"
        return " ".join(
            line for line in ends.splitlines() if len(line) < 200 and _JUDGE.search(line)
        )
    reports = document.kind in ("article", "press release")
    return document.text[:MASTHEAD] if reports else ""


def _speaker(document: Document, span: Span) -> str:
    """Who wrote or says the words of a span; empty where that is not known."""
    if document.kind == "e-mail":
        return written(document, span)[0]
    here = places(document, span)
    said = {mark.value for mark in here if mark.kind in ("speaker", "witness")}
    return said.pop() if len(said) == 1 else ""


def _spoken(document: Document, span: Span, speaker: str) -> str:
    """ "Ada Quill to Tom Marsh, May 2, 2024": who wrote or says the words; to whom and when, where
    that is known."""
    if not speaker or document.kind != "e-mail":
        return speaker
    others = [name for name in _correspondents(document) if name != speaker]
    to = f" to {' and '.join(others)}" if 0 < len(others) <= MOST_ADDRESSED else ""
    day = written(document, span)[1]
    return f"{speaker}{to}{f', {day:%B} {day.day}, {day.year}' if day else ''}"


@remembered(64)
def _correspondents(document: Document) -> tuple[str, ...]:
    """Who wrote the messages of an e-mail, and to whom its header says that it went."""
    named = [mark.value.partition(" | ")[0] for mark in document.marks if "message" in mark.kind]
    for line in re.findall(
        r"^(?:To|Cc):[ \t]*([^\n]{1,400})", document.text[:OPENING], re.MULTILINE
    ):
        named += [part.partition("<")[0].strip(' "') for part in line.split(",")]
    return tuple(name for name in dict.fromkeys(named) if name and "@" not in name)


def _under_count(document: Document, span: Span) -> str:
    """ "Count Five (Money Laundering Conspiracy)": the count whose paragraphs a span is in."""
    counts = [mark for mark in places(document, span) if mark.kind == "count"]
    if len(counts) != 1:
        return ""
    lines = [line.strip(" \t*#()") for line in document.text[counts[0].start :][:300].splitlines()]
    named = [line for line in lines[1:4] if line and "U.S.C" in line][:1]
    charge = f" ({named[0].split(', ')[0]})" if named else ""
    return f"Count {counts[0].value}{charge}"


def _prefixed(read: Traced, span: Span, prefixes: Sequence[str]) -> Traced:
    """The sentence behind what one has to know to understand it."""
    known = [one for one in prefixes if one]
    if not known:
        return read
    prefix = f"{', '.join(known)}: "
    return Traced(f"{prefix}{read.text}", (*[(span.start, span.end)] * len(prefix), *read.origins))


@remembered(64)
def definitions_in(text: str) -> tuple[tuple[str, str], ...]:
    """The names that a text shortens, each with the whole: “Harbor Light” of “Harbor Light Trading
    LLC (“Harbor Light”)”."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        full = names_in(match["full"])[-1:]
        if full and match["full"].endswith(full[0][-3:]) and full[0] != match["short"]:
            found.setdefault(match["short"], full[0])
    return tuple(found.items())


def likeliest(claim: str, offered: Iterable[Said], most: int = MOST_COMPARED) -> list[Said]:
    """The sentences that share most with `claim` by their words and figures, each once."""
    wanted, figures = stems(claim), _figures(claim)
    scored = []
    known: set[Span] = set()
    for number, said in enumerate(offered):
        if said.span in known:
            continue
        known.add(said.span)
        words = stems(said.read.text)
        shared = len(wanted & words) / (len(wanted) or 1)
        same = len(figures & _figures(said.read.text)) / (len(figures) or 1)
        scored.append((-(shared + 0.5 * same), number, said))
    scored.sort(key=lambda one: one[:2])
    return [said for _, _, said in scored[:most]]


def _figures(text: str) -> set[str]:
    return {str(amount.value) for amount in amounts_in(text)} | set(re.findall(r"\d+", text))


def without_copies(offered: Sequence[Said]) -> list[Said]:
    """The sentences without further ones of the same words, which identical papers bring."""
    first: dict[str, Said] = {}
    for said in offered:
        first.setdefault(" ".join(said.text.split()).casefold(), said)
    return list(first.values())
