"""Words that tell of the same thing, for lists that must miss nothing."""

from __future__ import annotations

from corpus.language.words import stem

_KIN = (
    "pay payment paid wire transfer remit remittance deposit disburse reimburse bribe",
    "meet meeting met", "call telephone phone called", "email e-mail mail message wrote",
    "arrest arrested custody detained", "search searched raid seized seizure",
    "threat threaten threatened", "buy bought purchase purchased acquire", "sell sold sale",
    "sign signed signature executed", "sue sued lawsuit complaint filed", "die died death killed",
    "steal stole stolen theft", "lie lied false untrue", "travel flew flight trip travelled",
    "loan lend lent borrow borrowed", "convict convicted conviction guilty",
    "deadline due", "injury injured hurt wounded", "contract agreement", "car vehicle truck",
)  # fmt: skip
_OF = {
    stem(word): frozenset(stem(other) for other in words.split())
    for words in _KIN
    for word in words.split()
}


_SHORTEST = 3


def tells_of(word: str, wanted: str) -> bool:
    """Whether a word of a text tells of what a wanted word does: a form of it, or of its kin.

    Both are in small letters. "containers" is a form of "container", and "contact" is not.
    """
    if word == wanted:
        return True
    pairs = enumerate(zip(word, wanted, strict=False))
    shorter = min(len(word), len(wanted))
    alike = next((at for at, (one, other) in pairs if one != other), shorter)
    if (
        alike >= max(_SHORTEST, min(len(word), len(wanted)) - 1)
        and abs(len(word) - len(wanted)) < 4
    ):
        return True
    kin = _OF.get(stem(wanted))
    return kin is not None and stem(word) in kin
