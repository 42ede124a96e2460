"""Words of which only one can be true: more and less, granted and denied, all and some."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.grounding.outcomes import said_of_another
from assistant.grounding.places import Places, first_of, span_of
from corpus.language.english import TENS, UNITS
from corpus.language.parsed import ParsedText, once
from corpus.language.patterns import any_of

_COUNTED = (
    r"(?=\s+(?:[$€£]|about |approximately |\d"
    rf"|(?:an?|half|{any_of([*UNITS[2:], *TENS])})\b))"
)
_PAIRS = (
    (
        rf"(?<!\bno )(?<!\bnot )\bmore than\b|\bat least\b|\bor more\b"
        rf"|\b(?:no|not) (?:less|fewer) than\b|\bexceed\w*|\b(?:over|above){_COUNTED}|\bminimum\b",
        rf"(?<!\bno )(?<!\bnot )\b(?:less|fewer) than\b|\bat most\b|\bor (?:less|fewer)\b"
        rf"|\b(?:no|not) more than\b|\bup to\b|\bas (?:many|much) as\b"
        rf"|\b(?:under|below){_COUNTED}|\bmaximum\b",
    ),
    (
        r"\bbefore\b(?! (?:\w+[. ]+){0,3}(?:judge|court|jury|magistrate|justice|commission))"
        r"|\bprior to\b|\bearlier than\b|\bpreced\w+",
        r"\bafter\b|\bfollowing\b|\blater than\b|\bfollowed\b",
    ),
    (
        r"\b(?:increas|gr[eo]w)\w*|\b(?:rose|risen|rises?|rising|went up|up (?:by|from)|raised?)\b",
        r"\b(?:decreas|declin(?!e[ds]? (?:to|comment))|reduc|diminish|shr[aiu]nk|lower)\w*"
        r"|\b(?:fell|fall(?:s|en|ing)? (?:by|to|from)|went down|down (?:by|from)|dropped (?:by"
        r"|to))\b",
    ),
    (
        r"\bgrant(?:s|ed|ing)?\b|\bapprov(?:e[sd]?|al|ing)\b|\ballow(?:s|ed)?\b|\bsustained\b"
        r"|\baffirm(?:s|ed)?\b|\bupheld\b|\bpermit(?:s|ted)?\b",
        r"\bden(?:y|ies|ied)\b|\breject(?:s|ed|ing)?\b|\boverrul\w+|\brevers(?:e[sd]?|al)\b"
        r"|\bvacat(?:e[sd]?|ur)\b|\boverturn\w*|\bveto\w*|\bquash\w*|\bset aside\b|\bprohibit\w*"
        r"|\bforb[aio]d\w*|\bban(?:s|ned)\b",
    ),
    (r"\badmit(?:s|ted|ting)?\b|\bconfess\w*|\backnowledg\w*", r"\bden(?:y|ies|ied|ying)\b"),
    (r"\bagree[sd]?\b(?! (?:that|to|on))|\bagreed with\b", r"\bdisagree[sd]?\b|\bdissent\w*"),
    (r"\bsign(?:s|ed)?\b(?= (?:the |a )?(?:bill|act|law))", r"\bveto\w*"),
    (r"\baccept(?:s|ed|ing)?\b", r"\breject(?:s|ed|ing)?\b|\brefus\w+|\bdeclin\w+"),
    (r"\bconvict(?:s|ed)\b|\bfound (?:[\w.]+ ){0,4}guilty\b", r"\bacquit\w*"),
    (r"\blawful(?:ly)?\b|(?<!il)\blegal(?:ly)?\b", r"\bunlawful\w*|\billegal\w*"),
    (r"\bguilty\b(?<!not guilty)", r"\binnocent\b|\bnot guilty\b"),
    (r"\b(?:buy|buys|bought|purchas\w+)\b", r"\b(?:sell|sells|sold)\b"),
    (r"\b(?:win|wins|won)\b", r"\b(?:lose|loses|lost)\b"),
    (r"\b(?:open(?:s|ed)?)\b", r"\b(?:close[sd]?|shut)\b"),
    (r"\b(?:begins?|began|begun|start(?:s|ed)?)\b", r"\b(?:end(?:s|ed)|ceas\w+|stopp?(?:s|ed))\b"),
    (r"\b(?:arriv(?:e[sd]?|al|ing)|enter(?:s|ed)?)\b", r"\b(?:depart\w*|left|leaves?)\b"),
    (r"\b(?:hired|appointed|employed)\b", r"\b(?:fired|dismissed|laid off|sacked|removed)\b"),
    (r"\b(?:support(?:s|ed)|favou?r(?:s|ed))\b", r"\b(?:oppos(?:e[sd]?|ed)|resist(?:s|ed))\b"),
    (r"\bnorth(?:ern)?\b", r"\bsouth(?:ern)?\b"),
    (r"\beast(?:ern)?\b", r"\bwest(?:ern)?\b"),
    (r"\bmorning\b", r"\bevening\b|\bafternoon\b|\bnight\b"),
    (r"\bplaintiffs?\b", r"\bdefendants?\b"),
    (
        r"\b(?:sons?|brothers?|fathers?|husbands?|uncles?)\b",
        r"\b(?:daughters?|sisters?|mothers?|wi(?:fe|ves)|aunts?)\b",
    ),
    (r"\bmajority\b", r"\bminority\b"),
    (r"\bhigh(?:er|est)?\b", r"\blow(?:er|est)?\b"),
    (r"\bolder|oldest|eldest\b", r"\byounger|youngest\b"),
    (r"\bmaximum\b", r"\bminimum\b"),
    (r"\b(?:largest|biggest|greatest)\b", r"\bsmallest\b|\bleast\b"),
    (r"\bfirst\b", r"\blast\b|\bfinal\b"),
    (r"\bpublic(?:ly)?\b", r"\bprivate(?:ly)?\b"),
    (r"\bpaid leave\b(?<!unpaid leave)", r"\bunpaid leave\b"),
    (r"\bdomestic\w*", r"\bforeign\b"),
    (r"\bsuccess\w*|\bsucceed\w*", r"\bfail(?:s|ed|ure)\b|\bunsuccess\w*"),
    (r"\btrue\b|\btruthful\w*", r"\bfalse(?:ly)?\b|\buntrue\b"),
    (r"\bwithin\b|\binside\b", r"\boutside\b"),
)
_OPPOSITES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _PAIRS
)
_COMPARING = 3
"""How many of the pairs compare numbers and times, which "not" does not turn around."""
_DENIES = re.compile(r"\b(?:not|never|no|none|neither|without)\b|n[’']t\b", re.IGNORECASE)
_COUNTING = {  # each asks for one of its own words in the source, as far as no number says it
    "all": r"(?<!\bin )(?<!\bat )(?<!after )(?<!first of )\b(?:all|every|everyone|everybody"
    r"|entire(?:ly)?|always|wholly|completely|both)\b(?! (?:but|except)\b)(?! over\b)",
    "nearly all": r"\b(?:nearly|almost|virtually|practically) (?:all|every|everyone)\b",
    "most": r"\b(?:most of|majority|mostly|mainly|chiefly|largely|primarily)\b"
    r"|\bmost (?=[a-z]+s\b)(?!\w+ous\b)",
    "only": r"\b(?:only|solely?|exclusively|alone|nothing but|just)\b",
    "few": r"\b(?:few|hardly any|a handful|rarely|seldom)\b",
}
_ENOUGH = {
    "all": rf"{_COUNTING['all']}|\beach\b|\bany\b|\bwhole\b|\bno\b|\bnone\b|\bnever\b|\bneither\b"
    r"|\btogether\b|\btotal(?:ly)?\b|\bfull[y]?\b|\bthroughout\b|\beveryone\b",
    "nearly all": r"\b(?:nearly|almost|virtually|practically|all but)\b",
    "most": rf"{_COUNTING['most']}|\bmost\b|\bmore than half\b"
    r"|\bmore than (?:5\d|[6-9]\d)\b|\bover half\b",
    "only": rf"{_COUNTING['only']}|\bsingle\b|\bexcept\b|\bonce\b|\bbut\b|\bone\b"
    r"|\bno other\b|\bmere(?:ly)?\b",
    "few": rf"{_COUNTING['few']}|\bsome\b|\bseveral\b|\bsmall\b|\blittle\b|\btwo\b|\bthree\b",
}
_MANY, _SAID_SO = (
    {name: re.compile(pattern, re.IGNORECASE) for name, pattern in words.items()}
    for words in (_COUNTING, _ENOUGH)
)
_SHORT_OF_ALL = re.compile(
    r"\b(?:nearly|almost|virtually|practically) (?:all|every|none|no)\b|\bexcept\b|\bother than\b"
    r"|\ball\b(?: \w+){0,5} but\b|\bmost\b|\bhalf\b"
    r"|\b(?:one|two|three|four|five|\d+|third|quarter|percent|part) of (?:the|its|his)\b"
    r"|\bsome of\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"\bsome(?: of)?\b(?! (?:\d|{any_of(UNITS[2:11])}))(?! time\b)",
    re.IGNORECASE,
)
_SOME_OR_MANY = re.compile(
    r"\b(?:some|several|a few|many|certain|part)\b|\ba number of\b", re.IGNORECASE
)
_WITH_NUMBER = re.compile(
    r"\b(?:all|both)(?: of)?(?: the| his| her| its| their)?"
    rf" (?:\d+|{any_of(UNITS[2:13])})\b|\bboth\b",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    r"\bonly (?:after|when|if|because|until|to)\b|\bnot only\b|\bjust (?:after|before|as)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:most (?=[a-z]+(?:ous|ful|ant|ent|ive|al|ed|ing|able|ible)\b)"
    r"|(?:larg|bigg|great|small|high|low|old|young|earli|lat|long|short|b|wor|clos|near|rich|poor"
    r"|strong|weak|fast|slow|new)est\b|worst\b|best\b)",
    re.IGNORECASE,
)
_ANY_SUPERLATIVE = re.compile(
    r"\w+est\b|\bmost\b|\bworst\b|\bmain\b|\bleading\b|\bchief\b|\btop\b|\bfirst\b"
)


def compares_otherwise(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` says more where `source` says only less, granted where it says only
    denied, or the other way around; where the source says both, of the same. None where it
    says nothing of that kind."""
    for number, said, here, contrary in _one_sided(claim):
        other = contrary.search(source.text)
        if not other:
            continue
        if not here.search(source.text):
            turned = _is_denied(claim.text, said) != _is_denied(source.text, other)
            if number < _COMPARING or not turned:
                return said.span(), other.span()
        elif said_of_another(claim, source, here, contrary):
            return said.span(), other.span()
    return None


