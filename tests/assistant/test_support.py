"""How likely sentences are to support a claim."""

from __future__ import annotations

from assistant.grounding.support import support
from corpus.language.parsed import parse

ARTICLE = [
    parse("The warehouse on Quarry Wharf Road burned down on May 3, 2019."),
    parse("Two firemen were hurt, and the owner, Ada Marsh, lost nine crates of silk."),
    parse("The harbor was closed for a week."),
]


def test_what_the_sentences_say_is_likelier_than_what_they_do_not() -> None:
    said = support(
        parse("Ada Marsh lost nine crates of silk when the warehouse burned down."), ARTICLE
    )
    other = support(parse("Ada Marsh moved to Lisbon in 2021 and opened a school."), ARTICLE)
    assert 0 < other < 0.5 < said < 1


def test_nothing_is_supported_by_nothing() -> None:
    assert support(parse("The harbor was closed."), []) == 0
    assert support(parse(" "), ARTICLE) == 0
