"""Follow-ups made to stand alone: what is filled in, from where, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.answer import UNCERTAIN
from assistant.followup import Alone, made_alone, standalone

PRISON = ("What prison term does Conrad Vesely face?", "Up to 15 years in prison. [1]")
FOUNDER = (
    "Who is the founder of Harbor Light Trading?",
    "Defendant CONRAD VESELY founded Harbor Light in 2014 and was its managing member. [1]",
)
CONTROLLER = ("What is Ilse Brandvold's job?", "She was Harbor Light's controller. [1]")
ARREST = ("When was Raymond Pell arrested?", "He was arrested on April 11, 2024. [1]")
SEARCH = ("When was the warehouse searched?", "Agents searched it on September 14, 2023. [1]")
BOND = (
    "Were the other two defendants released on bond?",
    "Yes. Ms. Brandvold and Mr. Pell were released on April 11, 2024. [1]",
)
CONSULTANT = (
    "Through which company did the payments to Fairlead pass?",
    "They passed through Pelican Row Consulting Inc. [1]",
)
HOUSE = ("Where was Vesely arrested?", "Agents arrested him outside 9 Tern Hill Lane. [1]")
RENT = ("What is the rent?", "The rent of the house on Fern Street is $1,200. [1]")
RETURNED = ("When was the superseding indictment returned?", "On September 17, 2024. [1]")
SHIPMENTS = ("How many containers came in from Asia in 2021?", "At least 12. [1]")

Turns = list[tuple[str, str]]


def chat(turns: Turns) -> list[BaseMessage]:
    """The turns as LangChain messages."""
    return [message for user, said in turns for message in (HumanMessage(user), AIMessage(said))]


FILLED_IN: list[tuple[Turns, str, str]] = [
    # A pronoun means the latest name that fits it.
    ([PRISON], "And what fine does he face?", "What fine does Conrad Vesely face?"),
    ([PRISON], "who is his lawyer", "Who is Conrad Vesely’s lawyer"),
    ([CONTROLLER], "And what was her salary there?", "What was Ilse Brandvold’s salary there?"),
    ([CONTROLLER], "Did they fire her in 2022?", "Did they fire Ilse Brandvold in 2022?"),
    ([ARREST], "What was he charged with?", "What was Raymond Pell charged with?"),
    (
        [("What does Night Heron do?", "The Night Heron gang robs ships. [1]")],
        "Where did it originate?",
        "Where did Night Heron originate?",
    ),
    ([CONSULTANT], "Who owned it?", "Who owned Pelican Row Consulting Inc?"),
    (
        [("What did Ada Quill say of it?", "“TdA pays,” she said. [1]")],
        "How old is she?",
        "How old is Ada Quill?",
    ),
    ([HOUSE], "Who is his lawyer?", "Who is Vesely’s lawyer?"),
    ([RENT], "When is it due?", "When is the rent due?"),
    ([RETURNED], "What did it add?", "What did the superseding indictment add?"),
    ([CONTROLLER, PRISON], "When was he arrested?", "When was Conrad Vesely arrested?"),
    # After "who" and "which" it means what was answered.
    ([FOUNDER], "How old is he?", "How old is CONRAD VESELY?"),
    ([FOUNDER], "Where is its office?", "Where is Harbor Light Trading’s office?"),
    (
        [("Which broker pleaded guilty?", "Tobias Kellner, in February 2024.")],
        "What does he have to forfeit?",
        "What does Tobias Kellner have to forfeit?",
    ),
    (
        [("Who arrested Conrad Vesely at Pier 6?", "Agent Dana Ruiz arrested him there. [1]")],
        "Where does she work?",
        "Where does Agent Dana Ruiz work?",
    ),
    # A title says who cannot be meant.
    (
        [("Who was released?", "Ms. Brandvold and Mr. Pell were released. [1]")],
        "What bond did he post?",
        "What bond did Mr. Pell post?",
    ),
    # An object is not its own subject; a possessive mostly is.
    ([PRISON], "What did Raymond Pell tell him?", "What did Raymond Pell tell Conrad Vesely?"),
    # "They" are those who were named together, or a body.
    (
        [("Who was arrested?", "Conrad Vesely, Ilse Brandvold and Raymond Pell were. [1]")],
        "When were they released?",
        "When were Conrad Vesely, Ilse Brandvold and Raymond Pell released?",
    ),
    ([FOUNDER], "Where do they have offices?", "Where do Harbor Light Trading have offices?"),
    ([FOUNDER], "When did the company open?", "When did Harbor Light Trading open?"),
    # A part of a sentence takes the place of its like.
    ([PRISON], "What about Pell?", "What prison term does Pell face?"),
    ([PRISON], "And Raymond Pell?", "What prison term does Raymond Pell face?"),
    ([PRISON], "Ilse Brandvold?", "What prison term does Ilse Brandvold face?"),
    ([ARREST], "Was Conrad Vesely too?", "When was Conrad Vesely arrested?"),
    ([CONTROLLER], "And Raymond Pell’s?", "What is Raymond Pell's job?"),
    ([SHIPMENTS], "And in 2022?", "How many containers came in from Asia in 2022?"),
    ([SHIPMENTS], "What about March 2022?", "How many containers came in from Asia in March 2022?"),
    ([SHIPMENTS], "And from Europe?", "How many containers came in from Europe in 2021?"),
    (
        [("When did Conrad Vesely travel to Lisbon?", "On April 14, 2024.")],
        "And to Porto?",
        "When did Conrad Vesely travel to Porto?",
    ),
    ([ARREST], "And in Lisbon?", "When was Raymond Pell arrested in Lisbon?"),
    ([PRISON], "And the fine?", "What is the fine of Conrad Vesely?"),
    ([PRISON], "His lawyer?", "What is Conrad Vesely’s lawyer?"),
    # A bare question word asks the last question anew.
    ([("Was Conrad Vesely detained?", "Yes. [1]")], "Why?", "Why was Conrad Vesely detained?"),
    ([ARREST], "Where?", "Where was Raymond Pell arrested?"),
    ([ARREST], "and why exactly?", "Why was Raymond Pell arrested?"),
    ([PRISON], "Why?", "Why does Conrad Vesely face prison term?"),
    (
        [("Who was detained in April?", "Conrad Vesely was detained. [1]")],
        "Why?",
        "Why was Conrad Vesely detained in April?",
    ),
    (
        [("How many containers were stopped?", "Three. [1]")],
        "When?",
        "When were containers stopped?",
    ),
]

IN_FRONT: list[tuple[Turns, str, str]] = [
    # What says nothing of its own is asked behind the last question.
    ([SEARCH], "By whom?", "When was the warehouse searched? By whom?"),
    ([SEARCH], "Tell me more.", "When was the warehouse searched? Tell me more."),
]

PUT_BEHIND: list[tuple[Turns, str, str, list[str]]] = [
    # What no rule fills in: the question, and the words of the chat that belong to it.
    ([PRISON], "And what fine?", "What fine?", ["Conrad Vesely"]),
    ([SEARCH], "In how many hours?", "In how many hours?", ["warehouse"]),
    (
        [("Did Conrad Vesely pay Raymond Pell?", "In cash. [1]")],
        "What did they talk about?",
        "What did they talk about?",
        ["Conrad Vesely", "Raymond Pell"],
    ),
    (
        [("How much cash was found in Vesely's safe?", "$386,250. [1]")],
        "Who counted it?",
        "Who counted it?",
        ["Vesely", "$386,250"],
    ),
    (
        [("How much did Harbor Light pay Pelican Row?", "$140,000. [1]")],
        "How much of that did the consultant keep?",
        "How much of that did the consultant keep?",
        ["Harbor Light", "Pelican Row", "$140,000"],
    ),
    (
        [("Who is the tenant of the mill?", "Corwin Ash rents the mill. [1]")],
        "And who signed that?",
        "Who signed that?",
        ["mill"],
    ),
]

LEFT_ALONE: list[tuple[Turns, str]] = [
    # There is nothing to lean on.
    ([], "And what fine does he face?"),
    ([], "Why?"),
    # It names its own subject, before the pronoun or after it.
    ([PRISON], "When was Tobias Kellner sentenced?"),
    ([PRISON], "And when was Tobias Kellner sentenced?"),
    ([PRISON], "Did Raymond Pell say why he let the containers go?"),
    ([PRISON], "What did Ilse Brandvold keep in her office?"),
    ([FOUNDER], "When did Pelican Row move its office?"),
    ([PRISON], "When he was arrested, what did Raymond Pell say?"),
    # It asks of another matter.
    ([PRISON], "How large is the loss in duties?"),
    ([SEARCH], "What does the order say about bail?"),
    ([CONSULTANT], "Which witnesses will testify at the trial?"),
    # "It" that means nothing.
    ([FOUNDER], "Is it known who the broker is?"),
    ([CONSULTANT], "Is it true that a trial date has been set?"),
    ([CONSULTANT], "How long does it take to appeal?"),
    ([FOUNDER], "Does it say whether anyone was convicted?"),
    # Key words, as for a search.
    ([PRISON], "forfeiture of the motor vessel"),
]


@pytest.mark.parametrize(("turns", "question", "expected"), FILLED_IN + IN_FRONT)
def test_what_a_follow_up_leaves_out_is_filled_in(
    turns: Turns, question: str, expected: str
) -> None:
    asked = standalone(question, chat(turns))
    assert asked == expected or asked.startswith(f"{expected} (")


@pytest.mark.parametrize(("turns", "question", "first", "belonging"), PUT_BEHIND)
def test_what_no_rule_fills_in_is_put_behind_the_question(
    turns: Turns, question: str, first: str, belonging: list[str]
) -> None:
    asked = standalone(question, chat(turns))
    assert asked.startswith(f"{first} (")
    assert all(words in asked for words in belonging)


def test_what_was_answered_is_set_apart_where_something_else_is_asked_for() -> None:
    history = chat([("What did Ada Quill steal?", "She stole the Harbor Ledger. [1]")])
    asked = standalone("Did she steal anything else?", history)
    assert asked == "Did Ada Quill steal anything else? (besides the Harbor Ledger)"


@pytest.mark.parametrize(("turns", "question"), LEFT_ALONE)
def test_a_question_that_stands_alone_is_left_as_it_is(turns: Turns, question: str) -> None:
    assert standalone(question, chat(turns)) == question


def test_follow_ups_build_on_each_other() -> None:
    history = chat(
        [
            ("Who is the customs supervisor?", "Raymond Pell decided what was opened. [1]"),
            ("How old is he?", "Mr. Pell is 49. [1]"),
            ("And Conrad Vesely?", "He is 52. [1]"),
            ("Why was he detained?", "He might flee. [1]"),
        ]
    )
    assert standalone("Where does he live?", history) == "Where does Conrad Vesely live?"
    assert standalone("When?", history) == "When was Conrad Vesely detained?"


def test_a_subject_is_kept_until_another_takes_its_place() -> None:
    history = chat([PRISON, ("Where was the trial held?", "In Port Ellery. [1]")])
    assert standalone("Did he plead guilty?", history) == "Did Conrad Vesely plead guilty?"


def test_questions_put_behind_the_last_one_do_not_pile_up() -> None:
    history = chat([SEARCH, ("Who searched it?", "Agents. [1]"), ("What did they take?", "Cash.")])
    asked = standalone("Who counted it?", history)
    assert asked.startswith("Who counted it? (")
    assert asked.count("?") == 1


def test_a_question_that_was_not_answered_yet_counts_too() -> None:
    history = [HumanMessage("What prison term does Conrad Vesely face?")]
    assert standalone("And what fine does he face?", history) == (
        "What fine does Conrad Vesely face?"
    )


def test_only_what_the_two_of_them_said_counts() -> None:
    history = [SystemMessage("You answer for Ada Quill."), *chat([PRISON])]
    assert standalone("What about Pell?", history) == "What prison term does Pell face?"
    assert standalone("How old is he?", [SystemMessage("Ada Quill")]) == "How old is he?"


def test_messages_in_parts_are_read_as_their_text() -> None:
    asked = HumanMessage([{"type": "text", "text": "What prison term does Conrad Vesely face?"}])
    assert standalone("Why?", [asked]) == "Why does Conrad Vesely face prison term?"


PIECES = st.sampled_from(
    "and what about he she it they his hers that there why ? , . Pell Conrad Vesely’s the fine in "
    "2022 was is did who how many [1] Ms. Brandvold U.S. v. ( ¿ é 東 \n".split(" ")
)
SAYINGS = st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=30)


@given(st.lists(SAYINGS, max_size=4), SAYINGS)
def test_any_chat_gives_a_question(sayings: list[str], question: str) -> None:
    kinds = (HumanMessage, AIMessage)
    history = [kinds[number % 2](text) for number, text in enumerate(sayings)]
    asked = standalone(question, history)
    assert bool(asked.strip()) == bool(question.strip())
    assert standalone(question, []) == question


def test_the_gang_means_no_body_that_is_called_something_else() -> None:
    history = chat([("What did he sell?", "Cocaine intended for the US, said the DEA. [1]")])
    question = "What is the gang accused of doing in Peru?"
    assert standalone(question, history) == question


def test_a_refusal_names_nobody() -> None:
    refusal = f"{UNCERTAIN} Casebook looked for “Who shot the guard?” in all 9 documents."
    history = chat([PRISON, ("Who shot the guard?", refusal)])
    assert standalone("How old is he?", history).startswith("How old is Conrad Vesely?")


def test_who_somebody_is_stays_a_question_about_that_somebody() -> None:
    answer = "The indictment names Ada Quill, 57, the owner of Heron Bay Inc. of Saint Orrin. [1]"
    history = chat([("Who is Ada Quill?", answer)])
    asked = standalone("Has she been arrested?", history)
    assert asked.startswith("Has Ada Quill been arrested?")


def test_a_shorter_form_of_a_name_that_was_asked_about_is_no_answer_to_who() -> None:
    history = [
        HumanMessage("Who is the founder of Harbor Light Trading?"),
        AIMessage("It says that Harbor Light's founder, Conrad Vesely, paid her company. [1]"),
    ]
    assert standalone("How old is he?", history).startswith("How old is Conrad Vesely?")


def test_the_reader_sees_the_question_before_in_place_of_phrases() -> None:
    made = Alone("How old is Conrad Vesely?", "Harbor Light, founder", FOUNDER[0])
    assert made.searched == "How old is Conrad Vesely? (Harbor Light, founder)"
    assert made.read(made.searched) == f"How old is Conrad Vesely? ({FOUNDER[0]})"


def test_what_a_scope_has_cut_is_read_as_it_is() -> None:
    made = Alone("In the plea, who signed?", "the lease", RENT[0])
    assert made.read("Who signed?") == "Who signed?"
    assert made.read("Who signed? (the lease)") == f"Who signed? ({RENT[0]})"


def test_phrases_behind_a_follow_up_are_told_apart_from_it() -> None:
    history = chat([("What did Ada Quill steal?", "She stole the Harbor Ledger. [1]")])
    made = made_alone("Did she steal anything else?", history)
    assert (made.text, made.phrases, made.before) == (
        "Did Ada Quill steal anything else?", "besides the Harbor Ledger",
        "What did Ada Quill steal?",
    )  # fmt: skip


def test_the_reader_sees_a_question_that_stands_alone_as_it_is() -> None:
    question = "What did the owner say (in the lease)"
    for history in ([], chat([PRISON])):
        made = made_alone(question, history)
        assert made.read(made.searched) == question
