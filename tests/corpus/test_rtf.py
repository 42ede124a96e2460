"""RTF: the printed words in their order, and beside them what is not in their flow."""

from __future__ import annotations

import pytest

from corpus import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.rtf import read_rtf

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}"
    r"{\info{\title Plea of Ortega}{\author A clerk}}"
)


def read(body: str) -> Extracted:
    return read_rtf((HEAD + body + "}").encode("cp1252"), Aids())


def marked(found: Extracted, kind: str) -> list[str]:
    return [mark.value for mark in found.marks if mark.kind == kind]


def test_paragraphs_become_blocks_and_the_title_is_found() -> None:
    found = read(r"\f0 He {\b knew}.\par She\line left.\par\par They stayed.")
    assert found.text.split("\n\n") == ["He knew.", "She", "left.", "They stayed."]
    assert found.title == "Plea of Ortega"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9, \'93yes\'94 \endash  no", "café, “yes” – no"),
        (r"\u8364?5 and \u-10179?\u-8694?", "€5 and 😊"),
        (r"18 U.S.C. \'a7 1956\~(a)", "18 U.S.C. § 1956\N{NO-BREAK SPACE}(a)"),
        (r"{\f1\'cf\'f0\'e8\'e3\'ee\'e2\'ee\'f0}", "Приговор"),
        ("naïve", "naïve"),
        (r"a \{b\} c\\d", r"a {b} c\d"),
        (r"one{\pict\pngblip 89504e47} two", "one two"),
        (r"see {\field{\*\fldinst HYPERLINK x}{\fldrslt the page}}", "see the page"),
    ],
)
def test_characters_are_what_a_person_sees(body: str, text: str) -> None:
    assert read(body).text == text


def test_a_table_is_read_by_rows() -> None:
    def row(*cells: str) -> str:
        return r"\trowd\cellx1\cellx2 " + "".join(f"{cell}\\cell " for cell in cells) + r"\row "

    body = row("Payee", "Amount") + row("Pier 4", "$9") + row("Wu", "$12")
    assert read(rf"Before.\par {body}\pard After.").text == (
        "Before.\n\nPayee | Amount\nPier 4: Amount = $9\nWu: Amount = $12\n\nAfter."
    )


def test_footnotes_come_at_the_end() -> None:
    found = read(r"He paid{\super\chftn{\footnote\chftn  In \{cash\}, caf\'e9.}}.\par He left.")
    assert found.text == "He paid.\n\nHe left.\n\nFootnote 1: In {cash}, café."


def test_headers_and_footers_are_marks() -> None:
    found = read(r"{\header United States v. Ortega\par}{\footerf Sealed\par}He paid.")
    assert found.text == "He paid."
    assert (marked(found, "header"), marked(found, "footer")) == (
        ["United States v. Ortega"],
        ["Sealed"],
    )


def test_hidden_words_are_marked_and_not_in_the_text() -> None:
    found = read(r"He paid{\f0\v  and was told to say nothing}. {\vertalt He left.}")
    assert found.text == "He paid. He left."
    assert marked(found, "unseen") == ["and was told to say nothing"]
    assert [flag.kind for flag in found.flags] == ["unseen"]


def test_tracked_deletions_are_left_out() -> None:
    assert read(r"He did {\revised not }{\b\deleted never }sign it.").text == "He did not sign it."


def test_half_of_a_pair_is_no_character() -> None:
    assert read(r"He \u-10179?paid.").text == "He \ufffdpaid."


def test_what_is_no_rtf_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="the RTF file is damaged"):
        read_rtf(b"{\\rt", Aids())


def test_a_file_that_is_cut_off_gives_what_it_has() -> None:
    whole = HEAD + r"He paid.\par {\footnote In cash, and then he {\b"
    assert read_rtf(whole.encode(), Aids()).text.startswith("He paid.")
