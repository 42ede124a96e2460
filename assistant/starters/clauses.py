"""The main clause of a sentence, as far as plain rules surely find it: who, did, what.

"On September 14, 2023, agents searched Harbor Light's warehouse on Quarry Wharf Road, which …"
has the opening "On September 14, 2023", the subject "agents", the verb "searched", and behind it
"Harbor Light's warehouse on Quarry Wharf Road". A sentence that is built otherwise has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.starters.verbs import (
    AUXILIARIES,
    base_of,
    is_base,
    is_participle,
    is_past,
    is_present,
)
from corpus.language.english import PLURAL_OF_PEOPLE, TITLES_OF_PEOPLE
from corpus.language.letters import CAPITALS
from corpus.language.patterns import any_of, capital_or_not

LONGEST = 360
"""Code points of a sentence."""
MOST_IN_SUBJECT = 7
"""Words of a subject."""
MOST_BEHIND = 16
"""Words behind a verb; what is longer makes no question that anybody would ask."""

TITLE = any_of(TITLES_OF_PEOPLE)
_CAPITAL = rf"(?:[{CAPITALS}][\w’'&-]*|[{CAPITALS}]\.|(?:[{CAPITALS}]\.){{2,}})"
NAME = (
    rf"(?:{TITLE}\.?\s)?{_CAPITAL}(?:\s(?:(?:of|the|and|de|van|von|del|la|&)\s){{0,2}}{_CAPITAL})*"
)
_PLURAL = capital_or_not(PLURAL_OF_PEOPLE)
_DEFINITE = r"(?:[Tt]he|[Aa]n?)(?:\s[\w’'&-]+(?:\sof)?(?:\sthe)?){1,6}"
_NO_NAME = (
    r"(?!(?:The|An?|When|While|After|As|If|In|On|At|But|And|Although|Because|Before|Once|Since|Until"
    r"|Somebody|Someone|Anybody|That|This|These|Those|It|He|She|They|We|I|You|There|What|Who|Where|Why|How|No|Both|All|Then"
    r"|His|Her|Their|Its|Our|My|Your|Each|Any|Some|Most|Many|One|For|By|From|With|To|So|Yet|Or|Not"
    r"|Nothing|Nobody|Everyone|Whoever|Under|Upon|Such|Other|Two|Three|Shown|Asked)\b)"
)
_SUBJECT = re.compile(
    rf"(?:(?:[Tt]he\s)?{_NO_NAME}{NAME}(?:\sand\s(?:{TITLE}\.?\s)?{_CAPITAL}(?:\s{_CAPITAL})*)?"
    rf"|(?:{_NO_NAME}[{CAPITALS}][\w-]+\s)?{_PLURAL}|{_DEFINITE})"
)
_NO_SUBJECT = re.compile(
    r"\s(?:that|who|which|where|when|if|not|has|have|had|whose|he|she|they|it|we|in|on|at|by|for|to|with"
    r"|before|after|under|from|into|over|shall|will|must|may|can|would|could|is|are|was|were|be|been"
    r"|first|last|second|latter|former|same)\b"
)
_AT = r"(?:On|In|At|Between|From|Before|After|During|Since)\s"
_OPENINGS = tuple(
    re.compile(rf"(?P<opening>{_AT}{words}),?\s(?:(?:in|at|during|with|through)\s[^,]{{3,70}},\s)?")
    for words in (
        r"[^,]{3,60}?(?:,\s\d{4}\b)?(?=,)",
        r"[^,]{3,40}?,?\s\d{4}\b",
        r"[^,]{3,40}?,?\s\d{4}\sand\s[^,]{3,40}?,?\s\d{4}\b",
    )
)
_WORD = re.compile(r"\S+")
_ADVERB = re.compile(r"(?:\w+ly|also|then|later|first|soon|jointly)$")
_BESIDE = re.compile(
    r",\s(?P<beside>(?:aged?\s)?\d\d|(?:(?:aged?\s)?\d\d,\s)?(?:an?|the|his|her|its|their|then|former|formerly|who|whose"
    r"|which|of)?\b[^,;:]{3,120}),\s"
)
_END = re.compile(
    r"[;:—–(\[“\"|]|,(?!\d|\s(?:19|20)\d\d\b)|\s-\s"
    r"|\s(?:(?:in|of|on|to|for|from|by|with|under|at|through|upon|over)\s)?(?:which|whom|whose)\b"
    rf"|\s(?:who|that|because|(?:after|before)(?!\s[{CAPITALS}])|when|while|where|until|if"
    r"|although|though|but|so|unless|whether|without|once|even|except|despite|including|according"
    r"|and|or|than)\s"
    r"|\sas\s(?:if|though|well|part|a result|described|set|defined|provided|alleged)\b"
)
_JOINED = re.compile(r"\s(?P<joined>and|or)\s(?P<next>\S+)")
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?:by|to|in|with|for|from|at|on|of|as|under|against|through)\b")
_STANDS_ALONE = frozenset(
    "agreed returned arrived appealed died resigned retired expired escaped started ended "
    "collapsed moved occurred originated objected pleaded testified worked lived happened "
    "surrendered conspired attempted tried refused offered promised voted joined met ran "
    "run cooperated".split()
)
"""Pasts that stand behind a noun as its verb only, or nearly so."""
_BARE = re.compile(r"^(?:the\s)?(?:[Dd]efendant|[Pp]laintiff|[Rr]espondent)s?\s(?=[A-Z])", re.I)
_SECOND = re.compile(r"\s(?:is|are|was|were|has|had|have|will|would|could|can|does|did)\b")
"""What behind "the passport reported as lost" shows that "reported" was not the verb."""
_NOT_PLAIN = re.compile(
    r"[█|\[\]{}<>_=…]|\.\.\.|\b(?:hereby|herein|hereto|thereof|thereto|hereof)\b"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The parts of a main clause, as they stand in the sentence.

    `opening` says when or where, `beside` what is said of the subject between commas; `auxiliary`
    is empty where the verb stands alone in the past, and the verb is empty behind a plain "is".
    `adverb` stands before the verb.
    """

    opening: str
    subject: str
    beside: str
    auxiliary: str
    adverb: str
    verb: str
    rest: str


