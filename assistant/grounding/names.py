"""The names of a claim that its source does not bear: unknown there, or joined otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from assistant.grounding.places import Stretch, first_of
from corpus.language.letters import CAPITALS
from corpus.language.names import names_in
from corpus.language.parsed import ParsedText, once

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_TITLES = frozenset(
    "mr mrs ms miss dr judge defendant agent officer attorney sgt sergeant prof professor col "
    "colonel cpl corporal lt lieutenant gen general capt captain gov governor sen senator rep "
    "representative rev reverend hon honorable justice det detective magistrate president mayor "
    "the count counts llc inc corp ltd co company st".split()
)
_NUMBER_WORD = re.compile(
    r"(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|\w+teen|hundred|thousand|million|half|both|neither|some|several|many|most"
    r"|more|fewer|less|over|none|nobody|everyone|everybody|someone|somebody|each|every|such|other"
    r"|others|later|earlier|today|people|men|women|police|customs|counsel|even|only|just|then|here"
    r"|while|once|until|although|though|because|if|like|unlike|despite|upon|within|without|through"
    r"|throughout|among|across|instead|together|nearly|almost|roughly|approximately|percent"
    r"|former|first|second|third|last|next|new|that|any|yet|still|both)(?:[-’']\w+)*",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\w+(?:als|ers|ors|ents|ants|ists|ies|ees|ions|yers|ments|ges|ings|ings|ates|ots|ets|ths"
    r"|ures|ines|ects|ships|ics|men|ines|ills|oods|uns|ils|ules|ents|ars)"
)
_ADVERB = re.compile(r"(?!Kelly|Reilly|Riley|Sally|Emily|Molly|Billy|Italy|Holly)\w+ly")
_PARTICIPLE = re.compile(r"\w{2,}(?:ed|ing)")
_THEN_SOMEONE_ACTS = re.compile(
    r"\s+(?:was|is|has|had|did|does|said|says|told|paid|owed|gave|will|would|could|can|may|must)\b"
)
_ARTICLE_VERB = re.compile(r"\s+(?:was|were|is|are)\b")
_ALSO_KNOWN = {
    "us": "united states america american u.s",
    "usa": "united states america american u.s",
    "states": "us u.s american",
    "united": "us u.s uk u.k un u.n american british",
    "kingdom": "uk u.k british britain",
    "uk": "united kingdom british britain u.k",
    "american": "us u.s united",
    "nations": "un u.n",
    "eu": "european",
    "justice": "doj",
    "america": "us u.s united",
}
_MOST_INITIALS = 12
"""Letters of a short form, "NAACP", at most."""
_SMALL = frozenset("of the and for de la du & in on to".split())
_NO_NAME = re.compile(
    r"One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|AG|SA|NV|PLC|GmbH|USD|EUR|GBP|CHF|JPY|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_SHORT_FORM = re.compile(rf"\b(?:[{CAPITALS}]\.){{2,}}")
_DEMONYM = re.compile(r"(?:ians?|ans?|ese|ish|is?|ns?|s|ic)$")


def strangers(claim: ParsedText, source: ParsedText, context: ParsedText) -> Iterator[str]:
    """The names of `claim` that `source` does not hold, whole or completed by `context`, and
    those that join the first name of one bearer to the last name of another."""
    here, short, said = _held(source), _initials(source), claim.text
    for name in claim.names:
        words = _telling(name)
        if re.search(
            rf"\d\s?(?=[A-Z]{{1,3}}\b){re.escape(name)}\b|{re.escape(name)}\s+(?:francs?|dollars?|pounds?|euros?)\b",
            said,
        ):
            continue
        if said.lstrip("“\"'").startswith(name.split()[0]) and _opens_only(words, said):
            words = words[1:]
        missing = [word for word in words if not _is_known(word, here, short)]
        if missing and _is_short_for(name, source, short):
            continue
        completed = missing and words[-1] not in missing and _completes(name, missing, context)
        if (missing and not completed) or (not missing and _is_joined(words, source)):
            yield name


def name_instead(name: str, source: ParsedText) -> Stretch | None:
    """Where `source` names the one that `name` may stand for: who shares a word with it, else
    who is named first; None where it names nobody."""
    words = set(_telling(name))
    return first_of(
        source.text, sorted(source.bearers, key=lambda other: not words & set(_telling(other)))
    )


def _is_short_for(name: str, source: ParsedText, short: Collection[str]) -> bool:
    """Whether one of the two has the initials of the other's name: "SEC"."""
    plain = name.replace(".", "").replace("the ", "")
    if plain.isupper() and plain.casefold() in short:
        return True
    return bool(_initials_of(names_in(name)) & _short_forms(source))


