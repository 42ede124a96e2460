"""A claim held against sentences of the case: borne out by one, or what speaks against it.

The rules, the models and their bounds are those of `grounding`; here the sentences are read as
`evidence` reads them, and all that speaks against a claim is looked at, so that what the case says
instead can be told from what only stands near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

import numpy as np

from assistant.drafts.contrary import TOLD, contrary
from assistant.drafts.evidence import DECISIONS, Said, likeliest
from assistant.drafts.traced import Traced
from assistant.drafts.unanswered import asked_before_no, unanswered
from assistant.grounding.ages import says_the_age
from assistant.grounding.attribution import drops_a_hedge
from assistant.grounding.evidence import MODEL_RULES, NEEDED_MATCH
from assistant.grounding.names import strangers
from assistant.grounding.objection import Objection, objecting
from assistant.grounding.rules import objections
from assistant.grounding.sentences import Sentence, match, met_by, unmet_word
from assistant.grounding.subjects import is_of_another_subject
from corpus.document import Span
from corpus.language.dates import Date, dated, dates_in
from corpus.language.letters import CAPITALS
from corpus.language.parsed import parse
from index.encoder import Tokens, word_encoder

READ_CLOSELY = 6
"""Sentences, of those that come nearest, that the rules are asked about."""
NEAR = 0.62
"""How well the words of a claim must be met, 0 to 1, by a sentence that is said to differ from it,
and how well by one that differs in more than one thing."""
VERY_NEAR = 0.72
NEAR_TOGETHER = 0.4
"""How well the words of a claim must be met, 0 to 1, by a sentence that others are read with."""
MOST_TOGETHER = 3
"""Sentences of a cited place that may bear a claim out together."""
ADDED = 0.15
"""How much more of a word of a claim, 0 to 1, a further sentence must meet."""
_MAY_COMPLETE = frozenset({"similarity", "word", "name", "subject", "amount", "date", "age"})
"""What the next sentence may put right: it says more, where this one says nothing else."""
_HEDGES = frozenset(
    "allegedly alleged alleges allege purportedly reportedly original initial alleging charged"
    " charges according states provides describes identifies".split()
)
"""Words of a claim that only say how it is said."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How a claim stands by some sentences: `by` bears it out, one sentence or two; else `against`
    comes nearest and `objection` is what it says otherwise, None where it only stands near; its
    places count code points of `read`."""

    by: tuple[Said, ...] = ()
    against: Said | None = None
    objection: Objection | None = None
    match: float = 0.0
    read: Traced | None = None

    @property
    def stands(self) -> bool:
        return bool(self.by)

    @property
    def differs(self) -> bool:
        return self.objection is not None

    @property
    def is_close(self) -> bool:
        """Whether what comes nearest speaks of the same and contradicts nothing by a rule but for
        how sure it is: a person may well cite it."""
        soft = self.objection is None or self.objection.rule in ("hedge", "word")
        return self.against is not None and self.match >= NEAR and soft

    @property
    def instead(self) -> Span | None:
        """Where in its paper the words stand that speak against the claim: the whole sentence
        where no part of it is meant, or where its letters were written otherwise."""
        if self.objection is None or self.against is None or self.read is None:
            return None
        start, end = self.objection.source
        text = self.read.text
        whole = end - start >= len(text) or normalize("NFC", text) != text
        if whole:
            return self.against.span
        return Span(self.against.span.document_id, *self.read.place(start, end))


@dataclass(frozen=True, slots=True)
class _Held:
    said: tuple[Said, ...]
    match: float
    objections: tuple[Objection, ...]


_FRAME = re.compile(
    r"(?:According to|As (?:alleged|charged|stated|set out) in) [^,]{3,60}, "
    r"|(?:The|That|This) (?:grand jury|(?:\w+ ){0,3}(?:indictment|complaint|order|agreement"
    r"|information"
    r"|release|declaration|report|affidavit)) (?:also |further |then )?(?:alleges|charges"
    r"|states|says"
    r"|provides|recites|notes|reports|describes|explains|identifies|specifies"
    r"|asserts)\s+(?:that )?",
    re.IGNORECASE,
)
"""How a claim begins that only says what its paper says."""
_FOUND = re.compile(
    r"(?:(?:The|This) (?:\w+ )?[Cc]ourt"
    rf"|(?:The )?(?:Magistrate )?Judge(?P<judge>(?: [{CAPITALS}][\w.’'-]*){{0,3}}))"
    r" (?:also |further |then )?(?:found|concluded|held|ruled|determined|noted|observed|stated"
    r"|wrote|explained|recited|pointed out)\s+that "
)
"""How a claim begins that only says what a judge wrote in a decision."""
_ADMITS = re.compile(
    r"(?P<who>(?:(?:Mr|Ms|Mrs|Dr)\. )?"
    rf"[{CAPITALS}][\w’'-]+(?: [{CAPITALS}][\w’'-]+){{0,2}}) (?:has |have )?"
    r"(?:also |further |since |now )?(?:admits|admitted|acknowledges|acknowledged|concedes|conceded"
    r"|stipulates|stipulated) that (?P<said>.+)",
    re.DOTALL,
)
"""Who admits something: in his own plea agreement everything that it tells is admitted."""
ADMISSIONS = ("plea agreement", "stipulation")
_TELLS_ASIDE = re.compile(
    r",? (?:the|this|that|its) (?:order|court|opinion|judgment|indictment|complaint|agreement"
    r"|report|release|article|letter|exhibit|schedule) (?:also |further |then )?(?:notes|noted|says"
    r"|said|states|stated|observes|observed|adds|added|finds|found|recites|recited|explains|explained),"
)
"""What only says, within a claim, that its paper says it: "In 2009, the order notes, he …"."""
_PROMISED = re.compile(
    r"\b(?:(?:has |have |had )?agree[sd]?|promise[sd]?|undert(?:ook|akes?|aken)) to\b"
)


def judge(
    claim: str, offered: Sequence[Said], *, attributed: bool = False, together: bool = False
) -> Judged:
    """How `claim` stands by the sentences `offered`: as it is written, or with "will" for what
    somebody agreed to do, as an agreement has it.

    `attributed` says that the draft itself cites them as what their paper alleges, and `together`
    that they are a place that it cites, so that several of them may bear it out together.
    """
    judged = _judge(claim, offered, attributed, together)
    if judged.stands:
        return judged
    plain = _without_asides(claim)
    if plain != claim:
        said = _judge(plain, offered, attributed, together)
        judged = said if said.stands else judged
        claim = plain if said.stands else claim
    if _PROMISED.search(claim):
        promised = _judge(_PROMISED.sub("will", claim), offered, attributed, together)
        judged = promised if promised.stands else judged
    admits = None if judged.stands else _ADMITS.match(claim)
    if admits:
        own = [said for said in offered if _admits_there(admits["who"], said)]
        bare = re.sub(r"\b(?:he|she)\b", admits["who"], admits["said"], count=1)
        if own:
            admitted = _judge(f"{bare[:1].upper()}{bare[1:]}", own, attributed, together)
            judged = admitted if admitted.stands else judged
    frame = _FRAME.match(claim) or _FOUND.match(claim)
    if frame and not judged.stands:
        own = [said for said in offered if _is_the_paper(frame.group(), said)]
        bare = claim[frame.end() :]
        bare = f"{bare[:1].upper()}{bare[1:]}"
        unframed = _judge(bare, own, True, together) if own else Judged()
        judged = unframed if unframed.stands else judged
    return judged


def _admits_there(who: str, said: Said) -> bool:
    """Whether a sentence is of the agreement in which somebody admits what it tells: one to which
    he is the defendant."""
    last = re.escape(who.split()[-1])
    party = rf"\b{last}\b[^\n]{{0,40}}\bdefendant\b|\bdefendant\b[^\n]{{0,40}}\b{last}\b"
    return said.kind in ADMISSIONS and bool(re.search(party, said.context, re.IGNORECASE))


_COUNTED_ON = re.compile(
    r"^(?:[A-Z]\w+|The|That) (?:same |next |following |very )?(?:days?|weeks?|months?|years?)"
    r"(?: later| earlier| before| after(?: that)?)?, (?=(?:on|in|at|by) )"
)
"""A day counted from the one told before, where it follows itself: "Two days later, on May 3,"."""


def _without_asides(claim: str) -> str:
    """The claim without words that only lead from what was told before to what it says, and
    without those that only say that its paper says it."""
    counted = _COUNTED_ON.match(claim)
    if counted and any(day.is_whole for day in dates_in(claim[counted.end() :][:40])):
        rest = claim[counted.end() :]
        claim = f"{rest[:1].upper()}{rest[1:]}"
    return _TELLS_ASIDE.sub(",", claim)


def _is_the_paper(frame: str, said: Said) -> bool:
    """Whether a sentence is of the paper that "The Indictment alleges that" speaks of."""
    if "grand jury" in frame.casefold():
        return said.alleged
    found = _FOUND.match(f"{frame} ")
    if found:
        judge = (found["judge"] or "").casefold().split()[-1:]
        return said.kind in DECISIONS and all(name in said.title.casefold() for name in judge)
    called = set(re.findall(r"\w{4,}", said.title.casefold()))
    return any(word in called for word in re.findall(r"\w{4,}", frame.casefold()))


def _judge(claim: str, offered: Sequence[Said], attributed: bool, together: bool) -> Judged:
    near = [said for said in likeliest(claim, offered) if said.foreign is None]
    if not near:
        return Judged()
    wanted, *tokens = word_encoder().encode([claim, *(said.read.text for said in near)])
    vectors = {
        said.span: Sentence(said.span, parse(said.read.text), met_by(wanted, token), None)
        for said, token in zip(near, tokens, strict=True)
    }
    ranked = sorted(near, key=lambda said: -match([vectors[said.span]]))
    held = [_held(claim, wanted, (said,), vectors, attributed) for said in ranked[:READ_CLOSELY]]
    for one in held:
        if not one.objections:
            return Judged(one.said, match=one.match)
    weak = {one.said[0].span for one in held if _is_only_short(one)}
    for pair in _neighbours(near):
        if any(said.span in weak for said in pair):
            both = _held(claim, wanted, pair, vectors, attributed)
            if not both.objections and all(_adds(said, pair, vectors) for said in pair):
                return Judged(pair, match=both.match)
    for first in [one.said[0] for one in held if together and one.match >= NEAR_TOGETHER]:
        for several in _gathered(first, near, vectors):
            whole = _held(claim, wanted, several, vectors, attributed)
            if not whole.objections:
                return Judged(several, match=whole.match)
    best = min(held, key=lambda one: (_distance(one), -one.match))
    said = best.said[0]
    return Judged((), said, _told(best), best.match, said.read_for(claim))


def _held(
    claim: str,
    wanted: Tokens,
    said: tuple[Said, ...],
    vectors: dict[Span, Sentence],
    attributed: bool,
) -> _Held:
    several = [vectors[one.span] for one in said]
    text = normalize("NFC", " ".join(one.read_for(claim).text for one in said))
    written, source = parse(claim), parse(text)
    near = match(several)
    found: list[Objection] = []
    if near < NEEDED_MATCH and not says_the_age(written, source):
        found.append(objecting("similarity", "nothing says this", claim, text, (None, None)))
    alleged = said[0].alleged and not attributed
    found += (
        one
        for one in objections(written, source, parse(said[0].context), alleged=alleged)
        if not _only_names_the_paper(one, claim, text, said[0])
        and not _only_dates_the_paper(one, claim, text, said[0])
        and not (one.rule == "hedge" and _hedges_an_aside(claim, text, alleged))
        and not (one.rule == "opposite" and one.source[1] <= asked_before_no(text))
    )
    found += contrary(claim, text, said[0].lead, said[0].speaker)
    found += unanswered(claim, text)
    word = unmet_word(written, wanted, several)
    if word and not _says_only_how(claim[slice(*word)], said[0]):
        reason = f"the source does not say “{claim[slice(*word)]}”"
        found.append(objecting("word", reason, claim, text, (word, None)))
    if is_of_another_subject(written, source, source):
        found.append(objecting("subject", "of something else", claim, text, (None, None)))
    return _Held(said, near, tuple(found))


_CALLED = {
    "article": ("press", "newspaper", "reported", "story"),
    "press release": ("press", "announced", "announcement"),
    "plea agreement": ("plea", "admits", "admitted", "acknowledges", "acknowledged", "stipulated"),
    "e-mail": ("email", "e-mail", "mail", "message", "wrote", "thread"),
}
"""What papers of a kind are called by, or what their writers do in them, beside their titles."""
_FINDING = frozenset(
    "concluded concludes found finds noted notes observed observes recited recites reminded reminds"
    " explained explains stated ruled held determined".split()
)
"""What a court does in its decision by saying something there."""


NEAR_DAY = 60
"""Code points around a day in which it is said that it is that of a paper."""
_MADE = re.compile(
    r"\b(?:dated|signed|executed|issued|entered|ordered|returned|filed|published|announced|released"
    r"|sent|wrote|e-mailed)\b",
    re.IGNORECASE,
)


def _says_only_how(word: str, said: Said) -> bool:
    """Whether a word of the claim tells how a thing is said, and the sentence is said so."""
    named = {*re.findall(r"\w+", said.title.casefold()), *_CALLED.get(said.kind, ())}
    if word.casefold() in named or (said.kind in DECISIONS and word.casefold() in _FINDING):
        return True
    return word.casefold() in _HEDGES or (bool(said.speaker) and TOLD.fullmatch(word) is not None)


_ASIDE = re.compile(
    r",\s(?:who|which|whose)\b[^;]{1,120}?,(?=\s[a-z]+ed\b|\s(?:is|was|has|had|will)\b)"
)


def _hedges_an_aside(claim: str, text: str, alleged: bool) -> bool:
    """Whether a sentence hedges only what it says aside: "Penn, who is the seller, according to two
    neighbors, pleaded guilty"."""
    without = _ASIDE.sub("", text)
    return without != text and not drops_a_hedge(parse(claim), parse(without), alleged=alleged)


