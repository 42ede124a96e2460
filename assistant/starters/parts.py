"""The parts of a sentence that a question may ask for: a day, a sum, a length of time, a place."""

from __future__ import annotations

import re

from assistant.starters.clauses import NAME

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DATE = (
    rf"(?:{_MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s(?:of\s)?(?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:day\sof\s)?{_MONTH}(?:,?\s(?:19|20)\d\d)?|(?:19|20)\d\d)(?!\w)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
ON_DAY = re.compile(
    r"(?:^|\s)(?:on|in|at)\s(?:or\sabout\s|early\s|late\s|the\s(?:morning|afternoon|evening|night)"
    rf"\sof\s)?{_DAY}{_DATE}(?=[\s,.]|$)",
    re.IGNORECASE,
)
BY_DAY = re.compile(rf"(?:^|\s)(?:by|no\slater\sthan|on\sor\sbefore)\s{_DAY}{_DATE}(?=[\s,.]|$)")
ANY_DATE = re.compile(rf"\b{_DATE}")
_SUM = (
    r"(?:(?:about|approximately|roughly|nearly|almost|over|some|around|up\sto|at\sleast|more\sthan"
    r"|less\sthan|an?\stotal\sof|an\sadditional)\s)*(?:US|C|A)?[$€£]\s?\d[\d,]*(?:\.\d+)?"
    r"(?:\s(?:million|billion|thousand))?(?:\s\([^)]*\))?(?:\sin\scash)?"
)
SUM_IN = re.compile(rf"(?P<before>(?:\S+\s){{0,4}}?)(?P<sum>{_SUM})(?P<after>(?:\s.*)?)$")
IS_SUM = re.compile(rf"(?:be\s)?{_SUM}(?=$|\s(?:per|a|an|each|in|for)\b)")
DURATION = re.compile(
    r"(?:be\s)?(?:for\s)?(?:an?\s(?:term|period)\sof\s)?(?:\d+|[a-z]+(?:-[a-z]+)?)(?:\s\(\d+\))?\s"
    r"(?:full\s|calendar\s|business\s)?(?:days?|weeks?|months?|years?|hours?)\b"
)
FOR_DAY = re.compile(rf"for\s(?P<date>{_DAY}{_DATE})")
PLACE = re.compile(
    rf"(?P<before>.*?)(?:^|\s)(?:at|in|outside|near)\s(?P<place>(?:the\s)?{NAME})(?P<after>.*)$"
)
WEEKDAY = re.compile(
    r"\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:morning|afternoon|evening|night))?$"
)


def without_day(rest: str) -> str:
    """What stands behind a verb, without the days that it names."""
    return WEEKDAY.sub("", ON_DAY.sub("", rest)).rstrip(" ,.")
