"""Conversations, sources and documents as HTML."""

from __future__ import annotations

import datetime
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import (
    FAR,
    NOT_KNOWN,
    UNCERTAIN,
    Answer,
    Citation,
    Claim,
    Objection,
    Verdict,
    cite,
)
from assistant.conversations import Turn
from assistant.settings import Settings
from assistant.window import greeting, markup, shelf
from assistant.window.element import text
from assistant.window.intake import Step
from corpus.document import Document, Page, Passage, Span
from index.filters import Filter
from index.records import DocumentRecord, State
from index.report import AddReport, Progress, Refusal
from index.retrieval import ScoredPassage
from tests.window.test_element import Seen

ANY_TEXT = st.text(st.characters(blacklist_categories=()), max_size=60)
LEDGER = "The yard was dark. Crane burned the ledger behind pier 9. Nobody saw him do it."
BURNED = "Crane burned the ledger behind pier 9."


def document(text: str = LEDGER, title: str = "The Charge", name: str = "charge.pdf") -> Document:
    return Document("hash", name, title, "other", None, text, (Page(1, 0, len(text)),))


def citation(number: int = 1, quote: str = BURNED, text: str = LEDGER) -> Citation:
    start = text.index(quote)
    source = document(text)
    return cite(number, source, source.span(start, start + len(quote)), quote)


def answer(**changes: object) -> Answer:
    cited = citation()
    return replace(
        Answer(
            question="Who burned it?",
            standalone="Who burned it?",
            claims=(Claim(BURNED, (cited,), "quoted"),),
            text=f"{BURNED} [1]",
            citations=(cited,),
            passages=(),
            standing="answered",
        ),
        **changes,  # type: ignore[arg-type]
    )


def record(**changes: object) -> DocumentRecord:
    day = datetime.date(2024, 4, 9)
    made = DocumentRecord(
        "hash", "charge.pdf", "The Charge", "indictment", day, "ready", None, "/box", 4
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reply(shown: Answer) -> str:
    return str(markup.messages((Turn(shown.question, shown),))[1]["content"])


# The conversation


def test_a_claim_is_followed_by_the_marks_of_its_citations() -> None:
    shown = Seen(reply(answer()))
    assert f"{BURNED}\u00a01\u00a0quoted" in shown.text
    assert ("href", "#source-1-1") in shown.attributes


def test_a_number_in_brackets_that_a_document_itself_holds_is_no_mark() -> None:
    claim = Claim("See note [1] above.", (), "quoted")
    assert Seen(reply(answer(claims=(claim,), citations=()))).tags.count("a") == 0


def test_what_no_document_bears_out_is_struck_through() -> None:
    invented = Claim("He gave it to charity.", (), "unsupported")
    shown = reply(answer(claims=(*answer().claims, invented)))
    assert '<s class="unsupported">He gave it to charity.</s>' in shown
    assert "Struck out" in shown


def test_the_question_that_was_looked_up_is_shown_when_it_is_another_one() -> None:
    assert "Looked up as" not in reply(answer())
    shown = reply(answer(standalone="Who burned the ledger?"))
    assert shown.index("<details") < shown.index("Looked up as: ") < shown.index("</details>")


def test_the_exact_answer_is_picked_out_in_the_answer_and_in_its_source() -> None:
    source = document()
    start = LEDGER.index(BURNED)
    exact = source.span(LEDGER.index("behind"), LEDGER.index("behind") + len("behind pier 9"))
    cited = replace(citation(), exact=exact)
    assert cited.span.start == start
    shown = answer(claims=(Claim(BURNED, (cited,), "quoted"),), citations=(cited,))
    picked = 'Crane burned the ledger <b class="exact">behind pier 9</b>.'
    assert picked in reply(shown)
    assert f"<mark>{picked}</mark>" in markup.sources(1, Turn("Where?", shown), {})


def test_what_was_searched_is_told_behind_a_fold() -> None:
    spans = [Span("hash", 0, 18), Span("hash", 19, 57)]
    passages = tuple(
        ScoredPassage(Passage(span, LEDGER[span.start : span.end], None, 1, 1), 1.0)
        for span in spans
    )
    turn = Turn("Who?", answer(passages=passages))
    (_, shown) = markup.messages((turn,), {"charge.pdf": record()})
    told = Seen(str(shown["content"])).text
    assert "Read closely: the 2 passages that fit best out of 1 document." in told
    assert "The Charge: 2" in told


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("quoted", "quoted"),
        ("verified", "checked"),
        ("unchecked", "not checked"),
        ("unsupported", "not borne out"),
    ],
)
def test_every_sentence_says_how_it_stood_the_check(verdict: Verdict, said: str) -> None:
    claim = replace(answer().claims[0], verdict=verdict)
    assert f'<span class="verdict">{said}</span>' in reply(answer(claims=(claim,)))


