"""Whether words say an answer: SQuAD's measures, and whether an answer stands in a text.

Normalised as SQuAD 1.1's own script does it (Rajpurkar et al., 2016): lower case, without
punctuation and the articles "a", "an", "the". `says` leaves punctuation in, so that $86 is
not found in $286.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

from assistant.answer import UNCHECKED

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_MARK = re.compile(rf"\s*(?:\[\d+\]|{re.escape(UNCHECKED)})")


def without_marks(answer: str) -> str:
    """An answer's text without the [n] that point at its sources."""
    return _MARK.sub("", answer)


def exact_match(said: str, answers: Sequence[str]) -> float:
    """1 where `said` is one of the answers, else 0."""
    return float(any(_words(said) == _words(answer) for answer in answers))


def f1(said: str, answers: Sequence[str]) -> float:
    """The harmonic mean of precision and recall of words, for the answer it is best for."""
    return max((_f1(_words(said), _words(answer)) for answer in answers), default=0.0)


def _f1(said: Sequence[str], answer: Sequence[str]) -> float:
    if not said or not answer:
        return float(said == answer)
    common = sum((Counter(said) & Counter(answer)).values())
    return 2 * common / (len(said) + len(answer))


def _words(text: str) -> list[str]:
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def says(text: str, answer: str) -> bool:
    """Whether `answer` stands in `text` as whole words, whatever the case and spacing."""
    wanted = _plain(answer)
    return (
        bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", _plain(text)) is not None
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
