"""Capital and small letters beyond A to Z, as parts of regular expressions.

Python's expressions know no class for them, and "[A-Z]" does not see "Ángel", "Łukasz" or "Żak".
"""

from __future__ import annotations

from itertools import chain

_ALPHABETS = chain(range(0x41, 0x530), range(0x1E00, 0x2000))
"""Latin, Greek and Cyrillic with their accents: the alphabets in which names have capitals."""


def _of(letters: list[str]) -> str:
    """The letters as the inside of a class, those that follow each other as ranges."""
    runs: list[list[str]] = []
    for letter in letters:
        if runs and ord(letter) == ord(runs[-1][-1]) + 1:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return "".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


_LETTERS = [chr(point) for point in _ALPHABETS]
CAPITALS = _of([letter for letter in _LETTERS if letter.isupper()])
"""All capital letters, for use as ``[{CAPITALS}]``."""
SMALLS = _of([letter for letter in _LETTERS if letter.islower()])
"""All small letters, for use as ``[{SMALLS}]``."""
