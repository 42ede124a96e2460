"""A document cut into passages: exact, in order, apart, and never longer than asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus import Document, Page, Passage
from corpus.passages import CountTokens, Size, cut
from index.embedding import embedding_model
from tests.corpus.test_sentences import ANY_TEXT, PROSE

SIZES = st.builds(
    Size,
    target=st.integers(1, 300),
    characters=st.integers(1, 300),
    tokens=st.integers(1, 80),
)


def words(text: str) -> int:
    """Tokens as a simple model would count them: each run of letters, each other sign."""
    return len(re.findall(r"\w+|[^\w\s]", text))


def letters(text: str) -> int:
    """Tokens as a model counts a script that it knows no words of."""
    return len(text)


def document(text: str, pages: tuple[Page, ...] = ()) -> Document:
    return Document("0", "a.txt", "a", "other", None, text, pages)


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


@given(ANY_TEXT | PROSE, SIZES, st.sampled_from([words, letters, embedding_model().count_tokens]))
@example("000 000", Size(target=4, characters=7, tokens=6), letters)
def test_every_passage_is_the_text_of_its_span_and_fits(
    text: str, size: Size, count: CountTokens
) -> None:
    passages = cut(document(text), count, size)
    for passage in passages:
        assert text[passage.span.start : passage.span.end] == passage.text
        assert len(passage.text) <= size.characters
        assert count(passage.text) <= size.tokens or len(passage.text) == 1
    offsets = [o for passage in passages for o in (passage.span.start, passage.span.end)]
    assert offsets == sorted(offsets)
    inside = {o for p in passages for o in range(p.span.start, p.span.end)}
    assert [m.start() for m in re.finditer(r"\w", text) if m.start() not in inside] == []


def test_paragraphs_are_gathered_until_a_passage_is_long_enough() -> None:
    text = "\n\n".join(f"Paragraph {number} says this." for number in range(6))
    assert texts(cut(document(text), words, Size(target=40))) == [
        "Paragraph 0 says this.\n\nParagraph 1 says this.",
        "Paragraph 2 says this.\n\nParagraph 3 says this.",
        "Paragraph 4 says this.\n\nParagraph 5 says this.",
    ]


def test_a_paragraph_too_long_by_itself_is_cut_between_sentences() -> None:
    text = "He opened the safe. He took the ledger out. He burned it in the yard."
    assert texts(cut(document(text), words, Size(target=30, characters=45))) == [
        "He opened the safe. He took the ledger out.",
        "He burned it in the yard.",
    ]


def test_a_sentence_too_long_by_itself_is_cut_between_words() -> None:
    text = "crate " * 40
    passages = cut(document(text), words, Size(tokens=16))
    assert max(words(passage.text) for passage in passages) <= 16
    assert {word for passage in passages for word in passage.text.split()} == {"crate"}


def test_a_word_too_long_by_itself_is_cut_all_the_same() -> None:
    passages = cut(document("x" * 5_000), letters)
    assert "".join(texts(passages)) == "x" * 5_000
    assert max(len(passage.text) for passage in passages) <= 250


def test_a_heading_opens_a_passage_and_names_those_below_it() -> None:
    charge = (
        "The defendant wired money abroad, although he knew that it came from a fraud on a firm."
    )
    text = f"{charge}\n\nCOUNT TWO\n\n{charge}\n\n{charge}\n\n## The plea\n\n{charge}"
    passages = cut(document(text), words, Size(target=120))
    assert [(p.heading, p.text.split("\n")[0]) for p in passages] == [
        (None, charge),
        ("COUNT TWO", "COUNT TWO"),
        ("The plea", "## The plea"),
    ]


def test_a_passage_knows_the_pages_it_is_on() -> None:
    text = "First page. Second page. Third."
    pages = (Page(1, 0, 11), Page(2, 12, 24), Page(3, 25, 31))
    (passage,) = cut(document(text, pages), words)
    assert (passage.first_page, passage.last_page) == (1, 3)
    one, two, three = cut(document(text, pages), words, Size(target=1, characters=13))
    assert [(p.first_page, p.last_page) for p in (one, two, three)] == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize("text", ["", "   \n", "\n\n\n"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert cut(document(text), words) == []
