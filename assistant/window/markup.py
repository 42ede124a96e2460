"""Conversations and their sources as HTML.

Links carry where they point in their fragment alone, ``#source-TURN-NUMBER``, because
Gradio's chat takes every other attribute away; `keys.js` reads it there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.answer import NOT_KNOWN, Answer, Citation, Claim, Objection
from assistant.conversations import Turn
from assistant.grounding.languages import called
from assistant.window.chips import named
from assistant.window.conversation import Conversation
from assistant.window.element import Html, element
from assistant.window.shelf import counted, day
from corpus.document import Span
from corpus.paragraphs import paragraph_spans
from index.filters import WHOLE_CASE, Filter
from index.records import DocumentRecord

WIDE, NARROW = 280, 130
"""Code points shown on either side of a sentence that answers, and of one that does not."""

GONE = "This document is no longer in the case; its words are as they were quoted."
REPLACED = "This document has been replaced since; these are its words as they were quoted."

ASK_ALL = "Ask the whole case instead"
Records = Mapping[str, DocumentRecord]
"""A case's documents by name."""
NO_RECORDS: Records = {}


# The conversation


def messages(conversation: Conversation, records: Records = NO_RECORDS) -> list[Any]:
    """The conversation as `gr.Chatbot` takes it; `records` tell what was searched."""
    shown = []
    for number, turn in enumerate(conversation, 1):
        question = element("div", turn.question, class_="question")
        shown.append({"role": "user", "content": question})
        shown.append({"role": "assistant", "content": _turn(number, turn, records)})
    return shown


def _turn(number: int, turn: Turn, records: Records) -> Html:
    parts: list[str] = []
    if turn.answer is not None:
        if turn.answer.scope and not turn.waiting:
            parts.append(_kept_to(number, turn, records))
        parts.append(_answer(number, turn.answer))
    if turn.waiting:
        parts.append(element("p", turn.waiting, class_="waiting"))
    elif turn.answer is not None:
        parts.append(_search(turn, turn.answer, records))
        parts.append(_under(number, turn.answer))
    if turn.failure:
        parts.append(element("p", turn.failure, class_="failure"))
    if turn.stopped:
        parts.append(element("p", "You stopped this answer.", class_="aside"))
    return element("div", *parts, class_="reply")


def _kept_to(number: int, turn: Turn, records: Records) -> Html:
    """What the question was kept to, with a cross that has the whole case asked instead."""
    label = ", ".join(_scope(turn, records))
    cross = element("a", "×", class_="off", href=f"#whole-{number}", title=ASK_ALL)
    return element(
        "p",
        element("span", "Searched only ", class_="said"),
        element("span", element("span", label, class_="label"), cross, class_="chip"),
        class_="kept",
    )


def _scope(turn: Turn, records: Records) -> list[str]:
    """In plain words what an answer was kept to: what was chosen, or what the question named."""
    answer = turn.answer
    titles = {name: record.title for name, record in records.items()}
    where = turn.where
    if answer is not None and where == WHOLE_CASE:
        where = Filter(documents=answer.scope)
    return [label for _, label in named(where, titles)]


def _answer(number: int, answer: Answer) -> Html:
    parts: list[str] = []
    if answer.abstained or not answer.claims:
        said, searched = _parted(answer.text)
        parts.append(element("p", said, class_="abstained"))
        parts += [element("p", *_near(number, one), class_="near") for one in _shown_near(answer)]
        parts += [element("p", searched, class_="aside")] if searched else []
        unchecked = [claim for claim in answer.claims if claim.verdict == "unchecked"]
        parts += [element("p", *_claim(number, claim)) for claim in unchecked]
    else:
        parts += [element("p", *_claim(number, claim)) for claim in answer.claims]
    if answer.notice:
        parts.append(element("p", answer.notice, class_="aside"))
    if any(claim.verdict == "unsupported" for claim in answer.claims):
        parts.append(element("p", "Struck out: what no document was found to say.", class_="aside"))
    return element("div", *parts, class_="answer")


def _parted(text: str) -> tuple[str, str]:
    """What an answer that abstains says, and what it says of where it looked."""
    said, looked, rest = text.partition(" Casebook looked for ")
    return said, (looked + rest).strip()


def _shown_near(answer: Answer) -> Sequence[Citation]:
    """The sentences that may answer, where none surely does; the one that says that it is not
    known, where one does."""
    if answer.standing != "uncertain":
        return ()
    return answer.nearest[:1] if answer.text.startswith(NOT_KNOWN) else answer.nearest


def _near(number: int, citation: Citation) -> list[str]:
    words = element("span", *_with_exact(citation, flowed(citation.quote)), class_="quoted")
    return [words, "\u00a0", _mark(number, citation)]


def _claim(number: int, claim: Claim) -> list[str]:
    if claim.verdict == "unsupported":
        why = [element("span", *_why_not(claim.objection), class_="why")] if claim.objection else []
        struck = element("s", *_struck(claim), class_="unsupported")
        return [struck, "\u00a0", _verdict(claim), *why]
    quoted = claim.verdict == "quoted"
    words = element("span", *_words(claim), class_="quoted") if quoted else claim.text
    marks = [_mark(number, citation) for citation in claim.citations]
    return [words, "\u00a0", *([*marks, "\u00a0"] if marks else []), _verdict(claim)]


