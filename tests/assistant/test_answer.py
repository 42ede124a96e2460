"""A citation is only ever made of words that stand where it points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import SURROUNDINGS, Citation, QuoteNotFound, cite
from corpus.document import Document, Mark, Page, Span

LEDGER = "The ledger was burned. Nobody saw it burn."


def document(text: str, *, pages: tuple[Page, ...] = ()) -> Document:
    return Document("a" * 64, "box/ledger.txt", "The Ledger", "text", None, text, pages)


def test_a_citation_says_where_its_quote_stands() -> None:
    quote = "The ledger was burned."
    span = Span("a" * 64, 0, len(quote))
    assert cite(3, document(LEDGER), span, quote) == Citation(
        number=3,
        span=span,
        quote=quote,
        document="box/ledger.txt",
        title="The Ledger",
        page=None,
        pincite="The Ledger",
        before="",
        after=" Nobody saw it burn.",
        kind="text",
    )


@pytest.mark.parametrize(
    ("span", "quote"),
    [
        (Span("a" * 64, 0, 22), "The ledger was kept..."),
        (Span("a" * 64, 1, 23), "The ledger was burned."),
        (Span("a" * 64, 0, 22), "the ledger was burned."),
        (Span("a" * 64, 0, 21), "The ledger was burned."),
        (Span("a" * 64, 400, 422), "The ledger was burned."),
        (Span("b" * 64, 0, 22), "The ledger was burned."),
    ],
    ids=[
        "other words",
        "beside them",
        "other letters",
        "too short",
        "past the end",
        "another file",
    ],
)
def test_words_that_do_not_stand_at_the_span_are_refused(span: Span, quote: str) -> None:
    with pytest.raises(QuoteNotFound, match="does not stand at"):
        cite(1, document(LEDGER), span, quote)


@given(st.text(), st.data())
def test_any_span_of_any_text_is_quoted_as_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    citation = cite(1, document(text), Span("a" * 64, start, end), text[start:end])
    assert citation.quote == text[start:end]
    whole = citation.before + citation.quote + citation.after
    assert whole == text[max(0, start - SURROUNDINGS) : end + SURROUNDINGS]
    assert text[:start].endswith(citation.before)
    assert text[end:].startswith(citation.after)


@given(st.text(min_size=1), st.data())
def test_other_words_are_never_quoted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = data.draw(st.text())
    if quote != text[start:end]:
        with pytest.raises(QuoteNotFound):
            cite(1, document(text), Span("a" * 64, start, end), quote)


def test_the_page_is_the_one_on_which_the_quote_begins() -> None:
    paged = document(LEDGER, pages=(Page(1, 0, 22), Page(2, 23, 42)))
    first = cite(1, paged, paged.span(0, 22), LEDGER[:22])
    across = cite(2, paged, paged.span(4, 30), LEDGER[4:30])
    second = cite(3, paged, paged.span(23, 42), LEDGER[23:])
    assert [citation.page for citation in (first, across, second)] == [1, 1, 2]
    assert second.pincite == "The Ledger, p. 2"


def test_the_pincite_goes_on_to_the_paragraph() -> None:
    marked = Document(
        "a" * 64, "a.pdf", "Indictment", "indictment", None, LEDGER, (Page(5, 0, 42),),
        (Mark(0, 22, "paragraph", "14"),),
    )  # fmt: skip
    assert cite(1, marked, marked.span(0, 22), LEDGER[:22]).pincite == "Indictment, p. 5, ¶ 14"
