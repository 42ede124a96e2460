"""What speaks against a draft's sentence beside the rules of `grounding`: words that the source
says of another, and a way of ending a case that is not the one it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.grounding.objection import Objection, objecting
from corpus.language.letters import CAPITALS
from corpus.language.names import bearers_in, is_place, is_thing
from corpus.language.words import WORD, stem, stems

_NEXT_SUBJECT = re.compile(
    rf"(?<!\s)(?:[,;]?\s{{1,3}}(?:and|but|while|whereas)\s{{1,3}}|;\s{{1,3}})(?=(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?[{CAPITALS}]\w)"
)
_TRIED = re.compile(
    r"\b(?:convicted|found guilty|guilty verdict|acquitted)\b[^.;]{0,40}\b(?:jury|trial|verdict)\b"
    r"|\b(?:jury|verdict|trial)\b[^.;]{0,60}\b(?:convicted|found [^.;]{0,40}guilty|acquitted)\b"
    r"|\b(?:jury|guilty) verdict\b",
    re.IGNORECASE,
)
_PLEADED = re.compile(
    r"\b(?:plead(?:s|ed|ing)?|pled|pleas?)\b(?! not\b)[^.;]{0,30}\b(?:guilty|agreement|no"
    r" contest|nolo)\b"
    r"|\bguilty plea\b",
    re.IGNORECASE,
)
_PERSON = (
    rf"(?:(?:Mr|Ms|Mrs|Dr|Agent|Officer)\.?\s+)?[{CAPITALS}][\w’'-]{{1,30}}"
    rf"(?:\s[{CAPITALS}][\w’'-]{{1,30}}){{0,2}}"
)
_DOES_TO = re.compile(
    rf"(?<!\w)(?P<doer>{_PERSON})\s(?:then\s|also\s|allegedly\s)?(?P<verb>[a-z]{{3,20}})\s"
    rf"(?P<other>{_PERSON})"
)
_DECIDED = re.compile(
    r"\b(?:was|were|has been|have been|had been)\s+(?:[a-z]+\s+)?(?P<did>sentenced|convicted"
    r"|acquitted)\b",
    re.IGNORECASE,
)
_DONE = {
    "sentenced": r"\bsentenc(?:ed|es him|es her)\b",
    "convicted": r"\bconvicted\b|\bfound guilty\b|\bplead(?:ed)? guilty\b|\bconviction\b",
    "acquitted": r"\bacquitt\w+\b|\bnot guilty\b",
}
_ALL_OF = re.compile(
    r"\b(?:all of|the (?:whole|entire)|every|each and every|the full)\b", re.IGNORECASE
)
_PART_OF = re.compile(
    r"\b(?:(?:\w+|\d+) percent of|\d+ ?% of|half of|most of|part of|a (?:third|quarter|portion"
    r"|share) of"
    r"|some of|kept the rest|the remaining)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r".*\b(?:Attorney|Judge|Agent|Officer|Counsel|Justice|Prosecutor|Detective|Marshal)\s+"
)
_BY = re.compile(r"\s+by\b")


TOLD = re.compile(
    r"\b(?:told|asked|wrote|said|answered|replied|instructed|ordered|warned|urged|directed|informed"
    r"|assured|promised|testified|stated|explained|denied|admitted|acknowledged|conceded|confirmed"
    r"|proposed|offered|agreed)\b"
)
"""How it is said that somebody said or wrote something."""


def contrary(claim: str, source: str, lead: int = 0, speaker: str = "") -> Iterator[Objection]:
    """What speaks against `claim` in `source`, whose own words begin at code point `lead`, and
    which `speaker` wrote or said, if anybody."""
    for found in (
        _ended_otherwise(claim, source),
        _said_of_another(claim, source, lead),
        _done_by_the_other(claim, source, lead),
        _told_by_another(claim, source, speaker) if speaker else None,
        _never_decided(claim, source),
        _only_a_part(claim, source),
    ):
        if found is not None:
            yield found


def _told_by_another(claim: str, source: str, speaker: str) -> Objection | None:
    """Words of one person that the claim has another write or say."""
    told = TOLD.search(claim)
    before = _people(claim[: told.start()]) if told else []
    if told is None or not before or _last(before[-1]) == _last(speaker):
        return None
    start = claim.find(before[-1])
    places = (start, start + len(before[-1])), (0, len(speaker))
    return objecting("who", f"{speaker} wrote or said it", claim, source, places)


def _ended_otherwise(claim: str, source: str) -> Objection | None:
    """A verdict where the source tells of a plea, and the other way round."""
    for one, other, reason in (
        (_TRIED, _PLEADED, "the source tells of a plea, not of a trial"),
        (_PLEADED, _TRIED, "the source tells of a trial, not of a plea"),
    ):
        here, there = one.search(claim), other.search(source)
        if here and there and not one.search(source):
            return objecting("plea or verdict", reason, claim, source, (here.span(), there.span()))
    tried = _TRIED.search(claim)
    if tried and not _TRIED.search(source):
        reason = "the source tells of no trial or verdict"
        return objecting("plea or verdict", reason, claim, source, (tried.span(), None))
    return None


def _never_decided(claim: str, source: str) -> Objection | None:
    """A sentence or a conviction that the source only speaks of: "waives his right to appeal a
    sentence of thirty months" sentences nobody."""
    for match in _DECIDED.finditer(claim):
        if not re.search(_DONE[match["did"].lower()], source, re.IGNORECASE):
            reason = f"the source does not say that anybody was {match['did'].lower()}"
            return objecting("outcome", reason, claim, source, (match.span(), None))
    return None


