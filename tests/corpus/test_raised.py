"""Raised figures are told from the figures beside them."""

from __future__ import annotations

import io

import docx
import pytest

from corpus.language.sentences import sentence_spans
from corpus.readers.raised import raised, with_fractions
from corpus.reading import read_bytes
from tests.corpus.pages import made, sheet

SAID = "He earns $4,320 ¹ and holds 25 ² shares on 340 m2 since the 3rd, at 4½ percent.³"
PARTS = (
    "He earns $4,320", "1", " and holds 25", "2", " shares on 340 m", "2", " since the 3", "rd",
    ", at 4", "1", "/", "", "2 percent.", "3",
)  # fmt: skip
"""What stands on the line and what above it, in turn."""


def word() -> bytes:
    file = docx.Document()
    line = file.add_paragraph()
    for number, words in enumerate(PARTS):
        line.add_run(words).font.superscript = number % 2 == 1
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def rtf() -> bytes:
    pieces = (rf"{{\super {w}}}" if n % 2 else w for n, w in enumerate(PARTS) if w)
    return rf"{{\rtf1\ansi {''.join(pieces)}}}".encode()


def page() -> bytes:
    pieces = (f"<sup>{w}</sup>" if n % 2 else w for n, w in enumerate(PARTS) if w)
    return f"<html><body><p>{''.join(pieces)}</p></body></html>".encode()


def pdf() -> bytes:
    file, x = sheet(), 40.0
    for number, words in enumerate(PARTS):
        small = number % 2 == 1
        file.set_font_size(6 if small else 10)
        file.text(x, 100 - 4 * small, words)
        x += file.get_string_width(words)
    return made(file)


@pytest.mark.parametrize(
    ("made_by", "name"), [(word, "a.docx"), (rtf, "a.rtf"), (page, "a.html"), (pdf, "a.pdf")]
)
def test_raised_figures_are_set_apart(made_by, name: str) -> None:
    document = read_bytes(made_by(), name)
    assert document.text == SAID
    assert [SAID[a:b] for a, b in sentence_spans(SAID)] == [SAID.rstrip("³")]


@pytest.mark.parametrize(
    ("before", "words", "written"),
    [
        ("$18,750.", "3", "³"),
        ("the notary", "12", " ¹²"),
        ("10", "-6", " -⁶"),
        ("km", "2", "2"),
        ("Exhibit A", "1", " ¹"),
        ("1", "st", "st"),
        ("Lantern", "TM", "TM"),
        ("2019", "a", " ᵃ"),
        ("he paid", "a phrase above", "a phrase above"),
    ],
)
def test_what_is_raised_is_written(before: str, words: str, written: str) -> None:
    assert raised(before, words) == written


def test_fractions() -> None:
    assert with_fractions("4 ¹/2 and ⁷⁄16 and 3 ⁵/16; 2019 ¹/2020") == (
        "4½ and 7/16 and 3 5/16; 2019 ¹/2020"
    )
