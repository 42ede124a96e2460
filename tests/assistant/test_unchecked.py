"""What is in a language that the check does not know is never called checked, and says so."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from assistant import Answer, Assistant
from assistant.answer import UNCHECKED
from assistant.answered import answered
from assistant.evaluation.asking import ask_each
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.questions import Question
from assistant.export.files import keep
from assistant.export.verification import kept_answer, verify
from assistant.grounding.evidence import check_claim
from assistant.writing import check
from corpus.language.identification import sentence_language
from index import Case
from index.home import Home
from tests.chat_models import Scripted
from tests.passages import hit

DENIED = "Der Angeklagte Rolf Brandt hat das Lagerhaus in Bremen im Mai 2021 nicht betreten."
SAID = "Rolf Brandt hat das Lagerhaus in Bremen im Mai 2021 betreten."
PAPER = f"""Vernehmungsprotokoll

{DENIED} Er war nach seinen Angaben an diesem Tag bei seiner Schwester in Hamburg.
Die Zeugin Anna Keller konnte sich an den Abend nicht erinnern und hat niemanden gesehen.
"""
FOREIGN = [
    "Kellner wurde nicht verurteilt.",
    "Vesely hat 400 Dollar an Kellner gezahlt.",
    "Ruiz no firmó el contrato.",
    "L’accusé a été condamné à douze ans.",
    "L’imputato non ha firmato il contratto.",
    "O réu não assinou o contrato.",
    "De verdachte was niet in het huis.",
    "Oskarżony nie podpisał umowy.",
    "Sanık sözleşmeyi imzalamadı.",
    "Договор не был подписан.",
    "被告没有签署合同。",
]


@pytest.fixture(scope="module")
def bremen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A German interview and an English letter. Do not change it."""
    folder = tmp_path_factory.mktemp("bremen")
    (folder / "protokoll.txt").write_text(PAPER, encoding="utf-8")
    (folder / "letter.txt").write_text(
        "The warehouse in Bremen was shut by the owner on May 3, 2021. Anna Keller kept the keys.",
        encoding="utf-8",
    )
    opened = Home.open(tmp_path_factory.mktemp("bremen-home"))
    case = Case.open("bremen", home=opened)
    case.add(folder)
    yield case
    opened.close()


@pytest.fixture(scope="module")
def german(bremen: Case) -> Answer:
    """An answer in German that leaves a "not" out."""
    model = Scripted(reply=f"{SAID} [{{nicht betreten}}]")
    return Assistant(bremen, model).ask("Was Rolf Brandt in the warehouse in Bremen?")


@pytest.mark.parametrize("claim", FOREIGN)
def test_a_claim_in_another_language_is_unchecked_whatever_its_source_says(claim: str) -> None:
    for source in (claim, "Kellner was convicted on May 3, 2024, of wire fraud."):
        checked = check_claim(claim, [hit(source)])
        assert checked.unchecked == sentence_language(claim)
        assert not checked.stands
        assert checked.objected is None


@pytest.mark.parametrize("claim", ["Kellner firmó.", "Kellner pleaded guilty.", "No. 4:22-cr-7"])
def test_of_a_claim_too_short_to_tell_the_source_decides(claim: str) -> None:
    assert check_claim(claim, [hit("Kellner pleaded guilty.")]).unchecked is None or (
        sentence_language(claim) == "es"
    )


@pytest.mark.parametrize("source", [DENIED, f"Protokoll. {DENIED}"])
def test_a_claim_whose_source_is_in_another_language_is_unchecked(source: str) -> None:
    checked = check_claim("Rolf Brandt entered the warehouse in Bremen.", [hit(source)])
    assert checked.unchecked == "de"


def test_what_a_person_says_of_a_documents_language_counts_where_its_words_do_not_tell() -> None:
    source = [hit("Brandt 2021 Bremen.")]
    assert check_claim("Brandt 2021 Bremen.", source).unchecked is None
    assert check_claim("Brandt 2021 Bremen.", source, (), {"ledger": "de"}).unchecked == "de"


def test_an_english_source_beside_a_foreign_one_still_bears_a_claim_out() -> None:
    english = "The warehouse in Bremen was shut on May 3, 2021."
    both = [hit(DENIED, document="protokoll"), hit(english, document="letter")]
    assert check_claim(english, both).stands
    wrong = check("The warehouse in Bremen was shut on May 4, 2021. [2]", both)
    assert (wrong.sources, wrong.unchecked) == ((), None)
    assert wrong.objected is not None


