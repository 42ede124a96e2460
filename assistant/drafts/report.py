"""What a checked draft is: its sentences, each with a verdict, its places and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation

Verdict = Literal["supported", "differs", "not-in-file", "unchecked"]
"""`supported`: the case bears the sentence out. `differs`: the case says something else, or a cite
or a quotation is wrong. `not-in-file`: nothing was found that bears it out. `unchecked`: it is
none that a record could bear out, or in a language that the check does not know."""
CiteState = Literal["bears it out", "does not say it", "no such place", "no such paper", "open"]
"""What became of a record cite. `open`: it could be resolved, or several papers fit, and whether it
bears the sentence out could not be told."""
QuotationState = Literal["exact", "differs", "not found"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the draft says and the case does not: the name of the rule that objects, its reason,
    where in the draft (code points), and the words of the case that stand there instead; None
    where no words of the case are meant."""

    rule: str
    reason: str
    start: int
    end: int
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of a sentence that states something by itself: ``draft[start:end]``."""

    start: int
    end: int
    verdict: Verdict
    sources: tuple[Citation, ...]
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class CheckedCite:
    """A cite to the record, ``draft[start:end]``, and what its place says of the sentence.

    `place` is where the cite leads, None where it leads nowhere; `reason` says it in words.
    """

    start: int
    end: int
    text: str
    state: CiteState
    reason: str
    place: Citation | None


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """Words in quotation marks, ``draft[start:end]`` without the marks, held letter for letter.

    Where it `differs`, `written` and `said` are the first words that differ: the draft's and the
    document's.
    """

    start: int
    end: int
    text: str
    state: QuotationState
    reason: str
    place: Citation | None
    written: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of the draft, ``draft[start:end]``, with its verdict and the reason for it.

    `sources` bear it out, or come nearest, best first. `facts` are its parts where it was cut.
    """

    start: int
    end: int
    text: str
    verdict: Verdict
    reason: str
    sources: tuple[Citation, ...] = ()
    difference: Difference | None = None
    facts: tuple[Fact, ...] = ()
    cites: tuple[CheckedCite, ...] = ()
    quotations: tuple[CheckedQuotation, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft held against a case. `text` is the draft's, which all places of the draft count
    code points of; `notices` say what a reader should know of how it was read."""

    case: str
    name: str
    text: str
    sentences: tuple[CheckedSentence, ...]
    notices: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many sentences have this verdict."""
        return sum(sentence.verdict == verdict for sentence in self.sentences)
