"""A conversation as Markdown, to take away: every answer with its numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import Answer, Citation
from assistant.conversations import Kept, Turn
from assistant.window.element import seen
from assistant.window.markup import LESSER, flowed, shown_under
from assistant.window.shelf import day

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|&]")
_FIRST = re.compile(r"\A(\s*)([#+=-]|\d+[.)])")


def markdown(kept: Kept, case: str) -> str:
    """The conversation as it was kept: questions, answers, and each quote with its document
    and page. What no document was found to say is left out, as it is from an answer's text."""
    parts = [f"# {_plain(kept.title)}", f"{_plain(case)}, {day(kept.changed.astimezone().date())}"]
    for turn in kept.turns:
        parts += _turn(turn)
    return "\n\n".join(parts) + "\n"


def _turn(turn: Turn) -> Iterator[str]:
    yield f"## {_plain(turn.question)}"
    if turn.answer is not None:
        yield from _answer(turn.answer)
    if turn.failure:
        yield f"*{_plain(turn.failure)}*"
    if turn.stopped:
        yield "*This answer was stopped.*"


def _answer(answer: Answer) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", answer.text):
        yield _plain(flowed(paragraph))
    if answer.notice:
        yield f"*{_plain(answer.notice)}*"
    shown = shown_under(answer)
    if shown:
        yield f"{LESSER[answer.standing]}:" if answer.abstained else "Sources:"
    for citation in shown:
        yield _source(citation, numbered=not answer.abstained)


def _source(citation: Citation, numbered: bool) -> str:
    place = [_plain(citation.document)]
    place += [f"page {citation.page}"] if citation.page is not None else []
    number = rf"\[{citation.number}\] " if numbered else ""
    quote = "\n> ".join(_plain(line) for line in flowed(citation.quote).splitlines())
    return f"> {quote}\n>\n> — {number}{_plain(citation.pincite)} ({', '.join(place)})"


def _plain(words: str) -> str:
    """`words` on one line, as Markdown that shows just them."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(seen(words).split()))
    return _FIRST.sub(r"\1\\\2", line)
