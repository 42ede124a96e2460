"""What a text says was charged, proved or decided, and what it makes a duty or permits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.attribution import clause_end
from assistant.grounding.places import Places, Stretch, span_of
from corpus.language.letters import CAPITALS
from corpus.language.parsed import ParsedText, once
from corpus.language.words import telling_stems

_STEM = 5
_DECIDED = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(enough, re.IGNORECASE))
    for said, enough in (
        (
            r"\b(?:was|were|been|is|are|stands?|got) (?:convicted|found guilty)\b"
            r"|\bfound [\w. ]{1,40} guilty\b",
            r"\bconvict(?:ed|ion)\b|(?<!not )\bguilty\b",
        ),
        (
            r"\b(?:pleaded|pled|pleads?) guilty\b|\badmit(?:s|ted)?\b|\bconfess(?:es|ed)?\b",
            r"\b(?:plead(?:ed|s)?|pled|plea)\b|\badmi(?:t|ssion)\w*|\bconfess\w*|\backnowledg\w*",
        ),
        (r"\b(?:was|were|been|got) sentenced\b", r"(?<!be )\bsentenced\b|\bsentence (?:of|was)\b"),
        (r"\b(?:acquitted|cleared|exonerated)\b", r"\b(?:acquit|clear|exonerat)\w*|\bnot guilty\b"),
        (r"\b(?:dismissed|dropped|overturned)\b", r"\b(?:dismiss|drop|overturn|withdr[ae]w)\w*"),
        (
            r"\b(?:charged with|indicted|accused of)\b",
            r"\b(?:charg|indict|accus|alleg|prosecut|suspect)\w*|\bfac(?:e[sd]?|ing)\b",
        ),
        (
            r"\b(?:was|were|been) arrested\b",
            r"\b(?:arrest|detain|apprehend|captur|caught|custody)\w*",
        ),
        (r"\bawarded\b", r"\baward\w*|\bgranted\b|\bwon\b"),
        (r"\bwill serve\b", r"\bsentenced\b|\bserve\b|\bordered\b"),
    )
)
_GUILT = re.compile(
    r"\b(?:was|were|been|is|are|stands?) (?:convicted|found guilty|sentenced)\b|\b(?:pleaded"
    r"|pled|pleads?) guilty\b|\badmit(?:s|ted)?\b",
    re.IGNORECASE,
)
_ANY_STEP = re.compile("|".join(enough.pattern for _, enough in _DECIDED), re.IGNORECASE)
_FREED = re.compile(r"\b(?:acquitted|dismissed|dropped|cleared|overturned)\b", re.IGNORECASE)
_MUST = (
    r"\b(?:shall|must|(?:has|have|had|is|are|was|were) (?:required |ordered |obliged |directed )?to"
    r"|(?:is|are|was|were) (?:required|ordered|obliged|directed|committed)|ordered|need(?:s"
    r"|ed)? to|will)\b"
)
_MAY = (
    r"\b(?:(?-i:may)|can|allow(?:s|ed)?|permit(?:s|ted)?|entitled|free to"
    r"|at liberty|option|right to)\b"
)
_DUTY, _LEAVE = re.compile(_MUST, re.IGNORECASE), re.compile(_MAY, re.IGNORECASE)
_PARTS = re.compile(
    rf";|\bbut\b|\bwhile\b|\bwhereas\b|,\s+(?:and\s+)?(?!\d)|\band\s+(?=\w+ed\b|the\b|[{CAPITALS}])"
)
_HE = re.compile(r"\b(?:he|him|she|her|they|them)\b", re.IGNORECASE)
_Verbs = list[tuple[str, Stretch]]
_BETWEEN = frozenset("be been to also then he she it they the a an".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_NEXT = re.compile(r"\s*(?:not\b|n[’']t\b|never\b|only\b)")


def decided_otherwise(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` says that something was charged, proved, admitted or decided, and
    `source` does not, or also says the contrary, which may be what was decided for the one
    claimed; None where it does not."""
    for said, enough in _DECIDED:
        found = said.search(claim.text)
        if found and not enough.search(source.text):
            return found.span(), span_of(_ANY_STEP.search(source.text))
    guilt, freed = bool(_GUILT.search(claim.text)), bool(_FREED.search(claim.text))
    own, contrary = (_GUILT, _FREED) if guilt else (_FREED, _GUILT)
    if guilt != freed and said_of_another(claim, source, own, contrary):
        return span_of(own.search(claim.text)), span_of(contrary.search(source.text))
    return None


def said_of_another(
    claim: ParsedText, source: ParsedText, own: re.Pattern[str], contrary: re.Pattern[str]
) -> bool:
    """Whether what `claim` says by a word of `own` stands in a part of `source` that says the
    `contrary`: by a name that stands only there, else by the rest of its words."""
    parts = [part for part in _PARTS.split(source.text) if part]
    for_it = [part for part in parts if own.search(part)]
    against = [part for part in parts if contrary.search(part)]
    if not for_it or not against:
        return False
    names = {name.split()[-1] for name in claim.bearers}
    unnamed = any(_HE.search(part) for part in for_it)
    if not unnamed and any(
        name in " ".join(against) and name not in " ".join(for_it) for name in names
    ):
        return True
    rest = _marks(own.sub(" ", claim.text))
    scores = [
        max(len(_governed(part, word) & rest) for part in some)
        for some, word in ((for_it, own), (against, contrary))
    ]
    return scores[1] > scores[0]


def _governed(part: str, word: re.Pattern[str]) -> set[str]:
    """What a word of `part` is about: what stands behind it, else what stands before it."""
    found = word.search(part)
    behind = _marks(part[found.end() :]) if found else set()
    return behind or _marks(part)


def _marks(text: str) -> set[str]:
    return telling_stems(text) | set(re.findall(r"\b\d+\b", text))


def binds_otherwise(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` makes a duty of what `source` only permits, or leaves to choice what it
    makes a duty; None where it does neither."""
    duties, leaves = _bound(claim)
    if not duties and not leaves:
        return None
    must, may = (dict(verbs) for verbs in _bound(source))
    for verbs, own, instead in ((duties, must, may), (leaves, may, must)):
        for said, place in verbs:
            if said not in own and said in instead:
                return place, instead[said]
    return None


@once
def _bound(text: ParsedText) -> tuple[_Verbs, _Verbs]:
    """What `text` makes a duty, and what it permits."""
    return list(_verbs(_DUTY, text.text)), list(_verbs(_LEAVE, text.text))


def _verbs(mark: re.Pattern[str], text: str) -> Iterator[tuple[str, Stretch]]:
    """The stem of the first telling word behind each mark, with where the mark stands, but for
    "may not" and "must not"."""
    for match in mark.finditer(text):
        if _NOT_NEXT.match(text, match.end()):
            continue
        words = _LETTERS.finditer(text, match.end(), clause_end(text, match.end()))
        said = (word.group().lower() for word in words)
        first = next((word for word in said if word not in _BETWEEN), None)
        if first:
            yield first[:_STEM], match.span()
