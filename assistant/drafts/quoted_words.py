"""What a sentence of a draft quotes, looked for in the record and held letter for letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.drafts.quotations import Quotation, misquoted, quotations, standing
from assistant.drafts.report import CheckedQuotation, CheckedSentence, Difference
from assistant.grounding.names import strangers
from corpus.document import Document, Span
from corpus.language.parsed import parse
from index.case import Case
from index.filters import Filter

PASSAGES = 6
"""Passages of the case in whose papers quoted words are looked for."""
LONGEST_WHOLE = 20_000
"""Code points of a cited place in which what comes near a quotation is looked for."""
NEAR_QUOTED = 400
"""Code points around quoted words in which the one who says them is named."""

Stretch = tuple[Document, int, int]
"""A stretch of a paper: start and end in code points of its text."""


class QuotedWords:
    """Looks the quotations of one draft up in a case; `cited` makes the place of a span."""

    def __init__(
        self, case: Case, text: str, where: Filter | None, cited: Callable[[Span], Citation]
    ) -> None:
        self._case = case
        self._text = text
        self._where = where
        self._citation = cited

    def checked(
        self, start: int, end: int, places: Sequence[Stretch]
    ) -> tuple[CheckedQuotation, ...]:
        """What is quoted in ``text[start:end]`` of the draft, looked for first at the `places` that
        are cited for it."""
        return tuple(self._one(each, places) for each in quotations(self._text, start, end))

    def _one(self, quoted: Quotation, places: Sequence[Stretch]) -> CheckedQuotation:
        for document, start, end in places:
            at = standing(quoted.words, document.text, start, end)
            if at is not None:
                return self._exact(quoted, document, at)
        hits = self._case.retrieve(quoted.words, PASSAGES, where=self._where)
        ids = dict.fromkeys(
            [*(d.id for d, _, _ in places), *(h.passage.span.document_id for h in hits)]
        )
        documents = [self._case.document(id) for id in ids]
        for document in documents:
            at = standing(quoted.words, document.text)
            if at is not None:
                return self._exact(quoted, document, at)
        near = [(d, a, b) for d, a, b in places if b - a <= LONGEST_WHOLE]
        near += [
            (
                self._case.document(h.passage.span.document_id),
                h.passage.span.start,
                h.passage.span.end,
            )
            for h in hits
        ]
        for document, start, end in near:
            wrong = misquoted(quoted.words, document.text, start, end)
            if wrong is not None:
                place = self._citation(document.span(wrong.start, wrong.end))
                reason = f"The quotation is not exact: {_instead(wrong.written, wrong.said)}."
                return CheckedQuotation(
                    quoted.start, quoted.end, quoted.words, "differs", reason, place,
                    wrong.written, wrong.said,
                )  # fmt: skip
        return CheckedQuotation(
            quoted.start, quoted.end, quoted.words, "not found",
            "Nothing found in this case has the quoted words.", None,
        )  # fmt: skip

    def _exact(
        self, quoted: Quotation, document: Document, at: tuple[int, int]
    ) -> CheckedQuotation:
        place = self._citation(document.span(*at))
        reason = f"The quotation is exact: {place.pincite}."
        return CheckedQuotation(quoted.start, quoted.end, quoted.words, "exact", reason, place)

    def weighed(self, sentence: CheckedSentence) -> CheckedSentence:
        """The sentence with the verdict that its quotations leave it."""
        wrong = next((q for q in sentence.quotations if q.state == "differs"), None)
        if wrong is not None:
            difference = Difference(
                "quotation", wrong.reason.rstrip("."), wrong.start, wrong.end, wrong.place
            )
            return replace(sentence, verdict="differs", reason=wrong.reason, difference=difference)
        exact = [q for q in sentence.quotations if q.state == "exact"]
        if _may_rest_on_quotes(sentence) and any(self._is_said_by(sentence, q) for q in exact):
            return replace(
                sentence,
                verdict="supported",
                reason=exact[0].reason,
                difference=None,
                sources=tuple(q.place for q in exact if q.place),
            )
        missing = next((q for q in sentence.quotations if q.state == "not found"), None)
        if missing is not None and sentence.verdict == "supported":
            return replace(sentence, verdict="not-in-file", reason=missing.reason)
        return sentence

    def _is_said_by(self, sentence: CheckedSentence, quoted: CheckedQuotation) -> bool:
        """Whether a sentence says little more than what it quotes: whom it names stands by the
        quoted words, too."""
        if quoted.place is None:
            return False
        span = quoted.place.span
        text = self._case.document(span.document_id).text
        around = text[max(0, span.start - NEAR_QUOTED) : span.end + NEAR_QUOTED]
        words = len(quoted.text.split())
        said = self._text[sentence.start : quoted.start] + self._text[quoted.end : sentence.end]
        return words >= len(said.split()) / 3 and not [
            *strangers(parse(said), parse(around), parse(around))
        ]


def _may_rest_on_quotes(sentence: CheckedSentence) -> bool:
    """Whether nothing speaks against a sentence that an exact quotation does not answer: who quotes
    shows that it is somebody's word."""
    found = sentence.difference
    softly = found is not None and found.rule in ("hedge", "word")
    return sentence.verdict == "not-in-file" or (sentence.verdict == "differs" and softly)


def _instead(written: str, said: str) -> str:
    if written and said:
        return f"“{written}” stands where the document says “{said}”"
    if said:
        return f"it leaves out “{said}” without an ellipsis"
    return f"the document does not say “{written}”" if written else "its marks differ"
