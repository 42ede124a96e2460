"""The sentences that the reader reads: of the passages that were found, those that may answer.

Reading costs some milliseconds a sentence, so only the likeliest are read: by the meaning of the
sentence as the index keeps it, by the question's words in it, and by how well its passage was
found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quoting.introduction import introduction
from assistant.quoting.reader import Reading
from assistant.quoting.window import Excerpt
from corpus.document import Span
from corpus.exchanges import exchanges
from corpus.language.sentences import statement_spans
from corpus.messages import writer_in
from index.case import Case
from index.retrieval import ScoredPassage

MOST_READ = 24
MEANING, WORDS, WORDS_BEFORE, PASSAGE = 1.0, 0.25, 0.1, 0.1
"""What a sentence's cosine, the share of the question's words in it and in the one before it, and a
point of its passage's score count: `python -m training.candidates` prints how many of the answering
sentences of the set "dev" are among the first with other figures."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the one `before` it in its passage, empty for the first;
    `found` says how well it was found, larger is better, and `paper` how its paper introduces
    itself. Of a question with its answer the reader reads what is said from code point `answer` on
    behind the question, as it was trained to."""

    span: Span
    text: str
    before: str
    passage: ScoredPassage
    found: float
    paper: str
    answer: int = 0

    @property
    def read(self) -> Excerpt:
        """What the reader reads."""
        if not self.answer:
            return Excerpt(self.paper, self.before, f"{self.spoken}{self.text}")
        asked, said = self.text[: self.answer].rstrip(), self.text[self.answer :]
        return Excerpt(self.paper, asked, said)

    def exact(self, reading: Reading) -> tuple[int, int] | None:
        """Where in `text` the very answer stands that a reading of `read` has found."""
        if reading.exact is None:
            return None
        moved = self.answer or -len(self.spoken)
        start, end = (at + moved for at in reading.exact)
        return (max(start, 0), end) if end > 0 else None

    @property
    def spoken(self) -> str:
        """What stands before the sentence where it is read: of an e-mail "Greta Holm: "."""
        writer = writer_in(self.passage.passage.heading)
        return f"{writer}: " if writer else ""


def candidates(case: Case, question: str, hits: Sequence[ScoredPassage]) -> list[Candidate]:
    """Every sentence of `hits`, the likeliest to answer `question` first."""
    cut = [list(statement_spans(hit.passage.text)) for hit in hits]
    words = [hit.passage.text[a:b] for hit, some in zip(hits, cut, strict=True) for a, b in some]
    if not words:
        return []
    rarity = case.lexical.rarity(case.lexical.words(question))
    shares = [_share(rarity, stems) for stems in case.lexical.stems_of_each(words)]
    near = case.sentence_cosines(question, [hit.passage for hit in hits])
    papers = {
        document.id: introduction(document.title, document.text)
        for document in map(case.document, {hit.passage.span.document_id for hit in hits})
    }
    found: list[Candidate] = []
    number = 0
    for hit, some, cosines in zip(hits, cut, near, strict=True):
        at = hit.passage.span
        answers = {one.start: one for one in exchanges(hit.passage.text)}
        for place, (a, b) in enumerate(some):
            worth = (
                MEANING * _cosine(cosines, a, b)
                + WORDS * shares[number]
                + (WORDS_BEFORE * shares[number - 1] if place else 0.0)
                + PASSAGE * (hit.score - hits[0].score)
            )
            before = words[number - 1] if place else ""
            span = Span(at.document_id, at.start + a, at.start + b)
            asked = answers.get(a)
            answer = asked.answer - a if asked is not None and a < asked.answer < b else 0
            if asked is None or asked.answer < asked.end or not asked.is_labelled:
                paper = papers[at.document_id]
                found.append(Candidate(span, words[number], before, hit, worth, paper, answer))
            number += 1
    return sorted(found, key=lambda one: -one.found)


def _share(rarity: dict[str, float], stems: Sequence[str]) -> float:
    """How much of the question's words, by their rarity, stands in a sentence, 0 to 1."""
    whole = sum(rarity.values())
    return sum(rarity.get(stem, 0.0) for stem in set(stems)) / whole if whole else 0.0


def _cosine(parts: Sequence[tuple[int, int, float]], start: int, end: int) -> float:
    """The cosine of the nearest of the parts that make a sentence up, or of the one that has most
    in common with it; 0 where none is known."""
    inside = [cosine for a, b, cosine in parts if 2 * (min(b, end) - max(a, start)) > b - a]
    met = [(min(b, end) - max(a, start), cosine) for a, b, cosine in parts]
    return max(inside) if inside else max(met, default=(0, 0.0))[1]
