"""What is printed right before a day and says what it is the day of: "Maturity Date: "."""

from __future__ import annotations

import re

from corpus.paper_names import kind_named

_LABEL = re.compile(r"^\W{0,20}(?P<label>[^\W\d_][^\n:]{0,50}(?<!\s)):\W{0,9}(?:\w+day,?\s)?$")
_OWN_LABEL = re.compile(
    r"^(?:the\s)?(?:(?:invoice|letter|statement|report|order|agreement|contract|lease|effective"
    r"|commencement|execution|signature|signing|issue|issuance|issued|print|printed|document|filing"
    r"|file|filed|decision|judge?ment|publication|release|service|notice|memo|memorandum|bill"
    r"|billing|interview|statement|today[’']?s|current|original|revised|entry|mailing|posting"
    r"|opinion|meeting|session|sitting|deposition|examination|proceedings?|signed)\s)?"
    r"(?:dates?|dated|datum|fecha|data)(?:\sand\stime|\s(?:of|issued|signed|prepared|filed)\b.*"
    r"|\s?/\s?\w+)?$"
    r"|^(?:[\w’'.-]+\s){0,3}(?:decided|delivered|rendered|pronounced|filed|entered|docketed|lodged"
    r"|received|recorded|issued|executed|signed|sworn|subscribed|affirmed|sent|published|posted"
    r"|written|opened|interviewed|ordered|done|taken|held|convened|met|release|prepared|printed"
    r"|verkündet|eingegangen)(?:\s(?:on|at|in|this|by|am)\b.*)?$",
    re.I,
)
"""Labels of a paper's own day. What else a label names is the day of something else: days on
which money is due, loans mature or hearings are held have names without end."""
_LIMITS = frozenset("by until before from after due deadline".split())
_SITTING = re.compile(
    r"^(?:dates?\sof\s(?:the\s)?)?(?:(?:bail|bond|detention|evidentiary|motion|oral|plea|preliminary"
    r"|pretrial|sentencing|status|suppression)\s)?(?:hearing|argument|conference|proceedings?)"
    r"(?:\sdates?)?$|^sentencing(?:\sdate)?$|^dates?\sof\s(?:the\s)?(?:trial|sentencing)$",
    re.I,
)
"""A "Trial Date: " is left out: in what was said before the trial it is still to come."""
_HOW_SENT = re.compile(r"^\W*(?:via|by|sent)\b", re.I)


def day_label(told: str) -> str | None:
    """The label that `told`, the words before a day, ends with; None where it is none, or says
    only how a letter was sent."""
    found = None if _HOW_SENT.match(told) else _LABEL.match(told)
    return found["label"] if found else None


def names_a_sitting(label: str) -> bool:
    """Whether a label names the day of a hearing, which is that of its transcript."""
    return _SITTING.match(label) is not None


def names_own_day(label: str) -> bool:
    """Whether a label names the day of the paper that it stands in: one of such days, or the
    paper itself, as in "Invoice: ", but no time limit, as in "Reply by: "."""
    if _OWN_LABEL.match(label):
        return True
    return kind_named(label) is not None and label.split()[-1].casefold() not in _LIMITS
