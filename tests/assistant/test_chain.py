"""A question and the chat so far in, a cited answer out: quoted, written, or an honest no."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant import Answer, Assistant, Citation
from assistant.answer import FAR, UNCERTAIN
from assistant.chain import LONGEST_QUESTION
from assistant.errors import BadQuestion, ModelFailed
from assistant.evaluation import read_questions
from index import Case
from tests.chat_models import Scripted
from tests.conftest import EXAMPLES

PRISON = "How many years in prison does Tobias Crane face?"
TWELVE_YEARS = "If convicted, Tobias Crane faces up to twelve years in prison."
FINE = "He also faces a fine of up to $75,000."
NOT_KNOWN = "It is not known who sold the crates that were stored beside the ledger."
UNANSWERED = "Which airline flew the orchestra to Osaka?"

ANSWERED = [
    (PRISON, TWELVE_YEARS),
    ("When was the ledger burned?", "on March 3, 2020"),
    ("Who burned the ledger?", "Tobias Crane burned the ledger"),
    ("How long did the fire last?", "The fire lasted for two hours."),
    ("On which steamer did the crates go to Lisbon?", "on the steamer Halcyon"),
    ("Who is Crane's lawyer?", "Nora Quill"),
    ("Where was the receipt kept?", "in a blue envelope"),
]
DECLINED = [
    UNANSWERED,
    "What did the jury decide about the divorce?",
    "How many seats does the parliament of Norway have?",
]


def all_places(answer: Answer) -> list[Citation]:
    cited = [citation for claim in answer.claims for citation in claim.citations]
    return [*answer.citations, *answer.nearest, *cited]


def assert_stands(case: Case, answer: Answer) -> None:
    """Every quote stands at its span, and the answer's parts fit each other."""
    for citation in all_places(answer):
        document = case.document(citation.span.document_id)
        assert document.text[citation.span.start : citation.span.end] == citation.quote
        assert (citation.document, citation.title) == (document.name, document.title)
        assert citation.page == document.page_at(citation.span.start)
    for shown in (answer.citations, answer.nearest):
        assert [citation.number for citation in shown] == list(range(1, len(shown) + 1))
        assert len({citation.span for citation in shown}) == len(shown)
    numbers = {citation.number for citation in answer.citations}
    assert {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)} <= numbers
    for claim in answer.claims:
        assert set(claim.citations) <= set(answer.citations)
        assert bool(claim.citations) is (claim.verdict != "unsupported")
    assert answer.abstained is not bool(answer.citations)
    assert 0 <= answer.probability <= 1


# Quoted


@pytest.mark.parametrize(("question", "words"), ANSWERED)
def test_a_question_is_answered_with_the_sentence_that_says_it(
    crane: Case, question: str, words: str
) -> None:
    answer = Assistant(crane).ask(question)
    assert not answer.abstained
    assert words in " ".join(answer.citations[0].quote.split())
    assert (answer.question, answer.standalone, answer.mode) == (question, question, "quoted")
    assert 1 <= len(answer.claims) <= 3
    assert_stands(crane, answer)


def test_the_text_is_the_quotes_in_order_each_with_its_mark(crane: Case) -> None:
    answer = Assistant(crane).ask("What bond was Tobias Crane released on?")
    marked = [f"{' '.join(c.text.split())} [{c.citations[0].number}]" for c in answer.claims]
    assert answer.text == " ".join(marked)
    assert [claim.verdict for claim in answer.claims] == ["quoted"] * len(answer.claims)
    assert [claim.text for claim in answer.claims] == [c.citations[0].quote for c in answer.claims]


def test_an_answer_says_on_which_page_it_stands(crane: Case) -> None:
    (first, *_) = Assistant(crane).ask(PRISON).citations
    assert (first.document, first.page) == ("charge.pdf", 2)
    assert first.pincite == "The Charge, p. 2"
    assert first.before.rstrip().endswith("payments to a harbor pilot.")
    assert first.after.lstrip().startswith("He also faces")


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_that_names_it(crane: Case) -> None:
    answer = Assistant(crane).ask("What fine does Tobias Crane face?")
    assert [citation.quote for citation in answer.citations] == [FINE, TWELVE_YEARS]
    assert_stands(crane, answer)


