"""The list of a case's conversations as HTML, and a conversation as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Claim
from assistant.conversations import Entry, Kept, Rating, Turn
from assistant.window import markup
from assistant.window.history import MOST_LISTED, conversations
from assistant.window.transcript import markdown
from tests.window.test_element import Seen
from tests.window.test_markup import ANY_TEXT, BURNED, answer, citation, record

NOW = datetime(2024, 4, 9, 12, tzinfo=UTC)


def entry(
    title: str = "Who?", said: str = "", ago: timedelta = timedelta(), id: str = "a"
) -> Entry:
    return Entry(id, title, NOW - ago, f"{title}\n{said}")


def listed(*entries: Entry, chat: str = "", words: str = "", case: str | None = "crane") -> str:
    return conversations(case, entries, chat, words, NOW)


# The list


def test_conversations_stand_under_their_day() -> None:
    hours = [0, 11, 13, 60]
    shown = listed(*(entry(f"{ago} hours", ago=timedelta(hours=ago)) for ago in hours))
    assert re.findall(r"<h2>(.*?)</h2>", shown) == ["Today", "Yesterday", "April 7, 2024"]
    assert re.findall(r"(\d+) hours", shown) == ["0", "11", "13", "60"]


def test_a_day_is_the_readers_own() -> None:
    evening = NOW.astimezone(timezone(timedelta(hours=14)))
    assert "Yesterday" in conversations("crane", [entry(ago=timedelta(hours=3))], "", "", evening)


def test_the_open_conversation_is_picked_out_and_named_for_the_address() -> None:
    shown = listed(entry(id="a"), entry(id="b"), chat="b")
    assert re.findall(r'value="(\w)" aria-current', shown) == ["b"]
    assert 'data-case="crane" data-chat="b"' in shown


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        ("LEDGER", "Crane burned the <mark>ledger</mark> behind pier 9."),
        ("moon ledger", "Crane burned the <mark>ledger</mark> behind pier 9."),
        (".*", ""),
        ("", ""),
    ],
)
def test_a_search_shows_where_a_word_stands(words: str, excerpt: str) -> None:
    shown = listed(entry(said=BURNED), words=words)
    found = re.search(r'<span class="place">(.*?)</span>', shown)
    assert (found.group(1) if found else "") == excerpt


def test_an_excerpt_is_cut_between_words() -> None:
    shown = listed(entry(said="before " * 20 + "ledger" + " after" * 20), words="ledger")
    assert re.search(r"…(before )+<mark>ledger</mark>( after)+…<", shown)


@given(ANY_TEXT, ANY_TEXT, st.text(st.characters(categories=["L", "P"]), max_size=3))
def test_nothing_that_was_said_becomes_markup(title: str, said: str, words: str) -> None:
    seen = Seen(conversations(title, [entry(title, said)], "", words, NOW))
    assert set(seen.tags) <= {"nav", "h2", "ul", "li", "button", "span", "mark"}


@pytest.mark.parametrize(
    ("case", "words", "said"),
    [("crane", "", "is kept"), ("crane", "moon", "holds these words"), (None, "", "No case")],
)
def test_an_empty_list_says_what_it_is_for(case: str | None, words: str, said: str) -> None:
    assert said in listed(case=case, words=words)


def test_a_long_list_says_how_to_reach_the_rest() -> None:
    shown = listed(*(entry(id=str(n)) for n in range(MOST_LISTED + 3)))
    assert shown.count("<li>") == MOST_LISTED
    assert "and 3 older ones" in shown


# Sources of documents that have changed


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ({"charge.pdf": record()}, ""),
        ({"renamed.pdf": record(name="renamed.pdf")}, ""),
        ({"charge.pdf": record(id="other")}, markup.REPLACED),
        ({"else.pdf": record(id="other", name="else.pdf")}, markup.GONE),
        ({}, markup.GONE),
    ],
    ids=["as it was", "renamed", "replaced", "gone", "all gone"],
)
def test_a_quote_from_a_document_that_is_gone_says_so(records: markup.Records, said: str) -> None:
    shown = markup.sources(1, Turn("Who?", answer()), records)
    assert BURNED in shown
    assert re.findall(r'class="gone">(.*?)</p>', shown) == ([said] if said else [])


def test_a_rating_is_shown_at_its_answer() -> None:
    turns = (Turn("1?"), Turn("2?", rating=Rating(True)), Turn("3?", rating=Rating(False)))
    assert markup.ratings(turns) == [None, "Like", "Dislike"]


# Taking it away


def exported(*turns: Turn, name: str = "") -> str:
    return markdown(Kept("a", NOW, NOW, turns, name), "Crane & Sons")


def test_an_export_has_every_answer_with_its_numbered_quotes_documents_and_pages() -> None:
    said = exported(Turn("Who burned it?", answer()), Turn("When?", failure="No."), name="Ledger")
    assert said.splitlines()[0] == "# Ledger"
    assert "Crane \\& Sons, April 9, 2024" in said
    assert f"## Who burned it?\n\n{BURNED} \\[1\\]\n\nSources:\n\n> {BURNED}" in said
    assert f"— \\[1\\] {citation().pincite} (charge.pdf, page 1)" in said
    assert said.endswith("## When?\n\n*No.*\n")


def test_an_export_leaves_out_what_nothing_bears_out() -> None:
    fled = Claim("He fled to Spain.", (), "unsupported")
    held = answer()
    assert "Spain" not in exported(Turn("Who?", replace(held, claims=(*held.claims, fled))))


def test_a_copy_leaves_out_what_nothing_bears_out() -> None:
    fled = Claim("He fled to Spain.", (), "unsupported")
    held = answer()
    copied = markup.plain(replace(held, claims=(*held.claims, fled)))
    assert "Spain" not in copied
    assert f"“{BURNED}”" in copied


def test_an_export_of_an_answer_that_declined_gives_what_came_nearest() -> None:
    none = Answer("Who?", "Who?", (), "I found nothing that comes near this.", (), (), "silent",
                  nearest=(citation(),), notice="The model failed.")  # fmt: skip
    said = exported(Turn("Who?", none, stopped=True))
    assert "Nearest, but not an answer:" in said
    assert f"> {BURNED}" in said
    assert r"\[1\]" not in said
    assert "*The model failed.*" in said
    assert "*This answer was stopped.*" in said


@pytest.mark.parametrize(
    "payload",
    ["<script>alert(1)</script>", "![x](http://203.0.113.7/p.png)", "[x](javascript:alert(1))",
     "# Heading", "1. item", "`code`", "a\n\n<iframe>", "&lt;b&gt;", "| a | b |", "\u202egpj"],
)  # fmt: skip
def test_an_export_shows_what_was_said_as_plain_words(payload: str) -> None:
    held = replace(answer(), text=payload, question=payload)
    said = exported(Turn(payload, held))
    assert not re.search(r"(?<!\\)[<`|]|(?<!\\)\]\(|\u202e", said)
    assert "\n# " not in said
    assert not re.search(r"^1\. ", said, re.MULTILINE)
