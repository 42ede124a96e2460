"""Days told from the writer's own are shown with what they mean, and no others."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import cite
from corpus.document import Document
from corpus.language.relative_dates import meanings
from index import Case

FRIDAY = datetime.date(2024, 5, 10)

MEANT = [
    ("He was arrested last Wednesday.", "last Wednesday", "probably May 8, 2024"),
    ("He was held last Saturday.", "last Saturday", "May 4, 2024"),
    ("He left last Friday.", "last Friday", "May 3, 2024"),
    ("This past Tuesday he was seen.", "This past Tuesday", "May 7, 2024"),
    ("The trial opens next Monday.", "next Monday", "May 13, 2024"),
    ("It opens next Saturday.", "next Saturday", "May 11, 2024, or a week later"),
    ("The panel meets this Friday.", "this Friday", "May 10, 2024"),
    ("Officials announced Wednesday that he will be sent home.", "Wednesday",
     "probably May 8, 2024"),
    ("A jury on Tuesday\nadded a count.", "on Tuesday", "probably May 7, 2024"),
    ("He will appear on Monday.", "on Monday", "probably May 13, 2024"),
    ("He is expected to be sentenced on Monday.", "on Monday", "probably May 13, 2024"),
    ("Monday works for me.", "Monday", "probably May 13, 2024"),
    ("He was taken in on Friday, 57 days on.", "on Friday", "probably May 10, 2024"),
    ("She was arrested this morning.", "this morning", "May 10, 2024"),
    ("It was unsealed today.", "today", "May 10, 2024"),
    ("He called yesterday.", "yesterday", "May 9, 2024"),
    ("Last night it burned.", "Last night", "May 9, 2024"),
    ("He is due tomorrow.", "tomorrow", "May 11, 2024"),
    ("It sank the day before yesterday.", "the day before yesterday", "May 8, 2024"),
    ("He fled three days ago.", "three days ago", "May 7, 2024"),
    ("He fled about ten days ago.", "about ten days ago", "about April 30, 2024"),
    ("She was hired two weeks ago.", "two weeks ago", "about April 26, 2024"),
    ("About a month ago, he sold it.", "About a month ago", "about April 2024"),
    ("Over a year ago, he left.", "Over a year ago", "May 2023 or before"),
    ("More than two years ago, he left.", "More than two years ago", "May 2022 or before"),
    ("He left more than two days ago.", "more than two days ago", "before May 8, 2024"),
    ("He left at least two days ago.", "at least two days ago", "May 8, 2024 or before"),
    ("He left twenty-two days ago.", "twenty-two days ago", "April 18, 2024"),
    ("He left 120 days ago.", "120 days ago", "January 11, 2024"),
    ("It was founded 12 years ago.", "12 years ago", "about 2012"),
    ("He met her last week.", "last week", "the week of April 29, 2024"),
    ("The board meets next week.", "next week", "the week of May 13, 2024"),
    ("Sales fell last month.", "last month", "April 2024"),
    ("Sales fell last year.", "last year", "2023"),
    ("It closed last March.", "last March", "probably March 2024"),
    ("It closed last June.", "last June", "probably June 2023"),
    ("It opens next June.", "next June", "probably June 2024"),
    ("It has been shut since last winter.", "last winter", "probably the winter of 2023–24"),
    ("It was shut last summer.", "last summer", "probably the summer of 2023"),
    ("They met over the weekend.", "over the weekend", "probably the weekend of May 4, 2024"),
]  # fmt: skip

LEFT_ALONE = [
    "Two days later he was gone.",
    "He left one hundred two days ago.",
    "He left a hundred and two days ago.",
    "He left 1.5 years ago.",
    "He left 1 1/2 years ago.",
    "He left 3-4 years ago.",
    "He left two or three years ago.",
    "He left a year and two months ago.",
    "He left less than two weeks ago.",
    "He left within two weeks ago.",
    "The following Monday he was gone.",
    "He left the next week.",
    "In the last month of the war, the last Friday was the worst.",
    "He was arrested on Friday, May 3.",
    "He was arrested on Friday, 3 May 2024.",
    "He was arrested on Wednesday the 8th.",
    "He worked on Mondays and every Friday.",
    "It happened that Tuesday.",
    "They shopped on Black Friday and rested on Good Friday.",
    "“I saw him yesterday, or last Wednesday,” she said.",
    '"He left two weeks ago," she said.',
    "“He was here this morning.",
    "the minutes of today and of the past",
    "On Monday",
    "Ms. May is due.",
]


@pytest.mark.parametrize(("sentence", "words", "meaning"), MEANT)
def test_a_day_told_from_the_writers_own(sentence: str, words: str, meaning: str) -> None:
    found = [(sentence[a:b].replace("\n", " "), m) for a, b, m in meanings(sentence, FRIDAY)]
    assert found == [(words, meaning)]


@pytest.mark.parametrize("sentence", LEFT_ALONE)
def test_other_days_are_left_alone(sentence: str) -> None:
    assert meanings(sentence, FRIDAY) == []


def test_several_days_in_a_sentence() -> None:
    sentence = "Held since last Saturday, he was charged today; “not today,” he said yesterday."
    found = [(sentence[a:b], m) for a, b, m in meanings(sentence, FRIDAY)]
    assert found == [
        ("last Saturday", "May 4, 2024"),
        ("today", "May 10, 2024"),
        ("yesterday", "May 9, 2024"),
    ]


def test_a_quotation_that_began_before_the_sentence() -> None:
    assert meanings("He left yesterday.", FRIDAY, before="“It was late. ") == []
    assert meanings("He left yesterday.", FRIDAY, before="“It was late.” ") != []


@given(st.dates(), st.sampled_from([sentence for sentence, _, _ in MEANT]))
def test_any_day_can_be_told_from(date: datetime.date, sentence: str) -> None:
    for start, end, meaning in meanings(sentence, date):
        assert 0 <= start < end <= len(sentence)
        assert meaning


@given(st.text(st.sampled_from('last nextMonday agothis week“”" 12a,'), max_size=60))
def test_what_is_found_stands_in_order_and_apart(sentence: str) -> None:
    found = meanings(sentence, FRIDAY)
    ends = [0, *(end for _, end, _ in found)]
    assert all(end <= start < after for end, (start, after, _) in zip(ends, found, strict=False))


# In a citation


def meaning_in(text: str, quote: str, kind: str = "article", *, dated: bool = True) -> str:
    document = Document("a", "a.txt", "A", kind, FRIDAY if dated else None, text)
    start = text.index(quote)
    return cite(1, document, document.span(start, start + len(quote)), quote).meaning


ARRESTED = "He was arrested last Saturday."


def test_a_citation_says_what_its_days_mean() -> None:
    assert meaning_in(ARRESTED, ARRESTED) == (
        "“last Saturday” is May 4, 2024, by the document’s date"
    )


@pytest.mark.parametrize(
    ("text", "kind", "dated"),
    [
        (ARRESTED, "indictment", True),
        (ARRESTED, "order", True),
        (ARRESTED, "article", False),
        (f"“It was late. {ARRESTED} Nobody saw it,” she said.", "article", True),
        (f"Hi,\n\nsee below.\n\nOn Tue, 7 May 2024 at 10:00, Ada wrote:\n\n{ARRESTED}",
         "e-mail", True),
        (f"See below.\n\n> {ARRESTED}", "e-mail", True),
    ],
)  # fmt: skip
def test_a_citation_says_nothing_where_it_cannot_know(text: str, kind: str, dated: bool) -> None:
    assert meaning_in(text, ARRESTED, kind, dated=dated) == ""


def test_the_article_of_the_example_case(harbor_light: Case) -> None:
    article = harbor_light.document_named("article-ledger.txt")
    start = article.text.index("PORT ELLERY - ")
    quote = article.text[start : article.text.index("\n\n", start)]
    cited = cite(1, article, article.span(start, start + len(quote)), quote)
    assert cited.meaning == ("“on Tuesday” is probably September 17, 2024, by the document’s date")
