"""Which sentences answer, best first, and how sure that any does.

The reader is trained anew now and then, so these tests hold order and bounds, not figures.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.errors import ReaderMissing
from assistant.quoting import Quoted, quote, reader, says_the_same
from assistant.quoting.calibration import calibration, evidence
from assistant.quoting.candidates import MOST_READ, candidates
from assistant.quoting.reader import Reader, packaged_reader
from assistant.quoting.selection import MOST_SHOWN, NEAREST, read_sentences
from assistant.quoting.window import CLS, LONGEST, LONGEST_QUESTION, SEP, Excerpt, lay_out
from index import Case

PRISON = "How many years in prison does Tobias Crane face?"
TWELVE_YEARS = "If convicted, Tobias Crane faces up to twelve years in prison."
UNANSWERED = "Which airline flew the orchestra to Osaka?"
TOKENS = st.lists(st.integers(1_000, 30_000), max_size=120)


def quoted_for(case: Case, question: str) -> Quoted:
    return quote(case, question, case.retrieve(question))


def score(question: str, *sentences: str) -> list[float]:
    readings = packaged_reader().read(question, [Excerpt("", "", one) for one in sentences])
    return [reading.score for reading in readings]


# What the reader sees


@given(TOKENS, TOKENS, TOKENS, TOKENS)
def test_a_window_holds_the_question_and_the_sentence_where_there_is_room(
    question: list[int], paper: list[int], before: list[int], sentence: list[int]
) -> None:
    window = lay_out(question, paper, before, sentence)
    assert len(window.ids) == len(window.types) <= LONGEST
    assert (window.ids[0], window.ids[-1]) == (CLS, SEP)
    inside = window.ids[window.start : window.start + window.length]
    assert inside == sentence[: window.length]
    assert window.length == len(sentence) or len(window.ids) == LONGEST
    assert window.types.index(1) == min(len(question), LONGEST_QUESTION) + 2


def test_a_sentence_is_read_the_same_whatever_is_read_beside_it() -> None:
    (alone,) = score(PRISON, TWELVE_YEARS)
    _, beside = score(PRISON, "The ledger was burned. " * 9, TWELVE_YEARS)
    assert alone == beside


def test_the_sentence_before_says_of_whom_one_speaks() -> None:
    said = "He was released on a bond of $40,000."
    before = ("Tobias Crane faces up to twelve years.", "Walter Finch faces up to twelve years.")
    excerpts = [Excerpt("", one, said) for one in before]
    crane, finch = packaged_reader().read("What was Tobias Crane's bond?", excerpts)
    assert crane.score > finch.score


def test_the_paper_says_of_whom_a_sentence_speaks() -> None:
    said = "She may not appeal if the sentence is twelve months or less."
    papers = [f"Plea Agreement / Re: United States v. {name}" for name in ("Ada Moss", "Ivy Lund")]
    excerpts = [Excerpt(paper, "", said) for paper in papers]
    moss, lund = packaged_reader().read("Can Ada Moss appeal?", excerpts)
    assert moss.score > lund.score


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=120), min_size=1, max_size=4))
def test_any_text_can_be_read(question: str, sentences: list[str]) -> None:
    question, *texts = (t.encode("utf-8", "replace").decode() for t in (question, *sentences))
    readings = packaged_reader().read(question, [Excerpt("", "", text) for text in texts])
    assert len(readings) == len(texts)
    for reading, text in zip(readings, texts, strict=True):
        if reading.exact:
            start, end = reading.exact
            assert 0 <= start < end <= len(text)


def test_a_sentence_that_answers_scores_above_one_that_does_not() -> None:
    right, wrong = score(PRISON, TWELVE_YEARS, "The fire lasted for two hours.")
    assert right > 0 > wrong


def test_the_very_answer_is_pointed_at() -> None:
    text = "The warehouse was searched on March 3, 2020, by four agents."
    (reading,) = packaged_reader().read("When was the warehouse searched?", [Excerpt("", "", text)])
    assert reading.exact is not None
    assert "March 3, 2020" in text[slice(*reading.exact)]


# Its weights


def test_weights_that_are_missing_or_others_are_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = json.loads((reader.MODEL / "reader.json").read_text())
    monkeypatch.setattr(reader, "MODEL", tmp_path)
    (tmp_path / "reader.json").write_text(json.dumps(kept))
    reader.settings.cache_clear()
    with pytest.raises(ReaderMissing, match="install it again"):
        Reader().read(PRISON, [Excerpt("", "", TWELVE_YEARS)])
    (tmp_path / "reader.onnx").write_bytes(b"something else")
    with pytest.raises(ReaderMissing, match="damaged or of another version"):
        Reader().read(PRISON, [Excerpt("", "", TWELVE_YEARS)])
    reader.settings.cache_clear()


# Reading


def test_sentences_are_read_at_their_place_the_likeliest_first(crane: Case) -> None:
    hits = crane.retrieve(PRISON)
    read = read_sentences(crane, PRISON, hits)
    assert TWELVE_YEARS in [sentence.text for sentence in read[:3]]
    for sentence in read:
        document = crane.document(sentence.span.document_id)
        assert document.text[sentence.span.start : sentence.span.end] == sentence.text
        assert sentence.passage.passage.span.contains(sentence.span)
    found = [sentence.found for sentence in read]
    assert found == sorted(found, reverse=True)
    assert read_sentences(crane, PRISON, []) == []


def test_only_the_likeliest_sentences_are_read(harbor_light: Case) -> None:
    hits = harbor_light.retrieve(PRISON, k=40)
    assert len(candidates(harbor_light, PRISON, hits)) > MOST_READ
    assert len(read_sentences(harbor_light, PRISON, hits)) == MOST_READ


def test_a_sentence_knows_the_one_before_it_in_its_passage(crane: Case) -> None:
    found = {one.text: one.before for one in candidates(crane, PRISON, crane.retrieve(PRISON))}
    assert found["He also faces a fine of up to $75,000."] == TWELVE_YEARS


# How sure


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=9), st.floats(0, 5))
def test_better_scores_never_make_an_answer_less_likely(scores: list[float], more: float) -> None:
    known = calibration()
    raised = [score + more for score in scores]
    assert 0 < known.probability(scores) <= known.probability(raised) + 1e-9 <= 1 + 1e-9
    assert all(x == x for x in evidence(scores))


def test_where_nothing_was_read_nothing_is_sure() -> None:
    assert calibration().probability([]) == 0


def test_the_bounds_are_in_order() -> None:
    known = calibration()
    assert 0 < known.silent_below < known.answered_from < 1


def test_an_answer_is_likelier_where_there_is_one(crane: Case) -> None:
    likely = quoted_for(crane, PRISON)
    unlikely = quoted_for(crane, UNANSWERED)
    assert unlikely.probability < calibration().answered_from < likely.probability


# Choosing


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (PRISON, TWELVE_YEARS),
        ("How long did the fire last?", "The fire lasted for two hours."),
        ("Who is Crane's lawyer?", "Crane's lawyer, Nora Quill, declined to comment."),
    ],
)
def test_the_sentence_that_answers_comes_first(crane: Case, question: str, answer: str) -> None:
    quoted = quoted_for(crane, question)
    assert (quoted.standing, quoted.sentences[0].text) == ("answered", answer)


def test_one_to_three_sentences_answer_best_first(crane: Case) -> None:
    for question in (PRISON, "What happened to the ledger?", "What did the pilot write?"):
        quoted = quoted_for(crane, question)
        assert len(quoted.sentences) <= MOST_SHOWN
        assert bool(quoted.sentences) is (quoted.standing == "answered")
        assert bool(quoted.sentences) is not bool(quoted.nearest)


def test_what_came_nearest_is_given_where_nothing_answers(crane: Case) -> None:
    quoted = quoted_for(crane, UNANSWERED)
    assert quoted.standing != "answered"
    assert (quoted.sentences, quoted.context) == ((), ())
    assert len(quoted.nearest) == NEAREST


def test_the_sentence_before_a_pronoun_comes_with_it(crane: Case) -> None:
    question = "What fine does Tobias Crane face?"
    quoted = quoted_for(crane, question)
    assert quoted.sentences[0].opens_with_pronoun
    assert TWELVE_YEARS in [s.text for s in (*quoted.sentences, *quoted.context)]


def test_a_who_that_is_answered_by_he_brings_the_name(case: Case, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        "Tobias Crane came to the harbor office early. On Monday he bought a one-way ticket to "
        "Lisbon. The office closed at noon.",
        encoding="utf-8",
    )
    case.add(note)
    quoted = quoted_for(case, "Who bought a one-way ticket?")
    assert quoted.sentences[0].text.startswith("On Monday he bought")
    assert [s.text[:12] for s in quoted.context] == ["Tobias Crane"]


def test_without_passages_there_is_nothing_to_quote(crane: Case) -> None:
    quoted = quote(crane, PRISON, [])
    assert (quoted.sentences, quoted.nearest, quoted.probability) == ((), (), 0)
    assert quoted.standing == "silent"


def test_two_sentences_that_differ_in_a_number_do_not_say_the_same() -> None:
    one = "Mr. Pell was paid $9,500 in cash for the crates."
    assert says_the_same(one, one.replace("in cash", "by cash"))
    assert not says_the_same(one, one.replace("9", "8"))


def test_a_question_in_another_language_is_never_counted_as_answered(crane: Case) -> None:
    question = (
        "Wie viele Jahre muss Tobias Crane im Gefängnis verbringen, falls er verurteilt wird?"
    )
    quoted = quoted_for(crane, question)
    assert (quoted.standing, quoted.language) == ("uncertain", "de")
    answer = Assistant(crane).ask(question)
    assert answer.abstained
    assert "do not know German" in (answer.notice or "")
