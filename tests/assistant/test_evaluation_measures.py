"""What is measured, each figure worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.abstention import risk_coverage
from assistant.evaluation.measures import MEASURES, scores
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.questions import Problem
from assistant.evaluation.report import Estimate, report_of
from assistant.evaluation.wording import exact_match, f1, says, without_marks
from tests.outcomes import SETTING, WRONG, outcome, quote


def scored(outcome: Outcome) -> dict[str, float | None]:
    (found,) = scores([outcome])
    return found


# Retrieval


def test_one_place_that_the_second_passage_finds() -> None:
    found = scored(outcome(found=[2]))
    assert [found[f"hit@{k}"] for k in (1, 5, 10)] == [0, 1, 1]
    assert [found[f"recall@{k}"] for k in (5, 10)] == [1, 1]
    assert found["mrr@10"] == 1 / 2
    assert found["ndcg@10"] == pytest.approx((1 / log2(3)) / (1 / log2(2)))


def test_three_places_at_ranks_1_and_7_and_nowhere() -> None:
    found = scored(outcome(found=[7, None, 1]))
    assert [found[f"hit@{k}"] for k in (1, 5, 10)] == [1, 1, 1]
    assert [found[f"recall@{k}"] for k in (5, 10)] == pytest.approx([1 / 3, 2 / 3])
    assert found["mrr@10"] == 1
    best = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert found["ndcg@10"] == pytest.approx((1 / log2(2) + 1 / log2(8)) / best)


def test_a_passage_that_finds_two_places_is_all_that_could_be_wanted() -> None:
    found = scored(outcome(found=[1, 1]))
    assert (found["recall@5"], found["ndcg@10"]) == (1, 1)


def test_what_no_passage_finds_scores_nothing() -> None:
    found = scored(outcome(found=[None]))
    assert {found[name] for name in ("hit@10", "recall@10", "mrr@10", "ndcg@10")} == {0}


def test_retrieval_is_not_measured_where_no_place_was_wanted() -> None:
    found = scored(outcome(answers=()))
    names = [measure.name for measure in MEASURES if measure.group == "Retrieval"]
    assert {found[name] for name in names} == {None}


# Answers and citations


def test_an_answer_of_three_quotes_of_which_the_last_two_are_right() -> None:
    shown = [WRONG, quote(says=True), quote(0)]
    found = scored(outcome(answers=("the ledger",), found=[1, 3], shown=shown,
                           answer="He burned the ledger. [1][2] [3]"))  # fmt: skip
    assert (found["first_quote"], found["all_quotes"], found["quotes_shown"]) == (0, 1, 3)
    assert found["citation_precision"] == pytest.approx(2 / 3)
    assert found["citation_recall"] == 1 / 2
    assert (found["right_document"], found["risk"]) == (0, 1)
    # "he burned ledger" against "ledger": one word of three, and all of one.
    assert found["f1"] == pytest.approx(2 * (1 / 3) * 1 / (1 / 3 + 1))
    assert found["exact_match"] == 0


def test_an_answer_that_is_the_wanted_one() -> None:
    found = scored(outcome(answers=("no", "Ledger."), shown=[quote(0)], answer="The ledger [1]"))
    assert (found["f1"], found["exact_match"], found["first_quote"], found["risk"]) == (1, 1, 1, 0)


def test_the_page_counts_where_the_evidence_has_pages() -> None:
    def page_of(*shown: object, page: int | None = 4) -> float | None:
        return scored(outcome(found=[1], page=page, shown=shown))["right_page"]  # type: ignore[arg-type]

    assert page_of(quote(0, page=4, right_page=True)) == 1
    assert page_of(quote(page=3), quote(0, page=4, right_page=True)) == 0
    assert page_of(quote(0), page=None) is None
    assert page_of() is None


def test_a_declined_question_has_no_citations_and_no_answer() -> None:
    found = scored(outcome(found=[1], nearest=[quote(0)], answer="The documents do not say yes."))
    assert [found[name] for name in ("first_quote", "all_quotes", "f1", "exact_match")] == [0] * 4
    assert found["citation_recall"] == 0
    names = ("quotes_shown", "citation_precision", "right_document", "risk")
    assert [found[name] for name in names] == [None] * 4


def test_evidence_without_words_is_an_answer_whose_words_are_not_measured() -> None:
    found = scored(outcome(answers=(), found=[1], shown=[quote(0)], answer="Yes."))
    assert (found["first_quote"], found["f1"], found["exact_match"]) == (1, None, None)
    assert found["abstention_recall"] is None


# Abstention


def test_declining_is_right_where_there_is_no_answer() -> None:
    names = ("answerable_declined", "abstention_recall", "abstention_precision")
    yes, no = outcome(answers=("yes",)), outcome(answers=())
    assert [scored(yes)[name] for name in names] == [1, None, 0]
    assert [scored(no)[name] for name in names] == [None, 1, 1]
    answered = outcome(answers=(), shown=[WRONG])
    assert [scored(answered)[name] for name in names] == [None, 0, None]
    assert scored(answered)["risk"] == 1


def test_the_curve_takes_the_surest_first_and_what_was_declined_last() -> None:
    outcomes = [
        outcome(shown=[quote(0)], probability=0.3),
        outcome(nearest=[quote(0)], probability=0.9),
        outcome(shown=[WRONG], probability=0.6),
        outcome(answers=(), probability=0.1),
    ]
    # wrong, right, right (declined), wrong (declined, nothing near)
    assert risk_coverage(outcomes).risks == pytest.approx((1, 1 / 2, 1 / 3, 2 / 4))
    assert risk_coverage(outcomes).answered == 2
    assert risk_coverage(outcomes).area == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
    assert risk_coverage([]).area is None


# Over a set


def test_measures_over_a_set_are_means_counted_by_hand() -> None:
    before = (("Who?", "Crane."),)
    report = report_of(
        "seven",
        SETTING,
        [
            outcome(found=[1], shown=[quote(0)], seconds=0.1, tokens=(100, 10)),
            outcome(found=[4], shown=[WRONG, quote(0), WRONG], seconds=0.2, tokens=(200, 30)),
            outcome(found=[9], seconds=0.3, history=before),
            outcome(found=[None], shown=[WRONG, WRONG]),
            outcome(shown=[quote(says=True), WRONG]),
            outcome(answers=()),
            outcome(answers=(), shown=[WRONG], seconds=0.8),
        ],
        [Problem("line 9", "not JSON.")],
    )
    measures = report.measures
    shares = {
        "questions": 7, "answerable": 5, "hit@1": 1 / 4, "hit@5": 2 / 4, "hit@10": 3 / 4,
        "mrr@10": (1 + 1 / 4 + 1 / 9) / 4, "first_quote": 2 / 5, "all_quotes": 3 / 5,
        "quotes_shown": (1 + 3 + 2 + 2 + 1) / 5, "citation_precision": (1 + 1 / 3 + 0 + 1 / 2) / 4,
        "citation_recall": (1 + 1 + 0 + 0) / 4, "answerable_declined": 1 / 5,
        "abstention_recall": 1 / 2, "unanswerable_declined": 1 / 2, "abstention_precision": 1 / 2,
        "risk": 3 / 5, "seconds_each": 0.2, "seconds_p50": 0.1, "input_tokens": 150,
        "output_tokens": 20, "passage_tokens": 20, "followup_questions": 1, "followup_hit@10": 1,
        "followup_answerable_declined": 1, "followup_risk": None,
    }  # fmt: skip
    assert {name: measures[name] for name in shares} == pytest.approx(shares, abs=1e-6)
    assert measures["seconds_p95"] == pytest.approx(0.65)  # linear between the two largest
    assert report.estimates["hit@1"].questions == 4
    assert report.estimates["followup_hit@10"] == Estimate(1.0, None, 1)
    frame = report.frame()
    assert frame["risk"].mean() == pytest.approx(3 / 5)
    assert list(frame["follow_up"]) == [False, False, True, False, False, False, False]
    assert frame.index.is_unique


def test_what_was_not_there_to_measure_is_none() -> None:
    empty = report_of("", SETTING, []).measures
    assert set(empty.values()) == {0, None}
    silent = report_of("", SETTING, [outcome(answers=())]).measures
    measured = {name for name, value in silent.items() if value is not None}
    assert measured == {
        "questions", "answerable", "abstention_recall", "unanswerable_declined", "unchecked",
        "abstention_precision", "seconds_each", "passage_tokens", "aurc", "seconds_p50",
        "seconds_p95",
    }  # fmt: skip


# Words


@pytest.mark.parametrize(
    ("said", "answers", "expected"),
    [
        ("The Ledger!", ("a ledger",), 1),
        ("", ("ledger",), 0),
        ("the", ("a",), 1),  # nothing is left of either
        ("paid in cash", ("cash", "paid cash"), 4 / 5),
        ("pay pay pay", ("pay",), 1 / 2),
        ("yes", (), 0),
    ],
)
def test_f1_by_hand(said: str, answers: tuple[str, ...], expected: float) -> None:
    assert f1(said, answers) == pytest.approx(expected)


SENTENCES = st.text(alphabet="ab the.,$ ", max_size=20)


@given(SENTENCES, SENTENCES)
def test_f1_is_a_share_that_does_not_mind_which_is_which(one: str, other: str) -> None:
    assert f1(one, [other]) == f1(other, [one])
    assert 0 <= f1(one, [other]) <= 1
    assert f1(one, [one]) == exact_match(one, [one]) == 1
    assert f1(one, [other]) >= exact_match(one, [other])
    assert f1(one, [other, one]) == 1


def test_marks_are_no_words_of_an_answer() -> None:
    assert without_marks("He burned it. [1][2] Twice. [3]") == "He burned it. Twice."


@pytest.mark.parametrize(
    ("quote", "answer", "there"),
    [
        ("He was paid $286,000.", "$286,000", True),
        ("He was paid $286,000.", "286", True),
        ("He was paid $286,000.", "86", False),
        ("He was paid $1286.", "286", False),
        ("The Port of\nEllery", "port of ellery", True),
        ("Raymond PELL", "Raymond Pell", True),
        ("Pelling", "Pell", False),
        ("ﬁve oﬃcers", "five officers", True),
        ("a.b", "a?b", False),
        ("anything", "", False),
        ("anything", "  ", False),
        ("", "anything", False),
    ],
)
def test_an_answer_stands_in_a_quote_as_whole_words(quote: str, answer: str, there: bool) -> None:
    assert says(quote, answer) is there


WORDS = st.lists(
    st.sampled_from("pell PELL paid 286 $286,000 (a.b) über 東京 it's".split()), min_size=1
)


@given(WORDS, WORDS, WORDS, st.sampled_from([" ", "\n", "  \t"]))
def test_words_in_a_row_are_found_whatever_their_case_and_spacing(
    before: list[str], answer: list[str], after: list[str], space: str
) -> None:
    quote = space.join([*before, *answer, *after])
    assert says(quote, " ".join(answer).swapcase())


@given(st.text(alphabet="ab c", max_size=12), st.text(alphabet="ab", min_size=1, max_size=3))
def test_a_single_word_is_found_only_whole(quote: str, answer: str) -> None:
    assert says(quote, answer) is (answer in quote.split())


@given(st.text(), st.text())
def test_any_texts_can_be_compared(quote: str, answer: str) -> None:
    assert isinstance(says(quote, answer), bool)