def test_a_sentence_that_could_not_be_checked_says_in_which_language_it_is() -> None:
    claim = replace(answer().claims[0], verdict="unchecked", language="de")
    said = "not checked: the check does not know German"
    assert said in Seen(reply(answer(claims=(claim,)))).text
    nothing_near = Claim("Er floh.", (), "unchecked", language="de")
    abstained = answer(standing="uncertain", claims=(nothing_near,), citations=())
    assert f"Er floh.\u00a0{said}" in Seen(reply(abstained)).text


def test_a_sentence_that_fell_shows_why_and_what_the_document_says_instead() -> None:
    cited = replace(citation(), number=0)
    objection = Objection("amount", "the source does not say $9", (8, 10), cited)
    claim = Claim("He paid $9.", (), "unsupported", objection)
    shown = reply(answer(claims=(*answer().claims, claim)))
    assert '<s class="unsupported">He paid <b>$9</b>.</s>' in shown
    why = f"the source does not say $9: “{cited.quote}” — {cited.pincite}"
    assert why in " ".join(Seen(shown).text.split())


def test_a_message_is_one_line_since_an_empty_one_would_end_the_html() -> None:
    broken = Claim("One.\n\n<b>Two</b>", (), "quoted")
    shown = reply(answer(claims=(broken,), notice="A\n\nB"))
    assert "\n" not in shown


def test_a_copy_holds_the_answer_and_only_the_sources_it_rests_on() -> None:
    beside = replace(citation(quote="The yard was dark."), number=2)
    copied = markup.plain(answer(citations=(citation(), beside)))
    assert copied == f"{BURNED} [1]\n\n[1] The Charge, p. 1: “{BURNED}”"


# Sources


def test_a_source_marks_the_quote_between_the_words_around_it() -> None:
    shown = markup.sources(1, Turn("Who?", answer()), {"charge.pdf": record()})
    assert f"dark. <mark>{BURNED}</mark> Nobody" in shown
    assert "charge.pdf · indictment · April 9, 2024 · page 1" in shown


@given(before=st.text("ab \n", max_size=400), after=st.text("ab \n", max_size=400), quote=ANY_TEXT)
def test_the_marked_words_are_the_quote_but_for_line_breaks(
    before: str, after: str, quote: str
) -> None:
    source = document(before + quote + after)
    cited = cite(1, source, source.span(len(before), len(before) + len(quote)), quote)
    shown = markup.sources(1, Turn("Who?", answer(citations=(cited,), claims=())), {})
    marked = shown.split("<mark>")[1].split("</mark>")[0].replace('<span class="gap"></span>', " ")
    seen = unescape(text(quote))
    assert unescape(marked).split() == seen.split()


def test_words_cut_off_at_the_edges_are_left_out_and_said_to_go_on() -> None:
    long = "alpha " * 100 + BURNED + " omega" * 100
    shown = Seen(markup.sources(1, Turn("Who?", answer(citations=(citation(text=long),))), {})).text
    assert "… alpha alpha" in shown
    assert "omega omega …" in shown


