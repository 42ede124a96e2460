"""The words that say what a value is of, alike for words that tell of the same."""

from __future__ import annotations

from corpus.language.words import content, stem

_ALIKE = (
    "cash currency money bills", "seize take took taken recover found confiscate remove",
    "pay paid give gave hand receive accept", "car vehicle", "residence home house apartment",
    "allege claim accuse", "enter import brought bring", "company firm business",
    "warehouse building premises", "kill die dead death", "hurt injure wound",
    "lose lost loss", "steal stole stolen theft",
)  # fmt: skip
_HEAD = {stem(word): group.split()[0] for group in _ALIKE for word in group.split()}
_NOTHING = frozenset(
    stem(word)
    for word in (
        "say said tell told mr ms mrs approximately about nearly around over more than least also "
        "defendant defendants united states according not never paper case court order january "
        "february march april may june july august september october november december amount "
        "total sum number year month day part further count date time "
        "away off out up down back again then later also still already"
    ).split()
)


def frame_of(words: str) -> frozenset[str]:
    """The telling stems of some words; of words that tell of the same, the first one's."""
    return frozenset(_HEAD.get(one, one) for one in content(words) if one not in _NOTHING)
