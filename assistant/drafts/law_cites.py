"""Cites to law: cases, statutes, rules. They are no part of the record, so nothing here is opened.

Reporters and codes are known by how they are abbreviated, after The Bluebook's tables; a short list
is enough, since they need only be told from cites to the record.
"""

from __future__ import annotations

import re

_REPORTERS = (
    r"U\.? ?S\.?|S\. ?Ct\.?|L\. ?Ed\.?(?: ?2d)?|F\.(?: ?(?:2d|3d|4th|Supp\.?(?: ?[23]d)?"
    r"|App’?'?x))?"
    r"|F\.R\.D\.|B\.R\.|WL|LEXIS|U\.S\. (?:Dist\.|App\.) LEXIS|Fed\. ?Cl\.|T\.C\."
    r"|[A-Z]\w{0,4}\.(?: ?[A-Z]\w{0,4}\.){0,3}(?: ?(?:2d|3d|4th|5th))?"
)
_VOLUME = rf"\b\d{{1,4}} (?:{_REPORTERS}) ?(?:\d{{1,7}}|_{{2,}})(?:,? (?:at )?\*?\d+(?:[-–]\d+)?)*"
_COURT = r"(?: \([^()]{0,40}\d{4}\))?"
_CODES = (
    r"\b\d{1,2} (?:U\.?S\.?C\.?(?:A\.?)?|C\.?F\.?R\.?)(?: ?§{1,2}| ?[Pp]art| ?sec\.?)?"
    r" ?\d[\w().,–-]*"
    r"(?:(?:,| and) (?:§{1,2} ?)?\d[\w().–-]*(?=[,;. )]))*"
    r"|\b(?:Fed\. ?R\. ?(?:Civ|Crim|App|Bankr)\. ?P\.|Fed\. ?R\. ?Evid\.|U\.S\.S\.G\.|Local"
    r" Rule|Rule"
    r"|Rules) ?§{0,2} ?\d[\w.()-]*"
    r"|\bU\.S\. Const\.[^.;]{0,40}"
    r"|\b[A-Z]\w{1,6}\. (?:[A-Z]\w{1,8}\. ){0,4}(?:Code|Stat\.|Laws|Law)(?: [A-Z]\w+\.?){0,2}"
    r" §{1,2} ?[\d.:-]+"
    r"|§{1,2} ?\d{3,5}\w?(?:\([\w]{1,4}\))*"
)
_PARTIES = (
    r"(?<!\w)(?:(?:[A-Z][\w.’'&-]{0,30}|of|the|and|ex rel\.)(?:,? )){1,8}?v\.? "
    r"(?:(?:[A-Z][\w.’'&-]{0,30}|of|the|and)(?:,? )){0,7}?[A-Z][\w.’'&-]{0,30}"
)
_IN_RE = r"(?:In re|Ex parte|Matter of) (?:[A-Z][\w.’'&-]{0,30} ?){1,6}"
_SIGNAL = (
    r"(?:(?:[Ss]ee(?:,? e\.g\.|,? also| generally)?|[Aa]ccord|[Cc]f\.|[Cc]ompare|[Qq]uoting"
    r"|[Cc]iting),? )?"
)
_CASE = re.compile(
    rf"{_SIGNAL}(?:[*_]{{1,2}})?(?:{_PARTIES}|{_IN_RE})(?:[*_]{{1,2}})?,? "
    rf"(?:No\. [\w:.-]+,? )?(?:{_VOLUME})(?:[,;] (?:{_VOLUME}))*{_COURT}"
)
_VOLUME_ALONE = re.compile(rf"{_SIGNAL}(?:{_VOLUME}){_COURT}")
_SHORT_CASE = re.compile(
    r"(?:[*_]{1,2})?\b(?:[A-Z][\w’'-]{1,30})(?: v\. [A-Z][\w’'-]{1,30})?(?:[*_]{1,2})?, "
    rf"\d{{1,4}} (?:{_REPORTERS}) at \d+(?:[-–]\d+)?"
)
_STATUTE = re.compile(rf"{_SIGNAL}(?:{_CODES})")


def cases_cited(text: str) -> list[tuple[int, int]]:
    """Where `text` cites a decision, with its signal and its court and year; apart, in order."""
    return _apart(text, (_CASE, _SHORT_CASE, _VOLUME_ALONE))


def law_cited(text: str) -> list[tuple[int, int]]:
    """Where `text` cites law of any kind: decisions, statutes, rules; apart, in order."""
    return _apart(text, (_CASE, _SHORT_CASE, _VOLUME_ALONE, _STATUTE))


def _apart(text: str, patterns: tuple[re.Pattern[str], ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(m.span() for pattern in patterns for m in pattern.finditer(text)):
        end -= len(text[start:end]) - len(text[start:end].rstrip(".,; "))
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
