"""What the words around a name tell of it."""

from __future__ import annotations

import pytest

from assistant.writing import check
from corpus.language.names import is_place, is_thing, names_in
from tests.passages import hit


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ángel Ruiz signed it.", ["Ángel Ruiz"]),
        ("It was Łukasz Żak.", ["Łukasz Żak"]),
        ("He met Émile Çelik and Šárka Ōe.", ["Émile Çelik and Šárka Ōe"]),
        ("Then Жанна Орлова left.", ["Жанна Орлова"]),
        ("Then Ελένη Άννινου left.", ["Ελένη Άννινου"]),
        ("She moved to Ürümqi with nobody.", ["Ürümqi"]),
    ],
)
def test_a_name_may_begin_with_any_capital(text: str, names: list[str]) -> None:
    found = [name for name in names_in(text) if name not in ("It", "He", "Then", "She")]
    assert found == names


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ángel Ruiz signed the lease.", "Óscar Ruiz signed the lease."),
        ("Łukasz paid Şahin.", "Şahin paid Łukasz."),
        ("The lease names Émile.", "The lease names Étienne."),
        ("Žižka met the clerk in Łódź.", "Žižka met the clerk in Şile."),
        ("A\u0301ngel Ruiz signed the lease.", "O\u0301scar Ruiz signed the lease."),
    ],
)
def test_the_rules_see_names_with_any_capital(claim: str, source: str) -> None:
    assert not check(claim, [hit(source)]).sources
    assert check(claim, [hit(claim)]).sources
