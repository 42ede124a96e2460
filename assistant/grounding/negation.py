"""What a text denies, and whether two texts deny the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from assistant.grounding.attribution import first_from
from assistant.grounding.places import Places, Stretch
from corpus.language.letters import CAPITALS
from corpus.language.parsed import ParsedText, once
from corpus.language.words import WORD, content, stem, stems

_LOOKED_BACK = 400
"""Code points before a word that denies, in which the telling words before it are looked for."""
_REACH = 6
"""Telling words behind "not" that it may deny."""
_CUE = re.compile(
    r"\b(?:no one|(?:not|no)(?! (?:more|less|fewer|later|earlier) than)(?! only\b)|never|nor"
    r"|neither|none|without|nobody|nothing|lacks?|lacked"
    r"|denie[sd]|deny|denying|fail(?:s|ed|ing)? to|cannot|refuse[sd]?(?: to)?|declined?(?: to)?"
    r"|except(?: for)?|other than|un(?:clear|known|certain|disclosed|determined))\b"
    r"|(?<=\w)n[’']t\b|\ball\b(?: \w+){0,5} but\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"[;:!?]|,(?!\d)|(?<!\b[MD]r)(?<!\bMs)(?<!\bMrs)\.(?!\d)|\b(?:but|although|while|until"
    r"|unless)\b"
    r"|(?:,|(?<![\s,]))\s{1,20}and\s{1,20}(?=(?:the|an?|he|she|it|they|his|her|its|their|is|was|were|has|had"
    rf"|[{CAPITALS}]\w+ (?:is|was|has|had))\b)",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"neither|nor|none|nobody|nothing|no one|except(?: for)?|other than", re.IGNORECASE
)
_NO_SIGN = re.compile(r"\s+(?:evidence|indication|proof|signs?|suggestion|reason)\b")
_OPPOSED = re.compile(r"\b(un|in|im|ir|il|dis|non-?)([a-z]{4,})\b", re.IGNORECASE)
_SAME_PREFIX = tuple(
    "under united union unit units university universal uncle inform india indict institut "
    "interest "
    "include import impose important discuss display district dispute distribute discover distance "
    "invest involve increase industry individual infant inside intend illustrate improve immigra "
    "impact impress discharge disease disposal unique until indeed instead dispatch "
    "insist inspect install instruct insure intent internal inter interior invade introduce".split()
)


def denials_differ(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where one of the two denies what the other does not, by the words after "not"; None
    where neither does."""
    here, there = list(_denied(claim, source)), list(_denied(source, claim))
    unmet = list(there)
    for one in here:
        same = next((other for other in unmet if one.meets(other)), None)
        if same is None:
            return one.at, _affirmed(source.text, one.heads or one.scope)
        unmet.remove(same)
    if not there:
        return None
    said = claim.stems.difference(*(one.scope for one in here))
    kept = _kept(source)
    for other in there:
        heads = other.heads if other.heads or here else other.scope
        unsaid = heads & said - kept
        if unsaid:
            return _affirmed(claim.text, unsaid), other.at
    return None


def _affirmed(text: str, wanted: Set[str]) -> Stretch | None:
    """Where the first word of `text` stands that has one of the stems `wanted`."""
    return next((m.span() for m in WORD.finditer(text) if stem(m.group().lower()) in wanted), None)


@dataclass(frozen=True, slots=True)
class _Denial:
    """What a word such as "not" denies: the stem of the first telling word after it, where
    that is the word denied, and of all the words of its clause behind and before it."""

    heads: Set[str]
    scope: Set[str]
    before: Set[str]
    at: Stretch
    """Where the word that denies stands."""
    is_new: bool = False
    """Whether the other text does not hold the word denied: it may say it in other words."""

    def meets(self, other: _Denial) -> bool:
        """Whether both may deny the same: the word that one denies stands in the other's
        clause, or both are of the same thing."""
        if not self.scope or not other.scope:
            return True
        heads = self.heads or self.scope
        if heads & other.scope or (other.heads or other.scope) & self.scope:
            return True
        return bool(self.before & (other.before | other.scope)) and self.is_new


def _denied(text: ParsedText, other: ParsedText) -> Iterator[_Denial]:
    """What each word of `text` that denies denies; "unnoticed" denies what `other` says was
    noticed."""
    for denial in _denials(text):
        yield replace(denial, is_new=not denial.heads & other.stems)
    for whole, base, at in _opposed(text):
        if whole not in other.words and base in other.words and base not in text.words:
            yield _Denial({stem(base)}, {stem(base)}, set(), at)


def denies(text: ParsedText) -> bool:
    """Whether a text says of anything that it is not so."""
    return bool(_denials(text))


@once
def _denials(parsed: ParsedText) -> list[_Denial]:
    """What each word such as "not" denies, in order."""
    text, found = parsed.text, []
    ends = _ends(parsed)
    cues = [c for c in _CUE.finditer(text) if c.group().lower() != "nor" or "either" not in text]
    for number, cue in enumerate(cues):
        stop = first_from(ends, cue.end(), len(text))
        if stop - cue.end() < 2:  # "not, however, ..."
            stop = first_from(ends, stop + 1, len(text))
        if number + 1 < len(cues):
            stop = max(cue.end(), min(stop, cues[number + 1].start()))
        telling = content(text[cue.end() : stop])[:_REACH]
        word = cue.group().lower()
        if word.startswith("un"):
            telling = [stem(word[2:]), *telling]
        before = content(
            _END.split(text[max(0, cue.start() - _LOOKED_BACK) : cue.start()])[-1] or ""
        )
        anybody = _ANYBODY.fullmatch(word) or _NO_SIGN.match(text, cue.end())
        heads = set() if anybody else set(telling[:1])
        found.append(_Denial(heads, set(telling), set(before[-3:]), cue.span()))
    return found


@once
def _ends(text: ParsedText) -> list[int]:
    """Where the clauses of a text end."""
    return [end.start() for end in _END.finditer(text.text)]


@once
def _opposed(text: ParsedText) -> list[tuple[str, str, Stretch]]:
    """Each word that a prefix turns into its contrary, with the word itself and its place."""
    return [
        (word.group().lower(), word[2].lower(), word.span())
        for word in _OPPOSED.finditer(text.text)
        if not word.group().lower().startswith(_SAME_PREFIX)
    ]


@once
def _kept(source: ParsedText) -> set[str]:
    """The stems of the source without what it denies."""
    text, ends = source.text, _ends(source)
    kept, start = [], 0
    for cue in _CUE.finditer(text):
        if cue.start() < start:
            continue
        kept.append(text[start : cue.start()])
        start = first_from(ends, cue.end(), len(text))
    return stems(" ".join([*kept, text[start:]]))
