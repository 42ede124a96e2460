"""Replies as plain text for people."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from functools import singledispatch
from itertools import groupby
from typing import Any

from assistant import replies
from assistant.export.content import remarks
from assistant.tables.table import Tabled

WIDEST = 100
"""Columns; longer lines are hard to read."""


@singledispatch
def in_words(reply: Any) -> str:
    """The reply as lines of text, safe to print to a terminal."""
    raise NotImplementedError(type(reply))


@in_words.register
def _(reply: replies.CaseList) -> str:
    if not reply.cases:
        return "There are no cases yet. Begin one with: casebook add --case NAME PATH"
    rows = [(case.name, _count(case.documents, "document"), case.embedding) for case in reply.cases]
    return _table(rows)


@in_words.register
def _(reply: replies.DocumentList) -> str:
    if not reply.documents:
        return f"The case {one_line(reply.case)} holds no documents."
    flagged = [entry for entry in reply.documents if entry.flags]
    notes = [f"  {one_line(e.name)}: {_flag(flag)}" for e in flagged for flag in e.flags]
    return "\n".join([_table([_row(entry) for entry in reply.documents]), *notes])


@in_words.register
def _(reply: replies.Corrected) -> str:
    return _table([_row(reply.document)])


MOST_LEFT_OUT = 20
"""Lines on what was left out of a folder."""


@in_words.register
def _(reply: replies.Added) -> str:
    parts = [
        f"{len(names):,} {what}"
        for names, what in (
            (reply.added, "added"),
            (reply.changed, "changed"),
            (reply.unchanged, "unchanged"),
            (reply.removed, "removed"),
            (reply.refused, "refused"),
        )
        if names
    ]
    lines = [f"{one_line(reply.case)}: {', '.join(parts)}"]
    lines += [f"  {one_line(file.name)}: {one_line(file.reason)}" for file in reply.refused]
    if reply.left_out:
        lines.append("Left out:")
        shown = reply.left_out[:MOST_LEFT_OUT]
        lines += [f"  {one_line(file.name)}: {one_line(file.reason)}" for file in shown]
        if more := len(reply.left_out) - len(shown):
            lines.append(f"  and {more:,} more (--json lists them all)")
    return "\n".join(lines)


@in_words.register
def _(reply: replies.Removed) -> str:
    return f"Removed {one_line(reply.removed)} from {one_line(reply.case)}."


@in_words.register
def _(reply: replies.Deleted) -> str:
    return f"Deleted the case {one_line(reply.deleted)}. The original files are where they were."


@in_words.register
def _(reply: replies.Found) -> str:
    if not reply.passages:
        return "Nothing fits these words."
    return "\n\n".join(
        _entry(number, f"{_source(hit)}  {hit.score:.3f}", hit.text, [_why(hit)])
        for number, hit in enumerate(reply.passages, start=1)
    )


@in_words.register
def _(reply: replies.Reindexed) -> str:
    return f"{one_line(reply.reindexed)} is now searched with {one_line(reply.embedding)}."


@in_words.register
def _(reply: Tabled) -> str:
    table = reply.table()
    rows = [[_shortened(cell.text) for cell in row] for row in table.rows]
    shown = _table([list(table.columns), *rows]) if rows else "Nothing was found."
    return f"{shown}\n\n{_wrapped(table.note)}"


_WIDEST_CELL = 80


def _shortened(text: str) -> str:
    """The words of a cell, cut where they would push the others off the screen."""
    line = one_line(text)
    return line if len(line) <= _WIDEST_CELL else f"{line[: _WIDEST_CELL - 1].rstrip()}…"


_WHY = {
    "words": "its words",
    "meaning": "its meaning",
    "link": "a name that leads here",
    "place": "the place that was named",
}


def _why(hit: replies.Hit) -> str:
    why = f"Found by {' and '.join(_WHY[each] for each in hit.why)}."
    return f"{why} {_count(hit.copies, 'more passage')} like it." if hit.copies else why


@in_words.register
def _(reply: replies.Answered) -> str:
    shown = reply.nearest if reply.abstained else reply.citations
    heading = "Nearest" if reply.abstained else "Sources"
    kept = f"Kept to {', '.join(map(one_line, reply.scope))}." if reply.scope else ""
    blocks = [_wrapped(text) for text in (kept, reply.answer, reply.notice) if text]
    if shown:
        entries = [
            _entry(source.number, _source(source), f"“{one_line(source.quote)}”", remarks(source))
            for source in shown
        ]
        blocks += [f"{heading}\n{entries[0]}", *entries[1:]]
    return "\n\n".join(blocks)


@in_words.register
def _(reply: replies.Questions) -> str:
    if not reply.questions:
        return "No question was found that the documents surely answer; ask your own."
    return "\n".join(one_line(one.question) for one in reply.questions)


@in_words.register
def _(reply: replies.Verified) -> str:
    if not reply.quotes and not reply.altered:
        return "The answer quotes nothing, so there is nothing to check."
    lines = [f"[{quote.number}] {one_line(quote.note)}" for quote in reply.quotes]
    if reply.altered:
        lines.append("The answer's own words were changed after it was kept.")
    return "\n".join(lines)


_VERDICTS = {
    "differs": "DIFFERS",
    "not-in-file": "NOT IN THE FILE",
    "supported": "borne out",
    "unchecked": "not checked",
}


@in_words.register
def _(reply: replies.DraftChecked) -> str:
    counts = ", ".join(f"{reply.counts[name]:,} {_VERDICTS[name].lower()}" for name in _VERDICTS)
    blocks = [
        f"{_count(len(reply.sentences), 'sentence')}: {counts}",
        *map(_wrapped, reply.notices),
    ]
    for number, sentence in enumerate(reply.sentences, start=1):
        doubts = [c for c in sentence.cites if c.state in ("no such paper", "no such place")]
        below = [sentence.reason, *(f"{one.text}: {one.reason}" for one in doubts)]
        below = [line for line in dict.fromkeys(below) if line]
        text = f"“{one_line(sentence.text)}”"
        blocks.append(_entry(number, _VERDICTS[sentence.verdict], text, below))
    return "\n\n".join(blocks)


@in_words.register
def _(reply: replies.MeasureTable) -> str:
    if not reply.rows:
        return "No question was measured."
    lines = _table([(r.name, r.figure, r.reach, r.words) for r in reply.rows]).splitlines()
    groups = groupby(zip(reply.rows, lines, strict=True), key=lambda pair: pair[0].group)
    return "\n\n".join(
        "\n".join([group, *(f"  {line}" for _, line in pairs)]) for group, pairs in groups
    )


@in_words.register
def _(reply: replies.Compared) -> str:
    rows = [
        (c.measure, f"{c.before:.3f}", f"{c.after:.3f}", f"{c.change:+.3f}", f"p {c.adjusted:.3f}",
         c.verdict)
        for c in reply.changes
    ]  # fmt: skip
    alone = f"{reply.only_before:,} only before, {reply.only_after:,} only after"
    blocks = [f"{_count(reply.questions, 'question')} in both, {alone}", _table(rows)]
    for words, asked in (("Right now, wrong before", reply.gained),
                         ("Wrong now, right before", reply.lost)):  # fmt: skip
        if asked:
            blocks.append("\n".join([words, *(f"  {one_line(question)}" for question in asked)]))
    return "\n\n".join(blocks)


@in_words.register
def _(reply: replies.DocumentText) -> str:
    return reply.text


@in_words.register
def _(reply: replies.Opened) -> str:
    return f"Casebook is open at {reply.link or reply.url} (Ctrl-C closes it)"


@in_words.register
def _(reply: replies.Link) -> str:
    return reply.link


def _row(entry: replies.DocumentEntry) -> tuple[str, ...]:
    if entry.reason is not None:
        return (entry.name, entry.state, "", "", entry.reason)
    return (entry.name, entry.state, entry.kind, entry.date or "", entry.title)


def _flag(flag: replies.FlagEntry) -> str:
    return one_line(flag.note if flag.page is None else f"p. {flag.page}: {flag.note}")


# Places


def _source(source: replies.Source | replies.Hit) -> str:
    pincite, name = one_line(source.pincite), one_line(source.document)
    return pincite if pincite == name else f"{pincite} ({name})"


# Layout


def _entry(number: int, heading: str, text: str, below: Iterable[str] = ()) -> str:
    mark = f"[{number}] "
    lines = (text, *(one_line(line) for line in below))
    indent = " " * len(mark)
    return "\n".join([f"{mark}{heading}", *(_wrapped(line, indent=indent) for line in lines)])


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Columns with two spaces between them; the last is left as long as it is."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in cells
    )


def _wrapped(text: str, indent: str = "") -> str:
    """Paragraphs, broken to the terminal's width; as they are where there is no terminal."""
    paragraphs = [one_line(paragraph) for paragraph in re.split(r"\n\s*\n", _safe(text))]
    if not sys.stdout.isatty():
        return "\n".join(indent + paragraph for paragraph in paragraphs)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return "\n".join(
        textwrap.fill(
            paragraph, width, initial_indent=indent, subsequent_indent=indent,
            break_on_hyphens=False, break_long_words=False,
        )
        for paragraph in paragraphs
    )  # fmt: skip


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


# Text that comes from documents

_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal would act on, or would reorder a line by: all but tabs and line ends."""


def _safe(text: str) -> str:
    """`text` with nothing in it that a terminal would obey."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", unified)


def one_line(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would obey."""
    return " ".join(_safe(text).split())
