"""Words that a typist divided at the end of a line, told from those that have a hyphen anyway:
"Colum-" | "bia" is one word, "twenty-" | "five" and "co-" | "conspirator" keep theirs.

What the text itself writes elsewhere decides first, then which halves make compounds in court
papers, then whether the halves are common words and the whole is none.
"""

from __future__ import annotations

import re
from collections.abc import Set

from corpus.vocabulary import is_common_word

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
        " host pilot director president parent offend brand exist".split()
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
    "re": tuple("examin sentenc arrest elect enter entr indict book export".split()),
    "on": tuple("site time going call board duty the".split()),
    "off": tuple("duty site hours record shore the".split()),
    "in": tuple("house person law court camera kind".split()),
    "anti": tuple("money drug corrupt terror kick fraud brib".split()),
    "so": ("called",),
    "all": tuple("time inclusive encompassing out too terrain".split()),
    "sub": ("lessee", "tenant", "agent"),
}
_SECOND = frozenset(
    "term party parties year years month months week page count appointed ordered client"
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
    " what out up in him her them it my your our can be for on mis inter super trans counter rein"
    " cons disc tran".split()
)
"""First halves of plain words whose second half is one too: "under-" | "standing"."""
_PREFIXES = frozenset(
    "re un im ir il en em de bi ad ac af ap as at com con col cor per pro dis non sub ex pre post"
    " anti semi uni tri ante circum contra extra hyper hypo infra intra intro micro mini mono neo"
    " para peri photo poly pseudo retro tele ultra".split()
)
"""Beginnings of words that have a hyphen only before what is told above."""
_ENDINGS = frozenset(
    "able ably age aged ages ally ance ances ancy ants ary ate ated ates ating ation ator cal"
    " cation craft ded ders ed ence ences ency ent ents er ers es est fold full gate gram grams"
    " graph graphic graphs graphy holder holders hood house houses ial ials ible ibly ical"
    " fication ing ings ion ional ions ise ised ish ism isms ist ists ities ity ive ively ize ized"
    " izes izing keeper keepers king land lands led less ling lings logy man master masters men"
    " ment mental ments ned ness nesses ning ors ory ous ped pers person persons piece pieces ping"
    " red ries ring room rooms sed ship ships sing sion sions sive ted ters ties ting tion tional"
    " tions tive tives tors ures ward wards ware wares wise woman women word words work works yard"
    " yards".split()
)
"""What a plain word ends with; much of it is a word by itself, too: "brother-" | "hood"."""
_OF_PLAIN_WORDS = frozenset("road roads walk way back sense profit roy".split())
"""What else makes a plain word with "cross", "half", "non" or "vice"."""
_SHORT_FIRST = frozenset(
    "low tax job old new big hot air law gun day end top key sea oil gas art car bar jet far mid"
    " war one two six ten all pro dry wet raw gap net pay per cap web tip box arm eye ear"
    " ill".split()
)
_SHORT_SECOND = frozenset(
    "day led run fed law tax fee cut cap job war car gun use pay box eye one two six ten in out off"
    " up to bid free".split()
)
"""Words of fewer letters that stand in compounds: "low-" | "cost", "follow-" | "up"."""
_DESCRIBING = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth high low long short full part"
    " real open close hard soft single double multi mid left right upper lower early late real deep"
    " wide good bad large small best third fast slow free fair cash plea bench wire bank".split()
)
"""Words that begin a heading with a compound; what else has a capital is a name, "Sand-" |
"piper"."""
_CLOSED = frozenset("hearsay wiretap wiretaps purview forthwith fortnight drywall".split())
"""Words of two words that are less common than these."""
_COMPOUNDS = frozenset(
    "year-old month-old week-old day-old year-end month-end quarter-end know-how co-op one-way"
    " two-way stand-alone north-east north-west south-east south-west long-standing well-being"
    " hi-vis".split()
)
_DOUBTFUL = {"re": ("sign", "leas")}
"""Beginnings of words that mean one thing with the hyphen and another one without: "re-leased" is
let again, "released" is let go. What the text has of either decides."""
_MORE_LIKELY = ("sign",)
"""Those that keep the hyphen as it is printed where the text says nothing."""
SHORTEST_HALF = 4
"""Letters from which a half is a word of its own where the text also has it by itself, or where
it is common."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters, those with hyphens also as a whole."""
    return frozenset(_WORD.findall(text.lower()))


def is_suspended(rest: str) -> bool:
    """Whether a line goes on with the second of two compounds: "short-" | "and long-term"."""
    return re.match(r"(?:and|or|to)\s+[^\W_]+[-\u2010]", rest) is not None


def is_division(word: str, rest: str, known: Set[str]) -> bool:
    """Whether only a typist can have put a hyphen between the halves: together they are a word,
    in the text or a common one, and the second one is none. For what is wrapped by programs, such
    as mail, which divide no word."""
    found = _WORD.match(rest)
    if found is None or "-" in word + found.group():
        return False
    first, second = word.lower(), found.group().lower()
    if f"{first}-{second}" in known or second in known or is_common_word(second):
        return False
    return first + second in known or is_common_word(first + second)


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
    if "-" in first or first in _TENS:
        return True
    if first in _KEEPS and second not in _OF_PLAIN_WORDS | _ENDINGS:
        return True
    if second.startswith(_DOUBTFUL.get(first, ("-",))):
        return _is_said_again(first, second, known)
    if second.startswith(_KEEPS_BEFORE.get(first, ("-",))):
        return True
    if f"{first}-{second}" in _COMPOUNDS or ("-" in found.group() and second in _SMALL):
        return True
    if first in _RUN_TOGETHER:
        return False
    if second in _SECOND and (len(first) >= SHORTEST_HALF or first in _FIGURES):
        return True
    if first in known and second in known and min(len(first), len(second)) >= SHORTEST_HALF:
        return True
    return _is_compound(word, second)


def _is_said_again(first: str, second: str, known: Set[str]) -> bool:
    """Whether a doubtful word is the one with the hyphen."""
    stem = next(stem for stem in _DOUBTFUL[first] if second.startswith(stem))
    if any(word.startswith(f"{first}-{stem}") for word in known):
        return True
    if any(word.startswith(first + stem) for word in known):
        return False
    return stem in _MORE_LIKELY or any(word.startswith(stem) for word in known)


def _is_compound(word: str, second: str) -> bool:
    """Whether two halves are common words that make no common word together."""
    first = word.lower()
    if first in _PREFIXES or second in _ENDINGS or first + second in _CLOSED:
        return False
    if word[0].isupper() and not word.isupper() and first not in _DESCRIBING:
        return False
    if len(first) < SHORTEST_HALF and first not in _SHORT_FIRST:
        return False
    if len(second) < SHORTEST_HALF and second not in _SHORT_SECOND:
        return False
    return is_common_word(first) and is_common_word(second) and not is_common_word(first + second)
