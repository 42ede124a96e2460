"""Holding a written sentence against the document sentences it cites.

A claim stands only if one sentence, or two next to each other, meet enough of its words,
hold its numbers, dates and names, deny what it denies, and do not merely report or allege
what it says happened. The rules err on the side of striking out: a claim that is left out
costs less than one that is wrong. They see who did what to whom only where the source has
two names around the same verb. An NLI model, where the settings name one, has a say too.

What is in a language whose words the rules do not know is not checked, and never stands: neither
a claim in it, nor one whose source is in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

import numpy as np

from assistant.grounding.ages import says_the_age
from assistant.grounding.entailment import entails
from assistant.grounding.languages import is_read_but_for_names, unread
from assistant.grounding.objection import Objection, objecting
from assistant.grounding.rules import objections
from assistant.grounding.sentences import Sentence, match, neighbours, read, unmet_word
from assistant.grounding.subjects import is_of_another_subject
from assistant.grounding.support import support
from corpus.document import Span
from corpus.language.letters import CAPITALS
from corpus.language.parsed import ParsedText, parse
from index.encoder import Tokens
from index.retrieval import ScoredPassage

NEEDED_MATCH = 0.55
"""How well the claim's words must be met by the source's, 0 to 1; a paraphrase of one
sentence lies near .7 and a sentence on something else of the same matter near .4."""
NEEDED_SUPPORT = 0.5
"""How likely all that is cited must support a claim of LONG telling words or more; true rewordings
of that length lie above it. What is learned from long claims says little of "He got 12 years."."""
LONG = 6
MODEL_RULES = ("similarity", "word", "subject", "entailment", "support")
"""The names of the objections that the packaged models make, beside those of `rules.RULES`."""

_AND = re.compile(
    rf";\s+|,\s+(?:and|but|while)\s+(?=(?:[{CAPITALS}]|the |he |she |they |it |his |her )\S*)"
)
_SHORTEST = 4
"""Words of a part of a claim that is looked for by itself."""
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that bears a claim out, and how well its words meet the claim's, 0 to 1."""

    span: Span
    text: str
    match: float


