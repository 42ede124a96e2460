"""Q&A sets as they come: Q&A lines, SQuAD files, BEIR folders, and what is wrong with them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage

from assistant.errors import BadQuestionFile
from assistant.evaluation import Evidence, Problem, Question, read_questions, read_set
from assistant.evaluation.naming import file_names
from assistant.evaluation.questions import keys
from tests.conftest import EXAMPLES


def written(folder: Path, *lines: str | dict[str, object], start: str = "") -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text(start + "\n".join(texts), encoding="utf-8")
    return path


# Q&A lines


def test_a_question_file_is_read_line_by_line(folder: Path) -> None:
    path = written(
        folder,
        {
            "question": "And the fine?",
            "answers": ["$75,000"],
            "evidence": [{"document": "charge.pdf", "start": 3, "end": 9}],
            "history": [["What is the term?", "Twelve years."]],
            "id": "ignored",
            "where": ["ignored", "too"],
        },
        "",
        "   ",
        {"question": "Who flew it to Osaka?"},
    )
    first, second = read_questions(path)
    assert first == Question(
        question="And the fine?",
        answers=("$75,000",),
        evidence=(Evidence(document="charge.pdf", start=3, end=9),),
        history=(("What is the term?", "Twelve years."),),
        where="line 1",
    )
    assert first.messages() == [HumanMessage("What is the term?"), AIMessage("Twelve years.")]
    assert second == Question(question="Who flew it to Osaka?", where="line 4")
    assert (first.answerable, second.answerable) == (True, False)
    assert read_questions(str(path)) == [first, second]


def test_a_byte_order_mark_and_other_line_ends_are_no_trouble(folder: Path) -> None:
    lines = '{"question": "Who?"}\r\n{"question": "Where, \u2028 and why?"}\r\n'
    path = written(folder, lines, start="\ufeff")
    assert [question.question for question in read_questions(path)] == [
        "Who?",
        "Where, \u2028 and why?",
    ]


BAD = [
    ('{"question": "Who?"', "not JSON"),
    ("Who?", "not JSON"),
    ("[" * 100_000, "brackets are nested too deep"),
    ('["Who?"]', "line: Input should be"),
    ("{}", "question: Field required"),
    ('{"question": ""}', "question: String should have at least 1 character"),
    ('{"question": 3}', "question: Input should be a valid string"),
    ('{"question": "Who?", "answers": "Crane"}', "answers: Input should be"),
    ('{"question": "Who?", "evidence": [{"document": "a"}]}', "evidence.0.start: Field required"),
    (
        '{"question": "Who?", "evidence": [{"document": "a", "start": -1, "end": 2}]}',
        "evidence.0.start: Input should be greater than or equal to 0",
    ),
    ('{"question": "Who?", "history": [["only the user"]]}', "history.0.1: Field required"),
]


@pytest.mark.parametrize(("line", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_bad_line_is_named_by_its_number_and_the_rest_is_read(
    folder: Path, line: str, reason: str
) -> None:
    path = written(folder, {"question": "Who?"}, "", line, {"question": "Where?"})
    found = read_set(path)
    assert [question.question for question in found.questions] == ["Who?", "Where?"]
    (problem,) = found.problems
    assert problem.where == "line 3"
    assert problem.reason.startswith(reason)
    assert "\n" not in str(problem)
    with pytest.raises(BadQuestionFile, match=re.escape(f"{path}, line 3: {reason}")):
        read_questions(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_questions_is_refused(folder: Path, content: bytes) -> None:
    path = folder / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadQuestionFile, match="holds no questions"):
        read_set(path)


def test_a_file_that_is_wrong_all_through_is_refused_by_its_first_line(folder: Path) -> None:
    with pytest.raises(BadQuestionFile, match="line 1: not JSON"):
        read_set(written(folder, "Who?", "Where?"))


def test_what_is_no_text_file_is_refused(folder: Path) -> None:
    (folder / "questions.jsonl").write_bytes(b'{"question": "\xff"}')
    for path in (folder / "questions.jsonl", folder / "missing.jsonl"):
        with pytest.raises(BadQuestionFile, match="cannot be read"):
            read_set(path)


def test_the_example_questions_are_forty_of_which_ten_have_no_answer() -> None:
    questions = read_questions(EXAMPLES / "questions.jsonl")
    assert len(questions) == len(set(keys(questions))) == 40
    assert sum(not question.answerable for question in questions) == 10
    assert all(bool(question.answers) is bool(question.evidence) for question in questions)


def test_a_question_keeps_its_key_wherever_it_stands_and_a_repeated_one_gets_another() -> None:
    here, there = Question(question="Who?", where="line 1"), Question(question="Who?", where="x")
    other = Question(question="Who?", answers=("Crane",))
    assert keys([here]) == keys([there])
    assert len(set(keys([here, other, there]))) == 3


# SQuAD


def squad(**paragraph: Any) -> dict[str, Any]:
    return {
        "version": "v2.0",
        "data": [
            {"title": "Osprey/Company", "paragraphs": [{"context": "Tobias Crane burned it."}]},
            {"title": "Fire", "paragraphs": [{"context": "A fire.", "qas": []}, paragraph]},
        ],
    }


ASKED = {
    "context": "It lasted two hours.",
    "qas": [
        {
            "question": " How long did it last?",
            "answers": [
                {"text": "two hours", "answer_start": 10},
                {"text": "two hours", "answer_start": 10},
                {"text": "two", "answer_start": 10},
            ],
        },
        {
            "question": "Who lit it?",
            "is_impossible": True,
            "answers": [],
            "plausible_answers": [{"text": "It", "answer_start": 0}],
        },
    ],
}


def test_a_squad_file_is_told_by_its_content_and_brings_its_articles(folder: Path) -> None:
    path = folder / "dev.txt"
    path.write_text(json.dumps(squad(**ASKED), indent=1))
    found = read_set(path)
    assert (found.kind, found.problems) == ("SQuAD", ())
    assert [(d.name, d.text) for d in found.documents] == [
        ("Osprey_Company.txt", "Tobias Crane burned it."),
        ("Fire.txt", "A fire.\n\nIt lasted two hours."),
    ]
    long, who = found.questions
    assert long.question == "How long did it last?"
    assert long.answers == ("two hours", "two")
    assert [found.documents[1].text[e.start : e.end] for e in long.evidence] == [
        "two hours",
        "two hours",
        "two",
    ]
    assert (who.answerable, who.where) == (False, "Fire, paragraph 2, question 2")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"answers": []}, "question: Field required"),
        ({"question": " "}, "question: String should have at least 1 character"),
        (
            {"question": "Who?", "answers": [{"text": "two", "answer_start": 9}]},
            "the answer 'two' does not stand at 9.",
        ),
        ({"question": "Who?", "answers": [{"text": "two"}]}, "answers.0.answer_start: Field requ"),
    ],
)
def test_a_bad_question_of_a_squad_file_is_named_by_its_place(
    folder: Path, asked: dict[str, Any], reason: str
) -> None:
    paragraph = {"context": "It lasted two hours.", "qas": [asked, ASKED["qas"][1]]}
    path = written(folder, squad(**paragraph))
    (problem,) = read_set(path).problems
    assert problem.where == "Fire, paragraph 2, question 1"
    assert problem.reason.startswith(reason)


def test_a_squad_file_with_a_broken_article_is_refused_by_its_number(folder: Path) -> None:
    broken = squad(**ASKED)
    del broken["data"][1]["title"]
    with pytest.raises(BadQuestionFile, match="Article 2 of the SQuAD file is broken: title"):
        read_set(written(folder, broken))


# BEIR


@pytest.fixture
def beir(folder: Path) -> Path:
    lines = {
        "corpus.jsonl": [
            {"_id": "d1", "title": "The fire", "text": "It lasted two hours."},
            {"_id": "d2", "title": "", "text": "Crates went to Lisbon."},
        ],
        "queries.jsonl": [
            {"_id": "q1", "text": "how long did it burn"},
            {"_id": "q2", "text": "where did the crates go"},
            {"_id": "q3", "text": "nobody judged this"},
        ],
    }
    for name, entries in lines.items():
        (folder / name).write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    (folder / "qrels").mkdir()
    judged(folder, "q1\td1\t1", "q1\td2\t0", "q2\td2\t2")
    return folder


def judged(folder: Path, *lines: str, split: str = "test") -> None:
    text = "\n".join(["query-id\tcorpus-id\tscore", *lines, ""])
    (folder / "qrels" / f"{split}.tsv").write_text(text)


def test_a_beir_folder_gives_its_judged_queries_and_its_documents(beir: Path) -> None:
    found = read_set(beir)
    assert (found.kind, found.problems) == ("BEIR", ())
    assert [(d.name, d.text) for d in found.documents] == [
        ("d1.txt", "The fire\n\nIt lasted two hours."),
        ("d2.txt", "Crates went to Lisbon."),
    ]
    assert found.questions == (
        Question(
            question="how long did it burn",
            evidence=(Evidence(document="d1.txt", start=0, end=30),),
            where="query q1",
        ),
        Question(
            question="where did the crates go",
            evidence=(Evidence(document="d2.txt", start=0, end=22),),
            where="query q2",
        ),
    )
    assert all(question.answerable for question in found.questions)


def test_the_test_split_is_taken_where_there_are_several(beir: Path) -> None:
    judged(beir, "q3\td1\t1", split="train")
    assert len(read_set(beir).questions) == 2
    (beir / "qrels" / "test.tsv").unlink()
    assert [question.where for question in read_set(beir).questions] == ["query q3"]


def test_what_is_wrong_in_a_beir_folder_is_named_by_file_and_line(beir: Path) -> None:
    with (beir / "corpus.jsonl").open("a") as corpus:
        corpus.write('{"_id": "d3"}\n{"_id": \n')
    judged(beir, "q1\td1\t1", "q2\td9\t1", "q9\td1\t1", "q1 d1 1")
    found = read_set(beir)
    assert [question.where for question in found.questions] == ["query q1"]
    assert [str(problem) for problem in found.problems] == [
        "corpus.jsonl, line 3: text: Field required.",
        "corpus.jsonl, line 4: not JSON (Expecting value).",
        "test.tsv, line 5: not a query, a document and a whole number, with tabs between.",
        "query q2: corpus.jsonl has no document 'd9'.",
        "query q9: it is judged and not among queries.jsonl.",
    ]


def test_a_folder_that_is_no_beir_set_is_refused(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").unlink()
    with pytest.raises(BadQuestionFile, match=r"no judgements in qrels/test\.tsv"):
        read_set(beir)
    (beir / "queries.jsonl").unlink()
    with pytest.raises(BadQuestionFile, match="is no BEIR set"):
        read_set(beir)


# Names and anything else


@given(st.lists(st.text(max_size=120), max_size=8))
def test_titles_become_file_names_that_any_system_takes(titles: list[str]) -> None:
    names = file_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(re.fullmatch(r"[^/\\:*?\"<>|\x00-\x1f.][^/\\:*?\"<>|\x00-\x1f]*", n) for n in names)
    assert file_names(["C/2020 F3", "C/2020 F3", "..", ""]) == [
        "C_2020 F3.txt",
        "C_2020 F3 (2).txt",
        "untitled.txt",
        "untitled (2).txt",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["question", "answers", "evidence", "history", "data", "title"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON.map(json.dumps) | st.text(alphabet='{"}[]: a\n', max_size=10), max_size=4))
def test_any_file_is_read_or_refused_in_words(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        found = read_set(path)
    except BadQuestionFile:
        pass
    else:
        assert found.questions
        assert all(isinstance(problem, Problem) and problem.reason for problem in found.problems)
