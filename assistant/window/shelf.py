"""A case's documents, and what becomes of an upload, as HTML."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from assistant.window.element import Html, element, joined
from assistant.window.intake import Step
from corpus.document import Flag
from corpus.language.identification import NAMES
from index.records import DocumentRecord, State
from index.report import AddReport

MOST_LISTED = 500
"""Documents listed at once; a case may hold thousands."""
MOST_PAGES = 6
"""Pages that a flag names."""

_STATES: dict[State, str] = {
    "ready": "Ready",
    "words": "Found by its words; the rest follows",
    "reading": "Being read",
    "refused": "Not readable",
}


def documents(records: Sequence[DocumentRecord] | None) -> Html:
    """The documents of a case, or what to do where there are none; None is no case."""
    if records is None:
        said = "Name a case first; its documents will be listed here."
        return element("p", said, class_="hint caseless")
    if not records:
        return _hint(
            "This case has no documents yet. Add PDFs, scans, Word files, e-mails, spreadsheets, "
            "web pages, text or zip files above, then ask about them."
        )
    rows = [_document(record) for record in records[:MOST_LISTED]]
    parts: list[str] = [element("ul", *rows, class_="documents", aria_label="Documents")]
    if all(record.state == "refused" for record in records):
        parts.insert(0, _hint("None of these files could be read, so there is nothing to ask yet."))
    if len(records) > MOST_LISTED:
        parts.append(element("p", f"and {len(records) - MOST_LISTED:,} more", class_="aside"))
    return joined(*parts)


def _document(record: DocumentRecord) -> Html:
    facts = [record.name] if record.name != record.title else []
    facts += facts_of(record)
    title = element("a", record.title or record.name, href=f"#document-{key_of(record)}")
    parts: list[str] = [element("p", title, class_="title")]
    if facts:
        parts.append(element("p", " · ".join(facts), class_="facts"))
    parts += flag_lines(record)
    return element("li", *parts, class_=f"document {record.state}")


def key_of(record: DocumentRecord) -> str:
    """What the page calls a document by: a name may hold what no address may."""
    return hashlib.sha256(record.name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def facts_of(record: DocumentRecord) -> list[str]:
    """Its kind, date, length and language, as far as there is something to tell."""
    facts = [record.kind] if record.kind != "other" else []
    facts += [day(record.date)] if record.date else []
    facts += [counted(record.pages, "page")] if record.pages else []
    language = record.language
    return facts + ([NAMES.get(language, language)] if language and language != "en" else [])


def flag_lines(record: DocumentRecord) -> list[Html]:
    """What a careful person should know of a document, a line each."""
    lines = []
    if record.state != "ready":
        why = f": {record.reason}" if record.reason else ""
        lines.append(element("p", _STATES[record.state] + why, class_="state"))
    lines += [element("p", said, class_="flag") for said in _flagged(record.flags)]
    if record.copies:
        also = f"Says nearly the same as {', '.join(record.copies)}"
        lines.append(element("p", also, class_="aside"))
    return lines


def _flagged(flags: Sequence[Flag]) -> list[str]:
    """The notes, each once, before it the pages that it is on."""
    pages: dict[str, list[int]] = {}
    for flag in flags:
        pages.setdefault(flag.note, []).extend([flag.page] if flag.page else [])
    return [f"{_pages(numbers)}: {note}" if numbers else note for note, numbers in pages.items()]


def _pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(f"{number:,}" for number in numbers[:MOST_PAGES])
    more = len(numbers) - MOST_PAGES
    return f"Page{'' if len(numbers) == 1 else 's'} {shown}" + (
        f" and {more:,} more" if more > 0 else ""
    )


def counted(number: int, what: str) -> str:
    """1 page, 12 pages."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def step(now: Step, is_found: bool = False) -> Html:
    """How far it is; `is_found` once all of it can be found by its words."""
    progress = now.progress
    if progress.stage == "files":
        said = f"Reading file {min(progress.done + 1, progress.total):,} of {progress.total:,}"
    elif not progress.done:
        said = "Loading the language model"
    else:
        said = f"Indexing passage {progress.done:,} of {progress.total:,}"
    if now.seconds_left is not None:
        said += f", {duration(now.seconds_left)} left"
    if is_found:
        said += ". You can ask already: everything is found by its words"
    bar = element("progress", max=max(progress.total, 1), value=progress.done, aria_label=said)
    return element("div", element("p", said), bar, class_="step", role="status")


MOST_LEFT_OUT = 20
"""Lines on what was left out of a folder."""


def report(done: AddReport) -> Html:
    """What became of each file that was uploaded."""
    counts = [
        _count(done.added, "added"),
        _count(done.changed, "replaced"),
        _count(done.unchanged, "unchanged"),
        _count(done.removed, "removed"),
        _count(done.refused, "refused"),
    ]
    said = ", ".join(count for count in counts if count) or "nothing to add"
    reasons = [
        element("li", element("b", refusal.name), f": {refusal.reason}.")
        for refusal in done.refused
    ]
    parts: list[str] = [element("p", said[0].upper() + said[1:] + ".")]
    if reasons:
        parts.append(element("ul", *reasons))
    if done.left_out:
        lines = [
            element("li", element("b", one.name), f": {one.reason}.")
            for one in done.left_out[:MOST_LEFT_OUT]
        ]
        if more := len(done.left_out) - len(lines):
            lines.append(element("li", f"and {more:,} more"))
        parts += [element("p", "Left out:"), element("ul", *lines)]
    state = "report refused" if done.refused else "report"
    return element("div", *parts, class_=state, role="status")


def failure(said: str) -> Html:
    """One plain sentence on what did not work."""
    return element("p", said, class_="failure", role="alert")


def nothing() -> Html:
    """Nothing to tell yet."""
    return Html("")


def done(said: str) -> Html:
    """One plain sentence on what was done."""
    return element("div", element("p", said), class_="report", role="status")


def busy(what: str) -> Html:
    """What goes on right now."""
    return element("p", what, class_="waiting", role="status")


def removal(name: str) -> Html:
    """The question before a document is removed."""
    said = element("b", name)
    return element("p", "Remove ", said, " from the case? Your own file stays where it is.")


def deletion(case: str, documents: int) -> Html:
    """The question before a case is deleted."""
    what = f" with its {counted(documents, 'document')}" if documents else ""
    rest = f"{what} and all conversations about it? Your own files stay where they are."
    return element("p", "Delete the case ", element("b", case), rest)


def _hint(said: str) -> Html:
    return element("p", said, class_="hint")


def _count(names: Sequence[object], what: str) -> str:
    number = len(names)
    return f"{number:,} {what}" if number else ""


def day(date: datetime.date) -> str:
    """A day as it is read: April 9, 2024."""
    return f"{date:%B} {date.day}, {date.year}"


def duration(seconds: float) -> str:
    """About how long: 20 seconds, 3 minutes."""
    if seconds < 90:
        return f"about {max(5, round(seconds / 5) * 5)} seconds"
    return f"about {round(seconds / 60)} minutes"