def test_a_german_sentence_in_an_english_paper_is_told_from_it() -> None:
    page = f"The witness was heard in Bremen by the police. He said this to them: {DENIED}"
    checked = check_claim(DENIED, [hit(page)])
    assert (checked.unchecked, checked.stands) == ("de", False)


def test_other_figures_are_never_cited() -> None:
    assert check_claim(SAID, [hit(DENIED)]).sources
    assert not check_claim(SAID.replace("2021", "2019"), [hit(DENIED)]).sources


def test_the_answer_marks_it_and_says_why(german: Answer) -> None:
    (claim,) = [claim for claim in german.claims if claim.verdict != "quoted"]
    assert (claim.verdict, claim.language) == ("unchecked", "de")
    assert claim.citations[0].quote == DENIED
    assert f"{SAID} [1] {UNCHECKED}" in german.text
    assert german.notice is not None
    assert "German" in german.notice


def test_exports_and_json_say_so(bremen: Case, german: Answer, tmp_path: Path) -> None:
    reply = answered(bremen, german)
    for name in ("kept.md", "kept.docx", "kept.json"):
        keep(reply, tmp_path / name)
    word = docx.Document(io.BytesIO((tmp_path / "kept.docx").read_bytes()))
    sheets = [
        (tmp_path / "kept.md").read_text("utf-8"),
        "\n".join(paragraph.text for paragraph in word.paragraphs),
    ]
    for sheet in sheets:
        assert "Unchecked" in sheet
        assert UNCHECKED in sheet
        assert "the check does not know German" in sheet
    stated = json.loads((tmp_path / "kept.json").read_text("utf-8"))["claims"][0]
    assert (stated["verdict"], stated["language"]) == ("unchecked", "de")


def test_a_kept_one_still_verifies_and_shows_that_it_was_altered(
    bremen: Case, german: Answer, tmp_path: Path
) -> None:
    keep(answered(bremen, german), tmp_path / "kept.json")
    saved = json.loads((tmp_path / "kept.json").read_text("utf-8"))
    kept = kept_answer(saved)
    assert verify(bremen, kept).stands
    assert verify(bremen, replace(kept, answer=kept.answer.replace("betreten", "gesehen"))).altered


def test_an_evaluation_counts_them(bremen: Case) -> None:
    model = Scripted(reply=f"{SAID} [{{nicht betreten}}]")
    question = Question(question="Was Rolf Brandt in the warehouse in Bremen?", answers=("yes",))
    (outcome,) = ask_each(Assistant(bremen, model), [question])
    assert isinstance(outcome, Outcome)
    assert outcome.unchecked == 1


# Words that English shares, and names


@pytest.mark.parametrize(
    ("claim", "source", "language"),
    [
        ("Pell will nicht zahlen.", "Pell will zahlen.", "de"),
        ("Castellano will Pell nie verklagen.", "Castellano will Pell verklagen.", "de"),
        ("Pell by nie zapłacił czynszu.", "Pell by zapłacił czynszu.", "pl"),
        ("Pell nu are datorii.", "Pell are datorii.", "ro"),
        ("Pell kan ikke have betalt lejen.", "Pell kan have betalt lejen.", "da"),
    ],
)
def test_a_word_that_english_has_too_makes_no_english_sentence(
    claim: str, source: str, language: str
) -> None:
    passage = hit(source)
    languages = {passage.passage.span.document_id: language}
    checked = check_claim(claim, [passage], (), languages)
    assert checked.unchecked
    assert not checked.stands


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Dubois sold Société Générale shares.", "Dubois sold shares of Société Générale."),
        ("Recep Tayyip Erdoğan refused to meet.", "Recep Tayyip Erdoğan refused to meet."),
    ],
)
def test_foreign_names_make_no_foreign_sentence(claim: str, source: str) -> None:
    passage = hit(source)
    checked = check_claim(claim, [passage], (), {passage.passage.span.document_id: "en"})
    assert checked.unchecked is None


def test_what_an_english_sentence_contradicts_falls_whatever_a_foreign_one_says() -> None:
    english = hit("Pell never paid $5,000 to Castellano.", document="letter")
    german = hit("Frau Pell hat an Herrn Castellano 5.000 $ nie gezahlt.", document="brief")
    checked = check_claim(
        "Pell paid $5,000 to Castellano.", [english, german], (), {"letter": "en", "brief": "de"}
    )
    assert (checked.stands, checked.unchecked) == (False, None)
    assert checked.objected is not None
    assert checked.objected.objection.rule == "denial"


def test_a_word_in_capitals_is_of_no_language() -> None:
    assert sentence_language("PWNED") is None
