"""Which questions to try first: on the matter's people and events, from different papers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.chain import ACCUSATIONS
from assistant.grounding.attribution import drops_a_hedge
from assistant.starters.people import as_spoken
from assistant.starters.phrasing import Phrased, questions_of
from assistant.starters.plain import speaks_of
from corpus.document import Document, Span
from corpus.language.identification import KNOWN
from corpus.language.letters import CAPITALS
from corpus.language.parsed import parse
from corpus.language.sentences import statement_spans
from corpus.language.words import telling_stems
from corpus.orders import orders_in

READ = 60_000
"""Code points of a paper, from its beginning, in which questions are looked for."""
MOST_PER_PAPER = 40
"""Questions of one paper that are weighed."""
_KINDS = {"how much": 1.0, "when": 0.8, "who": 0.7, "what": 0.6, "where": 0.5}
_SUPERSEDED = 0.5
_SAME_PAPER, _SAME_KIND, _SAME_SUBJECT = 0.6, 0.5, 0.3
_ALIKE = 0.6
"""The share of telling words in common from which two questions are about one thing."""
_CAPITAL = re.compile(rf"\b[{CAPITALS}][\w’'-]*")
_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(
    r"\b(?:hereby|herein|hereto|pursuant|copyright|rights reserved|contributed|spokes\w+|notary"
    r"|counsel|attorney|lawyer|exhibit|hearing|objection|subpoena|clerk|click|subscribe|newsletter"
    r"|photograph|reporter|adjourned?)\b",
    re.IGNORECASE,
)
"""What is beside the matter of nearly any paper."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that the sentence at `span` should answer, and how much it is worth asking."""

    phrased: Phrased
    span: Span
    worth: float = 0.0


@dataclass(frozen=True)
class Papers:
    """The papers of a case, and how often each word stands in them."""

    documents: Sequence[Document]

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(
            word for paper in self.documents for word in _WORD.findall(paper.text[:READ])
        )

    @cached_property
    def _papers_of(self) -> Counter[str]:
        """In how many papers each word with a capital stands, in any case of letters."""
        return Counter(
            word
            for paper in self.documents
            for word in {found.casefold() for found in _CAPITAL.findall(paper.text[:READ])}
        )

    def in_plain_letters(self, question: str) -> str | None:
        """The question with names that stood in capitals as they are otherwise written; None
        where one has no other form here."""
        words = []
        for word in question.split(" "):
            bare = re.sub(r"(?:[’']s)?\W*$", "", word)
            if len(bare) > 3 and bare.isalpha() and bare.isupper():
                plain = bare.capitalize()
                if plain not in self._words:
                    return None
                word = plain + word[len(bare) :]
            words.append(word)
        return " ".join(words)

    def is_common(self, name: str) -> bool:
        """Whether the words of a name are words of any kind here: "Background Process"."""
        words = [word for word in _WORD.findall(name) if len(word) > 1]
        return bool(words) and all(word.lower() in self._words for word in words)

    def standing(self, name: str) -> float:
        """How much the matter is about whom or what a word with a capital names, 0 to 1."""
        often = math.log1p(self._often(name)) / self._most
        return often * (1 + self._papers_of[name.casefold()] / len(self.documents)) / 2

    @cached_property
    def _most(self) -> float:
        return math.log1p(max(map(self._often, filter(_CAPITAL.match, self._words)), default=1))

    def _often(self, name: str) -> int:
        return self._words[name] + self._words[name.upper()]


def candidates(documents: Sequence[Document], superseded: Container[str] = ()) -> list[Candidate]:
    """The questions that the sentences of some papers should answer, in no order; those of papers
    that are `superseded` (by id) are worth less."""
    papers = Papers(documents)
    found: list[Candidate] = []
    for document in documents:
        if document.language is None or document.language in KNOWN:
            ours = sorted(_of_paper(document, papers), key=lambda one: -one.worth)
            less = _SUPERSEDED if document.id in superseded else 0.0
            found += [replace(one, worth=one.worth - less) for one in ours[:MOST_PER_PAPER]]
    return found


def _of_paper(document: Document, papers: Papers) -> Iterator[Candidate]:
    text, he = document.text[:READ], ""
    for start, end in statement_spans(text):
        sentence = text[start:end]
        for one in questions_of(sentence, he):
            question = papers.in_plain_letters(one.question)
            if question is None or orders_in(sentence):
                continue
            if _is_named(one) and papers.is_common(as_spoken(one.subject)):
                continue
            alleged = document.kind in ACCUSATIONS
            if drops_a_hedge(parse(question), parse(sentence), alleged=alleged):
                continue  # it would take for a fact what is only said
            plain = replace(one, question=question)
            worth = _worth(plain, sentence, start / len(document.text), papers)
            yield Candidate(plain, document.span(start, end), worth)
        he = speaks_of(sentence, he)


def _is_named(one: Phrased) -> bool:
    """Whether a question takes its subject for a name."""
    return (one.kind == "who" or " " not in one.subject) and one.subject[:1].isupper()


def _worth(one: Phrased, sentence: str, place: float, papers: Papers) -> float:
    said = one.question.partition(" ")[2]
    named = [word for word in _CAPITAL.findall(said) if len(word) > 2]
    standing = sorted((papers.standing(word.rstrip("’'s")) for word in named), reverse=True)
    worth = _KINDS[one.kind] + sum(standing[:2])
    worth -= 1.0 if not named else 0.0
    worth -= 1.5 if _ASIDE.search(sentence) else 0.0
    worth -= 0.08 * max(0, len(one.question.split()) - 10)
    return worth - 0.3 * place


def in_turn(found: Sequence[Candidate], taken: Sequence[Candidate]) -> Candidate | None:
    """The one of `found` to ask next, after those that were `taken`: worth asking, and of
    another paper, kind and subject where there is one."""
    papers = Counter(one.span.document_id for one in taken)
    kinds = Counter(one.phrased.kind for one in taken)
    subjects = Counter(_subject(one) for one in taken)
    spans = {one.span for one in taken}
    asked = [_about(one) for one in taken]

    def worth(one: Candidate) -> float:
        return (
            one.worth
            - _SAME_PAPER * papers[one.span.document_id]
            - _SAME_KIND * kinds[one.phrased.kind]
            - _SAME_SUBJECT * subjects[_subject(one)]
        )

    left = [
        one
        for one in found
        if one.span not in spans and not any(_alike(_about(one), about) for about in asked)
    ]
    return max(left, key=worth, default=None)


def _about(one: Candidate) -> set[str]:
    return telling_stems(one.phrased.question)


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * max(1, min(len(one), len(other)))


def _subject(one: Candidate) -> str:
    return one.phrased.subject.split()[-1].casefold().rstrip("’'s")
