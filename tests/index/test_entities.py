"""The names in a text: whom and what it mentions, however it spells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import aliases_in, defined_in, key_of, names_in, possible_names, title_name

MENTIONED = {
    "Yesterday Jose Enrique Martinez Flores met agents.": {"jose enrique martinez flores"},
    "He wired $9,500 to Ada Quill on Jan 3.": {"$9,500", "ada quill", "jan 3"},
    "The Bank of the West sued.": {"bank of the west"},
    "It fell to S. R. Puttanna Kanagal.": {"puttanna kanagal"},
    "The king was Conchobar mac Nessa.": {"conchobar mac nessa"},
    "On March 4, 2021 the case 4:20-cr-00123 was filed.": {"march 4, 2021", "4:20-cr-00123"},
    "Ada Quill\n\nAda Quill was there.": {"ada quill"},
    "He said so. She did not.": set(),
}


@pytest.mark.parametrize(("text", "names"), MENTIONED.items())
def test_the_names_of_a_text(text: str, names: set[str]) -> None:
    assert {name for _, name in names_in(text)} == names


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "Jose Enrique Martinez Flores was held. Flores ran.",
            "flores",
            "jose enrique martinez flores",
        ),
        ("The gang Tren de Aragua, or TdA, met. TdA grew.", "tda", "tren de aragua"),
        ('The Harbor Light Company ("HLC") paid. HLC lied.', "hlc", "harbor light company"),
        ("Ada Quill and Tom Quill met. Quill paid.", "quill", None),
        ("So did (Ada Quill, or AQ) then. AQ lied.", "aq", "ada quill"),
        ("(Yesterday Low Harbor, or LoHa, paid.) LoHa lied.", "loha", "low harbor"),
    ],
)
def test_a_short_form_stands_for_the_full_name(text: str, short: str, full: str | None) -> None:
    names = [name for _, name in names_in(text)]
    assert aliases_in(text, names).get(short) == full


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("Ada Quill (1901-1980) was a printer from Oslo.", "ada quill"),
        ("Low Harbor\n\nLow Harbor is a film by Ada Quill.", "low harbor"),
        ("Ada Quill met the others on the pier.", None),
        ("the pier is a place.", None),
    ],
)
def test_an_opening_may_say_who_bears_a_name(opening: str, name: str | None) -> None:
    assert defined_in(opening, "Low Harbor") == name


def test_a_title_is_a_name_without_its_brackets() -> None:
    assert title_name("Dark River (2017 film)") == key_of("Dark River")


def test_a_question_may_name_in_small_letters_what_has_several_words() -> None:
    keys = {key for keys in possible_names("Who directed dark river with Ada?") for key in keys}
    assert {"dark river", "ada"} <= keys
    assert "river" not in keys
    assert "river" in {key for keys in possible_names("dark river") for key in keys}


@given(st.text(max_size=300))
def test_any_text_has_names_with_letters_or_digits(text: str) -> None:
    for start, name in names_in(text):
        assert 0 <= start < len(text)
        assert name == key_of(name)
        assert len(name) > 1
