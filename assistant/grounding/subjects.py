"""Of whom or what a claim speaks: whether its source speaks of that at all.

A claim may say every word of its source and put another subject before it: "The trial is not yet
clear …" of "It is not yet clear …". Word by word nothing is missing but one noun, and inside the
sentence the model finds that one like its neighbours; so the noun is held against the source by
itself.
"""

from __future__ import annotations

import re

from corpus.language.letters import CAPITALS
from corpus.language.parsed import ParsedText
from corpus.language.words import stems
from index.encoder import word_encoder

NEEDED_ALIKE = 0.43
"""The cosine of a noun to the nearest word of the source, each alone, from which one may mean the
other: "vessel" and "ship" have .53, "bank" and "company" .42."""
NEEDED_IN_ALL = 0.6
"""The same added to the cosine of the noun in an empty sentence to the nearest word in its own:
"the employee" and "he had worked" have .69."""
_SUBJECT = re.compile(
    r"\W*(?:The|A|An|His|Her|Its|Their|This|That|These|Those)\s+"
    r"(?P<noun>(?:[a-z][\w’'-]*\s+){0,3}?[a-z][\w’'-]*)\s+"
    r"(?P<said>(?:is|are|was|were|has|have|had|will|would|did|does|may|might|could|can|cannot|must"
    r"|should|do|said|says|told|faces?|pleads?|pled"
    rf"|\w+ed(?=\s+(?:the|an?|his|her|its|their|to|that|him|it|them|in|on|at|by|from|for|with|[{CAPITALS}0-9$]))"
    r")\b.*)",
    re.DOTALL,
)
_STANDS_FOR_A_NAME = frozenset(
    "man men woman women person persons people defendant defendants suspect suspects accused pair "
    "individual individuals two three victim victims petitioner petitioners appellant respondent "
    "plaintiff plaintiffs trustee debtor couple".split()
)
_STANDS_FOR_THE_SOURCE = frozenset(
    "article author writer reporter document report passage source text letter memo email message "
    "court judge government complaint indictment filing order release statement".split()
)
_OF_AN_ACCUSED = re.compile(
    r"faces?\b.{0,40}\b(?:prison|years|life|charges|counts?)\b|pleads?\b|pleaded|pled\b"
    r"|(?:\w+\s+){0,3}(?:is|are|was|were|be|been)\s+(?:(?:not|never|now|also|already)\s+)*"
    r"(?:charged|accused|indicted|arrested|convicted|sentenced|extradited|detained|acquitted"
    r"|imprisoned|in custody)"
)
_REFERS = re.compile(
    r"\W*(?!It (?:is|was|remains)\b)(?:He|She|It|They|His|Her|Its|Their|This|These|Those)\b"
)
_NEVER_ACCUSED = frozenset(
    "trial hearing case court judge jury prosecution prosecutor prosecutors government indictment "
    "complaint charge charges sentence verdict investigation arrest law statute".split()
)


def is_of_another_subject(claim: ParsedText, source: ParsedText, near: ParsedText) -> bool:
    """Whether `claim` begins with a subject that `source` does not speak of, by any word.

    `near` is cited with it: what `source` calls "it" or "he" may stand there, as it is called.
    """
    opening = _SUBJECT.match(claim.text)
    if opening is None:
        return False
    noun = opening["noun"].split()[-1]
    said = source.stems | near.stems if _REFERS.match(source.text) else source.stems
    known = stems(noun)
    if noun.endswith("ly") or not known or known & said or noun in _STANDS_FOR_A_NAME:
        return False
    if noun in _NEVER_ACCUSED and _OF_AN_ACCUSED.match(opening["said"]):
        return True
    return noun not in _STANDS_FOR_THE_SOURCE and not _may_mean(noun, source)


def _may_mean(noun: str, source: ParsedText) -> bool:
    offered = source.telling
    if not offered:
        return False
    encoder = word_encoder()
    alone, *words = encoder.vectors([noun, *offered])
    alike = max(float(alone @ word) for word in words)
    empty, said = encoder.encode([f"The {noun} is here.", source.text])
    of_noun = [i for i, (start, _) in enumerate(empty.offsets) if 4 <= start < 4 + len(noun)]
    near = float((empty.vectors[of_noun] @ said.vectors.T).max())
    return alike >= NEEDED_ALIKE or alike + near >= NEEDED_IN_ALL
