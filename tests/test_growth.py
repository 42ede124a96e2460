"""Work grows with its input: no text of any shape takes a function longer than n to the 1.5.

Each function is given the same shape at growing lengths. What counts is the ratio of the times,
the least of a few tries each, so that a busy machine changes little; what takes no time at all
is not looked at.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import log

import pytest

from assistant.amounts import amounts_in
from assistant.dates import dates_in
from assistant.drafts.contrary import contrary
from assistant.drafts.facts import facts_of
from assistant.drafts.law_cites import law_cited
from assistant.drafts.quotations import misquoted, quotations
from assistant.drafts.record_cites import record_cites
from assistant.drafts.statements import statements
from assistant.drafts.traced import traced
from assistant.grounding.ages import gives_another_age, says_the_age
from assistant.grounding.amounts import amounts_differ, bounds_dropped
from assistant.grounding.dates import dates_differ
from assistant.grounding.rules import objection
from assistant.links import without_links
from assistant.pronouns import Turn, fill_pronouns
from corpus.broken_lines import breaks_number
from corpus.readers.hard_wraps import words_joined
from corpus.readers.layout import joint
from corpus.readers.tables import _is_cell_value
from corpus.sections import sections
from corpus.sentences import sentence_spans
from index.entities import defined_in, names_in, title_name

STEEPEST = 1.5
SHORT, LONG = 1_500, 6_000
"""Code points; a question may have 8,000."""
TELLING = 0.02
"""Seconds that the longer text has to take before its exponent says anything."""
PATIENCE = 4.0
"""Seconds in which the longer text is read whatever the machine is doing; some did not end."""

SHAPES = {
    "letters": "a",
    "capitals": "A",
    "digits": "7",
    "spaces": " ",
    "lines": "\n",
    "hyphens": "-",
    "brackets": "(",
    "pronouns": "he said it of her and they told him so, ",
    "names": "Ada Quill met Otto Brandt and Ms. Rosa Diaz. ",
    "initials": "J. R. R. ",
    "numbers": "17 of 25, ",
    "sums": "$4,320.50 and up to 12 million dollars; ",
    "counts": "Counts One, Two and Three, ",
    "dates": "March 11, 2022, ",
    "days": "10, 11 and ",
    "years": "2010-11, ",
    "clocks": "at 2:40 p.m. or 15:30, ",
    "numbered": "1. 2. (a) ",
    "sentences": "The van left Pier 9 at night. ",
    "hyphenated": "well-known-",
    "abbreviations": "Nos. U.S. v. Inc. No. ",
    "links": "[a](b ",
    "tags": "<a <img ",
    "links in links": "[[x](y)](y)",
    "spaced digits": "7     ",
    "cites": "Indictment ¶ 9, 12–14; Dkt. 17 at 4; 18 U.S.C. § 371. ",
}
"""A text of each is this, over and over."""

ONE = "Ada Quill, 24, paid $4,320 to Otto Brandt on March 11, 2022."
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "fill_pronouns": lambda t: fill_pronouns(t, [Turn("Who is Ada Quill?", ONE)]),
    "fill_pronouns, chat": lambda t: fill_pronouns("When did she pay him?", [Turn("Who?", t)]),
    "amounts_in": amounts_in,
    "amounts_differ": lambda t: amounts_differ(ONE, t),
    "bounds_dropped": lambda t: bounds_dropped(ONE, t),
    "dates_in": dates_in,
    "dates_differ": lambda t: dates_differ(t, t[1:]),
    "objection": lambda t: objection(ONE, t),
    "says_the_age": lambda t: says_the_age(t, ONE),
    "gives_another_age": lambda t: gives_another_age(t, ONE),
    "is_cell_value": _is_cell_value,
    "joint": lambda t: joint(t, "word"),
    "sections": sections,
    "words_joined": words_joined,
    "breaks_number": lambda t: breaks_number(t, "12"),
    "sentence_spans": lambda t: list(sentence_spans(t)),
    "defined_in": lambda t: defined_in(t, t),
    "title_name": title_name,
    "names_in": names_in,
    "without_links": without_links,
    "record_cites": record_cites,
    "law_cited": law_cited,
    "statements": statements,
    "quotations": lambda t: quotations(t, 0, len(t)),
    "misquoted": lambda t: misquoted(ONE, t, 0, len(t)),
    "facts_of": lambda t: facts_of(traced(t, 0, len(t))),
    "contrary": lambda t: list(contrary(t, t)),
}


def seconds(work: Callable[[str], object], text: str, tries: int = 3) -> float:
    """The least processor time of some tries."""
    taken = []
    for _ in range(tries):
        began = time.process_time()
        work(text)
        taken.append(time.process_time() - began)
        if taken[-1] > PATIENCE:
            break
    return min(taken)


def of_length(piece: str, length: int) -> str:
    if piece == SHAPES["links in links"]:
        deep = length // 5
        return "[" * deep + "x" + "](y)" * deep
    return (piece * (length // len(piece) + 1))[:length]


def exponent(work: Callable[[str], object], pieces: str) -> float:
    """By which power of a text's length the time grows; 0 where it takes next to none."""
    longer = seconds(work, of_length(pieces, LONG), 1)
    if longer < TELLING:
        return 0.0
    longer = min(longer, seconds(work, of_length(pieces, LONG)))
    shorter = seconds(work, of_length(pieces, SHORT), 5)
    return log(max(longer, 1e-9) / max(shorter, 1e-9)) / log(LONG / SHORT)


def steep(work: Callable[[str], object]) -> dict[str, float]:
    """The shapes on which the time grows too fast, each with the power; once may be chance, on a
    machine that does much else."""
    found = {}
    for shape, piece in SHAPES.items():
        power = exponent(work, piece)
        for _ in range(2):
            if power >= STEEPEST:
                power = min(power, exponent(work, piece))
        if power >= STEEPEST:
            found[shape] = power
    return found


def test_there_are_shapes_enough() -> None:
    assert len(FUNCTIONS) * len(SHAPES) >= 60


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_text_takes_longer_than_its_length_to_the_one_and_a_half(name: str) -> None:
    assert steep(FUNCTIONS[name]) == {}
