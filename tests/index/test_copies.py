"""Near-duplicates: estimated from signatures, found without comparing all with all."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from index.copies import FEWEST_WORDS, SAME, families, signature

WORDS = [f"word{number}" for number in range(2_000)]


def text(seed: int, words: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def joined(*texts: list[str]) -> dict[int, int]:
    return families({number: signature(" ".join(words)) for number, words in enumerate(texts)})


def overlap(one: list[str], other: list[str]) -> float:
    a, b = ({tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("the same", text(1)),
        ("in capitals and other lines", [f"{word.upper()},\n" for word in text(1)]),
        ("with a headline and a by-line", [*text(2, 12), *text(1), *text(3, 6)]),
        ("less its last paragraph", text(1)[:370]),
        (
            "with two words changed",
            [*text(1)[:200], "one", *text(1)[201:300], "two", *text(1)[301:]],
        ),
    ],
)
def test_copies_are_one_family(what: str, other: list[str]) -> None:
    assert joined(text(1), text(9), other) == {0: 0, 1: 1, 2: 0}, what


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("another text", text(2)),
        ("half of it", text(1)[:200]),
        ("quoted at length", [*text(1)[:250], *text(2, 250)]),
        ("the same words in another order", sorted(text(1))),
    ],
)
def test_what_only_shares_some_words_is_no_copy(what: str, other: list[str]) -> None:
    assert joined(text(1), other) == {0: 0, 1: 1}, what


def test_short_texts_are_nobodys_copies() -> None:
    short = text(1, FEWEST_WORDS - 1)
    assert joined(short, short, [], []) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert joined(text(1, FEWEST_WORDS), text(1, FEWEST_WORDS)) == {0: 0, 1: 0}


def test_the_estimate_is_near_the_overlap() -> None:
    one = text(1, 1_000)
    for kept in (950, 900, 800, 600):
        other = [*one[:kept], *text(2, 1_000 - kept)]
        rows = [np.frombuffer(signature(" ".join(words)), "<u4") for words in (one, other)]
        assert np.mean(rows[0] == rows[1]) == pytest.approx(overlap(one, other), abs=0.12)


def test_families_are_those_that_comparing_all_with_all_gives() -> None:
    texts = [
        [*text(seed, 300)[:cut], *text(100 * seed + cut, 300 - cut)]
        for seed in range(6)
        for cut in (300, 280, 265, 250, 240, 150)
    ]
    signed = {number: signature(" ".join(words)) for number, words in enumerate(texts)}
    rows = {number: np.frombuffer(row, "<u4") for number, row in signed.items()}
    expected = {number: number for number in signed}
    for one, other in combinations(signed, 2):
        if np.mean(rows[one] == rows[other]) >= SAME:
            least, most = sorted((expected[one], expected[other]))
            expected = {n: least if head == most else head for n, head in expected.items()}
    assert families(signed) == expected
    assert 6 < len(set(expected.values())) < len(texts)