def test_the_passages_that_were_read_are_given_best_first(crane: Case) -> None:
    answer = Assistant(crane).ask(PRISON)
    scores = [hit.score for hit in answer.passages]
    assert scores == sorted(scores, reverse=True)
    assert any(hit.passage.span.contains(answer.citations[0].span) for hit in answer.passages)


def test_every_quote_from_the_example_case_stands_in_its_document(harbor_light: Case) -> None:
    assistant = Assistant(harbor_light)
    for question in read_questions(EXAMPLES / "questions.jsonl")[::3]:
        assert_stands(harbor_light, assistant.ask(question.question, question.messages()))


def test_white_space_around_a_question_is_nothing(crane: Case) -> None:
    assert Assistant(crane).ask(f"\n {PRISON} ") == Assistant(crane).ask(PRISON)


def test_the_same_words_in_several_documents_are_quoted_once(case: Case, folder: Path) -> None:
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"Report {name}.\n\n{TWELVE_YEARS}\n")
    case.add(folder)
    answer = Assistant(case).ask(PRISON)
    assert [citation.quote for citation in answer.citations].count(TWELVE_YEARS) == 1


# Declined


@pytest.mark.parametrize("question", DECLINED)
def test_what_the_case_does_not_say_is_declined(crane: Case, question: str) -> None:
    answer = Assistant(crane).ask(question)
    assert answer.abstained
    assert (answer.claims, answer.citations) == ((), ())
    assert f"“{question}”" in answer.text
    assert "all 3 documents" in answer.text
    assert 1 <= len(answer.nearest) <= 3
    assert_stands(crane, answer)


def test_what_is_said_of_an_answer_that_is_none_agrees_with_what_is_listed(crane: Case) -> None:
    for question in DECLINED:
        answer = Assistant(crane).ask(question)
        assert answer.nearest
        assert answer.text.startswith((FAR, UNCERTAIN))
        assert answer.text.startswith(FAR) == (answer.standing == "silent")
        assert "nothing that comes near" not in answer.text


def test_what_a_document_says_is_not_known_is_declined_with_that_sentence(crane: Case) -> None:
    answer = Assistant(crane).ask("Who sold the crates stored beside the ledger?")
    assert answer.abstained
    assert answer.nearest[0].quote == NOT_KNOWN
    assert answer.citations == ()
    assert_stands(crane, answer)


def test_an_empty_case_has_nothing_to_answer_from(case: Case) -> None:
    answer = Assistant(case).ask(PRISON)
    assert answer.abstained
    assert answer.text == (
        "There are no documents in this case yet, so there is nothing to answer from."
    )
    assert (answer.nearest, answer.passages, answer.probability) == ((), (), 0)


def test_only_documents_that_could_be_read_count_as_searched(case: Case, folder: Path) -> None:
    (folder / "letter.txt").write_text("The crates went to Lisbon.")
    (folder / "empty.txt").touch()
    case.add(folder)
    assert "in the one document of the case" in Assistant(case).ask(UNANSWERED).text


@pytest.mark.parametrize("question", ["", "  ", "\n\t"])
def test_an_empty_question_is_refused(crane: Case, question: str) -> None:
    with pytest.raises(BadQuestion, match="The question is empty"):
        Assistant(crane).ask(question)


