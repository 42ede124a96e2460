"""Lines that were stamped on a page after it was written: by a court's filing system, by a
clerk, or by a party that numbers what it hands over.

They are told by their words: a stamp has hardly any other than those of filing, and figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.lines import Line

_TOKEN = re.compile(r"[^\W_]+(?:[-./:&'][^\W_]+)*")
_FILING = frozenset(
    "appeal appellate case cause clerk dkt doc docket document ecf e-filed efiled entered envelope"
    " exhibit filed filing hearing index lodged nyscef page pageid pg received recorded transaction"
    " usca usdc".split()
)
"""Words of filing: a stamp has one of them, or nothing but words that stamps are made of."""
_OTHER = frozenset(
    "accepted am attachment attorney-client bankruptcy case chief circuit city civ civil"
    " clerk's common confidential copy county court cr criminal cv date dc deputy desc designated"
    " district division document eastern ed electronic electronically entry est federal highly"
    " id image instrument judge judicial magistrate main middle no northern number office only"
    " open original p.m a.m page part party pleas pm pro produced protective produce record"
    " reviewed reel se sealed seal southern state states subject superior supreme time under"
    " united us u.s usbc vol western".split()
)
_MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july"
    " august september october november december".split()
)
_SMALL = frozenset("a and at by for in of on so the to with".split())
_BATES = re.compile(r"(?:[A-Z][A-Z0-9&]{0,11}[-_ .]{0,2}){1,4}(?:0\d{3,9}|\d{5,10})")
FEWEST_KNOWN = 0.6
"""The part of a stamp's words that are those of stamps, or figures: names make up the rest."""
LONGEST = 200
"""Code points: no stamp has a longer line."""


def is_stamp(text: str) -> bool:
    """Whether a line is a stamp, of whatever court or office, or a Bates number."""
    text = text.strip()
    if len(text) > LONGEST:
        return False
    if _BATES.fullmatch(text):
        return True
    words = [word.lower() for word in _TOKEN.findall(text)]
    filing = [word.rstrip("0123456789.") in _FILING for word in words]
    figures = [any(map(str.isdigit, word)) for word in words]
    known = [
        is_filing or is_figure or word in _OTHER or word in _MONTHS
        for word, is_filing, is_figure in zip(words, filing, figures, strict=True)
    ]
    all_known = all(some or word in _SMALL for some, word in zip(known, words, strict=True))
    if not any(filing):
        dated = any(word in _MONTHS for word in words)
        return any(known) and all_known and (dated or not any(figures))
    return all_known or (any(figures) and sum(known) >= FEWEST_KNOWN * len(words))


def without_stamps(
    lines: Sequence[Line], height: float, *, margin: float = 0.0, across: bool = True
) -> list[Line]:
    """The lines of a page, so many points high, that are no stamps. Any within `margin`, a part
    of the height, of its top or bottom is taken for one, and any that runs `across`, at an
    angle, where it is said so."""
    top, bottom = margin * height, (1 - margin) * height
    return [
        line
        for line in lines
        if not is_stamp(line.text)
        and not (margin and (line.bottom <= top or line.top >= bottom))
        and (line.upright or not across)
    ]
