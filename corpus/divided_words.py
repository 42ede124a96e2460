"""Words that a typist divided at the end of a line, told from those that have a hyphen anyway:
"Colum-" | "bia" is one word, "twenty-" | "five" and "co-" | "conspirator" keep theirs.

There is no dictionary here: what the text itself writes elsewhere decides first, then which
halves make compounds in court papers.
"""

from __future__ import annotations

import re
from collections.abc import Set

_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_FIGURES = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen hundred".split()
)
_KEEPS = frozenset("self non cross half well vice quasi".split())
"""First halves that hardly ever are the beginning of a plain word."""
_KEEPS_BEFORE: dict[str, tuple[str, ...]] = {
    "co": tuple(
        "conspir defend counsel own work found sign trust borrow plaintiff author chair execut"
        " accused appell petition respond debtor maker invest manag insur guarant oblig tenant lead"
        " host pilot director president parent".split()
    ),
    "ex": tuple(
        "wife husband girlfriend boyfriend spouse partner employ officer convict felon parte offici"
        " president soldier marine police lover friend contractor member client offender"
        " agent chief".split()
    ),
    "pre": tuple("trial sentenc indict exist approv judgment filing hearing paid petition".split()),
    "post": tuple(
        "trial convict judgment indict closing petition hearing arrest terminat mortem".split()
    ),
    "re": tuple("examin sentenc arrest elect ent indict".split()),
    "anti": tuple("money drug corrupt terror kick fraud brib".split()),
    "so": ("called",),
    "all": tuple("time inclusive encompassing out too terrain".split()),
    "sub": ("lessee", "tenant", "agent"),
}
_SECOND = frozenset(
    "term party parties year years old month months week page count appointed ordered client"
    " product trafficking ranking level based related owned called making wide specific law size"
    " looking known speaking dealer user conspirator conspirators".split()
)
"""Second halves that stand for themselves, as in "long-term" and "court-appointed"."""
_PARTIES = frozenset(
    f"{party}{s}"
    for party in "appellant appellee plaintiff defendant claimant petitioner"
    " respondent intervenor debtor".split()
    for s in ("", "s")
)
_SMALL = frozenset("a and by for in of off on out the to up".split())
_RUN_TOGETHER = frozenset(
    "under over with through there where here some any every never not fore other like how when who"
    " what out up in him her them it my your our can be for on mis inter super trans counter mean"
    " life house work back down hand land water news text time".split()
)
"""First halves of plain words whose second half is one too: "under-" | "standing"."""
SHORTEST_HALF = 4
"""Letters from which a half that the text also has by itself is a word of its own."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters, those with hyphens also as a whole."""
    return frozenset(_WORD.findall(text.lower()))


def is_suspended(rest: str) -> bool:
    """Whether a line goes on with the second of two compounds: "short-" | "and long-term"."""
    return re.match(r"(?:and|or|to)\s+[^\W_]+[-\u2010]", rest) is not None


def keeps_hyphen(word: str, rest: str, known: Set[str]) -> bool:
    """Whether the hyphen between `word`, at the end of a line, and `rest`, which begins the next
    one, belongs to the word. `known` are words that stand elsewhere in the text."""
    found = _WORD.match(rest)
    if found is None:
        return True
    first, second = word.lower(), found.group().partition("-")[0].lower()
    if f"{first}-{second}" in known or f"{first}-{found.group().lower()}" in known:
        return True
    if first + second in known:
        return False
    if len(first) == 1 or (word.isupper() and found.group()[0].islower()):
        return True
    if second in _PARTIES:
        return True
    if "-" in first or first in _TENS or first in _KEEPS:
        return True
    if second.startswith(_KEEPS_BEFORE.get(first, ("-",))):
        return True
    if "-" in found.group() and second in _SMALL:
        return True
    if first in _RUN_TOGETHER:
        return False
    if second in _SECOND and (len(first) >= SHORTEST_HALF or first in _FIGURES):
        return True
    both = first in known and second in known
    return both and min(len(first), len(second)) >= SHORTEST_HALF
