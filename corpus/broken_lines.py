"""Lines that break within a number, a date or a citation: "617-555-" | "0142", "No." | "12",
"March 4," | "2024", "18 U.S.C. §" | "1349", "$14." | "50".

What begins the second line then is no number of a paragraph, whatever stands behind it.
"""

from __future__ import annotations

import re

_NEAR = 40
"""Code points at the end of a line that are looked at."""
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_PLACE = (
    r"(?:Nos?|pp?|[Pp]gs?|Art|[Ss]ecs?|[Ee]xh?s?|Ch|[Vv]ols?|Dkt|ECF|Doc|[Pp]aras?|¶|§|[Aa]pt|Ste"
    r"|Rm|Bldg|Fl|Tr|Figs?|[Ee]xt|Tel|Inv|Acct|Reg|Dep|Compl|Indict|Decl|Aff|Amend|Cl|Att|Tab"
    r"|[Aa]pprox|Ver|v|n|nn|ll?)"
)
_CODE = (
    r"(?:U\. ?S\. ?C\. ?(?:A\.)?|C\. ?F\. ?R\.|Fed\. R\. (?:Civ|Crim|Evid|App|Bankr)\.(?: P\.)?"
    r"|Fed\. Reg\.|F\. ?(?:[23]d|4th|Supp\.(?: ?[23]d)?)|S\. ?Ct\.|L\. ?Ed\.(?: ?2d)?|\d U\. ?S\."
    r"|Stat\.|U\.S\.S\.G\.|Cal\. \w+ Code|Code Ann\.|Gen\. Laws|Rev\. Stat\.|C\.P\.L\.R\."
    r"|F\.R\.D\.)"
)
_ASKS_FOR_NUMBER = re.compile(
    rf"(?:\b{_PLACE}\.|[¶§]|#|[$£€]|\b{_CODE}|\b{_MONTH}|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,"
    r"|\b[a-z]{1,12} (?:Numbers?|Pages?|Sections?|Paragraphs?|Counts?|Chapters?|Articles?"
    r"|Exhibits?|Rules?|Titles?|Parts?|Items?|Lines?|Suite|Room|Box|Unit|Lot|Form|Flight|Route|Pier|Docket"
    r"|Account|Invoice)|\b\d{1,3}(?:st|nd|rd|th)? of)\s*$"
)
_HYPHENATED = re.compile(r"[^\W_][-\u2010\u2011–/]\s*$")
_TIME_BROKEN = re.compile(r"\b\d{1,2}:\s*$")
_SUM_BROKEN = re.compile(r"(?:[$£€]|\b(?:USD|EUR|GBP)\s?)\d[\d,]*\.\s*$")
_THOUSANDS_BROKEN = re.compile(r"\b\d{1,3}(?:,\d{3})*,\s*$")
_AREA_CODE = re.compile(r"(?:\(\d{3}\)(?:\s?\d{3}[.-])?|\b\d{3}[.-]\d{3}\.)\s*$")
_FIGURES = re.compile(r"[\s*_]*(?P<figures>\d+)")


def breaks_number(before: str, after: str) -> bool:
    """Whether the line `after`, which begins with a figure, goes on with what the end of the
    line `before` says: the rest of a telephone number, date, sum or citation."""
    number = _FIGURES.match(after)
    if number is None:
        return False
    end = before.rstrip()[-_NEAR:]
    figures = number["figures"]
    rest = after[number.end() : number.end() + 1]
    if _HYPHENATED.search(end) or _ASKS_FOR_NUMBER.search(end):
        return True
    if len(figures) == 2 and (
        _TIME_BROKEN.search(end) or (rest not in (".", ")") and _SUM_BROKEN.search(end))
    ):
        return True
    if len(figures) == 3 and _THOUSANDS_BROKEN.search(end):
        return True
    return len(figures) in (3, 4) and _AREA_CODE.search(end) is not None