def _words(claim: Claim) -> list[str]:
    """A quoted claim's words with the very answer picked out, where it is known."""
    words = flowed(claim.text)
    cited = next((c for c in claim.citations if c.quote == claim.text), None)
    return list(_with_exact(cited, words)) if cited else [words]


def _with_exact(citation: Citation, quote: str) -> Iterator[str]:
    """The quote's words, which may flow, cut where the exact answer stands in them."""
    exact, start = citation.exact, citation.span.start
    if exact is None:
        yield quote
        return
    yield quote[: exact.start - start]
    yield element("b", quote[exact.start - start : exact.end - start], class_="exact")
    yield quote[exact.end - start :]


def _verdict(claim: Claim) -> Html:
    said = {
        "quoted": "quoted",
        "verified": "checked",
        "unchecked": "not checked",
        "unsupported": "not borne out",
    }
    words = said[claim.verdict]
    if claim.language:
        words = f"{words}: the check does not know {called(claim.language)}"
    return element("span", words, class_="verdict")


def _struck(claim: Claim) -> list[str]:
    """A claim that fell, with the words that a rule objects to picked out."""
    start, end = claim.objection.claim_span if claim.objection else (0, 0)
    if (start, end) == (0, len(claim.text)) or start == end:
        return [claim.text]
    return [claim.text[:start], element("b", claim.text[start:end]), claim.text[end:]]


def _why_not(objection: Objection) -> list[str]:
    """Why a claim fell, and what its nearest sentence says, with its place."""
    source = objection.source
    said = element("span", f"“{flowed(source.quote)}”", class_="quoted")
    return [f"{objection.reason}: ", said, f" — {source.pincite}"]


def _search(turn: Turn, answer: Answer, records: Records) -> Html:
    """Behind a fold: the question that was looked up, and what was read for it."""
    readable = [record for record in records.values() if record.state != "refused"]
    parts: list[str] = []
    if answer.standalone != answer.question:
        looked_up = element("span", answer.standalone, class_="standalone")
        parts.append(element("p", "Looked up as: ", looked_up))
    if answer.scope:
        parts.append(element("p", f"Kept to: {', '.join(_scope(turn, records))}.", class_="scope"))
    elif turn.everywhere:
        parts.append(element("p", "Asked of the whole case.", class_="scope"))
    read = len(answer.passages)
    if read:
        among = f" out of {counted(len(readable), 'document')}" if readable else ""
        said = f"Read closely: the {counted(read, 'passage')} that fit best{among}."
        parts.append(element("p", said))
        names = {record.id: record.title or record.name for record in readable}
        held = Counter(names.get(p.passage.span.document_id) for p in answer.passages)
        rows = [element("li", f"{name}: {number}") for name, number in held.items() if name]
        parts += [element("ul", *rows)] if rows else []
    if not parts:
        return Html("")
    return element("details", element("summary", "What was searched"), *parts, class_="search")


def _mark(number: int, citation: Citation) -> Html:
    return element(
        "a",
        str(citation.number),
        class_="mark",
        href=f"#source-{number}-{citation.number}",
        title=f"“{flowed(citation.quote)}” — {citation.pincite}",
    )


def _under(number: int, answer: Answer) -> Html:
    """The line under an answer: its sources, and a copy with them to take away."""
    shown = shown_under(answer)
    parts: list[str] = []
    if shown:
        word = "nearest sentence" if answer.abstained else "source"
        count = f"{len(shown)} {word}{'' if len(shown) == 1 else 's'}"
        parts.append(element("a", count, class_="look", href=f"#source-{number}-0"))
    if not answer.abstained:
        parts.append(element("button", "Copy with sources", type="button", class_="copy"))
        parts.append(element("span", plain(answer), class_="plain", hidden=True))
    return element("p", *parts, class_="under")


def plain(answer: Answer) -> str:
    """An answer with its sources as plain text, for the clipboard."""
    sources = [f"[{c.number}] {c.pincite}: “{flowed(c.quote)}”" for c in _cited(answer)[0]]
    return "\n".join([answer.text, "", *sources])


def shown_under(answer: Answer) -> Sequence[Citation]:
    """What an answer points at: the sentences it rests on, or those that came nearest."""
    return answer.nearest if answer.abstained else _cited(answer)[0]


def ratings(conversation: Conversation) -> list[str | None]:
    """What the reader thought of each answer, as `gr.Chatbot` takes it."""
    names = {True: "Like", False: "Dislike"}
    return [names[turn.rating.good] if turn.rating else None for turn in conversation]


# The sources beside it


LESSER = {
    "answered": "For context",
    "uncertain": "These come nearest",
    "silent": "Nearest, but not an answer",
}


