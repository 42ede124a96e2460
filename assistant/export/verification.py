"""A kept answer held against its case again: does each quotation still stand?"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer import UNCHECKED
from assistant.errors import BadAnswerFile
from assistant.links import running_text
from assistant.replies import KEPT_FORMAT, Answered, CheckedQuote, QuoteState, Source, Verified
from corpus.document import Document
from corpus.pincite import pincite
from index.case import Case
from index.records import DocumentRecord

_MARKS = re.compile(r"\[\d+\]")
_NO_ANSWER = "This is no answer that Casebook kept as JSON"


def read_saved(path: Path) -> dict[str, Any]:
    """The JSON object in a file; raises `BadAnswerFile` where it holds none."""
    try:
        saved = json.loads(path.read_bytes())
    except (ValueError, RecursionError):  # no JSON, no Unicode, or brackets without end
        raise BadAnswerFile(f"{_NO_ANSWER}: {path.name} is no JSON.") from None
    if not isinstance(saved, dict):
        raise BadAnswerFile(f"{_NO_ANSWER}: {path.name} holds no JSON object.")
    return saved


def kept_answer(saved: Mapping[str, Any]) -> Answered:
    """The answer that was kept as this JSON object; raises `BadAnswerFile`."""
    made = saved.get("made")
    kept_format = made.get("format") if isinstance(made, Mapping) else None
    if isinstance(kept_format, int) and kept_format > KEPT_FORMAT:
        raise BadAnswerFile("A later version of Casebook kept this answer; verify it with that.")
    try:
        answer = TypeAdapter(Answered).validate_python(saved)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise BadAnswerFile(f"{_NO_ANSWER} ({where}: {fault['msg']}).") from None
    if any(not source.quote.strip() or source.start < 0 for source in _sources(answer)):
        raise BadAnswerFile(f"{_NO_ANSWER}: a quotation in it is empty or stands nowhere.")
    return answer


def verify(case: Case, answer: Answered) -> Verified:
    """What became of each quotation of `answer`, in order."""
    records = case.documents()
    quotes = tuple(_checked(case, records, source) for source in _sources(answer))
    altered = _is_altered(answer)
    return Verified(
        case=case.name,
        question=answer.question,
        day=answer.made.day,
        stands=not altered and all(quote.state in ("unchanged", "moved") for quote in quotes),
        quotes=quotes,
        altered=altered,
    )


def _is_altered(answer: Answered) -> bool:
    """Whether the answer's words are others than those of the claims that it was kept with."""
    claimed = [claim for claim in answer.claims if claim.citations]
    if not claimed or answer.abstained:
        return False
    quotes = {source.number: source.quote for source in answer.citations}
    for claim in claimed:
        quoted = [quotes.get(number, "") for number in claim.citations]
        if claim.verdict == "quoted" and _bare(claim.text) not in map(_bare, quoted):
            return True
    texts = " ".join(
        f"{running_text(claim.text)} {UNCHECKED if claim.verdict == 'unchecked' else ''}"
        for claim in claimed
    )
    return _bare(_MARKS.sub(" ", answer.answer)) != _bare(_MARKS.sub(" ", texts))


def _bare(text: str) -> str:
    return "".join(text.split())


def _sources(answer: Answered) -> tuple[Source, ...]:
    return answer.nearest if answer.abstained else answer.citations


def _checked(case: Case, records: Sequence[DocumentRecord], source: Source) -> CheckedQuote:
    record = _record(records, source)
    if record is None:
        return _result(source, "document gone", "is no longer in the case")
    if record.state == "refused":
        why = f"cannot be read any more: {record.reason}"
        return _result(source, "document gone", why)
    document = case.document_named(record.name)
    called = "" if record.name == source.document else f", now called {record.name}"
    same = document.id == source.sha256
    if same and document.text[source.start : source.end] == source.quote:
        place = (source.start, source.end)
        return _result(source, "unchanged", f"is unchanged in the case{called}", document, place)
    changed = "has not changed, but has other words there" if same else "has changed"
    found = nearest_place(document.text, source.quote, source.start)
    if found is None:
        return _result(source, "quote gone", f"{changed}, and the quotation is gone")
    return _result(source, "moved", f"{changed}; the quotation is still there", document, found)


def _record(records: Sequence[DocumentRecord], source: Source) -> DocumentRecord | None:
    """The document the quotation was taken from: by its name, else by its bytes."""
    named = [record for record in records if record.name == source.document]
    alike = [record for record in records if record.id == source.sha256]
    readable = [record for record in alike if record.state != "refused"]
    unchanged = [record for record in named if record.id == source.sha256]
    return next(iter((*unchanged, *named, *readable)), None)


def nearest_place(text: str, quote: str, start: int) -> tuple[int, int] | None:
    """Where `quote` stands in `text`, nearest to `start`; its white space may differ."""
    words = r"\s+".join(re.escape(word) for word in quote.split())
    found = [match.span() for match in re.finditer(words, text)]
    near = bisect_left(found, (start, 0))
    return min(found[max(0, near - 1) : near + 1], key=lambda at: abs(at[0] - start), default=None)


def _result(
    source: Source,
    state: QuoteState,
    what: str,
    document: Document | None = None,
    place: tuple[int, int] | None = None,
) -> CheckedQuote:
    start, end = place or (None, None)
    cited = pincite(document, document.span(*place)) if document and place else None
    where = f", at {cited} (characters {start}–{end})" if state == "moved" else ""
    return CheckedQuote(
        number=source.number,
        document=source.document,
        quote=source.quote,
        state=state,
        note=f"{source.document} {what}{where}.",
        start=start,
        end=end,
        pincite=cited,
    )
