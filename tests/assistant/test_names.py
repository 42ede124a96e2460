"""What the words around a name tell of it."""

from __future__ import annotations

import pytest

from assistant.names import is_place, is_thing


@pytest.mark.parametrize(
    ("name", "text", "thing"),
    [
        ("Osprey", "He worked for the Osprey until May.", True),
        ("Osprey", "The\n  Osprey sank.", True),
        ("Osprey", "An Osprey company ledger.", True),
        ("Tampa Nine", "members of TAMPA NINE gang", True),
        ("Osprey Bank", "Osprey Bank paid.", True),
        ("Ada Marsh", "Ada Marsh said the ledger was hers.", False),
        ("Marsh", "In the Marsh’s opinion", False),
        ("Marsh", "He crossed the Marshland.", False),
        ("Marsh", "bathe Marsh", False),
        ("Istanbul", "İ the Istanbul", True),
    ],
)
def test_a_body_or_thing_is_told_from_a_person(name: str, text: str, thing: bool) -> None:
    assert is_thing(name, text) is thing


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("Tampa", "He was arrested in Tampa.", True),
        ("Tampa", "NEAR TAMPA", True),
        ("12 Elm Street", "He lived there.", True),
        ("Tampa", "He was arrested by Tampa.", False),
        ("Tampa", "within Tampa", False),
    ],
)
def test_a_place_is_told_by_the_word_before_it(name: str, text: str, place: bool) -> None:
    assert is_place(name, text) is place