def main_clause(sentence: str) -> Clause | None:
    """The main clause of a sentence (its white space single), or None."""
    if len(sentence) > LONGEST or not sentence.endswith(".") or _NOT_PLAIN.search(sentence):
        return None
    opened = [pattern.match(sentence) for pattern in _OPENINGS]
    starts = [(match["opening"], match.end()) for match in opened if match]
    for opening, start in [*starts, ("", 0)]:
        found = _clause(opening, sentence[start:])
        if found is not None:
            return found
    return None


def _clause(opening: str, said: str) -> Clause | None:
    """The clause that begins `said`: the longest subject that a verb follows."""
    for end in _subject_ends(said):
        subject, behind = _BARE.sub("", said[:end]), said[end:]
        beside = _BESIDE.match(behind)
        if beside:
            behind = " " + behind[beside.end() :]
        verb = _verb(behind)
        if verb is not None:
            auxiliary, adverb, word, rest = verb
            if not auxiliary and _ARTICLE.match(subject) and _only_adds(word, rest):
                continue
            about = beside["beside"] if beside else ""
            return Clause(opening, subject, about, auxiliary, adverb, word, _ended(rest))
    return None


def _subject_ends(said: str) -> list[int]:
    """Where a subject at the beginning of `said` may end, the shortest first."""
    ends = [match.end() for match in _WORD.finditer(said[:120])][:MOST_IN_SUBJECT]
    bare = [end - (said[end - 1] == ",") for end in ends]
    return [
        end
        for end in bare
        if _SUBJECT.fullmatch(said, 0, end) and not _NO_SUBJECT.search(said, 0, end)
    ]


def _verb(behind: str) -> tuple[str, str, str, str] | None:
    """The auxiliary, adverb and verb that begin `behind`, and what follows."""
    words = behind.split()[:4]
    auxiliary = adverb = ""
    at = 0
    if words and words[0] in AUXILIARIES:
        auxiliary, at = words[0], 1
    if at < len(words) and _ADVERB.search(words[at]):
        adverb, at = words[at], at + 1
    word = words[at] if at < len(words) else ""
    is_verb = base_of(word) is not None or (not auxiliary and is_present(word))
    if auxiliary:
        if auxiliary in ("is", "are", "was", "were") and is_participle(word):
            is_verb = True
        elif auxiliary in ("will", "shall", "must", "may", "can"):
            is_verb = word.isalpha() and word.islower() and word not in ("not", "be", "also")
        elif auxiliary in ("is", "are", "was", "were"):  # "is a customs broker"
            return auxiliary, adverb, "", " ".join(behind.split()[at:])
        else:
            return None
    rest = " ".join(behind.split()[at + 1 :])
    if not is_verb or (not auxiliary and _SECOND.search(_ended(rest))):
        return None
    return auxiliary, adverb, word, rest


def _only_adds(word: str, rest: str) -> bool:
    """Whether what looks like a verb may only add to the noun before it: "a man hired by …"."""
    return is_participle(word) and word not in _STANDS_ALONE and _OF_ANOTHER.match(rest) is not None


def _ended(rest: str) -> str:
    """What stands behind a verb up to where its clause ends; "and" joins things, and ends where
    another verb follows."""
    rest = " " + rest
    for match in _END.finditer(rest):
        joined = _JOINED.match(rest, match.start())
        if joined and not (
            _is_verbal(joined["next"]) or _SECOND.search(rest, joined.end("joined"))
        ):
            continue
        rest = rest[: match.start()]
        break
    return rest.strip(" .,")


def _is_verbal(word: str) -> bool:
    """Whether a word behind "and" begins another statement rather than another thing."""
    if word in AUXILIARIES or word in ("he", "she", "they", "it", "that", "not", "so", "then"):
        return True
    return is_past(word) or is_participle(word) or is_base(word.removesuffix("s"))
