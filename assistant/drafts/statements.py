"""The sentences of a draft, each with the cites that stand for it.

A cite stands within its sentence, or by itself behind it: "He paid it. Dkt. 17 ¶ 9." It is taken
out of what the sentence claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.drafts.law_cites import cases_cited, law_cited
from assistant.drafts.record_cites import RecordCite, is_only_cites, record_cites
from assistant.drafts.traced import Traced, tidied, traced
from corpus.language.sentences import sentence_spans

_OPENING = re.compile(
    r"\s*(?:(?:Footnote|Endnote) [\w*†‡]{1,6}: |#{1,6}\s+|>\s+|[-*•]\s+"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+)*"
)
_HEAD_OF_CELL = re.compile(
    r"(?<=: )(?P<head>[^\W\d][^:;=|]{0,60}) = |(?<=; )(?P<more>[^\W\d][^:;=|]{0,60}) = "
)
"""The head of a column as a row of a Word file's table is read: "May 3: Payment = $4; By = Roe"."""
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\[\^?\d{1,3}\]|`")
_HOLLOW = re.compile(
    r"\s*[(\[]\s*(?:(?:[Ss]ee(?:,? also| generally)?|[Cc]f\.|[Aa]ccord|[;,.&]|and|e\.g\.)\s*)*[)\]]"
    r"|(?<=[.!?”\"])\s*(?:[;,.]|and|\s)+$"
)
_NEW_SENTENCE = re.compile(r"\s*[.)]{1,2}\s+(?=[A-Z“\"(])")
_IN_GRAMMAR = re.compile(
    r"\b(?:under|of|in|to|by|the|with|and|or|from|pursuant to|violates?|violating|see)\s+$"
)
"""What stands before a cite that is a part of its sentence: "pleaded guilty under § 371"."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


@dataclass(slots=True)
class Statement:
    """A sentence of a draft at ``text[start:end]``, with what it claims: its words without cites
    and marks of emphasis. `cites` stand for it; `law` says where it cites law, and `decisions`
    where among that a decision."""

    start: int
    end: int
    claim: Traced
    cites: list[RecordCite] = field(default_factory=list)
    law: tuple[tuple[int, int], ...] = ()
    decisions: tuple[tuple[int, int], ...] = ()


def statements(text: str) -> list[Statement]:
    """The sentences of `text`, in order; one that is nothing but cites belongs to the one before
    it in its paragraph."""
    law = law_cited(text)
    decisions = set(cases_cited(text))
    cites = [cite for cite in record_cites(text) if not _inside(cite, law)]
    spans = sorted([*((c.start, c.end) for c in cites), *law])
    found: list[Statement] = []
    breaks = [match.start() for match in _PARAGRAPH.finditer(text)]
    for start, end in _sentences(text, spans):
        here = _between(spans, start, end)
        own = [cite for cite in cites[_from(cites, start) :] if cite.start < end] if here else []
        own = [cite for cite in own if cite.start < end and cite.end > start]
        laws = tuple(span for span in law[_at(law, start) :] if span[0] < end) if here else ()
        follows = bool(found) and not _between_breaks(breaks, found[-1].end, start)
        only = [(a - start, b - start) for a, b in here]
        if here and follows and is_only_cites(text[start:end], only):
            found[-1].cites += [cite for cite in own if cite not in found[-1].cites]
            found[-1].law = (*found[-1].law, *laws)
            found[-1].decisions = (*found[-1].decisions, *(s for s in laws if s in decisions))
            continue
        found.append(
            Statement(
                start, end, _claim(text, start, end, here), own, laws,
                tuple(span for span in laws if span in decisions),
            )
        )  # fmt: skip
    return found


def _sentences(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences of a text, none of which ends within a cite, and each of which ends where a
    cite ends it."""
    joined: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        cut = _between(spans, start, end)
        first = cut[0] if cut else None
        if joined and first and first[0] < start:  # it begins within a cite
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    for start, end in joined:
        ends = [
            match.end()
            for _, stop in _between(spans, start, end)
            if (match := _NEW_SENTENCE.match(text, stop - (text[stop - 1] == "."), end))
        ]
        for a, b in pairwise([start, *ends, end]):
            inner = text[a:b]
            if inner.strip():
                yield a + len(inner) - len(inner.lstrip()), b - len(inner) + len(inner.rstrip())


def _claim(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Traced:
    opening = _OPENING.match(text, start, end)
    begins = opening.end() if opening else start
    said = traced(text, begins, end)
    cut = [
        (max(a - begins, 0), min(b, end) - begins, "")
        for a, b in spans
        if b > begins and not _IN_GRAMMAR.search(text, max(begins, a - 30), a)
    ]
    cut = [one for one in cut if one[0] < one[1]]
    inner = [
        (m.start(), m.end(), "")
        for m in _EMPHASIS.finditer(said.text)
        if not any(a < m.end() and m.start() < b for a, b, _ in cut)
    ]
    heads = [
        (m.start(), m.end(), f"{(m['head'] or m['more']).lower()} ")
        for m in _HEAD_OF_CELL.finditer(said.text)
        if not any(a < m.end() and m.start() < b for a, b, _ in [*cut, *inner])
    ]
    said = said.replaced([*cut, *inner, *heads])
    hollow = [(m.start(), m.end(), "") for m in _HOLLOW.finditer(said.text)]
    return tidied(said.replaced(hollow))


def _between(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [span for span in spans[_at(spans, start) :][:64] if span[0] < end]


def _at(spans: Sequence[tuple[int, int]], start: int) -> int:
    """The first of spans, in order and apart, that ends behind `start`."""
    return bisect_left(spans, start + 1, key=lambda span: span[1])


def _from(cites: Sequence[RecordCite], start: int) -> int:
    return bisect_left(cites, start + 1, key=lambda cite: cite.end)


def _between_breaks(breaks: Sequence[int], first: int, second: int) -> bool:
    at = bisect_left(breaks, first)
    return at < len(breaks) and breaks[at] < second


def _inside(cite: RecordCite, spans: Sequence[tuple[int, int]]) -> bool:
    at = _at(spans, cite.start)
    return at < len(spans) and spans[at][0] < cite.end and spans[at][0] <= cite.start
