"""The sentences of the case that one of the draft is held against.

Each is read as a person reads it in its paper: with the name for an opening "he", with who wrote
or says it, and with what its paper defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.amounts import amounts_in
from assistant.drafts.referents import LOOKED_BACK, referents_in
from assistant.drafts.traced import Traced, tidied, traced
from assistant.grounding.languages import unread
from assistant.words import stems
from corpus.document import Document, Span
from corpus.exchanges import exchanges
from corpus.language import language_of
from corpus.messages import written
from corpus.orders import orders_in
from corpus.pincite import places
from corpus.sentences import statement_spans

BEFORE = 1_200
"""Code points before a stretch that are read with it, for who "he" is."""
BEHIND = 600
OPENING = 3_000
"""Code points at a paper's beginning in which it says whom it calls what."""
MOST_COMPARED = 20
"""Sentences of those offered that are compared with a claim, the likeliest by their words."""
ACCUSATIONS = ("indictment", "complaint")
"""Kinds of papers in which nothing is proved."""
_QUOTE_MARKS = re.compile(r"(?:\n?>)+[ \t]?")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a paper at `span`, as it stands there and as it is `read`.

    `alleged`: its paper only accuses. `context` may complete a name; `foreign` is its language (ISO
    639-1) where the check does not know that one. `paragraph` tells sentences of one paragraph.
    """

    span: Span
    text: str
    read: Traced
    alleged: bool
    context: str
    foreign: str | None
    paragraph: int

    def place(self, start: int, end: int) -> Span:
        """Where in the paper the stretch ``read.text[start:end]`` stands."""
        return Span(self.span.document_id, *self.read.place(start, end))


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
        found.append(
            Said(
                span, text[a:b], _spoken(document, span, read), document.kind in ACCUSATIONS,
                context, unread(said.text, around), paragraph,
            )
        )  # fmt: skip
    return found


def _announces(text: str) -> bool:
    return text.endswith(":") and len(text.split()) < 8


def _unquoted(said: Traced) -> Traced:
    """Without the marks that a mail program puts before each line of what it quotes."""
    return said.replaced(
        [(m.start(), m.end(), " ") for m in re.finditer(r"\n[> \t]{0,20}>[ \t]?", said.text)]
    )


def _spoken(document: Document, span: Span, read: Traced) -> Traced:
    """The sentence behind the name of who wrote or says it, where that is known."""
    writer = written(document, span)[0] if document.kind == "e-mail" else ""
    if not writer:
        here = places(document, span)
        said = [m.value for m in here if m.kind in ("speaker", "witness")]
        writer = said[0] if len({*said}) == 1 else ""
    if not writer or writer.split()[-1] in read.text:
        return read
    prefix = f"{writer}: "
    return Traced(f"{prefix}{read.text}", (*[(span.start, span.end)] * len(prefix), *read.origins))


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
