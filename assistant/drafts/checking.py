"""A draft checked: every sentence in turn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.drafts.reading import ENDINGS, Draft, read_draft, read_text
from assistant.drafts.record_cites import RecordCite
from assistant.drafts.referents import LOOKED_BACK, referents_in
from assistant.drafts.report import CheckedSentence, DraftReport
from assistant.drafts.sorting import HEADING, why_unchecked
from assistant.drafts.statements import Statement, statements
from assistant.drafts.weighing import Weigher
from assistant.errors import BadDraft
from assistant.grounding.languages import LEXICONS
from corpus.errors import MissingPath
from corpus.language.sentences import sentence_spans
from index.case import Case

OnSentence = Callable[[int, int], None]
"""Told how many sentences are checked, and of how many."""
SAME_FROM = 0.8
"""The share of a draft's sentences from which a paper of the case that has them is the draft."""
LONGEST_PATH = 400
LONGEST_LINE = 2_000
"""Code points before a sentence in which its line begins."""


def _untold(done: int, total: int) -> None:
    """For a caller that wants no word on progress."""


def check_draft(case: Case, draft: str | Path, *, on_sentence: OnSentence = _untold) -> DraftReport:
    """Every sentence of a draft with its verdict. `draft` is a file (docx, odt, md, txt, pdf), or
    its text.

    Raises `MissingPath` where there is no such file, and `BadDraft` for one that cannot be read.
    """
    if isinstance(draft, Path) or _is_path(draft):
        path = Path(draft)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise MissingPath(f"There is no file at {path}.") from error
        return checked(case, read_draft(data, path.name), on_sentence)
    return checked(case, read_text(draft), on_sentence)


def _is_path(draft: str) -> bool:
    return (
        len(draft) <= LONGEST_PATH
        and "\n" not in draft
        and Path(draft).suffix.lower() in ENDINGS
        and (Path(draft).exists() or len(draft.split()) == 1)
    )


def checked(case: Case, draft: Draft, on_sentence: OnSentence = _untold) -> DraftReport:
    """A draft that was read, checked."""
    if not any(record.state != "refused" for record in case.documents()):
        raise BadDraft(f"The case {case.name!r} holds no documents to check a draft against.")
    text = draft.text
    found = statements(text)
    itself = _itself(case, draft)
    weigher = Weigher(case, text, frozenset(id for id, _ in itself))
    sentences = []
    language = draft.document.language
    foreign = language if language and language not in LEXICONS else None
    for number, sentence in enumerate(_checked(weigher, text, found, foreign), start=1):
        sentences.append(sentence)
        on_sentence(number, len(found))
    names = ", ".join(name for _, name in itself)
    own = (
        (f"The case holds the draft itself ({names}); it is no evidence for itself.",)
        if names
        else ()
    )
    return DraftReport(case.name, draft.name, text, tuple(sentences), (*draft.notices, *own))


def _checked(
    weigher: Weigher, text: str, found: Sequence[Statement], foreign: str | None
) -> Iterator[CheckedSentence]:
    referents = referents_in(text)
    before: list[str] = []
    last: RecordCite | None = None
    for statement in found:
        claim = referents.resolved(statement.claim, before[-LOOKED_BACK:])
        cites, last = _followed(statement, last)
        first = max(0, statement.start - LONGEST_LINE)
        line = text[max(first, text.rfind("\n", first, statement.start) + 1) : statement.end]
        why = why_unchecked(statement, line, foreign)
        if why is None:
            yield weigher.check(statement, claim, cites)
        else:
            said = text[statement.start : statement.end]
            yield CheckedSentence(
                statement.start, statement.end, said, "unchecked", f"Not checked: {why[0]}."
            )
        if why is None or why[0] != HEADING:
            before.append(claim.text)
        else:
            before.clear()


def _followed(
    statement: Statement, last: RecordCite | None
) -> tuple[list[RecordCite], RecordCite | None]:
    """The cites of a sentence, "id." as the paper that was cited last, and what was cited last;
    behind a cite to law "id." is law."""
    found: list[RecordCite] = []
    every: list[tuple[int, RecordCite | None]] = [(c.start, c) for c in statement.cites]
    every += [(start, None) for start, _ in statement.law]
    for _, cited in sorted(every, key=lambda one: one[0]):
        if cited is None:
            last = None
        elif cited.kind != "same":
            found.append(cited)
            last = cited
        elif last is not None:
            places = cited.places or last.places
            last = replace(last, start=cited.start, end=cited.end, places=places)
            found.append(last)
    return found, last


def _itself(case: Case, draft: Draft) -> list[tuple[str, str]]:
    """The papers of the case, id and name, that are the draft: by their bytes, or since they say
    nearly all that it says."""
    digest = hashlib.sha256(draft.data).hexdigest() if draft.data else ""
    wanted = {_bare(draft.text[a:b]) for a, b in sentence_spans(draft.text)}
    found = []
    for record in case.documents():
        if record.state == "refused":
            continue
        if record.id == digest or _says_the_same(wanted, case, record.id, len(draft.text)):
            found.append((record.id, record.name))
    return found


def _says_the_same(wanted: set[str], case: Case, id: str, length: int) -> bool:
    text = case.document(id).text
    if not 0.5 * length <= len(text) <= 3 * length or not wanted:
        return False
    there = {_bare(text[a:b]) for a, b in sentence_spans(text)}
    return len(wanted & there) >= SAME_FROM * len(wanted)


def _bare(sentence: str) -> str:
    return "".join(sign for sign in sentence.casefold() if sign.isalnum())
