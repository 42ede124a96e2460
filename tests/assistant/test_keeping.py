"""An answer is kept as Markdown, Word or JSON, with all that is needed to check it again."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant
from assistant.answered import answered
from assistant.errors import BadAnswerFile
from assistant.export.content import Sheet, sheet_of
from assistant.export.files import keep, save
from index import Case
from tests.chat_models import Scripted

PRISON = "How many years in prison does Tobias Crane face?"
UNANSWERED = "Which airline flew the orchestra to Osaka?"


@pytest.fixture(scope="module")
def answer(crane: Case) -> Answer:
    return Assistant(crane).ask(PRISON)


def texts_of(sheet: Sheet) -> list[str]:
    quoted = [part for q in sheet.quotations for part in (q.quote, q.place, *q.notes)]
    pairs = [part for pair in (*sheet.files, *sheet.making) for part in pair]
    return [sheet.question, *sheet.paragraphs, *quoted, *pairs]


def test_the_sheet_holds_quotes_places_files_and_settings(crane: Case, answer: Answer) -> None:
    sheet = sheet_of(answered(crane, answer))
    first = answer.citations[0]
    start, end = first.span.start, first.span.end
    quotation = sheet.quotations[0]
    assert quotation.quote == " ".join(first.quote.split())
    assert quotation.place == f"The Charge, p. 2 (charge.pdf, page 2, characters {start}–{end})"
    digest = hashlib.sha256(crane.original(first.span.document_id)).hexdigest()
    assert sheet.files == (("charge.pdf", digest),)
    made = dict(sheet.making)
    assert (made["Case"], made["Answer"]) == ("crane", "quoted from the documents")
    assert made["Embedding model"] == "casebook-minilm-2"
    assert {"Casebook", "Day"} <= set(made)


def test_a_written_answer_names_its_model(crane: Case) -> None:
    model = Scripted(reply="Tobias Crane faces up to twelve years in prison [{twelve years}].")
    written = Assistant(crane, model=model).ask(PRISON)
    made = dict(sheet_of(answered(crane, written)).making)
    assert made["Answer"] == "written by Scripted, each sentence checked"


def test_a_word_file_holds_the_same_texts(crane: Case, answer: Answer, tmp_path: Path) -> None:
    save(answer, crane, tmp_path / "answer.docx")
    kept = "\n".join(p.text for p in docx.Document(str(tmp_path / "answer.docx")).paragraphs)
    for text in texts_of(sheet_of(answered(crane, answer))):
        assert text in kept


def test_markdown_holds_the_same_texts(crane: Case, answer: Answer, tmp_path: Path) -> None:
    save(answer, crane, tmp_path / "answer.md")
    kept = (tmp_path / "answer.md").read_text(encoding="utf-8").replace("\\", "")
    for text in texts_of(sheet_of(answered(crane, answer))):
        assert text in kept
    assert answer.text in kept


def test_json_is_the_reply_that_scripts_get(crane: Case, answer: Answer, tmp_path: Path) -> None:
    save(answer, crane, tmp_path / "ANSWER.JSON")
    kept = json.loads((tmp_path / "ANSWER.JSON").read_bytes())
    assert (kept["question"], kept["answer"]) == (PRISON, answer.text)
    assert kept["citations"][0]["quote"] == answer.citations[0].quote
    assert kept["citations"][0]["sha256"] == answer.citations[0].span.document_id
    assert kept["made"]["format"] == 1


def test_what_came_nearest_is_kept_when_nothing_answers(crane: Case, tmp_path: Path) -> None:
    save(Assistant(crane).ask(UNANSWERED), crane, tmp_path / "answer.md")
    kept = (tmp_path / "answer.md").read_text(encoding="utf-8")
    assert "## Nearest" in kept
    assert "## Sources" not in kept


@pytest.mark.parametrize("name", ["answer", "answer.pdf", "answer.md.txt"])
def test_another_ending_is_refused(crane: Case, answer: Answer, name: str, tmp_path: Path) -> None:
    with pytest.raises(BadAnswerFile, match=r"end its name in \.md, \.docx or \.json"):
        save(answer, crane, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


LIVE = [
    ("![](https://evil.example/a.png)", "!["),
    ("[click](https://evil.example)", "[click]("),
    ("<img src=x onerror=alert(1)>", "<img"),
    ("see https://evil.example/now", "https://"),
    ("see www.evil.example", "www.evil"),
    ("[1]: https://evil.example", "[1]:"),
    ("[1](https://evil.example)", "[1]("),
    ("# Verdict", "# V"),
    ("`code` and **bold** and _this_", "`code`"),
]


@pytest.mark.parametrize(("words", "live"), LIVE)
def test_nothing_in_markdown_comes_alive(
    crane: Case, answer: Answer, words: str, live: str, tmp_path: Path
) -> None:
    kept = answered(crane, answer)
    source = replace(kept.citations[0], quote=words, title=words, pincite=words, document=words)
    keep(
        replace(kept, answer=f"{words} [1]", question=words, citations=(source,)),
        tmp_path / "answer.md",
    )
    lines = (tmp_path / "answer.md").read_text(encoding="utf-8").splitlines()
    bodies = [line.removeprefix("# ").removeprefix("> ") for line in lines]
    unescaped = re.compile(rf"(?<!\\){re.escape(live)}")
    assert not any(unescaped.search(body) for body in bodies)
    assert any(body.replace("\\", "") == words for body in bodies)
    assert any(body.endswith(" [1]") for body in bodies)


@given(st.text())
def test_any_words_can_be_kept(crane: Case, answer: Answer, tmp_path: Path, words: str) -> None:
    kept = answered(crane, answer)
    source = replace(kept.citations[0], quote=words, pincite=words, document=words)
    reply = replace(kept, answer=words, question=words, citations=(source,))
    for ending in ("md", "docx", "json"):
        keep(reply, tmp_path / f"answer.{ending}")
    assert json.loads((tmp_path / "answer.json").read_bytes())["citations"][0]["quote"] == words