def _only_names_the_paper(one: Objection, claim: str, text: str, said: Said) -> bool:
    """Whether all that a sentence does not name is its own paper: "the Indictment"."""
    if one.rule != "name":
        return False
    called = set(re.findall(r"\w+", said.title.casefold())) | {"court"}
    unknown = strangers(parse(claim), parse(text), parse(said.context))
    return all({*re.findall(r"\w+", name.casefold())} - {"the"} <= called for name in unknown)


def _only_dates_the_paper(one: Objection, claim: str, text: str, said: Said) -> bool:
    """Whether the only days that a sentence does not give are its paper's own, where the claim
    tells how the paper came about: "By an agreement dated May 3, 2024, he …"."""
    if one.rule != "date" or said.day is None:
        return False
    own = Date(said.day.month, said.day.day, said.day.year)
    known = dates_in(text)
    for day, (start, end) in dated(claim):
        if any(day.fits(other) or other.fits(day) for other in known):
            continue
        around = claim[max(0, start - NEAR_DAY) : end + NEAR_DAY]
        if day != own or not _MADE.search(around):
            return False
    return True


def _is_only_short(one: _Held) -> bool:
    """Whether a sentence lacks something of the claim and says nothing else in its place."""
    return all(
        found.rule in _MAY_COMPLETE
        and not (found.rule in ("amount", "date", "age") and _names_place(found, one))
        for found in one.objections
    )