def test_a_question_may_be_long_but_not_endless(crane: Case) -> None:
    longest = PRISON + " Please." * ((LONGEST_QUESTION - len(PRISON)) // 8)
    assert isinstance(Assistant(crane).ask(longest), Answer)
    with pytest.raises(BadQuestion, match="20,000 characters long; ask it in at most 8,000"):
        Assistant(crane).ask("a" * 20_000)


@pytest.mark.parametrize(
    "question",
    ["?", "...", "¿Quién?", "東京", "a" * 500, "' OR 1=1 --", "\x00", "AND (", "😀 \ud800"],
)
def test_an_odd_question_is_answered_or_declined_like_any_other(crane: Case, question: str) -> None:
    assert_stands(crane, Assistant(crane).ask(question))


# Follow-ups


def chat(assistant: Assistant, *questions: str) -> list[BaseMessage]:
    """The chat that asking these gives."""
    history: list[BaseMessage] = []
    for question in questions:
        history += [HumanMessage(question), AIMessage(assistant.ask(question, history).text)]
    return history


def test_a_follow_up_is_answered_from_the_right_sentence(crane: Case) -> None:
    assistant = Assistant(crane)
    answer = assistant.ask("And what fine does he face?", chat(assistant, PRISON))
    assert answer.question == "And what fine does he face?"
    assert answer.standalone == "What fine does Tobias Crane face?"
    assert answer.citations[0].quote == FINE


def test_a_follow_up_is_written_from_the_right_sentence(crane: Case) -> None:
    model = Scripted(reply="The fine that he faces is up to $75,000 [{$75,000}].")
    history = chat(Assistant(crane), PRISON)
    answer = Assistant(crane, model).ask("And what fine does he face?", history)
    assert FINE in [citation.quote for citation in answer.citations]
    assert answer.text.startswith("The fine that he faces is up to $75,000. [1]")
    (sent,) = model.sent
    assert str(sent[-1].content).endswith("Question: What fine does Tobias Crane face?")
    assert [message.content for message in sent[1:3]] == [PRISON, TWELVE_YEARS]


def test_a_follow_up_that_rules_leave_open_is_rewritten_by_the_model(crane: Case) -> None:
    history = chat(Assistant(crane), PRISON)
    model = Scripted(replies=["What fine goes with the twelve years of Tobias Crane?", "Nothing."])
    answer = Assistant(crane, model).ask("What fine goes with that?", history)
    assert answer.standalone == "What fine goes with the twelve years of Tobias Crane?"
    assert "twelve years" in str(model.sent[0][-1].content)


@pytest.mark.parametrize(
    "said",
    [
        "What fine goes with Walter Finch?",
        "It is a fine of $9.",
        "What fine goes with 40 years?",
        "",
    ],
    ids=["a name", "an answer", "a number", "nothing"],
)
def test_a_rewriting_that_says_more_than_the_chat_is_not_taken(crane: Case, said: str) -> None:
    history = chat(Assistant(crane), PRISON)
    question = "What fine goes with that?"
    model = Scripted(replies=[said, "Nothing."])
    answer = Assistant(crane, model).ask(question, history)
    assert answer.standalone == Assistant(crane).ask(question, history).standalone


def test_a_change_of_subject_asks_no_model_for_its_words(crane: Case) -> None:
    model = Scripted(reply="The fire lasted for two hours [{two hours}].")
    question = "How long did the fire last?"
    answer = Assistant(crane, model).ask(question, chat(Assistant(crane), PRISON))
    assert (answer.standalone, len(model.sent)) == (question, 1)
    assert answer.text == "The fire lasted for two hours. [1]"


def test_a_change_of_subject_is_answered_as_if_nothing_had_been_asked(crane: Case) -> None:
    assistant = Assistant(crane)
    question = "How long did the fire last?"
    assert assistant.ask(question, chat(assistant, PRISON)) == assistant.ask(question)


# Streaming


def assert_grows(answers: Sequence[Answer]) -> None:
    for before, after in pairwise(answers):
        assert after.text.startswith(before.text)
        assert after.citations[: len(before.citations)] == before.citations


@pytest.mark.parametrize("question", [PRISON, "What fine does Tobias Crane face?", UNANSWERED])
def test_a_quoted_answer_grows_into_the_one_that_ask_gives(crane: Case, question: str) -> None:
    assistant = Assistant(crane)
    answers = list(assistant.stream(question))
    assert answers[-1] == assistant.ask(question)
    assert_grows(answers)


def test_a_written_answer_grows_by_checked_sentences(crane: Case) -> None:
    reply = "Tobias Crane faces up to 12 years in prison [{twelve years}]. He sings. The fire "
    reply += "lasted for two hours [{two hours}]."
    assistant = Assistant(crane, Scripted(reply=reply))
    answers = list(assistant.stream(PRISON))
    assert_grows(answers)
    assert answers[0].text == "Tobias Crane faces up to 12 years in prison. [1]"
    assert answers[-1] == assistant.ask(PRISON)
    assert answers[-1].text.endswith("The fire lasted for two hours. [2]")


def test_an_answer_streams_to_async_callers_too(crane: Case) -> None:
    assistant = Assistant(crane)

    async def collected() -> list[Answer]:
        return [answer async for answer in assistant.astream(PRISON)]

    assert asyncio.run(collected()) == list(assistant.stream(PRISON))


def test_an_answer_that_nobody_waits_for_any_more_can_be_dropped(crane: Case) -> None:
    answers = Assistant(crane, Scripted(reply="The fire lasted for two hours.")).stream(PRISON)
    answers.close()  # type: ignore[attr-defined]
    assert list(answers) == []


# Written


def test_a_written_sentence_that_a_document_bears_out_is_verified(crane: Case) -> None:
    model = Scripted(reply="Tobias Crane could spend up to twelve years in prison [{twelve}].")
    answer = Assistant(crane, model).ask(PRISON)
    (claim,) = answer.claims
    assert (claim.verdict, answer.mode, answer.notice) == ("verified", "written", None)
    assert answer.text == "Tobias Crane could spend up to twelve years in prison. [1]"
    assert [citation.quote for citation in answer.citations] == [TWELVE_YEARS]
    assert_stands(crane, answer)


def test_the_sentence_that_surely_answers_is_shown_where_the_model_passed_over_it(
    crane: Case,
) -> None:
    model = Scripted(reply="The fire lasted for two hours [{two hours}].")
    answer = Assistant(crane, model).ask(PRISON)
    assert [claim.verdict for claim in answer.claims] == ["verified", "quoted"]
    assert answer.claims[1].text == TWELVE_YEARS
    assert answer.text == f"The fire lasted for two hours. [1] {TWELVE_YEARS} [2]"
    assert_stands(crane, answer)


def test_langchains_own_fake_model_writes_as_any_other(crane: Case) -> None:
    reply = AIMessage("Tobias Crane could spend up to twelve years in prison [1][2][3].")
    answer = Assistant(crane, GenericFakeChatModel(messages=iter([reply]))).ask(PRISON)
    assert [claim.verdict for claim in answer.claims] == ["verified"]
    assert_stands(crane, answer)


def test_an_unsupported_sentence_is_listed_and_left_out_of_the_text(crane: Case) -> None:
    model = Scripted(
        reply="Tobias Crane faces up to twelve years in prison [{twelve}]. Crane was convicted of "
        "burning the ledger [{twelve}]."
    )
    answer = Assistant(crane, model).ask(PRISON)
    assert [claim.verdict for claim in answer.claims] == ["verified", "unsupported"]
    assert answer.claims[1].text == "Crane was convicted of burning the ledger."
    assert "convicted" not in answer.text
    assert_stands(crane, answer)


def test_one_place_has_one_number_however_often_it_is_cited(crane: Case) -> None:
    model = Scripted(
        reply="The fire lasted for two hours [{two hours}]. Crane faces up to twelve years in "
        "prison [{twelve}]. In all the fire lasted for two hours [{two hours}]."
    )
    answer = Assistant(crane, model).ask(PRISON)
    assert [[c.number for c in claim.citations] for claim in answer.claims] == [[1], [2], [1]]
    assert re.findall(r"\[\d\]", answer.text) == ["[1]", "[2]", "[1]"]
    assert_stands(crane, answer)


def test_a_mark_that_points_at_nothing_never_reaches_the_text(crane: Case) -> None:
    model = Scripted(reply="Tobias Crane faces up to twelve years in prison [{twelve}][77]. 【9】")
    answer = Assistant(crane, model).ask(PRISON)
    assert answer.text == "Tobias Crane faces up to twelve years in prison. [1]"


@pytest.mark.parametrize(
    "mark", [" [{two hours}]", " [99]", ""], ids=["wrong", "none such", "none"]
)
def test_a_sentence_that_names_the_wrong_passage_is_cited_to_the_right_one(
    crane: Case, mark: str
) -> None:
    model = Scripted(reply=f"Crane faces up to twelve years in prison{mark}.")
    answer = Assistant(crane, model).ask(PRISON)
    assert answer.text == "Crane faces up to twelve years in prison. [1]"
    assert [citation.quote for citation in answer.citations] == [TWELVE_YEARS]


def test_when_nothing_written_stands_the_documents_are_quoted_instead(crane: Case) -> None:
    model = Scripted(reply="Crane faces up to twenty years in prison [{twelve}].")
    answer = Assistant(crane, model).ask(PRISON)
    quoted = Assistant(crane).ask(PRISON)
    assert (answer.mode, answer.text, answer.citations) == ("quoted", quoted.text, quoted.citations)
    assert answer.notice is not None
    assert answer.claims[: len(quoted.claims)] == quoted.claims
    assert [c.verdict for c in answer.claims[len(quoted.claims) :]] == ["unsupported"]
    assert_stands(crane, answer)


def test_a_model_that_finds_no_answer_makes_a_declined_one(crane: Case) -> None:
    answer = Assistant(crane, Scripted(reply="NOT IN THE FILE")).ask(PRISON)
    assert (answer.abstained, answer.mode, answer.claims) == (True, "written", ())
    assert answer.nearest[0].quote == TWELVE_YEARS
    assert_stands(crane, answer)


@pytest.mark.parametrize("question", [UNANSWERED, "Who sold the crates stored beside the ledger?"])
def test_a_model_is_not_asked_for_what_the_case_does_not_say(crane: Case, question: str) -> None:
    model = Scripted(reply="An airline flew it to Osaka [1].")
    answer = Assistant(crane, model).ask(question)
    assert answer.abstained
    assert model.sent == []


def test_an_empty_case_asks_no_model(case: Case) -> None:
    model = Scripted(reply="Twelve years [1].")
    assert Assistant(case, model).ask(PRISON).abstained
    assert model.sent == []


def test_a_model_that_fails_at_once_is_a_failure(crane: Case) -> None:
    model = Scripted(breaks_off=ConnectionError("the cable was cut"))
    with pytest.raises(ModelFailed, match="No server answers"):
        Assistant(crane, model).ask(PRISON)


def test_a_model_that_breaks_off_leaves_what_was_checked_marked_as_such(crane: Case) -> None:
    model = Scripted(
        reply="Crane faces up to twelve years in prison [{twelve}]. The fire lasted",
        breaks_off=TimeoutError(),
    )
    first, last = Assistant(crane, model).stream(PRISON)
    assert first.text == last.text == "Crane faces up to twelve years in prison. [1]"
    assert (first.broken_off, last.broken_off) == (False, True)
    assert last.notice is not None
    assert "did not answer within" in last.notice
    assert_stands(crane, last)


def test_a_model_that_breaks_off_before_anything_stands_is_a_failure(crane: Case) -> None:
    model = Scripted(reply="Crane sings. The fire lasted", breaks_off=TimeoutError())
    with pytest.raises(ModelFailed, match="did not answer within"):
        Assistant(crane, model).ask(PRISON)


def test_a_model_that_is_cancelled_writes_no_more(crane: Case) -> None:
    model = Scripted(reply="Crane faces up to twelve years in prison [{twelve}]. He sings. " * 9)
    answers = Assistant(crane, model).stream(PRISON)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert model.given < len(model.reply.split()) / 2


def test_an_empty_reply_is_a_failure(crane: Case) -> None:
    with pytest.raises(ModelFailed, match="gave an empty answer"):
        Assistant(crane, Scripted()).ask(PRISON)


def test_the_mode_is_told_by_the_model(crane: Case) -> None:
    assert (Assistant(crane).mode, Assistant(crane).model_name) == ("quoted", None)
    named = Assistant(crane, "ollama:qwen3:8b")
    assert (named.mode, named.model_name) == ("written", "ollama:qwen3:8b")
    assert Assistant(crane, Scripted()).model_name == "Scripted"


# Threads


def test_twenty_questions_from_eight_threads_are_answered_as_one_by_one(crane: Case) -> None:
    assistant = Assistant(crane)
    questions = [question for question, _ in ANSWERED] + DECLINED
    twenty = questions * 2
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(assistant.ask, twenty))
    assert at_once == [assistant.ask(question) for question in twenty]


def test_what_a_document_calls_unknown_is_not_said_to_be_unsaid(harbor_light: Case) -> None:
    answer = Assistant(harbor_light).ask("Has Gwendolyn Achterberg been arrested?")
    assert answer.abstained
    assert answer.text.startswith("The documents say that this is not known.")
    assert answer.nearest[0].quote.startswith("Court records do not show whether")