def test_a_line_that_was_cut_short_is_not_taken_for_a_paragraph() -> None:
    text = (
        "x" * 250
        + " and of the owner of\nthe yard, who was away that night in the city.\n"
        + BURNED
    )
    shown = Seen(markup.sources(1, Turn("Who?", answer(citations=(citation(text=text),))), {})).text
    assert "… and of the owner of the yard, who" in shown


def test_a_sentence_that_no_claim_rests_on_has_no_number() -> None:
    other = replace(citation(), number=2, document="other.pdf", span=Span("other", 0, 9))
    shown = markup.sources(1, Turn("Who?", answer(citations=(citation(), other))), {})
    assert shown.count('class="number"') == 1
    assert shown.index("For context") > shown.index('class="number"')


def test_a_sentence_that_stands_beside_a_source_anyway_is_not_shown_twice() -> None:
    beside = replace(citation(quote="The yard was dark."), number=2)
    shown = markup.sources(1, Turn("Who?", answer(citations=(citation(), beside))), {})
    assert shown.count("<article") == 1


def test_when_there_is_no_answer_the_nearest_sentences_are_called_that() -> None:
    silent = answer(standing="silent", claims=(), citations=(), nearest=(citation(),))
    assert "Nearest, but not an answer" in markup.sources(1, Turn("Who?", silent), {})


def test_the_source_that_was_clicked_is_picked_out() -> None:
    shown = markup.sources(3, Turn("Who?", answer()), {}, focused=1)
    assert '<article class="source focused" id="source-3-1"' in shown


def test_the_break_of_a_printed_line_is_a_space_and_that_of_a_paragraph_stays() -> None:
    printed = (
        "The defendant burned the ledger of the\nfirm behind pier 9 in the night.\n\nCount Two"
    )
    flowed = markup.flowed(printed)
    assert flowed == printed.replace("the\nfirm", "the firm")
    assert len(flowed) == len(printed)


# Documents


@pytest.mark.parametrize(
    ("state", "said"),
    [("refused", "Not readable: the file is empty"), ("words", "Found by"), ("reading", "Being")],
)
def test_a_document_says_what_state_it_is_in(state: State, said: str) -> None:
    reason = "the file is empty" if state == "refused" else None
    assert said in shelf.documents([record(state=state, reason=reason)])


def test_a_ready_document_shows_its_facts_alone() -> None:
    shown = Seen(shelf.documents([record()])).text
    assert shown == "The Chargecharge.pdf · indictment · April 9, 2024 · 4 pages"


def test_a_thousand_documents_are_not_all_listed() -> None:
    shown = shelf.documents([record()] * 1_234)
    assert shown.count("<li") == shelf.MOST_LISTED
    assert "and 734 more" in shown


def test_a_report_counts_what_went_in_and_gives_reasons_for_the_rest() -> None:
    done = AddReport(("a", "b"), ("c",), (), (Refusal("d<i>", "the file is empty"),))
    shown = Seen(shelf.report(done))
    assert shown.text == "2 added, 1 replaced, 1 refused.d<i>: the file is empty."


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(Progress("files", 2, 9)), "Reading file 3 of 9"),
        (Step(Progress("files", 9, 9)), "Reading file 9 of 9"),
        (Step(Progress("passages", 0, 80)), "Loading the language model"),
        (Step(Progress("passages", 64, 2_000), 301.0), "64 of 2,000, about 5 minutes left"),
        (Step(Progress("passages", 64, 80), 7.0), "64 of 80, about 5 seconds left"),
    ],
)
def test_progress_says_how_far_it_is(step: Step, said: str) -> None:
    assert said in shelf.step(step)


# Nothing that anyone else wrote becomes markup, wherever it is shown


OURS = ("#source-", "#chat", "#open-", "#document-")
"""Where links may lead: to a place on the page itself."""