@dataclass(frozen=True, slots=True)
class Objected:
    """Why a claim falls, with `span`, where in the documents the words stand that speak against
    it, `quote`."""

    objection: Objection
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How a claim stood.

    `sources` bear it out, best first; where it is `unchecked` they are only the nearest to it.
    `unchecked` is the language, as ISO 639-1, of the claim or of its sources, where the rules do
    not know that one. `objected` is why the claim falls, held against the sentence that comes
    nearest; None where it stands, and where there was nothing to hold it against.
    """

    sources: tuple[Source, ...] = ()
    objected: Objected | None = None
    unchecked: str | None = None

    @property
    def stands(self) -> bool:
        return bool(self.sources) and self.unchecked is None


def check_claim(
    claim: str,
    passages: Sequence[ScoredPassage],
    accusing: Collection[str] = (),
    languages: Mapping[str, str | None] | None = None,
    nli: str | None = None,
) -> Checked:
    """How `claim` stands by the sentences of `passages`: borne out by one, else by two next to
    each other, or part by part.

    Documents whose ids are in `accusing`, such as indictments, allege whatever they say.
    `languages` are those of documents by id, as ISO 639-1, where they are known. `nli` names the
    NLI model that has a say too, if any.
    """
    known = languages or {}
    whole = _checked(parse(claim), passages, accusing, known, nli)
    if whole.stands or whole.unchecked:
        return whole
    # "A was convicted on May 3, and B was acquitted": each may stand elsewhere.
    starts = _statements(claim)
    parts = {
        start: _checked(parse(part), passages, accusing, known, nli)
        for start, part in starts.items()
    }
    fallen = [start for start, part in parts.items() if not part.stands]
    if not parts or len(fallen) == len(parts):
        return whole
    if fallen:
        start = fallen[0]
        objected = parts[start].objected
        moved = objected and _moved(objected, start, starts[start])
        return replace(whole, objected=moved or whole.objected)
    best = {source.span: source for part in parts.values() for source in part.sources}
    return Checked(tuple(sorted(best.values(), key=lambda source: -source.match)))


def rules_against(
    claim: str, passages: Sequence[ScoredPassage], accusing: Collection[str] = ()
) -> list[frozenset[str]]:
    """The names of all the rules that object to the whole claim, for each sentence, and each two
    next to each other, that it was held against; an empty set is of one that bears it out."""
    parsed = parse(claim)
    wanted, sentences = read(parsed, passages, {})
    context = _around(passages)
    weak = _too_little(parsed, sentences)
    return [
        frozenset(one.rule for one in _against(parsed, wanted, several, context, accusing))
        | ({"support"} if weak else set())
        for several in [*([sentence] for sentence in sentences), *neighbours(sentences)]
    ]


def _statements(claim: str) -> dict[int, str]:
    """The parts of `claim` that state something by themselves, if there are several, each with
    where it begins in the claim."""
    parts, start = {}, 0
    for cut in (*_AND.finditer(claim), None):
        end = cut.start() if cut else len(claim)
        part = claim[start:end].strip(" .")
        parts[claim.find(part, start)] = part
        start = cut.end() if cut else end
    if len(parts) < 2 or min(len(part.split()) for part in parts.values()) < _SHORTEST:
        return {}
    return {at: f"{part[0].upper()}{part[1:]}." for at, part in parts.items()}


def _around(passages: Sequence[ScoredPassage]) -> ParsedText:
    return parse(" ".join(hit.passage.text for hit in passages))


def _checked(
    claim: ParsedText,
    passages: Sequence[ScoredPassage],
    accusing: Collection[str],
    languages: Mapping[str, str | None],
    nli: str | None,
) -> Checked:
    wanted, sentences = read(claim, passages, languages)
    readable = [sentence for sentence in sentences if sentence.foreign is None]
    foreign = [sentence for sentence in sentences if sentence.foreign]
    own = unread(claim.text)
    if own and readable and not foreign and is_read_but_for_names(claim.text):
        own = None
    if own or (foreign and not readable):
        nearest = _nearest(claim.text, sentences)
        return Checked(nearest, unchecked=own or foreign[0].foreign)
    checked = _held(claim, wanted, readable, _around(passages), accusing, nli)
    # What an English sentence contradicts falls, whatever one in another language may say.
    objected = checked.objected.objection.rule if checked.objected else None
    is_contradicted = objected is not None and objected not in MODEL_RULES
    nearest = () if checked.stands or is_contradicted else _nearest(claim.text, foreign)
    return Checked(nearest, unchecked=foreign[0].foreign) if nearest else checked


def _held(
    claim: ParsedText,
    wanted: Tokens,
    sentences: Sequence[Sentence],
    context: ParsedText,
    accusing: Collection[str],
    nli: str | None,
) -> Checked:
    """How the claim stands by sentences that the rules can read."""
    alone = _by_match([[sentence] for sentence in sentences])
    if not alone:
        return Checked()
    if _too_little(claim, sentences):
        reason = "all that is cited bears out too little of it"
        nearest = alone[0][0]
        objection = _whole("support", reason, claim, nearest.parsed)
        return Checked(objected=_placed(objection, nearest))
    first: Objected | None = None
    for several in (*alone, *_by_match(neighbours(sentences))):
        against = next(_against(claim, wanted, several, context, accusing, nli), None)
        if against is None:
            found = [Source(s.span, s.text, match([s])) for s in several]
            return Checked(tuple(sorted(found, key=lambda source: -source.match)))
        first = first or _placed(against, several[0])
    return Checked(objected=first)


def _by_match(offered: Sequence[Sequence[Sentence]]) -> list[Sequence[Sentence]]:
    matches = [-match(together) for together in offered]
    return [offered[number] for number in np.argsort(matches, kind="stable")]


def _against(
    claim: ParsedText,
    wanted: Tokens,
    several: Sequence[Sentence],
    context: ParsedText,
    accusing: Collection[str],
    nli: str | None = None,
) -> Iterator[Objection]:
    """What speaks against the claim in a sentence, or in two together."""
    said = parse(normalize("NFC", " ".join(sentence.text for sentence in several)))
    if match(several) < NEEDED_MATCH and not says_the_age(claim, said):
        yield _whole("similarity", "no sentence of the documents says this", claim, said)
    alleged = several[0].span.document_id in accusing
    yield from objections(claim, said, context, alleged=alleged)
    word = unmet_word(claim, wanted, several)
    if word:
        reason = f"the source does not say “{claim.text[slice(*word)]}”"
        yield objecting("word", reason, claim.text, said.text, (word, None))
    nearest = max(several, key=lambda sentence: match([sentence])).parsed
    if is_of_another_subject(claim, nearest, said):
        yield _whole("subject", "the source speaks of something else", claim, said)
    if not entails(said.text, claim.text, nli):
        yield _whole("entailment", "by the NLI model it does not follow", claim, said)


def _whole(rule: str, reason: str, claim: ParsedText, source: ParsedText) -> Objection:
    return objecting(rule, reason, claim.text, source.text, (None, None))


def _placed(objection: Objection, sentence: Sentence) -> Objected:
    """The objection with its place in the documents: the whole sentence where the words that it
    was held against are not letter for letter the document's."""
    start, end = objection.source
    if end > len(sentence.text) or normalize("NFC", sentence.text) != sentence.text:
        start, end = 0, len(sentence.text)
    span = sentence.span
    place = Span(span.document_id, span.start + start, span.start + end)
    return Objected(objection, place, sentence.text[start:end])


def _moved(objected: Objected, start: int, part: str) -> Objected:
    """The objection to `part` of a claim as one to the claim, in which it begins at `start`
    and has no full stop of its own."""
    a, b = objected.objection.claim
    claim = (start + a, start + min(b, len(part) - 1))
    return replace(objected, objection=replace(objected.objection, claim=claim))


def _nearest(claim: str, sentences: Sequence[Sentence]) -> tuple[Source, ...]:
    """The sentence whose words come nearest to the claim's, near enough and with all of its
    figures; nothing where there is none."""
    figures = _figures(claim)
    near = [Source(s.span, s.text, match([s])) for s in sentences]
    near = [s for s in near if s.match >= NEEDED_MATCH and figures <= _figures(s.text)]
    return tuple(sorted(near, key=lambda source: -source.match)[:1])


def _figures(text: str) -> set[str]:
    """The figures of a text in any language, without the marks between their thousands."""
    joined = re.sub(r"(?<=\d)[.,’'\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return {figure.lstrip("0") for figure in _FIGURES.findall(joined)}


def _too_little(claim: ParsedText, sentences: Sequence[Sentence]) -> bool:
    """Whether too little of a long claim is met by anything that is cited."""
    if len(claim.telling) < LONG:
        return False
    return support(claim, [sentence.parsed for sentence in sentences]) < NEEDED_SUPPORT