def _names_place(found: Objection, one: _Held) -> bool:
    whole = sum(len(said.read.text) for said in one.said)
    return found.source[1] - found.source[0] < whole


def _neighbours(near: Sequence[Said]) -> list[tuple[Said, Said]]:
    """Every two that follow each other in one paragraph."""
    ordered = sorted(near, key=lambda said: said.span)
    return [
        (a, b)
        for a, b in pairwise(ordered)
        if a.span.document_id == b.span.document_id
        and a.paragraph == b.paragraph
        and 0 <= b.span.start - a.span.end <= 8
    ]


def _gathered(
    first: Said, near: Sequence[Said], vectors: dict[Span, Sentence]
) -> Iterator[tuple[Said, ...]]:
    """`first` with the sentence of its paper that says most of what is still missing of the claim,
    then with one more; in the order of the paper."""
    others = [one for one in near if one.span.document_id == first.span.document_id]
    chosen, met = [first], vectors[first.span].met
    while len(chosen) < MOST_TOGETHER:
        gains = [
            (float(np.clip(vectors[one.span].met - met, 0, None).sum()), one)
            for one in others
            if one not in chosen
        ]
        gain, best = max(gains, key=lambda one: one[0], default=(0.0, None))
        if best is None or gain < ADDED:
            return
        chosen.append(best)
        met = np.maximum(met, vectors[best.span].met)
        yield tuple(sorted(chosen, key=lambda one: one.span))


