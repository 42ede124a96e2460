"""Which sentences answer, best first, and how sure that any does.

The weights are learned anew now and then, so these tests hold order and bounds, not figures.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.confidence import CONFIDENCE, evidence, probability_of_answer
from assistant.quoting import MOST_SHOWN, NEAREST, quote
from assistant.relevance import (
    FEATURES,
    PASSAGES_READ,
    Sentence,
    learned,
    rank_scores,
    read_sentences,
    weigh,
)
from assistant.statements import is_fragment
from assistant.words import weakest_word
from index import Case
from index.encoder import quick_encoder

PAID = "How much was Pell paid?"
PRISON = "How many years in prison does Tobias Crane face?"
TWELVE_YEARS = "If convicted, Tobias Crane faces up to twelve years in prison."
UNANSWERED = "Which airline flew the orchestra to Osaka?"


def sentences_for(case: Case, question: str) -> list[Sentence]:
    return read_sentences(case, question, case.retrieve(question))


def feature(sentence: Sentence, name: str) -> float:
    return float(sentence.features[FEATURES.index(name)])


@pytest.mark.parametrize(("what", "names"), [("ranking", FEATURES), ("answering", CONFIDENCE)])
def test_the_weights_on_file_are_for_the_features_that_are_read(
    what: str, names: tuple[str, ...]
) -> None:
    model = learned(what)
    assert model.names == names
    assert np.isfinite([*model.weights, *model.means, model.intercept]).all()
    assert (model.deviations > 0).all()


# Reading


def test_every_sentence_of_the_passages_is_read_at_its_place(crane: Case) -> None:
    hits = crane.retrieve(PRISON)
    read = read_sentences(crane, PRISON, hits)
    assert TWELVE_YEARS in [sentence.text for sentence in read]
    for sentence in read:
        document = crane.document(sentence.span.document_id)
        assert document.text[sentence.span.start : sentence.span.end] == sentence.text
        assert sentence.passage.passage.span.contains(sentence.span)
        assert np.isfinite(sentence.features).all()
    ranks = [hits.index(sentence.passage) for sentence in read]
    assert ranks == sorted(ranks)


def test_only_the_best_passages_are_read(crane: Case) -> None:
    (best, *_) = crane.retrieve(PRISON)
    many = [replace(best, score=best.score - n) for n in range(PASSAGES_READ + 5)]
    one = len(read_sentences(crane, PRISON, [best]))
    assert len(read_sentences(crane, PRISON, many)) == PASSAGES_READ * one
    assert read_sentences(crane, PRISON, []) == []


def test_words_that_only_ask_weigh_nothing_and_rare_ones_most(crane: Case) -> None:
    question = "On which steamer did the crates go to Lisbon?"
    (tokens,) = quick_encoder().encode([question])
    weighed = weigh(crane, question, tokens)
    assert set(weighed.rarity) == {"steamer", "crate", "go", "lisbon"}
    assert weighed.rarity["steamer"] > weighed.rarity["crate"]
    assert weighed.token_weights.sum() == pytest.approx(1)
    assert weighed.token_weights[:2].sum() == 0


def test_a_question_of_such_words_only_weighs_them_all_alike(crane: Case) -> None:
    (tokens,) = quick_encoder().encode(["Who was it?"])
    assert len(set(weigh(crane, "Who was it?", tokens).token_weights)) == 1


def test_features_tell_what_a_sentence_shares_with_the_question(crane: Case) -> None:
    read = {sentence.text: sentence for sentence in sentences_for(crane, PRISON)}
    answer, other = read[TWELVE_YEARS], read["The fire lasted for two hours."]
    for name in ("words", "tokens", "meaning", "best_passage"):
        assert feature(answer, name) > feature(other, name)
    pronoun = read["He also faces a fine of up to $75,000."]
    assert (pronoun.opens_with_pronoun, answer.opens_with_pronoun) == (True, False)


# Ranking


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (PRISON, TWELVE_YEARS),
        ("How long did the fire last?", "The fire lasted for two hours."),
        ("Who is Crane's lawyer?", "Crane's lawyer, Nora Quill, declined to comment."),
    ],
)
def test_the_sentence_that_answers_ranks_first(crane: Case, question: str, answer: str) -> None:
    sentences = sentences_for(crane, question)
    assert sentences[int(rank_scores(question, sentences).argmax())].text == answer


def test_a_line_that_is_no_sentence_ranks_lower_for_it(crane: Case) -> None:
    (sentence, *_) = sentences_for(crane, PRISON)
    heading = replace(sentence, text="Years in prison for Tobias Crane")
    whole = replace(sentence, text="Years in prison for Tobias Crane.")
    first, second = rank_scores("", [whole, heading])
    assert first > second


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("The ledger was burned.", False),
        ("Was it?", False),
        ("“It burned.”", False),
        ("He said (and meant) it.)", False),
        ("*The ledger was burned.*", False),
        ("| 2021-05-14 | $12,000.00 |", False),
        ("# News from the harbor", True),
        ("Walter Finch, harbor pilot", True),
        ("Dear Ms. Quill,", True),
        ("", True),
    ],
)
def test_a_heading_or_a_caption_is_no_sentence(text: str, fragment: bool) -> None:
    assert is_fragment(text) is fragment


# Being sure


def test_where_nothing_was_found_nothing_is_sure() -> None:
    assert probability_of_answer(PRISON, [], np.zeros(0)) == 0


def test_an_answer_is_likelier_where_there_is_one(crane: Case) -> None:
    def probability(question: str) -> float:
        sentences = sentences_for(crane, question)
        return probability_of_answer(question, sentences, rank_scores(question, sentences))

    assert 0 < probability(UNANSWERED) < 0.15 < 0.4 < probability(PRISON) < 1
    assert probability("How old is Ada Marsh?") > probability("How old is Tobias Crane?")


def test_the_evidence_has_a_value_for_each_name(crane: Case) -> None:
    sentences = sentences_for(crane, PRISON)
    values = evidence(PRISON, sentences, rank_scores(PRISON, sentences))
    assert len(values) == len(CONFIDENCE)
    assert np.isfinite(values).all()


@pytest.mark.parametrize(
    ("question", "text", "low", "high"),
    [
        ("Who burned the ledger?", "He burned the ledger.", 1, 1),
        ("Who burned the ledgers?", "The ledger was burned.", 1, 1),
        ("Who burned the ledger?", "He burned the account book.", 0.2, 0.95),
        ("What bail was set?", "The fine is $9.", 0, 0.8),
        ("Who burned the ledger?", "", 0, 0),
        ("Who was it?", "Anything.", 0.5, 1),
    ],
)
def test_a_question_is_met_as_well_as_its_worst_met_word(
    question: str, text: str, low: float, high: float
) -> None:
    assert low - 1e-6 <= weakest_word(question, text) <= high + 1e-6


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_can_be_compared(question: str, text: str) -> None:
    assert -1 <= weakest_word(question, text) <= 1 + 1e-6


# Choosing


def test_one_to_three_sentences_answer_best_first(crane: Case) -> None:
    for question in (PRISON, "What happened to the ledger?", "What did the pilot write?"):
        quoted = quote(crane, question, crane.retrieve(question))
        assert len(quoted.sentences) <= MOST_SHOWN
        assert bool(quoted.sentences) is not bool(quoted.nearest)
        if quoted.sentences:
            scores = rank_scores(question, quoted.sentences)
            assert list(scores) == sorted(scores, reverse=True)


def test_what_came_nearest_is_given_where_nothing_answers(crane: Case) -> None:
    quoted = quote(crane, UNANSWERED, crane.retrieve(UNANSWERED))
    assert (quoted.sentences, quoted.context) == ((), ())
    assert len(quoted.nearest) == NEAREST


def test_the_sentence_before_a_pronoun_comes_with_it(crane: Case) -> None:
    question = "What fine does Tobias Crane face?"
    quoted = quote(crane, question, crane.retrieve(question))
    assert quoted.sentences[0].opens_with_pronoun
    assert TWELVE_YEARS in [s.text for s in (*quoted.sentences, *quoted.context)]


def test_without_passages_there_is_nothing_to_quote(crane: Case) -> None:
    quoted = quote(crane, PRISON, [])
    assert (quoted.sentences, quoted.nearest, quoted.probability) == ((), (), 0)


def test_papers_that_disagree_on_a_sum_are_quoted_side_by_side(harbor_light: Case) -> None:
    quoted = quote(harbor_light, PAID, harbor_light.retrieve(PAID))
    text = " ".join(sentence.text for sentence in quoted.sentences)
    assert "$286,000" in text
    assert "$312,500" in text