def _only_a_part(claim: str, source: str) -> Objection | None:
    """All of what the source gives a part of: "all of each payment" of "seventy percent of it"."""
    here, there = _ALL_OF.search(claim), _PART_OF.search(source)
    if here is None or there is None or _ALL_OF.search(source) or _PART_OF.search(claim):
        return None
    reason = "the source says it of a part only"
    return objecting("quantity", reason, claim, source, (here.span(), there.span()))


def _said_of_another(claim: str, source: str, lead: int) -> Objection | None:
    """Words that the source says of one person and the claim of another: "Ms. Stone was released
    on her own word, and Mr. Penn on a bond" against "Ms. Stone was released on a bond"."""
    parts = _parts(source[lead:])
    if len(parts) < 2:
        return None
    claimed = {_last(name) for name in _people(claim)}
    own = [part for part, who in parts if who & claimed]
    others = [(part, who) for part, who in parts if who and not who & claimed]
    if not own or not others or len(claimed) != 1:
        return None
    held = stems(" ".join(own))
    for part, who in others:
        alone = stems(part) - held - {stem(name) for name in who}
        said = [m for m in WORD.finditer(claim) if stem(m.group().lower()) in alone]
        if len(said) >= 2:
            at = source.find(part)
            places = (said[0].start(), said[-1].end()), (at, at + len(part))
            reason = f"the source says it of {next(iter(_people(part)), 'another')}"
            return objecting("who", reason, claim, source, places)
    return None


def _done_by_the_other(claim: str, source: str, lead: int) -> Objection | None:
    """One who does to another what the source says that the other did to him: "Penn handed Stone
    the key" against "Stone met Penn and handed him the key"."""
    for match in _DOES_TO.finditer(claim):
        doer, done_to = _last(match["doer"]), _last(match["other"])
        did = stem(match["verb"].lower())
        if doer == done_to:
            continue
        for word in WORD.finditer(source, lead):
            if stem(word.group().lower()) != did or _BY.search(source, word.end(), word.end() + 4):
                continue
            who = _doer_before(source[lead : word.start()])
            named = {_last(name) for name in _people(source)}
            if who == done_to and doer in named:
                reason = "the source has the other do it"
                return objecting("who", reason, claim, source, (match.span(), word.span()))
    return None


def _doer_before(before: str) -> str | None:
    """Who does what the verb behind these words says: of "A met B and" A, else who stands right
    before it; None where nobody does."""
    people = _people(before)
    if not people:
        return None
    coordinated = re.search(r"(?:,|\band)\s+(?:then\s+|also\s+)?$", before)
    if coordinated is None and not before.rstrip().endswith(people[-1].split()[-1]):
        return None
    return _last(people[0] if coordinated else people[-1])


def _parts(source: str) -> list[tuple[str, set[str]]]:
    """The parts of a sentence that have subjects of their own, each with its subject's name."""
    cuts = [0, *(match.end() for match in _NEXT_SUBJECT.finditer(source)), len(source)]
    known = {
        _last(name) for name in _people(source)
    }  # and not "Border Protection" of "Customs and"
    found = []
    for start, end in pairwise(cuts):
        part = source[start:end].strip(" ,;.")
        if part:
            found.append((part, {_last(name) for name in _people(part)[:1]} & known))
    return found


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def _without_office(name: str) -> str:
    office = _OFFICE.match(name)
    return name[office.end() :] if office else name


def _people(text: str) -> list[str]:
    """The people that a text names, without their offices: "Assistant United States Attorney"."""
    named = [_without_office(name) for name in bearers_in(text)]
    return [n for n in named if n and not is_thing(n, text) and not is_place(n, text)]
