"""The words of a text that say something, cut to stems that are alike for their forms."""

from __future__ import annotations

import re

_STEM = 5
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NO_HEAD = frozenset(
    "yet any ever been being does done even immediately currently themselves himself itself "
    "herself whether also far able made make took take".split()
)
_LIGHT = _NO_HEAD | frozenset(
    "a an the of to in on at by for from with as that which who whom whose it its he she they them "
    "his her their him be is was were are am has have had do did does will would can could may "
    "might must shall should and or nor if so than then there this these those such all each "
    "more most very own one two three four five six seven eight nine ten mr mrs ms dr".split()
)
_IRREGULAR = dict(
    pair.split("=")
    for pair in (
        "sent=send told=tell paid=pay bought=buy sold=sell gave=give given=give knew=know "
        "known=know took=take taken=take found=find left=leave met=meet kept=keep held=hold "
        "said=say saw=see seen=see wrote=write written=write got=get spoke=speak spoken=speak "
        "brought=bring thought=think went=go gone=go came=come began=begin begun=begin "
        "chose=choose chosen=choose drove=drive driven=drive fled=flee led=lead lost=lose "
        "sought=seek stole=steal stolen=steal taught=teach won=win understood=understand pled=plead"
    ).split()
)


def content(text: str) -> list[str]:
    """The stems of the words of `text` that say something, in order; figures do not."""
    words = (word.lower() for word in WORD.findall(text))
    return [stem(word) for word in words if word not in _LIGHT and not word.isdigit()]


def stem(word: str) -> str:
    """The beginning of `word`, in small letters, or of the verb that it is a form of."""
    return _IRREGULAR.get(word, word)[:_STEM]


def stems(text: str) -> set[str]:
    """The beginnings of the words of `text` that say something."""
    return set(content(text))