def _adds(said: Said, pair: tuple[Said, Said], vectors: dict[Span, Sentence]) -> bool:
    """Whether a sentence of two says something of the claim that the other does not."""
    other = vectors[next(one.span for one in pair if one.span != said.span)]
    own = vectors[said.span]
    return bool(np.any(own.met > other.met + ADDED))


def _distance(one: _Held) -> float:
    """How far a sentence is from bearing the claim out: what only the models find counts more, and
    that its paper only alleges it tells nothing of what it is about."""
    return sum(
        1.5 if found.rule in MODEL_RULES else 0.4 if found.rule == "hedge" else 1.0
        for found in one.objections
    )


def _told(one: _Held) -> Objection | None:
    """What a sentence says otherwise; None where it only stands near."""
    rules = [found for found in one.objections if found.rule not in MODEL_RULES]
    others = [found.rule for found in one.objections if found.rule in MODEL_RULES]
    if others == ["word"] and not rules and one.match >= VERY_NEAR:
        return one.objections[0]
    if not rules or "similarity" in others or "subject" in others:
        return None
    rules.sort(key=lambda found: found.rule == "hedge")
    weight = len(rules) - (len(rules) > 1 and rules[-1].rule == "hedge")
    if one.match >= VERY_NEAR and weight <= 3:
        return rules[0]
    return rules[0] if one.match >= NEAR and weight + len(others) <= 2 else None
