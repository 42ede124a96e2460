"""What readers of case papers know: which kinds of sentences can answer which questions."""

from __future__ import annotations

import pytest

from assistant.cues import MET, MISSED, cue

SPEAKS_FOR = [
    ("What prison term does Crane face?", "The count carries a maximum of 15 years in prison."),
    ("What is the maximum sentence he could get?", "Crane faces up to life in prison."),
    ("What fine could she get?", "The fine may be as much as $250,000."),
    ("What is Crane's nationality?", "Crane, a Portuguese national, was held."),
    ("Did Crane plead guilty?", "Both men pleaded not guilty."),
    ("Has Crane been convicted?", "None of the defendants has been convicted."),
    ("Who is Crane's lawyer?", "Ada Quill, an attorney for Mr. Crane, declined to comment."),
    ("Who is the prosecutor?", "Assistant United States Attorney Tom Marsh is in charge."),
    ("What is the docket number?", "United States v. Crane, No. 1:19-cr-00123."),
    ("How old is Tobias Crane?", "Tobias Crane, 44, kept the books."),
    ("How old is Tobias Crane?", "Crane is 44 years old, not 46."),
    ("Who is Tobias Crane?", "Tobias Crane, 44, the company's controller, kept Quill's books."),
    ("Who is CC-1?", "The broker Tom Marsh is described in both indictments as “CC-1”."),
    ("Who is the harbor master?", "“We saw nothing,” Harbor Master Ada Quill said."),
    ("Who is the harbor master?", "Ada Quill, the harbor master, saw nothing."),
    ("Where is Crane now?", "Crane is detained in Portugal."),
    ("Who arrested Crane?", "Crane was arrested by Portuguese customs officers in May."),
    ("Which crimes did they commit?", "The group lives by extortion and kidnapping."),
    ("In which country did the group begin?", "The group originated in Portugal."),
    ("What was Crane's role in the group?", "Crane is allegedly the leader of the group."),
    ("What is PRH short for?", "Payments went to Pelican Row Holdings (“PRH”) in May."),
    ("When was the company founded?", "The company was founded in Lisbon in 1994."),
    ("Which judge signed it?", "So ordered by the Hon. Ada Quill."),
    ("Why was bail denied?", "He has no ties here and there is a risk of flight."),
    ("Why did the ship sink?", "The ship was lost because a door stood open."),
    ("What does PRH-CI stand for?", "Payments went to Pelican Row Holdings, Inc. (PRH-CI)."),
]


@pytest.mark.parametrize(("question", "sentence"), SPEAKS_FOR)
def test_a_sentence_of_the_kind_that_answers_is_known(question: str, sentence: str) -> None:
    assert cue(question, sentence) == MET


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Has Crane been convicted?", "Crane faces 15 years in prison if convicted."),
        ("What is Crane's nationality?", "Crane was charged with two counts."),
        ("What is the docket number?", "The indictment was returned on April 9, 2024."),
        ("Did Crane plead guilty?", "Crane was charged with two counts."),
        ("Who is Crane's attorney?", "Attorney General Ada Quill spoke of Crane."),
        ("Who is Crane's attorney?", "Acting U.S. Attorney Ada Quill spoke of Crane."),
        ("Which judge signed it?", "Ada Quill signed the order."),
        ("When was the group founded?", "Since 2019 the group has spread."),
    ],
)
def test_what_cannot_answer_is_known_too(question: str, sentence: str) -> None:
    assert cue(question, sentence) == MISSED


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did Crane plead guilty?", "Crane pleaded guilty to one count."),  # no day
        ("How old is Tobias Crane?", "Ada Quill, 44, kept the books."),
        ("How old is Tobias Crane?", "She is 44."),  # who?
        ("Who is Tobias Crane?", "They spoke to Tobias Crane at the pier."),
        ("Where do penguins live?", "Penguins live in the south."),
    ],
)
def test_the_rest_is_left_to_what_was_learned(question: str, sentence: str) -> None:
    assert cue(question, sentence) == 0.0


def test_because_of_something_else_is_no_answer_to_why() -> None:
    assert cue("Why did the ship sink?", "Crane was found because of a toothache.") == 0.0
