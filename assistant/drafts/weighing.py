"""One sentence of a draft held against the case: its facts, its cites, its quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from assistant.answer import Citation, cite
from assistant.drafts.cited_places import opened
from assistant.drafts.evidence import ACCUSATIONS, Said, said_in, without_copies
from assistant.drafts.facts import facts_of
from assistant.drafts.judging import Judged, judge
from assistant.drafts.law_cites import law_cited
from assistant.drafts.papers import Papers
from assistant.drafts.quoted_words import QuotedWords
from assistant.drafts.record_cites import RecordCite
from assistant.drafts.report import (
    CheckedCite,
    CheckedSentence,
    CiteState,
    Difference,
    Fact,
)
from assistant.drafts.sorting import NOTHING_TO_CHECK, has_a_fact
from assistant.drafts.statements import Statement
from assistant.drafts.traced import Traced, tidied
from assistant.grounding.languages import called
from corpus.document import Document, Span
from index.case import Case
from index.filters import Filter

PASSAGES = 6
"""Passages of the case whose sentences one of the draft is held against."""
LONGEST_WHOLE = 20_000
"""Code points of a paper cited without a place, of which every sentence is read; in a longer one
the sentence is looked for."""
LONGEST_NARROW = 3_000
"""Code points of the places of a cite of which several sentences may bear a claim out together."""
NOT_FOUND = "Nothing found in this case that bears it out."
_MARKS = re.compile(r"[“”\"]|(?<=\w)\[(?=\w)|(?<=\w)\](?=\w)|\[(?=\w{1,3}\])|(?<=\w)\](?=\w)")


@dataclass(frozen=True, slots=True)
class Led:
    """Where a cite leads: the papers it may mean, with the sentences at the places it names."""

    cite: RecordCite
    said: tuple[Said, ...] = ()
    stretches: tuple[tuple[Document, int, int], ...] = ()
    state: CiteState | None = None
    reason: str = ""

    @property
    def accuses(self) -> bool:
        return any(document.kind in ACCUSATIONS for document, _, _ in self.stretches)

    @property
    def is_narrow(self) -> bool:
        """Whether it leads to a place so small that a reader takes it in as a whole."""
        return sum(end - start for _, start, end in self.stretches) <= LONGEST_NARROW

    def gives_section(self, number: str) -> bool:
        """Whether a section of a law stands at the place, or in the count that the place is in."""
        section = re.compile(rf"(?<![\w.,$]){re.escape(number)}(?![\w%]|[.,]\d)")
        for document, start, end in self.stretches:
            counts = [(m.start, m.end) for m in document.marks if m.kind == "count"]
            around = [(a, b) for a, b in counts if a <= start < b] or [(start, end)]
            around = around if counts else [(0, len(document.text))]
            if any(section.search(document.text, a, b) for a, b in around):
                return True
        return False


class Weigher:
    """Holds the sentences of one draft against a case; `without` are the ids of papers that are
    the draft itself."""

    def __init__(self, case: Case, text: str, without: frozenset[str] = frozenset()) -> None:
        self._case = case
        self._text = text
        records = [r for r in case.documents() if r.state != "refused" and r.id not in without]
        self._papers = Papers(records, case.document)
        self._names = {record.id: record.name for record in records}
        own = any(record.id in without for record in case.documents())
        self._where = Filter(documents=tuple(r.name for r in records)) if own else None
        self._number = count(1)
        self._quoted = QuotedWords(case, text, self._where, self._citation)

    def check(
        self, statement: Statement, claim: Traced, cites: Sequence[RecordCite]
    ) -> CheckedSentence:
        """The sentence with its verdict; `claim` is what it claims, with its pronouns resolved, and
        `cites` stand for it."""
        led = [self._led(one, claim.text) for one in cites]
        plain = tidied(
            claim.replaced([(m.start(), m.end(), "") for m in _MARKS.finditer(claim.text)])
        )
        attributed = any(one.accuses for one in led)
        cited = [said for one in led for said in one.said]
        plain = _without_law(plain, led)
        together = all(one.is_narrow for one in led)
        judged = judge(plain.text, cited, attributed=attributed, together=together)
        found: list[Said] = []
        if not judged.stands:
            found = self._found(plain.text)
        elsewhere = judge(plain.text, found, attributed=attributed) if found else Judged()
        stretches = [stretch for one in led for stretch in one.stretches]
        quoted = self._quoted.checked(statement.start, statement.end, stretches)
        sentence = CheckedSentence(
            statement.start, statement.end, self._text[statement.start : statement.end],
            "not-in-file", NOT_FOUND, quotations=quoted,
        )  # fmt: skip
        offered = [*cited, *found]
        foreign = {said.foreign for said in offered}
        if offered and None not in foreign:
            names = " and ".join(sorted(called(code) for code in foreign if code))
            reason = (
                f"Not checked: what comes near it is in {names}, which the check does not know."
            )
            return replace(sentence, verdict="unchecked", reason=reason)
        if judged.stands or elsewhere.stands:
            sentence = self._borne_out(sentence, judged if judged.stands else elsewhere)
        else:
            sentence = self._by_facts(sentence, plain, [*cited, *found], attributed)
        if sentence.verdict != "supported":
            sentence = self._not_borne_out(sentence, plain, judged, elsewhere, bool(cites))
        checked = tuple(self._cite(one, plain.text, judged, elsewhere, attributed) for one in led)
        sentence = replace(sentence, cites=checked)
        return self._quoted.weighed(self._with_cites(sentence, judged, elsewhere))

    # What bears it out

    def _found(self, claim: str) -> list[Said]:
        hits = self._case.retrieve(claim, PASSAGES, where=self._where)
        found: list[Said] = []
        for hit in hits:
            span = hit.passage.span
            found += said_in(self._case.document(span.document_id), span.start, span.end)
        return without_copies(found)

    def _borne_out(self, sentence: CheckedSentence, judged: Judged) -> CheckedSentence:
        sources = tuple(self._citation(said.span) for said in judged.by)
        only = " It only alleges it." if judged.by[0].alleged else ""
        return replace(
            sentence, verdict="supported", sources=sources,
            reason=f"Borne out by {sources[0].pincite}.{only}",
        )  # fmt: skip

    def _by_facts(
        self, sentence: CheckedSentence, claim: Traced, offered: Sequence[Said], attributed: bool
    ) -> CheckedSentence:
        parts = facts_of(claim)
        if len(parts) < 2:
            return sentence
        facts = []
        for part in parts:
            judged = judge(part.text, offered, attributed=attributed)
            if not judged.stands:
                judged = max(
                    (judged, judge(part.text, self._found(part.text), attributed=attributed)),
                    key=lambda one: (one.stands, one.differs, one.match),
                )
            facts.append(self._fact(part, judged))
        verdicts = {fact.verdict for fact in facts}
        sources = tuple(source for fact in facts for source in fact.sources)
        sentence = replace(sentence, facts=tuple(facts), sources=sources)
        if verdicts == {"supported"}:
            places = " and ".join(dict.fromkeys(source.pincite for source in sources))
            return replace(
                sentence, verdict="supported", reason=f"Borne out, fact by fact, by {places}."
            )
        different = next((fact.difference for fact in facts if fact.difference), None)
        if different is not None:
            return replace(
                sentence, verdict="differs", reason=_said_instead(different), difference=different
            )
        return sentence

    def _fact(self, part: Traced, judged: Judged) -> Fact:
        start, end = part.place(0, len(part.text))
        if judged.stands:
            return Fact(start, end, "supported", tuple(self._citation(s.span) for s in judged.by))
        difference = self._difference(part, judged)
        return Fact(start, end, "differs" if difference else "not-in-file", (), difference)

    def _not_borne_out(
        self,
        sentence: CheckedSentence,
        claim: Traced,
        judged: Judged,
        elsewhere: Judged,
        cited: bool,
    ) -> CheckedSentence:
        if sentence.verdict == "differs":
            return sentence
        nearest = judged if judged.differs else elsewhere
        difference = self._difference(claim, nearest)
        if difference is not None and not any(f.verdict == "supported" for f in sentence.facts):
            return replace(
                sentence, verdict="differs", difference=difference, reason=_said_instead(difference)
            )
        if not cited and not has_a_fact(claim.text):
            return replace(
                sentence, verdict="unchecked", reason=f"Not checked: {NOTHING_TO_CHECK}."
            )
        near = judged.against or elsewhere.against
        if near is not None and not sentence.sources:
            sentence = replace(sentence, sources=(self._citation(near.span),))
        missing = [f for f in sentence.facts if f.verdict != "supported"]
        if missing and len(missing) < len(sentence.facts):
            part = " ".join(self._text[missing[0].start : missing[0].end].split())
            said = f"Nothing found in this case that bears out “{part}”; the rest is borne out."
            return replace(sentence, reason=said)
        return sentence

    def _difference(self, claim: Traced, judged: Judged) -> Difference | None:
        found, instead = judged.objection, judged.instead
        if found is None or instead is None:
            return None
        start, end = claim.place(*found.claim)
        return Difference(found.rule, found.reason, start, end, self._citation(instead))

    # Cites

    def _led(self, cited: RecordCite, claim: str) -> Led:
        resolved = self._papers.named_by(cited)
        if not resolved.papers:
            return Led(cited, state="no such paper", reason=resolved.reason)
        said: list[Said] = []
        stretches: list[tuple[Document, int, int]] = []
        missing: list[str] = []
        for paper in resolved.papers:
            document = self._case.document(paper.id)
            found = opened(document, cited)
            missing += [found.missing] if found.missing else []
            stretches += [(document, a, b) for a, b in found.stretches]
            said += self._at(document, found.stretches, claim)
        if not stretches:
            return Led(cited, state="no such place", reason="; ".join(missing))
        several = ""
        if len(resolved.papers) > 1:
            titles = ", ".join(f"“{paper.title}”" for paper in resolved.papers[:4])
            several = f"{len(resolved.papers)} papers fit: {titles}"
        return Led(
            cited,
            tuple(said),
            tuple(stretches),
            reason="; ".join(filter(None, [several, *missing])),
        )

    def _at(
        self, document: Document, stretches: Sequence[tuple[int, int]], claim: str
    ) -> list[Said]:
        length = sum(end - start for start, end in stretches)
        if length <= LONGEST_WHOLE:
            return [said for start, end in stretches for said in said_in(document, start, end)]
        where = Filter(documents=(self._names[document.id],))
        found: list[Said] = []
        for hit in self._case.retrieve(claim, PASSAGES, where=where):
            span = hit.passage.span
            if any(start < span.end and span.start < end for start, end in stretches):
                found += said_in(document, span.start, span.end)
        return found

    def _cite(
        self, led: Led, claim: str, judged: Judged, elsewhere: Judged, attributed: bool
    ) -> CheckedCite:
        text = self._text[led.cite.start : led.cite.end]
        made = CheckedCite(led.cite.start, led.cite.end, text, "open", led.reason, None)
        if led.state is not None:
            return replace(
                made, state=led.state, reason=f"{led.reason[:1].upper()}{led.reason[1:]}."
            )
        own = judge(claim, led.said, attributed=attributed, together=led.is_narrow)
        at = own.by[0].span if own.by else own.against.span if own.against else None
        if at is None:
            document, start, end = led.stretches[0]
            at = document.span(start, min(end, start + 200))
        place = self._citation(at)
        made = replace(made, place=place)
        if own.stands:
            return replace(made, state="bears it out", reason=f"{place.pincite} bears it out.")
        if judged.stands:
            return replace(made, reason="Another cite of the sentence bears it out.")
        if elsewhere.stands and not own.is_close:
            other = self._citation(elsewhere.by[0].span)
            says = "says otherwise" if own.differs else "does not say it"
            return replace(
                made,
                state="does not say it",
                reason=f"The cited place {says}; {other.pincite} does.",
            )
        return replace(made, reason=f"{led.reason}." if led.reason else "")

    def _with_cites(
        self, sentence: CheckedSentence, judged: Judged, elsewhere: Judged
    ) -> CheckedSentence:
        if sentence.verdict != "supported" or judged.stands:
            wrong = [c for c in sentence.cites if c.state == "no such place"]
        else:
            wrong = [c for c in sentence.cites if c.state in ("no such place", "does not say it")]
        if not wrong or sentence.verdict == "differs":
            return sentence
        first = wrong[0]
        difference = Difference(
            "cite", first.reason.rstrip("."), first.start, first.end, first.place
        )
        return replace(sentence, verdict="differs", reason=first.reason, difference=difference)

    # Places

    def _citation(self, span: Span) -> Citation:
        document = self._case.document(span.document_id)
        named = replace(document, name=self._names.get(document.id, document.name))
        return cite(next(self._number), named, span, document.text[span.start : span.end])


_UNDER = re.compile(r",?\s*\b(?:under|in violation of|pursuant to|as defined in)\s+$")
_SECTION = re.compile(r"§{1,2} ?(\d{1,5}[a-z]?)")


def _without_law(claim: Traced, led: Sequence[Led]) -> Traced:
    """The claim without the sections of law that the cited place gives too, since a count has them
    in its heading: "conspiracy under 18 U.S.C. § 371"."""
    cut = []
    for start, end in law_cited(claim.text):
        under = _UNDER.search(claim.text, max(0, start - 40), start)
        numbers = _SECTION.findall(claim.text[start:end])
        if under and numbers and all(any(one.gives_section(n) for one in led) for n in numbers):
            cut.append((under.start(), end, ""))
    return tidied(claim.replaced(cut)) if cut else claim


def _said_instead(difference: Difference) -> str:
    source = difference.source
    if source is None:
        return f"{difference.reason[:1].upper()}{difference.reason[1:]}."
    said = " ".join(source.quote.split())
    said = said if len(said) <= 200 else f"{said[:199].rsplit(' ', 1)[0]} …"
    return f"{difference.reason[:1].upper()}{difference.reason[1:]}: “{said}” ({source.pincite})."