@once
def _one_sided(
    text: ParsedText,
) -> list[tuple[int, re.Match[str], re.Pattern[str], re.Pattern[str]]]:
    """Each of the pairs, by its number, of which `text` says one and not the contrary: what it
    says, and what finds that and the contrary."""
    found = []
    for number, (one, other) in enumerate(_OPPOSITES):
        first, second = one.search(text.text), other.search(text.text)
        if first and not second:
            found.append((number, first, one, other))
        elif second and not first:
            found.append((number, second, other, one))
    return found


def _is_denied(text: str, word: re.Match[str]) -> bool:
    return _DENIES.search(text, max(0, word.start() - 30), word.start()) is not None


def counts_otherwise(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` says all, most, only or some where `source` does not, or the most of
    something where it does not; None where it says nothing of that kind."""
    said = _counted(claim)
    if not said:
        return None
    text = source.text
    short = _SHORT_OF_ALL.search(text)
    for name, word in said.many.items():
        if name == "all":
            word = said.whole.group() if short and said.whole else word
        if word and not _SAID_SO[name].search(text):
            return first_of(claim.text, (word,)), span_of(short)
    if said.whole and short and not said.is_short:
        if short.group()[:5].lower() in ("excep", "other"):
            return said.whole.span(), short.span()
        rest = re.sub(re.escape(short.group()), " ", text, flags=re.IGNORECASE)
        if not _MANY["all"].search(rest):
            return said.whole.span(), short.span()
    if said.some and not _SOME_OR_MANY.search(text):
        more = _SAID_SO["all"].search(text)
        return (said.some.span(), more.span()) if more else None
    if said.most and not _ANY_SUPERLATIVE.search(text):
        return said.most.span(), None
    return None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a text says of many things together.

    `many` has the words for each of `_MANY` that it says without a number ("" for "all" where
    only a number stands with it) and `whole` the first word for all. `is_short` tells whether
    it also says that it is short of all.
    """

    many: dict[str, str]
    whole: re.Match[str] | None
    some: re.Match[str] | None
    most: re.Match[str] | None
    is_short: bool

    def __bool__(self) -> bool:
        return bool(self.many or self.some or self.most)


@once
def _counted(claim: ParsedText) -> _Counted:
    text = claim.text
    numberless, plain = _WITH_NUMBER.sub(" ", text), _NO_MORE.sub(" ", text)
    whole = _MANY["all"].search(text)
    many = {}
    for name, pattern in _MANY.items():
        said = pattern.search(numberless if name == "all" else plain)
        if said or (name == "all" and whole):
            many[name] = said.group() if said else ""
    return _Counted(
        many=many,
        whole=whole,
        some=_SOME.search(text),
        most=_SUPERLATIVE.search(text),
        is_short=_SHORT_OF_ALL.search(text) is not None,
    )
