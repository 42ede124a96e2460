"""Whether a sentence says that something is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quoting.unknowns import says_unknown, sequences


@pytest.mark.parametrize(
    "sentence",
    [
        "I do not know who added that page.",
        "Whether there is asbestos behind the boiler wall has never been determined.",
        "The agents do not know how she learned that they were there.",
    ],
)
def test_a_sentence_that_leaves_something_open_says_so(sentence: str) -> None:
    assert says_unknown(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "If convicted, Tobias Crane faces up to twelve years in prison.",
        "The ledger was burned in the yard behind pier 9.",
        "She told the agents that he had signed the plea.",
        "",
    ],
)
def test_a_sentence_that_states_something_does_not(sentence: str) -> None:
    assert not says_unknown(sentence)


@given(st.text(max_size=200))
def test_any_text_has_its_words_and_what_stands_together(text: str) -> None:
    found = list(sequences(text))
    assert all(1 <= len(one.split(" ")) <= 3 for one in found)
    assert isinstance(says_unknown(text), bool)
