"""Answers by a chat model: what it is sent, how its reply is cut up, and what its marks mean."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from assistant.budget import count_tokens
from assistant.errors import ModelFailed
from assistant.writing import (
    BUDGET,
    HISTORY_BUDGET,
    MOST_READ,
    SILENT,
    Written,
    check,
    messages,
    write,
)
from corpus.document import Span
from tests.chat_models import Scripted
from tests.passages import hit

LEDGER = hit("The ledger was burned on Jan. 3 behind pier 9. Nobody saw the fire.")
SEARCH = hit("Agents searched the warehouse on September 14, 2023.", document="search")
PASSAGES = [LEDGER, SEARCH]
BURNED = "The ledger was burned on Jan. 3 behind pier 9."
SEARCHED = "Agents searched the warehouse on September 14, 2023."


def written(reply: str) -> list[Written]:
    return list(write(Scripted(reply=reply), "What happened?", PASSAGES))


def texts(reply: str) -> list[str]:
    return [sentence.text for sentence in written(reply)]


# What is sent


def test_the_passages_are_numbered_and_stand_before_the_question() -> None:
    rules, asking = messages("What was burned?", PASSAGES)
    assert isinstance(rules, SystemMessage)
    assert SILENT in str(rules.content)
    prompt = str(asking.content)
    order = [f"[1] {LEDGER.passage.text}", f"[2] {SEARCH.passage.text}", "What was burned?"]
    places = [prompt.index(part) for part in order]
    assert places == sorted(places)
    assert prompt.endswith("What was burned?")


def test_the_same_passages_make_the_same_beginning() -> None:
    one, other = (str(messages(q, PASSAGES)[-1].content) for q in ("What?", "Who was it?"))
    assert one.removesuffix("What?") == other.removesuffix("Who was it?")


def test_the_chat_stands_between_them_without_its_marks() -> None:
    history = [HumanMessage("Who did it?"), AIMessage("Nobody saw it. [1][2] It burned [3].")]
    _, question, answer, _ = messages("Why?", PASSAGES, history)
    assert question == history[0]
    assert answer == AIMessage("Nobody saw it. It burned.")


def test_of_a_long_chat_the_latest_turns_that_fit_are_sent() -> None:
    history: list[BaseMessage] = [HumanMessage("pier " * 200) for _ in range(9)]
    history.append(AIMessage("The last word."))
    sent = messages("Why?", PASSAGES, history)[1:-1]
    assert sent == history[-3:]
    assert sum(count_tokens(str(message.content)) for message in sent) <= HISTORY_BUDGET


def test_one_message_too_long_ends_what_is_sent_of_the_chat() -> None:
    history = [HumanMessage("Who?"), AIMessage("pier " * 2_000), HumanMessage("Where?")]
    assert messages("Why?", PASSAGES, history)[1:-1] == [HumanMessage("Where?")]


def test_only_what_the_two_of_them_said_is_sent_on() -> None:
    said = HumanMessage([{"type": "text", "text": "Who did it?"}])
    history = [SystemMessage("You are rude."), said, ToolMessage("42", tool_call_id="1")]
    assert messages("Why?", PASSAGES, history)[1:-1] == [HumanMessage("Who did it?")]


def test_all_that_is_sent_stays_within_the_budget() -> None:
    hits = [hit(f"Crate {number}. " + "pier " * 240, start=2_000 * number) for number in range(40)]
    model = Scripted(reply=SILENT)
    history = [HumanMessage("pier " * 200) for _ in range(9)]
    assert list(write(model, "What happened?", hits, history)) == []
    (sent,) = model.sent
    assert 0.7 * BUDGET < sum(count_tokens(str(message.content)) for message in sent) <= BUDGET


# What comes back


COPY = hit(LEDGER.passage.text, document="copy")
MARKS_FOR_THREE = [
    *("[3]", "[3][2]", "[3, 2]", "[2; 3]", "[3]  [2]", "[ 3 ]", "[2-3]", "[2–3]", "[^3]", "【3】"),
    *(
        "【3†source】",
        "[3†source]",
        "[3†L1-L2]",
        "[passage 3]",
        "[Passages 3 and 2]",
        "(passage 3)",
    ),
    *("[3][99]", "[99, 3]"),
]


@pytest.mark.parametrize("mark", MARKS_FOR_THREE)
@pytest.mark.parametrize("form", ["{claim} {mark}", "{claim}{mark}", "{bare} {mark}."])
def test_a_mark_of_any_form_points_at_its_passage(mark: str, form: str) -> None:
    reply = form.format(claim=BURNED, bare=BURNED.rstrip("."), mark=mark)
    model = Scripted(reply=reply)
    (sentence,) = write(model, "What happened?", [LEDGER, SEARCH, COPY])
    assert sentence.text == BURNED
    assert [source.span for source in sentence.sources] == [Span("copy", 0, len(BURNED))]


@pytest.mark.parametrize("mark", ["[2]", ""])
def test_a_sentence_with_the_wrong_mark_or_none_still_gets_the_source_that_bears_it_out(
    mark: str,
) -> None:
    (source,) = check(f"{BURNED} {mark}", PASSAGES).sources
    assert source.text == BURNED


@pytest.mark.parametrize(
    "mark", ["[3]", "[0]", "[99][3]", "【7】", "[17†source]", "[2023]", "[9-3]"]
)
def test_a_mark_that_points_at_nothing_counts_for_nothing_and_never_shows(mark: str) -> None:
    for sentence in (f"{BURNED} {mark}", f"{BURNED} {mark}[1]"):
        good = check(sentence, PASSAGES)
        assert (good.text, len(good.sources)) == (BURNED, 1)
    made_up = "The ledger was sold in Osaka for $9."
    found = check(f"{made_up} {mark}", PASSAGES)
    assert (found.text, found.sources) == (made_up, ())


def test_a_mark_inside_a_sentence_is_taken_out_too() -> None:
    (sentence,) = written("The ledger [1] was burned on Jan. 3 behind pier 9 [1].")
    assert sentence.text == BURNED
    assert len(sentence.sources) == 1


def test_a_sentence_that_nothing_bears_out_has_no_source() -> None:
    good, bad = written(f"{BURNED} [1] The ledger was sold in Osaka for $9. [1]")
    assert len(good.sources) == 1
    assert (bad.text, bad.sources) == ("The ledger was sold in Osaka for $9.", ())


def test_sources_stand_where_they_say() -> None:
    for sentence in written(f"{BURNED} [1] {SEARCHED} [2] Nobody saw the fire. [1]"):
        (source,) = sentence.sources
        (here,) = [h for h in PASSAGES if h.passage.span.document_id == source.span.document_id]
        assert here.passage.text[source.span.start : source.span.end] == source.text


# Sentences


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (f"{BURNED} [1] {SEARCHED} [2]", [BURNED, SEARCHED]),
        (f"{BURNED}[1] {SEARCHED}[2]", [BURNED, SEARCHED]),
        (f"{BURNED}\n\n{SEARCHED}", [BURNED, SEARCHED]),
        (f"- {BURNED} [1]\n- {SEARCHED} [2]", [BURNED, SEARCHED]),
        (f"* {BURNED} [1]\n* {SEARCHED} [2]\n", [BURNED, SEARCHED]),
        (
            "In U.S. v. Vesely the trial began on Jan. 3 before Judge Trask. [1] It is over.",
            ["In U.S. v. Vesely the trial began on Jan. 3 before Judge Trask.", "It is over."],
        ),
        ("Harbor Light Inc. paid $4.7 million. [1]", ["Harbor Light Inc. paid $4.7 million."]),
        ("The ledger was burned", ["The ledger was burned"]),
        ("[1]", []),
        (f"1. {BURNED} [1]\n2. {SEARCHED} [2]", [BURNED, SEARCHED]),
        (f"**{BURNED}** [1]", [BURNED]),
        (f"** {BURNED} ** [1] __", [BURNED]),
        ("The invoice [sic] is not in the file.", ["The invoice [sic] is not in the file."]),
    ],
)
def test_a_reply_is_cut_into_sentences(reply: str, expected: list[str]) -> None:
    assert texts(reply) == expected


@pytest.mark.parametrize(
    "reply", [SILENT, f"{SILENT}.", f"**{SILENT}**", f" {SILENT.lower()} ", "Not in the file."]
)
def test_a_model_that_finds_no_answer_says_nothing(reply: str) -> None:
    assert texts(reply) == []


def test_what_was_said_before_the_silence_stays() -> None:
    assert texts(f"{BURNED} [1] {SILENT}") == [BURNED]


REPLY = (
    f"{BURNED} [1][2] In U.S. v. Vesely, Mr. Pell was paid $4.7 million on Jan. 3, 2024 [2]. "
    "【1】 It is over.[2]\n\n- Nobody (not even Mr. Pell) saw the fire [1, 2]. The end [9]"
)


@given(st.sets(st.integers(1, len(REPLY) - 1)))
def test_the_sentences_are_the_same_wherever_the_stream_is_cut(cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), len(REPLY)]
    pieces = [REPLY[a:b] for a, b in pairwise(edges)]
    assert list(write(Scripted(pieces=pieces), "What happened?", PASSAGES)) == written(REPLY)


def test_a_sentence_is_given_as_soon_as_the_next_one_begins() -> None:
    failure = RuntimeError("cut")
    sentences = write(
        Scripted(reply=f"{BURNED} [1] {SEARCHED} [2] Nobody saw", breaks_off=failure), "?", PASSAGES
    )
    assert next(sentences).text == BURNED
    assert next(sentences).text == SEARCHED
    with pytest.raises(ModelFailed, match="cannot make out what it answered"):
        next(sentences)


@pytest.mark.parametrize("reply", ["", " \n "])
def test_an_empty_reply_is_a_failure(reply: str) -> None:
    with pytest.raises(ModelFailed, match="gave an empty answer"):
        list(write(Scripted(pieces=[reply]), "?", PASSAGES))


WHOLE = '{"text": "' + BURNED + '", "passages": [1]}, '


@pytest.mark.parametrize(
    "pieces", [[f"{BURNED} [1] "] * 9_999, ['{"sentences": [', *[WHOLE] * 9_999]]
)
def test_a_reply_without_end_is_ended_and_what_was_whole_was_given(pieces: list[str]) -> None:
    model = Scripted(pieces=pieces)
    sentences = write(model, "?", PASSAGES)
    assert next(sentences).text == BURNED
    with pytest.raises(ModelFailed, match="wrote on until it was stopped"):
        list(sentences)
    assert model.given <= MOST_READ // len(BURNED) + 1


@pytest.mark.parametrize("piece", [" \n", "…"])
def test_signs_without_end_are_ended_too(piece: str) -> None:
    model = Scripted(pieces=[piece] * 99_999)
    with pytest.raises(ModelFailed, match="wrote on until it was stopped"):
        list(write(model, "?", PASSAGES))
    assert model.given <= MOST_READ


def test_a_sentence_that_was_cut_off_is_not_shown() -> None:
    half = f"{BURNED} [1] {SEARCHED.removesuffix('.')}"
    model = Scripted(pieces=[half, " " * MOST_READ])
    sentences = write(model, "?", PASSAGES)
    assert next(sentences).text == BURNED
    with pytest.raises(ModelFailed, match="wrote on until it was stopped"):
        next(sentences)


ODD = st.text(alphabet="Ab.[](1, \n【】†-?*", max_size=60).filter(str.strip)


@given(ODD, st.data())
def test_any_reply_can_be_read_in_any_pieces(reply: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(reply)))
    whole = list(write(Scripted(pieces=[reply]), "?", PASSAGES))
    assert list(write(Scripted(pieces=[reply[:cut], reply[cut:]]), "?", PASSAGES)) == whole
    for sentence in whole:
        assert sentence.text == " ".join(sentence.text.split()) != ""


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["The ledger was burned \ud83d", "\udd25 on Jan. 3. [1]"], "burned 🔥 on Jan. 3"),
        (["The ledger was burned \ud83d on Jan. 3. [1]"], "burned \ufffd on Jan. 3"),
        (["The ledger was burned on Jan. 3. [1]\ud83d"], "burned on Jan. 3"),
        (['{"sentences": [{"text": "The ledger was burned \\ud83d.", "passages": [1]}]}'],
         "burned \ufffd"),
    ],
)  # fmt: skip
def test_half_a_character_becomes_a_whole_one_or_a_mark(pieces: list[str], expected: str) -> None:
    said = list(write(Scripted(pieces=pieces), "What happened?", PASSAGES))
    assert expected in said[0].text
    "".join(sentence.text for sentence in said).encode("utf-8")
