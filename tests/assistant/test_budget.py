"""What is sent to a chat model is counted, and kept within its budget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.budget import RESERVE, count_tokens, within_budget
from tests.passages import hit

MARKS = ["<|endoftext|>", "<|fim_prefix|>", "<|endofprompt|>"]


def test_tokens_are_counted() -> None:
    assert count_tokens("") == 0
    assert count_tokens("the") == 1
    assert 8 <= count_tokens("The ledger was burned in the yard behind pier 9.") <= 12


@pytest.mark.parametrize("mark", MARKS)
def test_marks_that_are_special_to_a_model_count_as_plain_text(mark: str) -> None:
    assert count_tokens(mark) > 1
    assert count_tokens(f"a {mark} b") > count_tokens("a  b")


@given(st.text() | st.lists(st.sampled_from([*MARKS, "pier ", "é", "東京"])).map("".join))
def test_any_text_can_be_counted(text: str) -> None:
    assert 0 <= count_tokens(text) <= len(text.encode("utf-8", "surrogatepass")) * 3


def test_what_fits_is_kept_in_its_order() -> None:
    hits = [hit("pier " * size) for size in (10, 20, 30)]
    assert within_budget(hits, 1_000) == hits


def test_one_that_is_too_long_is_passed_over_for_a_shorter_one() -> None:
    best, long, short = hit("pier " * 20), hit("pier " * 200), hit("pier " * 5)
    assert within_budget([best, long, short], 50) == [best, short]


def test_the_best_one_always_stays() -> None:
    best, other = hit("pier " * 200), hit("pier")
    assert within_budget([best, other], 50) == [best]
    assert within_budget([], 50) == []


@given(st.lists(st.integers(1, 60)), st.integers(1, 200))
def test_no_more_is_kept_than_the_budget_less_its_reserve(sizes: list[int], tokens: int) -> None:
    hits = [hit("pier " * size, start=number * 400) for number, size in enumerate(sizes)]
    kept = within_budget(hits, tokens)
    assert kept == [hit for hit in hits if hit in kept]
    assert kept[:1] == hits[:1]
    if len(kept) > 1:
        assert sum(count_tokens(k.passage.text) for k in kept) <= tokens * (1 - RESERVE)