@given(ANY_TEXT, st.sampled_from(["quoted", "verified", "unchecked", "unsupported"]))
def test_no_words_from_outside_become_markup(words: str, verdict: str) -> None:
    source = document(f"{words} {BURNED}", title=words, name=words)
    start = len(words) + 1
    cited = cite(1, source, source.span(start, start + len(BURNED)), BURNED)
    why = Objection(words, words, (0, 1), cited)
    claim = Claim(words, (cited,), verdict, why, words)  # type: ignore[arg-type]
    given_answer = answer(
        question=words, standalone=words + "?", claims=(claim,), citations=(cited,), notice=words
    )
    turn = Turn(words, given_answer, waiting=words, failure=words)
    listed = record(name=words, title=words, kind=words, state="refused", reason=words)
    shown = [
        *(message["content"] for message in markup.messages((turn,))),
        markup.sources(1, turn, {words: listed}),
        shelf.documents([listed]),
        shelf.report(AddReport(refused=(Refusal(words, words),))),
        greeting.welcome(words, 3),
        greeting.mode(words, Settings()),
    ]
    ours = set("div p span s a button section h2 h3 article blockquote mark ul li b".split())
    ours |= {"details", "summary"}
    attributes = set("class href title type hidden id tabindex aria-label role".split())
    for html in shown:
        seen = Seen(html)
        assert set(seen.tags) <= ours
        assert {name for name, _ in seen.attributes} <= attributes
        for name, value in seen.attributes:
            assert name != "href" or str(value).startswith(OURS)


# What was kept to, and what only came near


def test_what_an_answer_was_kept_to_is_a_chip_that_can_be_taken_off() -> None:
    records = {"charge.pdf": record()}
    kept = Turn("In the charge, who burned it?", answer(scope=("charge.pdf",)))
    shown = markup.messages((Turn("Who?", answer()), kept), records)
    assert "Searched only" not in shown[1]["content"]
    assert "Searched only" in shown[3]["content"]
    assert 'class="label">The Charge<' in shown[3]["content"]
    assert 'href="#whole-2"' in shown[3]["content"]
    waiting = replace(kept, waiting="Reading on")
    assert "#whole-" not in markup.messages((waiting,), records)[1]["content"]


def test_what_was_chosen_is_told_in_plain_words() -> None:
    where = Filter(("charge.pdf",), ("order",), datetime.date(2024, 4, 9))
    turn = Turn("Who?", answer(scope=("charge.pdf", "kind order", "since 2024-04-09")), where=where)
    shown = markup.messages((turn,), {"charge.pdf": record()})[1]["content"]
    assert "The Charge, kind: order, from April 9, 2024 on" in shown


def test_that_the_whole_case_was_asked_is_said() -> None:
    turn = Turn("In the charge, who?", answer(), everywhere=True)
    assert "Asked of the whole case." in markup.messages((turn,))[1]["content"]


def uncertain(text: str) -> Turn:
    near = (citation(), citation(2, "The yard was dark."))
    said = f"{text} Casebook looked for “Who?” in both documents of the case."
    return Turn(
        "Who?", answer(standing="uncertain", text=said, claims=(), citations=(), nearest=near)
    )


def test_sentences_that_may_answer_have_the_numbers_that_their_marks_have() -> None:
    turn = uncertain(UNCERTAIN)
    shown = markup.messages((turn,))[1]["content"]
    assert shown.index(UNCERTAIN) < shown.index(BURNED) < shown.index("Casebook looked for")
    assert 'class="number">2<' in markup.sources(1, turn, {})


def test_of_what_is_not_known_only_the_sentence_that_says_so_is_quoted() -> None:
    shown = markup.messages((uncertain(NOT_KNOWN),))[1]["content"]
    assert BURNED in shown
    assert "The yard was dark." not in shown


def test_sentences_that_are_no_answer_are_neither_quoted_nor_numbered() -> None:
    turn = uncertain(FAR)
    assert turn.answer is not None
    silent = replace(turn, answer=replace(turn.answer, standing="silent"))
    assert BURNED not in markup.messages((silent,))[1]["content"]
    beside = markup.sources(1, silent, {})
    assert "Nearest, but not an answer" in beside
    assert 'class="number"' not in beside