def _telling(name: str) -> list[str]:
    """The words of a name that tell its bearer from others."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _TITLES]
    return [w for w in words if len(w) > 1 and w[0].isupper() and not _NO_NAME.fullmatch(w)]


def _opens_only(words: list[str], claim: str) -> bool:
    """Whether the first word of the claim has its capital only for that: "Investigators"."""
    if not words or not claim.lstrip("“\"'").startswith(words[0]):
        return False
    word = words[0]
    after = claim[claim.find(word) + len(word) :]
    if _NUMBER_WORD.fullmatch(word) or _PLURAL.fullmatch(word):
        return True
    if _ADVERB.fullmatch(word) or _PARTICIPLE.fullmatch(word):
        return not _THEN_SOMEONE_ACTS.match(after)
    if len(words) > 1:
        return False
    if word.endswith("s"):  # "Losses were", but "Jones was"
        return (
            re.match(r"\s+(?:are|were|have|in|of|that|for|on|by|to|from|at)\b", after) is not None
        )
    return re.match(r"\s+(?:of|that|for|on|by|to|from|in|at)\b", after) is not None


def _is_known(word: str, here: Collection[str], short: Collection[str]) -> bool:
    """Whether the source holds a word of a name, as it is or as it is called elsewhere."""
    bare = _bare(word)
    if bare in here or bare.replace(".", "") in short:
        return True
    if (bare.endswith("s") and bare[:-1] in here) or f"{bare}s" in here:
        return True
    if any(other in here for other in _ALSO_KNOWN.get(bare, "").split()):
        return True
    parts = bare.split("-")
    if len(parts) > 1 and all(part in here for part in parts):
        return True
    root = _DEMONYM.sub("", bare)
    return len(root) >= 4 and any(
        _DEMONYM.sub("", other) == root and other != bare for other in here if len(other) > 4
    )


@once
def _held(source: ParsedText) -> frozenset[str]:
    """The words of `source`, in small letters, and the parts of those with a hyphen."""
    words = {_bare(word) for word in _WORD.findall(source.text)} | _dotted(source.text)
    return frozenset(words | {part for word in words for part in word.split("-")})


@once
def _short_forms(source: ParsedText) -> frozenset[str]:
    """The words of `source` that are all in capitals, and its short forms with full stops."""
    capitals = {word.casefold() for word in _WORD.findall(source.text) if word.isupper()}
    return frozenset(capitals | _dotted(source.text))


def _dotted(text: str) -> set[str]:
    """The short forms with full stops in `text`, without them: "U.S." gives "us"."""
    return {match.group().replace(".", "").casefold() for match in _SHORT_FORM.finditer(text)} | {
        "u.s" for _ in re.finditer(r"\bU\.S\b", text)
    }


@once
def _initials(text: ParsedText) -> set[str]:
    """The initials of the names in `text`."""
    return _initials_of(text.names)


def _initials_of(names: Iterable[str]) -> set[str]:
    """The initials of each name of several words, with and without "of" and "the"."""
    found = set()
    for name in names:
        words = [word for word in re.split(r"[\s-]+", name) if word]
        great = [word for word in words if word.casefold() not in _SMALL]
        for first in range(len(great) - 1):
            short = great[first : first + _MOST_INITIALS]
            found.add("".join(word[0] for word in short).casefold())
        if len(great) > 1:
            found.add("".join(word[0] for word in words).casefold())
    return {initials for initials in found if len(initials) > 1}


def _completes(name: str, missing: list[str], context: ParsedText) -> bool:
    """Whether what surrounds the source names the bearer whole."""
    return name.casefold() in context.text.casefold() or any(
        set(_telling(name)) <= set(_WORD.findall(other))
        for other in context.names
        if missing[0] in other
    )


def _is_joined(words: list[str], source: ParsedText) -> bool:
    """Whether a first name of the source stands with the last name of another."""
    if len(words) != 2:
        return False
    first, last = (_bare(word) for word in words)
    of_first, of_last = set(), set()
    for name in source.bearers:
        others = [_bare(word) for word in _telling(name)]
        if len(others) == 2 and others[0] == first:
            of_first.add(others[1])
        if len(others) >= 1 and others[-1] == last:
            of_last.add(others[0])
    return bool(of_first) and last not in of_first and bool(of_last)


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word).casefold()
