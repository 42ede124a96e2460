"""What the list of documents and the news of an upload say."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from assistant.window import shelf
from assistant.window.intake import Step
from corpus.document import Flag
from index.records import DocumentRecord
from index.report import AddReport, Progress, Refusal
from tests.window.test_element import Seen

LEDGER = DocumentRecord(
    "a" * 64, "exhibits/ledger.pdf", "Ledger", "exhibit", datetime.date(2024, 4, 9), "ready",
    None, "", pages=12, language="en",
)  # fmt: skip


def listed(**changes: object) -> str:
    return Seen(shelf.documents([replace(LEDGER, **changes)])).text  # type: ignore[arg-type]


def test_a_document_is_listed_with_its_facts_and_can_be_opened() -> None:
    shown = shelf.documents([LEDGER])
    assert Seen(shown).text == "Ledgerexhibits/ledger.pdf · exhibit · April 9, 2024 · 12 pages"
    assert f'href="#document-{shelf.key_of(LEDGER)}"' in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"language": "fr"}, "12 pages · French"),
        ({"language": "xx"}, "12 pages · xx"),
        ({"pages": 1}, "1 page"),
        ({"state": "refused", "reason": "the PDF is damaged"}, "Not readable: the PDF is damaged"),
        ({"state": "words"}, "Found by its words; the rest follows"),
        ({"copies": ("a.pdf", "b.pdf")}, "Says nearly the same as a.pdf, b.pdf"),
        ({"flags": (Flag("covered", "A redaction only covers its words.", 3),)},
         "Page 3: A redaction only covers its words."),
        ({"flags": tuple(Flag("unseen", "Hidden.", n) for n in range(1, 10))},
         "Pages 1, 2, 3, 4, 5, 6 and 3 more: Hidden."),
        ({"flags": (Flag("orders", "It speaks to a model."),)}, "It speaks to a model."),
    ],
)  # fmt: skip
def test_what_a_careful_person_should_know_is_said(changes: dict[str, object], said: str) -> None:
    assert said in listed(**changes)


def test_two_documents_are_never_called_by_one_key() -> None:
    names = ("a.pdf", "A.pdf", "a\ud800.pdf", "a/b.pdf", "a.pdf ")
    assert len({shelf.key_of(replace(LEDGER, name=name)) for name in names}) == len(names)


def test_a_name_or_title_full_of_code_stays_text() -> None:
    shown = Seen(shelf.documents([replace(LEDGER, title="<img src=x onerror=alert(1)>")]))
    assert "img" not in shown.tags
    assert "<img src=x onerror=alert(1)>" in shown.text


def test_progress_says_that_one_can_ask_already() -> None:
    step = Step(Progress("passages", 64, 128), 20.0)
    assert Seen(shelf.step(step)).text == "Indexing passage 64 of 128, about 20 seconds left"
    assert "You can ask already" in Seen(shelf.step(step, is_found=True)).text


def test_a_report_counts_and_gives_reasons() -> None:
    done = AddReport(("a",), ("b",), ("c", "d"), (Refusal("e", "it is a program"),), ("f",))
    shown = Seen(shelf.report(done)).text
    assert shown == "1 added, 1 replaced, 2 unchanged, 1 removed, 1 refused.e: it is a program."


def test_a_report_says_what_was_left_out_but_not_endlessly() -> None:
    left = tuple(Refusal(f".{n}", "it is hidden") for n in range(shelf.MOST_LEFT_OUT + 3))
    shown = Seen(shelf.report(AddReport(("a",), left_out=left))).text
    assert "Left out:.0: it is hidden." in shown
    assert shown.endswith("and 3 more")


def test_before_a_case_goes_its_name_and_what_goes_with_it_are_said() -> None:
    assert "Delete the case <b>X</b>" not in Seen(shelf.deletion("<b>X</b>", 2)).tags
    assert Seen(shelf.deletion("Pier 9", 1)).text.startswith(
        "Delete the case Pier 9 with its 1 document and all conversations"
    )
