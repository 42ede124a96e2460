"""What speaks against a draft's sentence beside the rules of `grounding`: words that the source
says of another, and a way of ending a case that is not the one it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.objection import Objection, objecting
from assistant.names import bearers_in, is_place, is_thing
from assistant.words import WORD, stem, stems
from corpus.letters import CAPITALS

_NEXT_SUBJECT = re.compile(
    rf"(?:[,;]\s+(?:and|but|while|whereas)?\s*|\s+(?:while|whereas)\s+)(?=(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?[{CAPITALS}]\w)"
)
_TRIED = re.compile(
    r"\b(?:convicted|found guilty|guilty verdict|acquitted)\b[^.;]{0,40}\b(?:jury|trial|verdict)\b"
    r"|\b(?:jury|verdict|trial)\b[^.;]{0,60}\b(?:convicted|found [^.;]{0,40}guilty|acquitted)\b"
    r"|\b(?:jury|guilty) verdict\b",
    re.IGNORECASE,
)
_PLEADED = re.compile(
    r"\b(?:plead(?:s|ed|ing)?|pled|pleas?)\b(?! not\b)[^.;]{0,30}\b(?:guilty|agreement|no contest|nolo)\b"
    r"|\bguilty plea\b",
    re.IGNORECASE,
)
_CONVICTED = re.compile(r"\b(?:convict\w*|found guilty|sentenced)\b", re.IGNORECASE)


def contrary(claim: str, source: str) -> Iterator[Objection]:
    """What speaks against `claim` in `source`."""
    for find in (_ended_otherwise, _said_of_another):
        found = find(claim, source)
        if found is not None:
            yield found


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


def _said_of_another(claim: str, source: str) -> Objection | None:
    """Words that the source says of one person and the claim of another: "Ms. Stone was released
    on her own word, and Mr. Penn on a bond" against "Ms. Stone was released on a bond"."""
    parts = _parts(source)
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


def _parts(source: str) -> list[tuple[str, set[str]]]:
    """The parts of a sentence that have subjects of their own, each with its subject's name."""
    cuts = [0, *(match.end() for match in _NEXT_SUBJECT.finditer(source)), len(source)]
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        part = source[start:end].strip(" ,;.")
        if part:
            found.append((part, {_last(name) for name in _people(part)[:1]}))
    return found


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def _people(text: str) -> list[str]:
    return [n for n in bearers_in(text) if not is_thing(n, text) and not is_place(n, text)]