def sources(number: int, turn: Turn | None, records: Records, focused: int = 0) -> Html:
    """The sources of turn `number`, with source `focused` picked out."""
    if turn is None:
        said = "The sentences that an answer rests on are shown here, in their surroundings."
        return element("p", said, class_="hint")
    heading = element("h2", turn.question, class_="asked", id=f"source-{number}-0")
    answer = turn.answer
    if answer is None:
        return element("section", heading, class_="sources", aria_label="Sources")
    cited, context = _cited(answer)
    parts: list[str] = [heading]
    parts.append(element("a", "Back to the conversation", class_="back", href="#chat"))
    parts += [_card(number, source, records, source.number == focused) for source in cited]
    lesser = answer.nearest or context
    if lesser:
        said = LESSER[answer.standing]
        parts.append(element("p", said, class_="lesser"))
    marked = {citation.number for citation in _shown_near(answer)}
    parts += [
        _card(number, source, records, None, is_marked=source.number in marked) for source in lesser
    ]
    return element("section", *parts, class_="sources", aria_label="Sources")


def _cited(answer: Answer) -> tuple[list[Citation], list[Citation]]:
    """The citations that claims rest on, and of the others those that do not stand beside
    one of them anyway."""
    marked = {citation.number for claim in answer.claims for citation in claim.citations}
    cited = [citation for citation in answer.citations if citation.number in marked]
    others = [citation for citation in answer.citations if citation.number not in marked]
    return cited, [other for other in others if not any(_beside(other, one) for one in cited)]


def _beside(other: Citation, shown: Citation) -> bool:
    """Whether `other` can be read in the surroundings that `shown` is shown in."""
    span = shown.span
    seen = Span(span.document_id, max(0, span.start - WIDE), span.end + WIDE)
    return seen.contains(other.span)


def _card(
    number: int,
    citation: Citation,
    records: Records,
    focused: bool | None,
    is_marked: bool = True,
) -> Html:
    """A source; `focused` is None for one that no claim rests on. One that no mark in the
    conversation points at has no number: it `is_marked` by none."""
    lesser = focused is None
    record = records.get(citation.document)
    facts = [citation.document]
    if record is not None:
        facts += [record.kind] if record.kind != "other" else []
        # An e-mail holds messages of other days.
        date = citation.date if record.kind == "e-mail" else record.date
        facts += [day(date)] if date else []
    if citation.page is not None:
        facts.append(f"page {citation.page}")
    gone = _gone(citation, records)
    return element(
        "article",
        *([element("span", str(citation.number), class_="number")] if is_marked else []),
        element("h3", citation.pincite),
        element("p", " · ".join(facts), class_="facts"),
        *([element("p", gone, class_="gone")] if gone else []),
        element("blockquote", *_in_surroundings(citation, NARROW if lesser else WIDE)),
        *([] if gone else [_open_link(number, citation)]),
        class_="source" + (" lesser" if lesser else " focused" if focused else ""),
        id=f"source-{number}-{citation.number}",
        tabindex=-1,
    )


def _open_link(number: int, citation: Citation) -> Html:
    said = "Open the page" if citation.page is not None else "Open the document"
    link = element("a", said, href=f"#open-{number}-{citation.number}", class_="open")
    return element("p", link, class_="opening")


def _gone(citation: Citation, records: Records) -> str:
    """What to know of a quote from a document that the case no longer holds as it was."""
    if any(record.id == citation.span.document_id for record in records.values()):
        return ""
    return REPLACED if citation.document in records else GONE


def _in_surroundings(citation: Citation, width: int) -> list[str]:
    """The quote, marked, between up to `width` code points of the words around it; nothing
    of the quote is changed but the line breaks of the printed page."""
    before, quote, after = citation.before[-width:], citation.quote, citation.after[:width]
    whole = flowed(before + quote + after)
    before, after = whole[: len(before)], whole[len(before) + len(quote) :]
    quote = whole[len(before) : len(before) + len(quote)]
    if citation.span.start > len(before):
        # Its first line is cut, so that nobody can see whether it was a full one.
        before = re.sub(r"\A([^\n]*[\w,-])\n(?=\S)", r"\1 ", before)
        before = "… " + re.sub(r"\A\S*\s+", "", before)
    if len(after) >= width:
        after = re.sub(r"\s+\S*$", "", after) + " …"
    marked: list[str] = []
    for piece in _with_exact(citation, quote):
        marked += [piece] if isinstance(piece, Html) else _paragraphs(piece)
    return [*_paragraphs(before), element("mark", *marked), *_paragraphs(after)]


def _paragraphs(words: str) -> Iterator[str]:
    """The words with a little air, not a blank line, where a paragraph ends."""
    for number, paragraph in enumerate(re.split(r"\s*\n\s*", words)):
        if number:
            yield element("span", class_="gap")
        yield paragraph


def flowed(words: str) -> str:
    """The text with the breaks that are only a right margin made spaces; as long as before."""
    flowing = list(words)
    for start, end in paragraph_spans(words):
        for position in range(start, end):
            if flowing[position] == "\n":
                flowing[position] = " "
    return "".join(flowing)
